"""Why episodes leave the funnel, and how many of their leads come back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.absence import ANYTHING, Reach
from leaddash.drawing.left_open import ANY, NO_REASON
from leaddash.drawing.markup import coloured
from leaddash.drawing.names import exit_colour
from leaddash.drawing.picture import Picture
from leaddash.drawing.ranked import best_and_worst, mark_break, more_of, ranked
from leaddash.drawing.theme import Palette, figure, whiskers
from leaddash.stats import THIN, wilson
from leaddash.subjects.funnel.metrics.exits import exits as exits_metric
from leaddash.subjects.funnel.metrics.returned import returned as returned_metric
from leaddash.words import Words

MOST_REASONS_SHOWN = 8
ROOM, ROW = 70, 42
"""Pixels for the axis, and for each bar with its name on two lines."""
BACK_WITHIN = 90
"""Days within which those who left are looked for."""


@chart("exits", counts=exits_metric)
def exits(frame: pd.DataFrame, words: Words, palette: Palette, stage: str, reach: Reach = ANYTHING) -> Picture:
    """The ways out of a stage with their reasons, the most frequent first."""
    left = frame[frame["stage"] == stage].sort_values("exits", ascending=False, kind="stable")
    reasons = left.head(MOST_REASONS_SHOWN).iloc[::-1]
    name = words(f"stage.{stage}")
    title = words("chart.exits.title", stage=name)
    chart = figure(palette, words, height=ROOM + ROW * max(len(reasons), 3))
    if reasons.empty:
        return Picture(title, chart, axes.say_nothing(chart, reach.nobody(words, "exits", stage)))
    total = int(left["exits"].sum())
    text = [f"{words.number(count)} ({words.share(count / total)})" for count in reasons["exits"]]
    colours = [exit_colour(exit_, palette) for exit_ in reasons["exit"]]
    chart.add_trace(_bars([int(count) for count in reasons["exits"]], colours, _named(reasons, text, words)))
    chart.update_xaxes(axes.axis_of_counts(int(reasons["exits"].max()), words, words("unit.exits")))
    axes.label_ends(chart, reasons["exits"], text, palette.muted)
    _name(chart, reasons, words, palette)
    told = words.listed(_named(reasons, text, words)[::-1])
    note = words("chart.exits.note", n=total)
    if len(left) > MOST_REASONS_SHOWN:
        others = left["exits"].iloc[MOST_REASONS_SHOWN:]
        note = f"{note} {words('chart.exits.more', n=len(others), count=int(others.sum()))}"
    opens = tuple({"stage": stage, "figure": "exits", **_link_of(row)} for row in reasons.itertuples())
    return Picture(title, chart, words("chart.exits.alt", stage=name, told=told), note, opens)


@chart("returned", counts=returned_metric)
def returned(frame: pd.DataFrame, words: Words, palette: Palette, reach: Reach = ANYTHING) -> Picture:
    """What share of those who left came back within ninety days, by exit and reason; ranked, thin ones grey and last.

    Of many the best and the worst are shown, with a break between them.
    """
    cases = {"entered": frame["followed_90"], "rate_entered": frame["followed_90"]}
    known = ranked(frame.rename(columns=_AS_RATE).assign(**cases))
    reasons = best_and_worst(known).iloc[::-1]
    title = words("chart.returned.title")
    chart = figure(palette, words, height=ROOM + ROW * max(len(reasons), 3))
    if reasons.empty:
        return Picture(title, chart, axes.say_nothing(chart, _nobody_back(frame, words, reach)))
    text = [
        "" if row.between else words("chart.breakdown.label", share=words.share(row.rate), n=int(row.rate_entered))
        for row in reasons.itertuples()
    ]
    thin = reasons["followed_90"] < THIN
    colours = [
        palette.open if grey else exit_colour(exit_, palette) for grey, exit_ in zip(thin, reasons["exit"], strict=True)
    ]
    bars = _bars([None if rate != rate else rate for rate in reasons["rate"]], colours, _named(reasons, text, words))
    bars.error_x = whiskers(reasons, palette.ink)
    chart.add_trace(bars)
    mark_break(chart, reasons, palette)
    chart.update_xaxes(axes.axis_of_shares(axes.highest_of(reasons["rate_high"]), words, words("unit.share_back")))
    axes.label_ends(chart, reasons["rate_high"].fillna(0), text, palette.muted)
    _name(chart, reasons, words, palette)
    told = words.listed(_named(reasons, text, words)[::-1])
    told_of = [second_pass(frame, words), words("chart.returned.note", thin=THIN), *more_of(known, reasons, words)]
    note = " ".join(filter(None, told_of))
    opens = tuple({"stage": ANY, "figure": "followed_90", **_link_of(row)} for row in reasons.itertuples())
    return Picture(title, chart, words("chart.returned.alt", told=told), note, opens)


def second_pass(frame: pd.DataFrame, words: Words) -> str:
    """How second passes convert from MQL beside first ones, with both intervals; nothing where no second is known."""
    entered, converted = int(frame["second_entered"].sum()), int(frame["second_converted"].sum())
    if not entered:
        return ""
    first = frame.iloc[0]
    low, high = wilson([converted], [entered])
    told = {
        "second": words.share(converted / entered),
        "low": words.share(low[0]),
        "high": words.share(high[0]),
        "first": words.share(first["first_rate"]),
        "n": entered,
        "firsts": int(first["first_entered"]),
    }
    return words("chart.returned.second", **told)


def _nobody_back(frame: pd.DataFrame, words: Words, reach: Reach) -> str:
    """Why nobody can have come back: nobody left, or nobody's ninety days are over."""
    if not frame["exits"].sum():
        return f"{words('empty.no_exits')} {reach.next_step(words)}"
    return reach.too_soon(words, BACK_WITHIN, "returned")


_AS_RATE = {"rate_90": "rate", "rate_90_low": "rate_low", "rate_90_high": "rate_high"}


def _reason(reason: Any, words: Words) -> str:
    return words("slice.no_reason") if pd.isna(reason) else str(reason)


def _two_lines(row: Any, words: Words, palette: Palette) -> str:
    """The reason over the exit, as an axis shows them; at the break how many lie there."""
    if getattr(row, "between", 0):
        return _one_line(row, words)
    reason = axes.label(_reason(row.reason, words))
    return f"{reason}\n{coloured(words(f'exit.{row.exit}'), palette.muted, 12)}"


def _link_of(row: Any) -> dict[str, str]:
    return {"exit": row.exit, "reason": NO_REASON if pd.isna(row.reason) else str(row.reason)}


def _named(reasons: pd.DataFrame, text: list[str], words: Words) -> list[str]:
    """Each exit and reason in one line, with the text of its bar where it has one."""
    names = [_one_line(row, words) for row in reasons.itertuples()]
    return [f"{name}, {label}" if label else name for name, label in zip(names, text, strict=True)]


def _one_line(row: Any, words: Words) -> str:
    if getattr(row, "between", 0):
        return words("chart.breakdown.between", n=int(row.between))
    return axes.label(f"{words(f'exit.{row.exit}')}: {_reason(row.reason, words)}")


def _bars(values: list[Any], colours: list[str], hover: list[str]) -> go.Bar:
    return go.Bar(
        x=values,
        y=list(range(len(values))),
        orientation="h",
        marker={"color": colours},
        hovertext=hover,
        hoverinfo="text",
    )


def _name(chart: go.Figure, reasons: pd.DataFrame, words: Words, palette: Palette) -> None:
    names = [_two_lines(row, words, palette) for row in reasons.itertuples()]
    chart.update_yaxes(axes.name_places(names, palette.ink, 14))
    chart.update_layout(margin={"r": 120})
