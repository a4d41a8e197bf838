"""What every share drawn period by period has: points, a band, dates with their cases, and links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.drawing.theme import Palette, whiskers
from leaddash.moments import next_bucket
from leaddash.periods import Span
from leaddash.stats import THIN
from leaddash.words import Words

MOST_DATES = 8
MOST_LABELS = 13
"""More bars than this have no room for their counts above them."""
COURSE_HEIGHT = 300


def band(chart: go.Figure, shares: pd.DataFrame) -> None:
    """The interval: a band between two invisible lines, one for each run of periods that have a share."""
    look: dict[str, Any] = {"mode": "lines", "line": {"color": "rgba(0,0,0,0)"}, "hoverinfo": "skip"}
    shade = "rgba(120,130,145,0.22)"
    for run in runs(shares):
        days = list(run["period"])
        chart.add_trace(go.Scatter(x=days, y=list(run["rate_high"]), **look))
        chart.add_trace(go.Scatter(x=days, y=list(run["rate_low"]), fill="tonexty", fillcolor=shade, **look))


def runs(shares: pd.DataFrame) -> list[pd.DataFrame]:
    """The stretches of periods that follow each other and have a share."""
    known = shares["rate"].notna()
    stretch = (known != known.shift()).cumsum()[known]
    return [run for _, run in shares[known].groupby(stretch)]


def points(shares: pd.DataFrame, colour: str, palette: Palette, hover: list[str]) -> go.Scatter:
    """The shares: hollow while they may still move (not `ripe`), a grey diamond where the `n` cases are thin.

    A period without a share keeps its place and leaves a gap; a point between two gaps has whiskers for want of a band.
    """
    thin = list(shares["n"].fillna(0) < THIN)
    ring = [palette.open if is_thin else colour for is_thin in thin]
    return go.Scatter(
        x=list(shares["period"]),
        y=[None if rate != rate else rate for rate in shares["rate"].astype(float)],
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={
            "size": 9,
            "symbol": ["diamond" if is_thin else "circle" for is_thin in thin],
            "color": [one if is_ripe else palette.ground for one, is_ripe in zip(ring, shares["ripe"], strict=True)],
            "line": {"color": ring, "width": 2},
        },
        error_y=_lone_whiskers(shares, palette),
        hovertext=hover,
        hoverinfo="text",
    )


def dates(chart: go.Figure, shares: pd.DataFrame, words: Words, *, cases: bool = False) -> None:
    """At most eight dates under the axis in the reader's style, with the number of rated cases if asked.

    The axis holds every period, also those in which nothing is drawn.
    """
    form = words("style.month_short" if all(day.day == 1 for day in shares["period"]) else "style.day_short")
    some = shares.iloc[:: max(1, -(-len(shares) // MOST_DATES))]
    told = [words.day(day, form) for day in some["period"]]
    if cases:
        counts = [words("chart.trend.cases", n=int(count)) for count in some["n"].fillna(0)]
        told = [f"{day}\n{count}" for day, count in zip(told, counts, strict=True)]
    ends = [shares["period"].iloc[0] - _half_apart(shares), shares["period"].iloc[-1] + _half_apart(shares)]
    chart.update_xaxes(showgrid=False, tickmode="array", tickvals=list(some["period"]), ticktext=told, range=ends)


def links(
    shares: pd.DataFrame, question: Mapping[str, str], figures: Iterable[str], span: Span
) -> tuple[Mapping[str, str], ...]:
    """The link of each period: what is asked of it, its figure, and its first and last day as a custom period."""
    days = [pd.Timestamp(day).date() for day in shares["period"]]
    ends = [min(next_bucket(day, span.bucket) - timedelta(days=1), span.last) for day in days]
    return tuple(
        {**question, "period": "custom", "figure": figure, "since": day.isoformat(), "until": end.isoformat()}
        for figure, day, end in zip(figures, days, ends, strict=True)
    )


def _lone_whiskers(shares: pd.DataFrame, palette: Palette) -> dict[str, Any] | None:
    """The interval of each point that has no neighbour; None where every point has one."""
    lone = [run.index[0] for run in runs(shares) if len(run) == 1]
    if not lone:
        return None
    found = whiskers(shares, palette.muted)
    is_lone = shares.index.isin(lone)
    for end in ("array", "arrayminus"):
        found[end] = [value if alone else None for value, alone in zip(found[end], is_lone, strict=True)]
    return found


def _half_apart(shares: pd.DataFrame) -> pd.Timedelta:
    """Half of what lies between two periods; of a single one half a month."""
    apart = shares["period"].diff().median()
    return pd.Timedelta(days=15) if pd.isna(apart) else apart / 2
