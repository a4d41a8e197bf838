"""One step of the funnel in each slice of a dimension."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.charts import axes
from leaddash.charts.picture import Picture
from leaddash.charts.theme import Palette, figure, stage_colour, whiskers
from leaddash.stats import THIN
from leaddash.words import Words

SHOWN = 12


def breakdown(frame: pd.DataFrame, words: Words, palette: Palette, stage: str, by: str) -> Picture:
    """Share of each slice that went on from a stage, with interval and n; ranked, thin slices grey and last."""
    known = ranked(frame[frame["stage"] == stage])
    rows = known.head(SHOWN).iloc[::-1]
    names = [slice_name(value, words) for value in rows[by]]
    chart = figure(palette, words, height=60 + 34 * max(len(rows), 3))
    asked = {"stage": words(f"stage.{stage}"), "dimension": words(f"dimension.{by}").lower()}
    title = words("chart.breakdown.title", **asked)
    if rows.empty:
        return Picture(title, chart, axes.say_nothing(chart, words("empty.breakdown", stage=asked["stage"])))
    text = [
        words("chart.breakdown.label", share=words.share(row.rate), n=int(row.rate_entered))
        for row in rows.itertuples()
    ]
    chart.add_trace(
        _bars(rows, [f"{axes.label(name)}: {told}" for name, told in zip(names, text, strict=True)], palette)
    )
    _label(chart, rows, text, palette)
    _name(chart, rows, names, words, palette)
    told = words.listed([f"{name} {share}" for name, share in zip(names[::-1], text[::-1], strict=True)])
    note = words("chart.breakdown.note", thin=THIN)
    if len(known) > SHOWN:
        note = f"{note} {words('chart.breakdown.more', n=len(known) - SHOWN)}"
    ids = rows["slice_id"] if "slice_id" in rows else rows[by]
    opens = tuple({by: "" if pd.isna(one) else str(one), "stage": stage, "figure": "rate_entered"} for one in ids)
    return Picture(title, chart, words("chart.breakdown.alt", told=told), note, opens)


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Slices by their rate, highest first; thin ones last, by size: they are not ranked."""
    rows = rows[rows["entered"] > 0]
    thin = rows["rate_entered"] < THIN
    thick = rows[~thin].sort_values("rate", ascending=False)
    return pd.concat([thick, rows[thin].sort_values("entered", ascending=False)])


def slice_name(value: Any, words: Words) -> str:
    """Name of a slice on screen; the missing value has a name of its own."""
    return words("slice.missing") if pd.isna(value) else str(value)


def _bars(rows: pd.DataFrame, hover: list[str], palette: Palette) -> go.Bar:
    """One bar per slice at the places 0, 1, …; a slice without a rate has none; thin ones are grey and hatched."""
    thin = list(rows["rate_entered"] < THIN)
    colour = stage_colour(str(rows["stage"].iloc[0]), palette)
    return go.Bar(
        x=[None if rate != rate else rate for rate in rows["rate"]],
        y=list(range(len(rows))),
        orientation="h",
        marker={
            "color": [palette.open if is_thin else colour for is_thin in thin],
            "pattern": {
                "shape": ["/" if is_thin else "" for is_thin in thin],
                "fgcolor": palette.ground,
                "fillmode": "overlay",
                "size": 8,
                "solidity": 0.25,
            },
        },
        error_x=whiskers(rows, palette.ink),
        hovertext=hover,
        hoverinfo="text",
    )


def _label(chart: go.Figure, rows: pd.DataFrame, text: list[str], palette: Palette) -> None:
    font = {"size": 14, "color": palette.muted}
    for place, (told, high) in enumerate(zip(text, rows["rate_high"].fillna(0), strict=True)):
        chart.add_annotation(x=high, y=place, text=told, xanchor="left", xshift=8, showarrow=False, font=font)


def _name(chart: go.Figure, rows: pd.DataFrame, names: list[str], words: Words, palette: Palette) -> None:
    """Name the slices beside their bars by place, so that two of one name stay two bars, and a number stays a name."""
    chart.update_xaxes(axes.axis_of_shares(axes.highest_of(rows["rate_high"]), words))
    chart.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=[axes.label(name) for name in names],
        tickfont={"color": palette.ink, "size": 15},
        showgrid=False,
    )
    chart.update_layout(margin={"r": 150})
