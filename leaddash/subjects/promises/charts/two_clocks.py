"""Each promise on the lead's clock and on its owners' clocks."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.markup import bold
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure, whiskers
from leaddash.stats import THIN, wilson
from leaddash.subjects.promises.metrics.sla_by_person import sla_by_person
from leaddash.words import Words, promise_name

ROOM, ROW = 60, 88
HEADING = 0.36
CLOCK_HEIGHTS = {"lead": 0.08, "owner": -0.24}
"""The two clocks, and how far each stands from the place of its promise."""
SYMBOLS = {"lead": "circle", "owner": "square"}
LIST_LINKS: dict[str, dict[str, str]] = {"lead": {}, "owner": {"list": "owner"}}
"""How a link names the list that each clock counts."""


@chart("clocks", counts=sla_by_person)
def two_clocks(lead: pd.DataFrame, owner: pd.DataFrame, words: Words, palette: Palette) -> Picture:
    """Share kept for the lead (rows of `sla`) against that kept by its owners (`sla_by_person`), per promise."""
    rates = shown(lead, owner)
    title = words("chart.two_clocks.title")
    places = len(rates) // len(CLOCK_HEIGHTS)
    chart = figure(palette, words, height=ROOM + ROW * max(places, 2))
    if rates.empty:
        return Picture(title, chart, axes.say_nothing(chart, words("empty.promises")))
    shares = [words("chart.breakdown.label", share=words.share(row.rate), n=int(row.due)) for row in rates.itertuples()]
    whose = [words(f"chart.two_clocks.{clock}") for clock in rates["clock"]]
    text = [f"{who}: {share}" for who, share in zip(whose, shares, strict=True)]
    chart.add_trace(_points(rates, text, palette))
    _label_points(chart, rates, shares, palette)
    _name(chart, rates, whose, words, palette)
    chart.update_xaxes(axes.axis_of_shares(axes.highest_of(rates["rate_high"]), words, words("unit.kept")))
    chart.update_layout(margin={"r": 120})
    alt = words("chart.two_clocks.alt", told="; ".join(_in_order(rates, text, words)))
    opens = tuple({"figure": "due", "promise": str(row.promise), **LIST_LINKS[row.clock]} for row in rates.itertuples())
    return Picture(title, chart, alt, words("chart.two_clocks.note", thin=THIN), opens)


def shown(lead: pd.DataFrame, owner: pd.DataFrame) -> pd.DataFrame:
    """Two rows per promise with anything due, the last promise first: `clock`, `place`, `due`, `kept` and the rate."""
    owned = owner.groupby("promise")[["due", "kept"]].sum()
    names = [name for name, due in zip(lead["promise"], lead["due"], strict=True) if due > 0][::-1]
    counts = {"lead": lead.set_index("promise")[["due", "kept"]], "owner": owned}
    counted = [
        {"promise": name, "clock": clock, "place": place, **counts[clock].reindex([name]).fillna(0).iloc[0].astype(int)}
        for place, name in enumerate(names)
        for clock in CLOCK_HEIGHTS
    ]
    rates = pd.DataFrame(counted, columns=["promise", "clock", "place", "due", "kept"])
    low, high = wilson(rates["kept"], rates["due"])
    share = rates["kept"].astype(float) / rates["due"].astype(float).where(rates["due"] > 0)
    return rates.assign(rate=share, rate_low=low, rate_high=high)


def _points(rates: pd.DataFrame, text: list[str], palette: Palette) -> go.Scatter:
    """A point per clock with its interval: the lead's round, the owners' square; grey where thin."""
    colours = _colours(rates, palette)
    return go.Scatter(
        x=[None if pd.isna(rate) else rate for rate in rates["rate"]],
        y=_heights(rates),
        mode="markers",
        marker={"size": 13, "symbol": [SYMBOLS[clock] for clock in rates["clock"]], "color": colours},
        error_x=whiskers(rates, palette.muted),
        hovertext=text,
        hoverinfo="text",
        cliponaxis=False,
    )


def _label_points(chart: go.Figure, rates: pd.DataFrame, labels: list[str], palette: Palette) -> None:
    """Write right of each interval its share and how many were due."""
    ends = rates["rate_high"].fillna(0)
    for end, height, label, colour in zip(ends, _heights(rates), labels, _colours(rates, palette), strict=True):
        font = {"size": 14, "color": colour}
        chart.add_annotation(x=end, y=height, text=label, xanchor="left", xshift=8, showarrow=False, font=font)


def _name(chart: go.Figure, rates: pd.DataFrame, whose: list[str], words: Words, palette: Palette) -> None:
    """Name each promise above its two points, and each point's clock beside it."""
    for place, name in enumerate(rates["promise"].iloc[:: len(CLOCK_HEIGHTS)]):
        text = bold(axes.label(promise_name(name, words)))
        chart.add_annotation(x=0, y=place + HEADING, text=text, xanchor="left", showarrow=False, font={"size": 15})
    named = axes.name_places(whose, palette.ink, 15) | {"tickvals": _heights(rates)}
    chart.update_yaxes(named, range=[-0.5, len(rates) / len(CLOCK_HEIGHTS) - 0.4])


def _in_order(rates: pd.DataFrame, text: list[str], words: Words) -> list[str]:
    """Each promise and clock with its share, the first promise first."""
    told = [f"{promise_name(name, words)}, {share}" for name, share in zip(rates["promise"], text, strict=True)]
    return [line for first in range(len(told) - 2, -1, -2) for line in told[first : first + 2]]


def _heights(rates: pd.DataFrame) -> list[float]:
    return [place + CLOCK_HEIGHTS[clock] for place, clock in zip(rates["place"], rates["clock"], strict=True)]


def _colours(rates: pd.DataFrame, palette: Palette) -> list[str]:
    sound = {"lead": palette.kept, "owner": palette.sales}
    return [
        sound[clock] if due >= THIN else palette.open for clock, due in zip(rates["clock"], rates["due"], strict=True)
    ]
