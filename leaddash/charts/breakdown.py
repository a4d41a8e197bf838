"""One step of the funnel in each slice of a dimension."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from leaddash.charts.picture import Picture
from leaddash.charts.theme import Palette, figure, stage_colour
from leaddash.stats import THIN
from leaddash.words import Words

SHOWN = 12


def breakdown(frame: pd.DataFrame, words: Words, palette: Palette, stage: str, by: str) -> Picture:
    """Share of each slice that went on from a stage, with interval and n; ranked, thin slices grey and last."""
    rows = ranked(frame[frame["stage"] == stage]).head(SHOWN).iloc[::-1]
    names = [slice_name(value, words) for value in rows[by]]
    chart = figure(palette, height=60 + 34 * max(len(rows), 3))
    thin = rows["rate_entered"] < THIN
    colours = [palette.open if is_thin else stage_colour(stage, palette) for is_thin in thin]
    rates = rows["rate"].fillna(0)
    whisker = {
        "type": "data",
        "symmetric": False,
        "array": list((rows["rate_high"] - rows["rate"]).fillna(0)),
        "arrayminus": list((rows["rate"] - rows["rate_low"]).fillna(0)),
        "color": palette.muted,
        "thickness": 1.5,
    }
    text = [
        words("chart.breakdown.label", share=words.share(row.rate), n=int(row.rate_entered))
        for row in rows.itertuples()
    ]
    bars = go.Bar(
        x=list(rates),
        y=names,
        orientation="h",
        marker={"color": colours},
        error_x=whisker,
        hovertext=text,
        hoverinfo="text",
    )
    chart.add_trace(bars)
    _label(chart, rows, names, text, palette)
    chart.update_xaxes(tickformat=".0%", rangemode="tozero", title=words("unit.share"))
    chart.update_yaxes(tickfont={"color": palette.ink, "size": 15}, showgrid=False)
    chart.update_layout(margin={"r": 150}, separators=words("style.separators"))
    told = words.listed([f"{name} {share}" for name, share in zip(names[::-1], text[::-1], strict=True)])
    title = words(
        "chart.breakdown.title", stage=words(f"stage.{stage}"), dimension=words(f"dimension.{by}").lower()
    )
    return Picture(
        title, chart, words("chart.breakdown.alt", told=told), words("chart.breakdown.note", thin=THIN)
    )


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Slices by their rate, highest first; thin ones last, by size: they are not ranked."""
    rows = rows[rows["entered"] > 0]
    thin = rows["rate_entered"] < THIN
    thick = rows[~thin].sort_values("rate", ascending=False)
    return pd.concat([thick, rows[thin].sort_values("entered", ascending=False)])


def slice_name(value: object, words: Words) -> str:
    """Name of a slice on screen; the missing value has a name of its own."""
    return words("slice.missing") if value is None or value != value else str(value)


def _label(chart: go.Figure, rows: pd.DataFrame, names: list[str], text: list[str], palette: Palette) -> None:
    for name, told, high in zip(names, text, rows["rate_high"].fillna(0), strict=True):
        font = {"size": 14, "color": palette.muted}
        chart.add_annotation(x=high, y=name, text=told, xanchor="left", xshift=8, showarrow=False, font=font)
