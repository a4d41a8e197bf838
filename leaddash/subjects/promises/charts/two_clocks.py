"""Each promise on the lead's clock and on its owners' clocks."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from leaddash.drawing import axes
from leaddash.drawing.markup import bold
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure, whiskers
from leaddash.stats import THIN, wilson
from leaddash.words import Words, promise_name

ROOM, ROW = 60, 88
HEADING = 0.36
CLOCKS = {"lead": 0.08, "owner": -0.24}
"""The two clocks, and how far each stands from the place of its promise."""
SYMBOLS = {"lead": "circle", "owner": "square"}
LISTS: dict[str, dict[str, str]] = {"lead": {}, "owner": {"list": "owner"}}
"""How a link names the list that each clock counts."""


def two_clocks(lead: pd.DataFrame, owner: pd.DataFrame, words: Words, palette: Palette) -> Picture:
    """Share kept for the lead (rows of `sla`) against that kept by its owners (`sla_by_person`), per promise."""
    rows = shown(lead, owner)
    title = words("chart.two_clocks.title")
    places = len(rows) // len(CLOCKS)
    chart = figure(palette, words, height=ROOM + ROW * max(places, 2))
    if rows.empty:
        return Picture(title, chart, axes.say_nothing(chart, words("empty.promises")))
    shares = [words("chart.breakdown.label", share=words.share(row.rate), n=int(row.due)) for row in rows.itertuples()]
    whose = [words(f"chart.two_clocks.{clock}") for clock in rows["clock"]]
    text = [f"{who}: {share}" for who, share in zip(whose, shares, strict=True)]
    chart.add_trace(_points(rows, text, palette))
    _label_points(chart, rows, shares, palette)
    _name(chart, rows, whose, words, palette)
    chart.update_xaxes(axes.axis_of_shares(axes.highest_of(rows["rate_high"]), words, words("unit.kept")))
    chart.update_layout(margin={"r": 120})
    alt = words("chart.two_clocks.alt", told="; ".join(_in_order(rows, text, words)))
    opens = tuple({"figure": "due", "promise": str(row.promise), **LISTS[row.clock]} for row in rows.itertuples())
    return Picture(title, chart, alt, words("chart.two_clocks.note", thin=THIN), opens)


def shown(lead: pd.DataFrame, owner: pd.DataFrame) -> pd.DataFrame:
    """Two rows per promise with anything due, the last promise first: `clock`, `place`, `due`, `kept` and the rate."""
    owned = owner.groupby("promise")[["due", "kept"]].sum()
    names = [name for name, due in zip(lead["promise"], lead["due"], strict=True) if due > 0][::-1]
    counts = {"lead": lead.set_index("promise")[["due", "kept"]], "owner": owned}
    found = [
        {"promise": name, "clock": clock, "place": place, **counts[clock].reindex([name]).fillna(0).iloc[0].astype(int)}
        for place, name in enumerate(names)
        for clock in CLOCKS
    ]
    rows = pd.DataFrame(found, columns=["promise", "clock", "place", "due", "kept"])
    low, high = wilson(rows["kept"], rows["due"])
    share = rows["kept"].astype(float) / rows["due"].astype(float).where(rows["due"] > 0)
    return rows.assign(rate=share, rate_low=low, rate_high=high)


def _points(rows: pd.DataFrame, text: list[str], palette: Palette) -> go.Scatter:
    """A point per clock with its interval: the lead's round, the owners' square; grey where thin."""
    colours = _colours(rows, palette)
    return go.Scatter(
        x=[None if pd.isna(rate) else rate for rate in rows["rate"]],
        y=_heights(rows),
        mode="markers",
        marker={"size": 13, "symbol": [SYMBOLS[clock] for clock in rows["clock"]], "color": colours},
        error_x=whiskers(rows, palette.muted),
        hovertext=text,
        hoverinfo="text",
        cliponaxis=False,
    )


def _label_points(chart: go.Figure, rows: pd.DataFrame, text: list[str], palette: Palette) -> None:
    """Write right of each interval its share and how many were due."""
    ends = rows["rate_high"].fillna(0)
    for end, height, told, colour in zip(ends, _heights(rows), text, _colours(rows, palette), strict=True):
        font = {"size": 14, "color": colour}
        chart.add_annotation(x=end, y=height, text=told, xanchor="left", xshift=8, showarrow=False, font=font)


def _name(chart: go.Figure, rows: pd.DataFrame, whose: list[str], words: Words, palette: Palette) -> None:
    """Name each promise above its two points, and each point's clock beside it."""
    for place, name in enumerate(rows["promise"].iloc[:: len(CLOCKS)]):
        text = bold(axes.label(promise_name(name, words)))
        chart.add_annotation(x=0, y=place + HEADING, text=text, xanchor="left", showarrow=False, font={"size": 15})
    named = axes.name_places(whose, palette.ink, 15) | {"tickvals": _heights(rows)}
    chart.update_yaxes(named, range=[-0.5, len(rows) / len(CLOCKS) - 0.4])


def _in_order(rows: pd.DataFrame, text: list[str], words: Words) -> list[str]:
    """Each promise and clock with its share, the first promise first."""
    told = [f"{promise_name(name, words)}, {one}" for name, one in zip(rows["promise"], text, strict=True)]
    return [one for place in range(len(told) - 2, -1, -2) for one in told[place : place + 2]]


def _heights(rows: pd.DataFrame) -> list[float]:
    return [place + CLOCKS[clock] for place, clock in zip(rows["place"], rows["clock"], strict=True)]


def _colours(rows: pd.DataFrame, palette: Palette) -> list[str]:
    own = {"lead": palette.kept, "owner": palette.sales}
    return [own[clock] if due >= THIN else palette.open for clock, due in zip(rows["clock"], rows["due"], strict=True)]
