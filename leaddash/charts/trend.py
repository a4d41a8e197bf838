"""One step of the funnel period by period."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from leaddash.charts.picture import Picture
from leaddash.charts.theme import Palette, figure, stage_colour
from leaddash.stats import THIN
from leaddash.words import Words


def trend_of_counts(
    frame: pd.DataFrame, words: Words, palette: Palette, stage: str, height: int = 250
) -> Picture:
    """How many episodes entered a stage in each period."""
    rows = frame[frame["stage"] == stage]
    counts = [int(count) for count in rows["entered"]]
    chart = figure(palette, height=height)
    hover = [
        f"{words.day(day)}: {words.number(count)}" for day, count in zip(rows["period"], counts, strict=True)
    ]
    colour = stage_colour(stage, palette)
    chart.add_trace(
        go.Bar(x=list(rows["period"]), y=counts, marker={"color": colour}, hovertext=hover, hoverinfo="text")
    )
    chart.update_yaxes(rangemode="tozero", title=words("unit.episodes"))
    _dates(chart, rows, words)
    name = words(f"stage.{stage}")
    alt = words("chart.trend.counts_alt", stage=name, first=_first(counts, words), last=_last(counts, words))
    return Picture(words("chart.trend.counts", stage=name), chart, alt)


def trend_of_rates(
    frame: pd.DataFrame, words: Words, palette: Palette, stage: str, height: int = 250
) -> Picture:
    """Share that went on within the window, by the period of entry, with its interval; immature periods hollow."""
    rows = frame[(frame["stage"] == stage) & frame["rate"].notna()]
    chart = figure(palette, height=height)
    _band(chart, rows, palette)
    _points(chart, rows, words, palette, stage)
    chart.update_yaxes(rangemode="tozero", tickformat=".0%", title=words("unit.share"))
    chart.update_layout(separators=words("style.separators"))
    _dates(chart, rows, words)
    shares = [words.share(rate) for rate in rows["rate"]]
    told = {"first": shares[0] if shares else "–", "last": shares[-1] if shares else "–"}
    name = words(f"stage.{stage}")
    note = words("chart.trend.rates_note")
    return Picture(
        words("chart.trend.rates", stage=name),
        chart,
        words("chart.trend.rates_alt", stage=name, **told),
        note,
    )


def _band(chart: go.Figure, rows: pd.DataFrame, palette: Palette) -> None:
    line = {"color": "rgba(0,0,0,0)"}
    shade = "rgba(120,130,145,0.22)"
    days = list(rows["period"])
    chart.add_trace(go.Scatter(x=days, y=list(rows["rate_high"]), mode="lines", line=line, hoverinfo="skip"))
    chart.add_trace(
        go.Scatter(
            x=days,
            y=list(rows["rate_low"]),
            mode="lines",
            line=line,
            fill="tonexty",
            fillcolor=shade,
            hoverinfo="skip",
        )
    )


def _points(chart: go.Figure, rows: pd.DataFrame, words: Words, palette: Palette, stage: str) -> None:
    colour = stage_colour(stage, palette)
    ripe = rows["rate_entered"] >= rows["entered"]
    thin = rows["rate_entered"] < THIN
    ring = [palette.open if is_thin else colour for is_thin in thin]
    fill = [one if is_ripe else palette.ground for one, is_ripe in zip(ring, ripe, strict=True)]
    hover = [
        words(
            "chart.trend.hover",
            period=words.day(row.period),
            share=words.share(row.rate),
            n=int(row.rate_entered),
        )
        for row in rows.itertuples()
    ]
    marker = {"size": 9, "color": fill, "line": {"color": ring, "width": 2}}
    chart.add_trace(
        go.Scatter(
            x=list(rows["period"]),
            y=list(rows["rate"]),
            mode="lines+markers",
            line={"color": colour, "width": 2},
            marker=marker,
            hovertext=hover,
            hoverinfo="text",
        )
    )


def _dates(chart: go.Figure, rows: pd.DataFrame, words: Words) -> None:
    """At most eight dates under the axis, in the reader's style."""
    days = list(rows["period"])
    shown = days[:: max(1, -(-len(days) // 8))]
    chart.update_xaxes(
        showgrid=False,
        tickvals=shown,
        ticktext=[words.day(day, "MMM yy" if _monthly(days) else "d MMM") for day in shown],
    )


def _monthly(days: list[pd.Timestamp]) -> bool:
    return all(day.day == 1 for day in days)


def _first(counts: list[int], words: Words) -> str:
    return words.number(counts[0]) if counts else "–"


def _last(counts: list[int], words: Words) -> str:
    return words.number(counts[-1]) if counts else "–"
