"""One step of the funnel period by period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.charts import axes
from leaddash.charts.picture import Picture
from leaddash.charts.theme import Palette, figure, stage_colour, whiskers
from leaddash.scope import Bucket, next_bucket
from leaddash.stats import THIN
from leaddash.words import Words

MOST_LABELS = 13
"""More bars than this have no room for their counts above them."""
MOST_DATES = 8
HEIGHT = 300


@dataclass(frozen=True)
class Span:
    """What the periods of a trend are: days, weeks or months, the last one cut after the day `last`."""

    bucket: Bucket
    last: date


def trend_of_counts(frame: pd.DataFrame, words: Words, palette: Palette, stage: str, span: Span) -> Picture:
    """How many episodes entered a stage in each period."""
    rows = frame[frame["stage"] == stage]
    name = words(f"stage.{stage}")
    title = words("chart.trend.counts", stage=name)
    chart = figure(palette, words, height=HEIGHT)
    if rows.empty:
        return Picture(title, chart, axes.say_nothing(chart, words("empty.periods")))
    counts = [int(count) for count in rows["entered"]]
    chart.add_trace(_bars(rows, counts, words, palette, stage))
    chart.update_yaxes(axes.axis_of_counts(max(counts) * 1.12, words, words("unit.episodes")))
    _dates(chart, rows, words)
    first, last = words.number(counts[0]), words.number(counts[-1])
    alt = words("chart.trend.counts_alt", stage=name, first=first, last=last)
    return Picture(title, chart, alt, opens=_opens(rows, stage, ["entered"] * len(rows), span))


def trend_of_rates(frame: pd.DataFrame, words: Words, palette: Palette, stage: str, span: Span) -> Picture:
    """Share that goes on within the window, by period of entry, with interval; of young periods projected, hollow."""
    rows = shown(frame[frame["stage"] == stage])
    name = words(f"stage.{stage}")
    title = words("chart.trend.rates", stage=name)
    chart = figure(palette, words, height=HEIGHT)
    if rows.empty:
        return Picture(title, chart, axes.say_nothing(chart, words("empty.trend")))
    _band(chart, rows)
    chart.add_trace(_points(rows, words, palette, stage))
    chart.update_yaxes(axes.axis_of_shares(axes.highest_of(rows["rate_high"]), words))
    _dates(chart, rows, words, cases=True)
    first, last = words.share(rows["rate"].iloc[0]), words.share(rows["rate"].iloc[-1])
    alt = words("chart.trend.rates_alt", stage=name, first=first, last=last)
    note = words("chart.trend.rates_note", thin=THIN)
    figures = ["entered" if young else "rate_entered" for young in rows["young"]]
    return Picture(title, chart, alt, note, _opens(rows, stage, figures, span))


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """What is drawn of each period: the rate, or while some windows are open the projection; `n` cases it rests on."""
    is_young = (rows["rate_entered"] < rows["entered"]) & rows["projected"].notna()
    drawn = {
        name: rows[name].where(~is_young, rows[name.replace("rate", "projected")])
        for name in ("rate", "rate_low", "rate_high")
    }
    told = rows.assign(**drawn, young=is_young, n=rows["rate_entered"].where(~is_young, rows["entered"]))
    return told[told["rate"].notna()]


def _opens(rows: pd.DataFrame, stage: str, figures: list[str], span: Span) -> tuple[Mapping[str, str], ...]:
    """The link of each period: its figure, and its first and last day as a custom period."""
    days = [pd.Timestamp(day).date() for day in rows["period"]]
    ends = [min(next_bucket(day, span.bucket) - timedelta(days=1), span.last) for day in days]
    asked = {"stage": stage, "period": "custom"}
    return tuple(
        {**asked, "figure": figure, "since": day.isoformat(), "until": end.isoformat()}
        for figure, day, end in zip(figures, days, ends, strict=True)
    )


def _bars(rows: pd.DataFrame, counts: list[int], words: Words, palette: Palette, stage: str) -> go.Bar:
    told = [words.number(count) for count in counts]
    return go.Bar(
        x=list(rows["period"]),
        y=counts,
        marker={"color": stage_colour(stage, palette)},
        text=told if len(told) <= MOST_LABELS else None,
        textposition="outside",
        textangle=0,
        textfont={"size": 14, "color": palette.ink},
        cliponaxis=False,
        hovertext=[f"{words.day(day)}: {count}" for day, count in zip(rows["period"], told, strict=True)],
        hoverinfo="text",
    )


def _band(chart: go.Figure, rows: pd.DataFrame) -> None:
    """The interval: a band between two invisible lines."""
    look: dict[str, Any] = {"mode": "lines", "line": {"color": "rgba(0,0,0,0)"}, "hoverinfo": "skip"}
    shade = "rgba(120,130,145,0.22)"
    days = list(rows["period"])
    chart.add_trace(go.Scatter(x=days, y=list(rows["rate_high"]), **look))
    chart.add_trace(go.Scatter(x=days, y=list(rows["rate_low"]), fill="tonexty", fillcolor=shade, **look))


def _points(rows: pd.DataFrame, words: Words, palette: Palette, stage: str) -> go.Scatter:
    """The shares: hollow while the time of some is not over, a grey diamond where thin."""
    colour = stage_colour(stage, palette)
    thin = list(rows["n"] < THIN)
    ripe = list(rows["rate_entered"] >= rows["entered"])
    ring = [palette.open if is_thin else colour for is_thin in thin]
    return go.Scatter(
        x=list(rows["period"]),
        y=list(rows["rate"]),
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={
            "size": 9,
            "symbol": ["diamond" if is_thin else "circle" for is_thin in thin],
            "color": [one if is_ripe else palette.ground for one, is_ripe in zip(ring, ripe, strict=True)],
            "line": {"color": ring, "width": 2},
        },
        error_y=whiskers(rows, palette.muted) if len(rows) == 1 else None,
        hovertext=[_hover(row, words) for row in rows.itertuples()],
        hoverinfo="text",
    )


def _hover(row: Any, words: Words) -> str:
    kind = "projected" if row.young else "hover"
    told = {"period": words.day(row.period), "share": words.share(row.rate), "n": int(row.n)}
    return words(f"chart.trend.{kind}", **told)


def _dates(chart: go.Figure, rows: pd.DataFrame, words: Words, *, cases: bool = False) -> None:
    """At most eight dates under the axis in the reader's style, with the number of rated cases if asked."""
    form = words("style.month_short" if all(day.day == 1 for day in rows["period"]) else "style.day_short")
    some = rows.iloc[:: max(1, -(-len(rows) // MOST_DATES))]
    told = [words.day(day, form) for day in some["period"]]
    if cases:
        counts = [words("chart.trend.cases", n=int(count)) for count in some["n"]]
        told = [f"{day}<br>{count}" for day, count in zip(told, counts, strict=True)]
    chart.update_xaxes(showgrid=False, tickmode="array", tickvals=list(some["period"]), ticktext=told)
