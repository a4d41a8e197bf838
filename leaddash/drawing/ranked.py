"""Shares of many, ranked: lying bars with interval and n, thin ones last, of many only the best and the worst."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.drawing import axes
from leaddash.drawing.theme import Palette, thin_hatching, whiskers
from leaddash.stats import THIN
from leaddash.words import Words

NO_RATE = float("nan")
MOST_SLICES, AT_EACH_END, MOST_THIN = 12, 6, 3
"""Slices that are all shown; of more, how many of the best, how many of the worst, and how many thin ones."""


def ranked(slices: pd.DataFrame) -> pd.DataFrame:
    """Slices by their rate, highest first; thin ones last, by size: they are not ranked."""
    slices = slices[slices["entered"] > 0]
    thin = slices["rate_entered"] < THIN
    thick = slices[~thin].sort_values("rate", ascending=False)
    return pd.concat([thick, slices[thin].sort_values("entered", ascending=False)])


def best_and_worst(known: pd.DataFrame) -> pd.DataFrame:
    """The ranked slices to show, best first; `between` is 0, or how many are left out at a row that stands for these.

    All where they are few; else the best, the worst, and the largest of the thin ones.
    """
    thin = known["rate_entered"] < THIN
    thick, few = known[~thin].assign(between=0), known[thin].assign(between=0)
    if len(known) <= MOST_SLICES:
        return pd.concat([thick, few])
    if len(thick) <= MOST_SLICES + 1:
        return pd.concat([thick, few.head(max(MOST_SLICES - len(thick), MOST_THIN))])
    gap = thick.iloc[[AT_EACH_END]].assign(
        between=len(thick) - 2 * AT_EACH_END, rate=NO_RATE, rate_low=NO_RATE, rate_high=NO_RATE
    )
    return pd.concat([thick.head(AT_EACH_END), gap, thick.tail(AT_EACH_END), few.head(MOST_THIN)])


def names_of(shown: pd.DataFrame, by: str, words: Words) -> list[str]:
    """Names of the slices shown; the break among them says how many lie there."""
    return [
        words("chart.breakdown.between", n=int(left_out)) if left_out else slice_name(value, words)
        for value, left_out in zip(shown[by], shown["between"], strict=True)
    ]


def slice_name(value: Any, words: Words) -> str:
    """Name of a slice on screen; the missing value has a name of its own."""
    return words("slice.missing") if pd.isna(value) else str(value)


def draw_rates(
    chart: go.Figure,
    shown: pd.DataFrame,
    names: list[str],
    colour: str,
    words: Words,
    palette: Palette,
    unit: str = "",
    text: list[str] | None = None,
) -> list[str]:
    """Draw each slice's rate as a lying bar at the places 0, 1, …, with interval and n; returns what each says.

    Beside a bar stands its rate of n, unless `text` says something else.
    """
    text = text or [_label(row, words) for row in shown.itertuples()]
    labels = [axes.label(name) for name in names]
    hover = [f"{name}: {told}" for name, told in zip(labels, text, strict=True)]
    chart.add_trace(_bars(shown, colour, hover, palette))
    mark_break(chart, shown, palette)
    axes.label_ends(chart, shown["rate_high"].fillna(0), text, palette.muted)
    chart.update_xaxes(axes.axis_of_shares(axes.highest_of(shown["rate_high"]), words, unit))
    chart.update_yaxes(axes.name_places(labels, palette.ink, 15))
    chart.update_layout(margin={"r": 150})
    return text


def note_of(known: pd.DataFrame, shown: pd.DataFrame, words: Words) -> str:
    """What the bars of slices mean, and where those are that are not shown."""
    return " ".join([words("chart.breakdown.note", thin=THIN), *more_of(known, shown, words)])


def more_of(known: pd.DataFrame, shown: pd.DataFrame, words: Words) -> list[str]:
    """That only both ends are shown, and how many slices are not and where they are; nothing where all are."""
    left_out = len(known) - int((shown["between"] == 0).sum())
    ends = [words("chart.breakdown.ends")] if shown["between"].any() else []
    return [*ends, words("chart.breakdown.more", n=left_out)] if left_out else []


def mark_break(chart: go.Figure, shown: pd.DataFrame, palette: Palette) -> None:
    """A dotted line where slices are left out between the best and the worst."""
    rule = {"color": palette.muted, "width": 1, "dash": "dot"}
    for place in [place for place, left_out in enumerate(shown["between"]) if left_out]:
        chart.add_shape(type="line", x0=0, x1=1, xref="x domain", y0=place, y1=place, line=rule, layer="below")


def _label(row: Any, words: Words) -> str:
    """What stands beside the bar of a slice; nothing beside the break."""
    if row.between:
        return ""
    return words("chart.breakdown.label", share=words.share(row.rate), n=int(row.rate_entered))


def _bars(shown: pd.DataFrame, colour: str, hover: list[str], palette: Palette) -> go.Bar:
    """One bar per slice; a slice without a rate has none; thin ones are grey and hatched."""
    thin = list(shown["rate_entered"] < THIN)
    return go.Bar(
        x=[None if rate != rate else rate for rate in shown["rate"]],
        y=list(range(len(shown))),
        orientation="h",
        marker={
            "color": [palette.open if is_thin else colour for is_thin in thin],
            "pattern": thin_hatching(thin, palette),
        },
        error_x=whiskers(shown, palette.ink),
        hovertext=hover,
        hoverinfo="text",
    )
