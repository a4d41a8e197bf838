"""What came of the leads of each person, told apart from chance."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.markup import coloured
from leaddash.drawing.picture import Picture
from leaddash.drawing.ranked import best_and_worst, draw_rates, more_of, names_of, ranked
from leaddash.drawing.theme import Palette, figure
from leaddash.stats import THIN
from leaddash.subjects.response.metrics.response_by_person import response_by_person
from leaddash.subjects.response.metrics.response_curve import OUTCOME_COLUMNS
from leaddash.words import Words

ROOM, ROW, ASIDE = 80, 44, 190
"""Pixels for the axis, for each bar with its two shares on two lines, and for these beside the bars."""


@chart("people", counts=response_by_person)
def response_people(frame: pd.DataFrame, words: Words, palette: Palette, outcome: str, nothing: str = "") -> Picture:
    """Share of each person's leads with an outcome, drawn towards that of all, and their own beside it; thin ones last.

    Ranked by the shrunk share, since the own shares of people with few leads lie at both ends by chance alone. Of many
    the best and the worst are shown. `nothing` says why nothing can be drawn.
    """
    known = people_of(frame, outcome)
    people = best_and_worst(known).iloc[::-1]
    title = words(f"chart.people.{outcome}")
    chart = figure(palette, words, height=ROOM + ROW * max(len(people), 3))
    if people.empty or nothing:
        return Picture(title, chart, axes.say_nothing(chart, nothing or words("empty.people")))
    names = names_of(people, "person", words)
    every = int(known["rate_entered"].sum())
    text = [_label(row, every, words, palette) for row in people.itertuples()]
    draw_rates(chart, people, names, palette.sales, words, palette, words(f"unit.{outcome}"), text)
    chart.update_layout(margin={"r": ASIDE})
    chart.add_trace(_own(people, names, words, palette))
    highest = axes.highest_of([*people["rate_high"], *people["own"]])
    chart.update_xaxes(axes.axis_of_shares(highest, words, words(f"unit.{outcome}")))
    _mark_all(chart, known, words, palette)
    said = [_both(row, every, words) for row in people.itertuples()]
    pairs = zip(names[::-1], said[::-1], strict=True)
    told = words.listed([f"{name}: {both}" if both else name for name, both in pairs])
    notes = [words("chart.people.note", thin=THIN, n=every), *more_of(known, people, words)]
    cases = f"{outcome}_leads"
    opens = tuple({"figure": cases, "person": "" if pd.isna(person) else str(person)} for person in people["slice_id"])
    return Picture(title, chart, words("chart.people.alt", told=told), " ".join(notes), opens)


def people_of(frame: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """People with cases, best shrunk share first, thin ones last: `rate` is the shrunk share, `own` their own."""
    names = {f"{outcome}_shrunk{end}": f"rate{end}" for end in ("", "_low", "_high")}
    names |= {f"{outcome}_leads": "rate_entered", OUTCOME_COLUMNS[outcome]: "had", f"{outcome}_rate": "own"}
    ids = frame["slice_id"] if "slice_id" in frame else frame["person"]
    rows = frame.assign(slice_id=ids)[["person", "slice_id", *names]].rename(columns=names)
    rows = rows[rows["rate_entered"].fillna(0) > 0]
    numbers = ["rate", "rate_low", "rate_high", "own"]
    return ranked(rows.assign(entered=rows["rate_entered"]).astype(dict.fromkeys(numbers, float)))


def _both(row: Any, every: int, words: Words) -> str:
    """A person's own share as counts, then the estimate with what it rests on; nothing at the break."""
    return "" if row.between else ", ".join(_shares(row, every, words))


def _label(row: Any, every: int, words: Words, palette: Palette) -> str:
    """The same on two lines, as it stands beside the bar."""
    if row.between:
        return ""
    own, estimate = _shares(row, every, words)
    return f"{own}\n{coloured(estimate, palette.muted, 13)}"


def _shares(row: Any, every: int, words: Words) -> tuple[str, str]:
    own = words("chart.people.counted", had=int(row.had), n=int(row.rate_entered))
    return own, words("chart.people.estimate", share=words.share(row.rate), n=every)


def _own(people: pd.DataFrame, names: list[str], words: Words, palette: Palette) -> go.Scatter:
    """Each person's own share as a small hollow point."""
    own = [words.share(share) for share in people["own"]]
    return go.Scatter(
        x=list(people["own"].where(people["between"] == 0)),
        y=list(range(len(people))),
        mode="markers",
        marker={"symbol": "circle", "size": 9, "color": palette.ground, "line": {"color": palette.ink, "width": 2}},
        hovertext=[
            words("chart.people.own", person=axes.label(name), share=share, had=int(had), n=int(cases))
            for name, share, had, cases in zip(names, own, people["had"], people["rate_entered"], strict=True)
        ],
        hoverinfo="text",
    )


def _mark_all(chart: go.Figure, known: pd.DataFrame, words: Words, palette: Palette) -> None:
    """A rule at the share of all people together."""
    share = int(known["had"].sum()) / int(known["rate_entered"].sum())
    rule = {"color": palette.muted, "width": 1, "dash": "dot"}
    chart.add_shape(type="line", x0=share, x1=share, y0=0, y1=1, yref="paper", line=rule)
    chart.add_annotation(
        x=share,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=words("chart.people.all", share=words.share(share)),
        showarrow=False,
        font={"size": 13, "color": palette.muted},
    )
    chart.update_layout(margin={"t": 26})
