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

from leaddash.drawing import axes
from leaddash.drawing.markup import coloured
from leaddash.drawing.names import left_out
from leaddash.drawing.picture import Picture
from leaddash.drawing.ranked import slice_name
from leaddash.drawing.theme import Palette, figure
from leaddash.stats import THIN
from leaddash.words import Words

HEIGHT, TOP, BOTTOM = 360, 12, 50
"""Pixels of the chart, over its plot and under it."""
MOST, LONGEST, APART = 6, 14, 38
"""Lines drawn at most; letters of a name; pixels between two names."""
TICKS = {"wall": (1, 5, 15, 60, 240, 1440, 4320, 10080), "working": (1, 5, 15, 60, 240, 720, 2400)}
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
    rows: pd.DataFrame
    colour: str
    dash: str

    def share(self, words: Words) -> str:
        """What share of how many was touched in the end."""
        last = self.rows.iloc[-1]
        told = words("chart.breakdown.label", share=words.share(last["touched"]), n=int(last["cases"]))
        return f"{self.name} {told}".strip()

    def waits(self, words: Words, tell: Tell) -> str:
        """How long half and nine in ten waited."""
        first = self.rows.iloc[0]
        return words("chart.first_touch.waits", half=tell(first["p50_minutes"]), most=tell(first["p90_minutes"]))


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
    cases = sum(int(rows["cases"].iloc[0]) for _, rows in slices)
    if not cases or whole > 2 * cases:
        return Picture(title, chart, axes.say_nothing(chart, _nothing(whole, cases, words, nothing)))
    drawn = fastest_and_slowest(slices)
    end = _end([rows for _, rows in drawn], TICKS[clock])
    lines = [
        Line(_named(name, words) if by else "", _until(rows, end), _colour(rows, look[0], palette), look[1])
        for (name, rows), look in zip(drawn, LOOKS, strict=False)
    ]
    if len(lines) == 1:
        _band(chart, lines[0].rows)
    for line in lines:
        chart.add_trace(_drawn(line, words, tell))
    _name_lines(chart, lines, words, tell)
    _scale(chart, [tick for tick in TICKS[clock] if tick <= end], clock, words, tell)
    told = words.listed([f"{line.share(words)} ({line.waits(words, tell)})" for line in lines])
    alt = words("chart.first_touch.alt", time=tell(end), told=told)
    notes = [left_out(whole, cases, words), words(f"chart.first_touch.note_{'by' if by else 'all'}", thin=THIN)]
    notes += _more_of(slices, words)
    return Picture(title, chart, alt, " ".join(filter(None, notes)))


def _more_of(slices: Sequence[tuple[Any, pd.DataFrame]], words: Words) -> list[str]:
    """How many slices have no line and where they are, and which ones have; nothing where all have."""
    if len(slices) <= MOST:
        return []
    ends = [words("chart.first_touch.ends")] if len(_sound(slices)) > MOST else []
    return [*ends, words("chart.breakdown.more", n=len(slices) - MOST)]


def _sound(slices: Sequence[tuple[Any, pd.DataFrame]]) -> list[tuple[Any, pd.DataFrame]]:
    return [one for one in slices if one[1]["cases"].iloc[0] >= THIN]


def fastest_and_slowest(slices: Sequence[tuple[Any, pd.DataFrame]]) -> list[tuple[Any, pd.DataFrame]]:
    """The slices to draw: the largest first; of more than fit that are not thin the fastest and the slowest half."""
    sound = _sound(slices)
    if len(sound) <= MOST:
        return list(slices[:MOST])
    quick = sorted(sound, key=lambda one: _half_within(one[1]))
    return [*quick[: MOST // 2], *quick[-(MOST - MOST // 2) :]]


def slices_of(frame: pd.DataFrame, by: str) -> list[tuple[Any, pd.DataFrame]]:
    """The slices with the rows of their curves, the one with most cases first; all together without a dimension."""
    known = frame[frame["cases"] > 0]
    if not by:
        return [(None, known)] if len(known) else []
    key = "slice_id" if "slice_id" in known else by
    groups = [(rows[by].iloc[0], rows) for _, rows in known.groupby(key, dropna=False, sort=False)]
    return sorted(groups, key=lambda group: -int(group[1]["cases"].iloc[0]))


def watched(rows: pd.DataFrame) -> pd.DataFrame:
    """The part of a curve where enough of those who still wait are watched to say how it goes on."""
    waiting = rows["cases"].astype(float) * rows["waiting"].astype(float)
    enough = rows["at_risk"] >= np.minimum(THIN, waiting * WATCHED)
    return rows[enough.cummin()]


def spread(heights: Sequence[float], apart: float, top: float) -> list[float]:
    """Heights moved as little as keeps each `apart` from the next and below `top`."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    found = list(heights)
    for below, place in pairwise(order):
        found[place] = max(found[place], found[below] + apart)
    for place in reversed(order):
        found[place] = min(found[place], top)
        top = found[place] - apart
    return found


def _half_within(rows: pd.DataFrame) -> tuple[float, float]:
    """By when half were answered, and how many were not in the end: what the slowest have most of."""
    half = float(rows["p50_minutes"].iloc[0])
    return (half if half == half else inf), -float(rows["touched"].iloc[-1])


def _nothing(whole: int, cases: int, words: Words, why: str) -> str:
    """Why no line is drawn: nobody waited, or of too many the moment is not known."""
    if why or whole <= cases:
        return why or words("empty.first_touch")
    return f"{left_out(whole, cases, words)} {words('empty.mostly_unknown')}"


def _end(curves: list[pd.DataFrame], ticks: Sequence[int]) -> int:
    """Where the axis ends: the round time, from an hour on, that the last touch reaches."""
    last = max(float(watched(rows)["minute"].max()) for rows in curves)
    return next((tick for tick in ticks[3:] if tick >= last), ticks[-1])


def _until(rows: pd.DataFrame, end: float) -> pd.DataFrame:
    """A curve from the first minute on, drawn level to the end of the axis unless it stops being watched before."""
    kept = watched(rows)
    found = kept[kept["minute"] <= end]
    if len(kept) == len(rows) or kept["minute"].max() > end:
        found = pd.concat([found, found.tail(1).assign(minute=end)])
    return found.assign(minute=found["minute"].clip(lower=1))


def _colour(rows: pd.DataFrame, meaning: str, palette: Palette) -> str:
    return palette.open if rows["cases"].iloc[0] < THIN else str(getattr(palette, meaning))


def _drawn(line: Line, words: Words, tell: Tell) -> go.Scatter:
    return go.Scatter(
        x=list(line.rows["minute"]),
        y=list(line.rows["touched"]),
        mode="lines",
        line={"color": line.colour, "width": 2.5, "dash": line.dash, "shape": "hv"},
        hovertext=[_hover(line.name, row, words, tell) for row in line.rows.itertuples()],
        hoverinfo="text",
    )


def _hover(name: str, row: Any, words: Words, tell: Tell) -> str:
    ends = {"low": words.share(row.touched_low), "high": words.share(row.touched_high)}
    told = words("chart.first_touch.hover", n=int(row.cases), time=tell(row.minute), share=words.share(row.touched))
    return "\n".join([*([name] if name else []), told, words("chart.response_curve.interval", **ends)])


def _band(chart: go.Figure, rows: pd.DataFrame) -> None:
    """The interval of a single curve: a band between two invisible lines."""
    look = {"mode": "lines", "line": {"color": "rgba(0,0,0,0)", "shape": "hv"}, "hoverinfo": "skip"}
    minutes = list(rows["minute"])
    chart.add_trace(go.Scatter(x=minutes, y=list(rows["touched_high"]), **look))
    chart.add_trace(go.Scatter(x=minutes, y=list(rows["touched_low"]), fill="tonexty", fillcolor=SHADE, **look))


def _named(name: Any, words: Words) -> str:
    full = slice_name(name, words)
    return axes.label(full if len(full) <= LONGEST else f"{full[: LONGEST - 1]}…")


def _name_lines(chart: go.Figure, lines: list[Line], words: Words, tell: Tell) -> None:
    """Name each line at its right end with its share, n and percentiles; names that would meet are moved apart."""
    height = HEIGHT - TOP - BOTTOM
    ends = [float(line.rows["touched"].iloc[-1]) for line in lines]
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
