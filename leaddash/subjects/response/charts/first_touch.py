"""How long leads wait for their first touch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import inf, log10
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.markup import coloured
from leaddash.drawing.names import left_out
from leaddash.drawing.picture import Picture
from leaddash.drawing.ranked import slice_name
from leaddash.drawing.theme import Palette, figure
from leaddash.stats import THIN
from leaddash.subjects.response.metrics.time_to_first_touch import time_to_first_touch
from leaddash.words import Words

HEIGHT, TOP, BOTTOM = 360, 12, 50
"""Pixels of the chart, over its plot and under it."""
MOST_LINES, LONGEST_SLICE_NAME, APART = 6, 14, 38
"""Lines drawn at most; letters of a name; pixels between two names."""
ROUND_MINUTES = {"wall": (1, 5, 15, 60, 240, 1440, 4320, 10080), "working": (1, 5, 15, 60, 240, 720, 2400)}
"""Round minutes of a clock: up to a week on the wall, of work up to forty hours."""
LOOKS = (
    *(("sales", "solid"), ("ink", "dot"), ("muted", "solid")),
    *(("sales", "dash"), ("ink", "longdash"), ("muted", "dot")),
)
"""Colour and dash of each line; none has a colour that means something else."""
WATCHED = 0.5
"""A curve goes on while this share of those who still wait are watched, or thirty of them."""
SHADE = "rgba(120,130,145,0.22)"
Tell = Callable[[Any], str]
"""How a number of minutes is told."""


@dataclass(frozen=True)
class Line:
    """The curve of a slice as it is drawn."""

    name: str
    curve: pd.DataFrame
    colour: str
    dash: str

    def share(self, words: Words) -> str:
        """What share of how many was touched in the end."""
        last = self.curve.iloc[-1]
        told = words("chart.breakdown.label", share=words.share(last["touched"]), n=int(last["cases"]))
        return f"{self.name} {told}".strip()

    def waits(self, words: Words, tell: Tell) -> str:
        """How long half and nine in ten waited."""
        first = self.curve.iloc[0]
        return words("chart.first_touch.waits", half=tell(first["p50_minutes"]), most=tell(first["p90_minutes"]))


@chart("touch", counts=time_to_first_touch)
def first_touch(
    frame: pd.DataFrame,
    words: Words,
    palette: Palette,
    by: str = "team",
    *,
    working: bool = False,
    whole: int = 0,
    nothing: str = "",
) -> Picture:
    """Cumulative share touched by time since the start: a line per slice, or one of all with its interval.

    `whole` is how many waited in all: of those who are not in the frame a moment is not known, and where these are more
    than half nothing is drawn. `nothing` says why there are none.
    """
    clock, tell = ("working" if working else "wall"), partial(words.duration, working=working)
    slices = slices_of(frame, by)
    title = words(f"chart.first_touch.{'by' if by else 'all'}", dimension=words(f"dimension.{by or 'team'}").lower())
    chart = figure(palette, words, height=HEIGHT)
    cases = sum(int(curve["cases"].iloc[0]) for _, curve in slices)
    if not cases or whole > 2 * cases:
        return Picture(title, chart, axes.say_nothing(chart, _nothing(whole, cases, words, nothing)))
    drawn = fastest_and_slowest(slices)
    end = _end([curve for _, curve in drawn], ROUND_MINUTES[clock])
    lines = [
        Line(_named(name, words) if by else "", _until(curve, end), _colour(curve, look[0], palette), look[1])
        for (name, curve), look in zip(drawn, LOOKS, strict=False)
    ]
    if len(lines) == 1:
        _band(chart, lines[0].curve)
    for line in lines:
        chart.add_trace(_drawn(line, words, tell))
    _name_lines(chart, lines, words, tell)
    _scale(chart, [tick for tick in ROUND_MINUTES[clock] if tick <= end], clock, words, tell)
    told = words.listed([f"{line.share(words)} ({line.waits(words, tell)})" for line in lines])
    alt = words("chart.first_touch.alt", time=tell(end), told=told)
    notes = [left_out(whole, cases, words), words(f"chart.first_touch.note_{'by' if by else 'all'}", thin=THIN)]
    notes += _more_of(slices, words)
    return Picture(title, chart, alt, " ".join(filter(None, notes)))


def _more_of(slices: Sequence[tuple[Any, pd.DataFrame]], words: Words) -> list[str]:
    """How many slices have no line and where they are, and which ones have; nothing where all have."""
    if len(slices) <= MOST_LINES:
        return []
    ends = [words("chart.first_touch.ends")] if len(_sound(slices)) > MOST_LINES else []
    return [*ends, words("chart.breakdown.more", n=len(slices) - MOST_LINES)]


def _sound(slices: Sequence[tuple[Any, pd.DataFrame]]) -> list[tuple[Any, pd.DataFrame]]:
    """The slices that are not thin."""
    return [(name, curve) for name, curve in slices if curve["cases"].iloc[0] >= THIN]


def fastest_and_slowest(slices: Sequence[tuple[Any, pd.DataFrame]]) -> list[tuple[Any, pd.DataFrame]]:
    """The slices to draw: the largest first; of more than fit that are not thin the fastest and the slowest half."""
    sound = _sound(slices)
    if len(sound) <= MOST_LINES:
        return list(slices[:MOST_LINES])
    quick = sorted(sound, key=lambda pair: _half_within(pair[1]))
    return [*quick[: MOST_LINES // 2], *quick[-(MOST_LINES - MOST_LINES // 2) :]]


def slices_of(frame: pd.DataFrame, by: str) -> list[tuple[Any, pd.DataFrame]]:
    """The slices with the rows of their curves, the one with most cases first; all together without a dimension."""
    known = frame[frame["cases"] > 0]
    if not by:
        return [(None, known)] if len(known) else []
    key = "slice_id" if "slice_id" in known else by
    groups = [(curve[by].iloc[0], curve) for _, curve in known.groupby(key, dropna=False, sort=False)]
    return sorted(groups, key=lambda group: -int(group[1]["cases"].iloc[0]))


def watched(curve: pd.DataFrame) -> pd.DataFrame:
    """The part of a curve where enough of those who still wait are watched to say how it goes on."""
    waiting = curve["cases"].astype(float) * curve["waiting"].astype(float)
    enough = curve["at_risk"] >= np.minimum(THIN, waiting * WATCHED)
    return curve[enough.cummin()]


def spread(heights: Sequence[float], apart: float, top: float) -> list[float]:
    """Heights moved as little as keeps each `apart` from the next and below `top`."""
    order = sorted(range(len(heights)), key=lambda number: heights[number])
    moved = list(heights)
    for below, number in pairwise(order):
        moved[number] = max(moved[number], moved[below] + apart)
    for number in reversed(order):
        moved[number] = min(moved[number], top)
        top = moved[number] - apart
    return moved


def _half_within(curve: pd.DataFrame) -> tuple[float, float]:
    """Ranks of a slice: the minutes within which half were touched (endless if never), and the share touched."""
    half = float(curve["p50_minutes"].iloc[0])
    return (half if half == half else inf), -float(curve["touched"].iloc[-1])


def _nothing(whole: int, cases: int, words: Words, why: str) -> str:
    """Why no line is drawn: nobody waited, or of too many the moment is not known."""
    if why or whole <= cases:
        return why or words("empty.first_touch")
    return f"{left_out(whole, cases, words)} {words('empty.mostly_unknown')}"


def _end(curves: list[pd.DataFrame], ticks: Sequence[int]) -> int:
    """Where the axis ends: the round time, from an hour on, that the last touch reaches."""
    last = max(float(watched(curve)["minute"].max()) for curve in curves)
    return next((tick for tick in ticks[3:] if tick >= last), ticks[-1])


def _until(curve: pd.DataFrame, end: float) -> pd.DataFrame:
    """A curve from the first minute on, drawn level to the end of the axis unless it stops being watched before."""
    kept = watched(curve)
    drawn = kept[kept["minute"] <= end]
    if len(kept) == len(curve) or kept["minute"].max() > end:
        drawn = pd.concat([drawn, drawn.tail(1).assign(minute=end)])
    return drawn.assign(minute=drawn["minute"].clip(lower=1))


def _colour(curve: pd.DataFrame, meaning: str, palette: Palette) -> str:
    return palette.open if curve["cases"].iloc[0] < THIN else str(getattr(palette, meaning))


def _drawn(line: Line, words: Words, tell: Tell) -> go.Scatter:
    return go.Scatter(
        x=list(line.curve["minute"]),
        y=list(line.curve["touched"]),
        mode="lines",
        line={"color": line.colour, "width": 2.5, "dash": line.dash, "shape": "hv"},
        hovertext=[_hover(line.name, row, words, tell) for row in line.curve.itertuples()],
        hoverinfo="text",
    )


def _hover(name: str, row: Any, words: Words, tell: Tell) -> str:
    ends = {"low": words.share(row.touched_low), "high": words.share(row.touched_high)}
    told = words("chart.first_touch.hover", n=int(row.cases), time=tell(row.minute), share=words.share(row.touched))
    return "\n".join([*([name] if name else []), told, words("chart.response_curve.interval", **ends)])


def _band(chart: go.Figure, curve: pd.DataFrame) -> None:
    """The interval of a single curve: a band between two invisible lines."""
    look = {"mode": "lines", "line": {"color": "rgba(0,0,0,0)", "shape": "hv"}, "hoverinfo": "skip"}
    minutes = list(curve["minute"])
    chart.add_trace(go.Scatter(x=minutes, y=list(curve["touched_high"]), **look))
    chart.add_trace(go.Scatter(x=minutes, y=list(curve["touched_low"]), fill="tonexty", fillcolor=SHADE, **look))


def _named(name: Any, words: Words) -> str:
    full = slice_name(name, words)
    return axes.label(full if len(full) <= LONGEST_SLICE_NAME else f"{full[: LONGEST_SLICE_NAME - 1]}…")


def _name_lines(chart: go.Figure, lines: list[Line], words: Words, tell: Tell) -> None:
    """Name each line at its right end with its share, n and percentiles; names that would meet are moved apart."""
    height = HEIGHT - TOP - BOTTOM
    ends = [float(line.curve["touched"].iloc[-1]) for line in lines]
    places = spread([end * height for end in ends], APART, height - APART / 3)
    for line, end, place in zip(lines, ends, places, strict=True):
        text = f"{line.share(words)}\n{coloured(line.waits(words, tell), line.colour, 13)}"
        look = {"xanchor": "left", "xshift": 8, "align": "left", "font": {"size": 14, "color": line.colour}}
        chart.add_annotation(x=1, xref="paper", y=end, yshift=place - end * height, text=text, showarrow=False, **look)
    chart.update_layout(margin={"r": 188, "t": TOP, "b": BOTTOM})


def _scale(chart: go.Figure, ticks: list[int], clock: str, words: Words, tell: Tell) -> None:
    """Shares from zero to all, over time that grows by factors, in minutes, hours and days."""
    chart.update_yaxes(axes.axis_of_shares(1.0, words, words("unit.share_touched")) | {"range": [0, 1]})
    chart.update_xaxes(
        type="log",
        range=[0, log10(ticks[-1])],
        tickmode="array",
        tickvals=ticks,
        ticktext=[tell(tick) for tick in ticks],
        tickangle=0,
        title={"text": words(f"unit.first_touch_{clock}")},
    )
