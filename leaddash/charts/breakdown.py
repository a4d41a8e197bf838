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
    text = draw_rates(chart, rows, names, stage_colour(stage, palette), words, palette)
    told = words.listed([f"{name} {share}" for name, share in zip(names[::-1], text[::-1], strict=True)])
    note = note_of(len(known), len(rows), words)
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


def draw_rates(
    chart: go.Figure,
    rows: pd.DataFrame,
    names: list[str],
    colour: str,
    words: Words,
    palette: Palette,
    unit: str = "",
) -> list[str]:
    """Draw each slice's rate as a lying bar at the places 0, 1, …, with interval and n; returns what each says."""
    text = [
        words("chart.breakdown.label", share=words.share(row.rate), n=int(row.rate_entered))
        for row in rows.itertuples()
    ]
    labels = [axes.label(name) for name in names]
    hover = [f"{name}: {told}" for name, told in zip(labels, text, strict=True)]
    chart.add_trace(_bars(rows, colour, hover, palette))
    axes.label_ends(chart, rows["rate_high"].fillna(0), text, palette.muted)
    chart.update_xaxes(axes.axis_of_shares(axes.highest_of(rows["rate_high"]), words, unit))
    chart.update_yaxes(axes.name_places(labels, palette.ink, 15))
    chart.update_layout(margin={"r": 150})
    return text


def note_of(known: int, shown: int, words: Words) -> str:
    """What the bars of slices mean, and how many more slices there are."""
    note = words("chart.breakdown.note", thin=THIN)
    return f"{note} {words('chart.breakdown.more', n=known - shown)}" if known > shown else note


def _bars(rows: pd.DataFrame, colour: str, hover: list[str], palette: Palette) -> go.Bar:
    """One bar per slice; a slice without a rate has none; thin ones are grey and hatched."""
    thin = list(rows["rate_entered"] < THIN)
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
