"""When in the week leads arrive, and how long they wait for an answer then."""

from __future__ import annotations

from datetime import date, timedelta
from math import log
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.markup import coloured
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure
from leaddash.stats import THIN
from leaddash.subjects.response.metrics.arrivals import arrivals as arrivals_metric
from leaddash.words import Words

SHADES = ("hand_overs", "p50_minutes")
"""What a cell can show."""
HEIGHT, EVERY = 320, 3
"""Pixels of the chart; hours between two names of hours."""
MONDAY = date(2024, 1, 1)
DEEPEST = 2.0
"""The colour itself is so many times the deepest shade: ink is legible on every cell."""
LIGHTEST, SPAN = 0.1, 4
THOUSAND = 1000
SOME = 5
"""So many hand-overs do not fall into one hour of the day by chance: 1 in 24⁵."""


@chart("arrivals", counts=arrivals_metric)
def arrivals(
    frame: pd.DataFrame,
    words: Words,
    palette: Palette,
    shade: str,
    *,
    working: bool = False,
    nothing: str = "",
) -> Picture:
    """The hours of the week: how many leads are handed over in each, or how long half of them wait for an answer.

    Days without hours have none to show. `nothing` says why there is nothing to draw.
    """
    title = words(f"chart.arrivals.{shade}")
    chart = figure(palette, words, height=HEIGHT)
    hours = frame.assign(hand_overs=frame["hand_overs"].fillna(0).astype(int))
    total = int(hours["hand_overs"].sum())
    if nothing or not total:
        return Picture(title, chart, axes.say_nothing(chart, nothing or words("empty.arrivals")))
    if are_whole_days(frame):
        return Picture(title, chart, axes.say_nothing(chart, words("empty.whole_days", n=total)))
    labels = _counts(hours, words) if shade == "hand_overs" else _medians(hours, words, palette, working=working)
    hover = [_hover(row, words, working=working) for row in hours.itertuples()]
    chart.add_trace(_cells(hours, labels, hover, shade, palette))
    _scale(chart, words, palette)
    busiest = hours.loc[hours["hand_overs"].idxmax()]
    peak = {"day": day_name(busiest["weekday"], words), "hour": hour_name(busiest["hour"])}
    most, closed = int(busiest["hand_overs"]), words.share(hours["out_of_hours"].sum() / total)
    alt = words(f"chart.arrivals.{shade}_alt", n=total, share=closed, most=most, **peak)
    notes = [words("chart.arrivals.closed", n=total, share=closed), words(f"chart.arrivals.{shade}_note", thin=THIN)]
    if shade == "hand_overs" and most >= THOUSAND:
        notes.append(words("chart.arrivals.thousands"))
    opens = tuple(
        {"figure": "answered", "hour": f"{row.weekday}.{row.hour}"} if row.hand_overs else {}
        for row in hours.itertuples()
    )
    return Picture(title, chart, alt, " ".join(notes), opens)


def are_whole_days(frame: pd.DataFrame) -> bool:
    """Whether all of some hand-overs begin in the first hour of a day, as dates without a time do."""
    counts = frame["hand_overs"].fillna(0)
    return bool(counts.sum() >= SOME and counts[frame["hour"] > 0].sum() == 0)


def day_name(weekday: int, words: Words, form: str = "EEEE") -> str:
    """The name of a weekday, 1 being Monday."""
    return words.day(MONDAY + timedelta(days=int(weekday) - 1), form)


def hour_name(hour: int) -> str:
    """An hour of the day as a clock shows it."""
    return f"{int(hour):02d}:00"


def depths(hours: pd.DataFrame, shade: str) -> list[float | None]:
    """How deep each hour is shaded, from `LIGHTEST` to 1, by the logarithm of its value; not where its median is thin.

    A median that was not reached, though its hour is not thin, is the longest wait of all. Values that lie nearer
    together than `SPAN` times are not spread over all shades.
    """
    values = hours[shade].astype("Float64").astype(float)
    is_sound = hours["hand_overs"] > 0 if shade == "hand_overs" else hours["hand_overs"] >= THIN
    scaled = np.log1p(values.where(is_sound))
    span = max(float(scaled.max() - scaled.min()), log(SPAN))
    shading = (1 - (scaled.max() - scaled) * (1 - LIGHTEST) / span).mask(is_sound & values.isna(), 1.0)
    return [None if depth != depth else float(depth) for depth in shading]


def _counts(hours: pd.DataFrame, words: Words) -> list[str]:
    """Counts short enough for a cell: in thousands where any reaches them, nothing for none."""
    counts = list(hours["hand_overs"])
    if max(counts) >= THOUSAND:
        return [words.number(n / THOUSAND, 1) if n else "" for n in counts]
    return [words.number(n) if n else "" for n in counts]


def _medians(hours: pd.DataFrame, words: Words, palette: Palette, *, working: bool) -> list[str]:
    """Medians short enough for a cell, thin ones grey, a dash where half had no answer, nothing where nobody came."""
    medians = [_short(minutes, words, working=working) for minutes in hours["p50_minutes"]]
    grey = [coloured(text, palette.open) for text in medians]
    return [
        text if n >= THIN else thin if n else ""
        for n, text, thin in zip(hours["hand_overs"], medians, grey, strict=True)
    ]


def _short(minutes: Any, words: Words, *, working: bool) -> str:
    """So many minutes in one unit, as narrow as a cell."""
    if pd.isna(minutes):
        return words.number(None)
    units = (("days", 24 * 60), ("hours", 60)) if not working else (("hours", 60),)
    unit, size = next(((unit, size) for unit, size in units if round(minutes) >= size), ("minutes", 1))
    return words(f"style.short_{unit}", n=round(minutes / size))


def _hover(row: Any, words: Words, *, working: bool) -> str:
    told = {"day": day_name(row.weekday, words), "hour": hour_name(row.hour), "n": int(row.hand_overs)}
    if not row.hand_overs:
        return words("chart.arrivals.hover", **told)
    closed = words.share(row.out_of_hours_share)
    median = words.duration(row.p50_minutes, working=working)
    return f"{words('chart.arrivals.hover', **told)}\n{words('chart.arrivals.hover_more', share=closed, time=median)}"


def _cells(hours: pd.DataFrame, labels: list[str], hover: list[str], shade: str, palette: Palette) -> go.Heatmap:
    return go.Heatmap(
        x=[int(hour) for hour in hours["hour"]],
        y=[int(weekday) for weekday in hours["weekday"]],
        z=depths(hours, shade),
        zmin=0,
        zmax=DEEPEST,
        colorscale=[[0, palette.ground], [1, palette.sales if shade == "hand_overs" else palette.late]],
        showscale=False,
        xgap=2,
        ygap=2,
        text=labels,
        texttemplate="%{text}",
        textfont={"size": 12, "color": palette.ink},
        hovertext=hover,
        hoverinfo="text",
    )


def _scale(chart: go.Figure, words: Words, palette: Palette) -> None:
    """Monday on top, midnight on the left."""
    hours, days = list(range(0, 24, EVERY)), list(range(1, 8))
    chart.update_xaxes(
        tickmode="array",
        tickvals=hours,
        ticktext=[hour_name(hour) for hour in hours],
        tickangle=0,
        ticks="",
        range=[-0.5, 23.5],
        showgrid=False,
        title={"text": words("unit.hour_of_day")},
    )
    names = [day_name(day, words, "ccc") for day in days]
    look = {"showgrid": False, "ticks": "", "tickfont": {"color": palette.ink, "size": 14}}
    chart.update_yaxes(tickmode="array", tickvals=days, ticktext=names, range=[7.5, 0.5], **look)
