"""What every share drawn period by period has: points, a band, dates with their cases, and links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.charts.theme import Palette, whiskers
from leaddash.scope import Bucket, next_bucket
from leaddash.stats import THIN
from leaddash.words import Words

MOST_DATES = 8
HEIGHT = 300


@dataclass(frozen=True)
class Span:
    """What the periods of a trend are: days, weeks or months, the last one cut after the day `last`."""

    bucket: Bucket
    last: date


def band(chart: go.Figure, rows: pd.DataFrame) -> None:
    """The interval: a band between two invisible lines."""
    look: dict[str, Any] = {"mode": "lines", "line": {"color": "rgba(0,0,0,0)"}, "hoverinfo": "skip"}
    shade = "rgba(120,130,145,0.22)"
    days = list(rows["period"])
    chart.add_trace(go.Scatter(x=days, y=list(rows["rate_high"]), **look))
    chart.add_trace(go.Scatter(x=days, y=list(rows["rate_low"]), fill="tonexty", fillcolor=shade, **look))


def points(rows: pd.DataFrame, colour: str, palette: Palette, hover: list[str]) -> go.Scatter:
    """The shares: hollow while they may still move (not `ripe`), a grey diamond where the `n` cases are thin."""
    thin = list(rows["n"] < THIN)
    ring = [palette.open if is_thin else colour for is_thin in thin]
    return go.Scatter(
        x=list(rows["period"]),
        y=list(rows["rate"]),
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={
            "size": 9,
            "symbol": ["diamond" if is_thin else "circle" for is_thin in thin],
            "color": [one if is_ripe else palette.ground for one, is_ripe in zip(ring, rows["ripe"], strict=True)],
            "line": {"color": ring, "width": 2},
        },
        error_y=whiskers(rows, palette.muted) if len(rows) == 1 else None,
        hovertext=hover,
        hoverinfo="text",
    )


def dates(chart: go.Figure, rows: pd.DataFrame, words: Words, *, cases: bool = False) -> None:
    """At most eight dates under the axis in the reader's style, with the number of rated cases if asked."""
    form = words("style.month_short" if all(day.day == 1 for day in rows["period"]) else "style.day_short")
    some = rows.iloc[:: max(1, -(-len(rows) // MOST_DATES))]
    told = [words.day(day, form) for day in some["period"]]
    if cases:
        counts = [words("chart.trend.cases", n=int(count)) for count in some["n"]]
        told = [f"{day}\n{count}" for day, count in zip(told, counts, strict=True)]
    chart.update_xaxes(showgrid=False, tickmode="array", tickvals=list(some["period"]), ticktext=told)


def links(
    rows: pd.DataFrame, asked: Mapping[str, str], figures: Iterable[str], span: Span
) -> tuple[Mapping[str, str], ...]:
    """The link of each period: what is asked of it, its figure, and its first and last day as a custom period."""
    days = [pd.Timestamp(day).date() for day in rows["period"]]
    ends = [min(next_bucket(day, span.bucket) - timedelta(days=1), span.last) for day in days]
    return tuple(
        {**asked, "period": "custom", "figure": figure, "since": day.isoformat(), "until": end.isoformat()}
        for figure, day, end in zip(figures, days, ends, strict=True)
    )
