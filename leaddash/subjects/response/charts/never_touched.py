"""Why some leads were never answered."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.left_open import NO_REASON
from leaddash.drawing.markup import coloured
from leaddash.drawing.names import exit_colour
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure
from leaddash.subjects.response.metrics.never_touched import GONE_ON
from leaddash.subjects.response.metrics.never_touched import never_touched as never_touched_metric
from leaddash.words import Words

MOST_REASONS_SHOWN = 10
ROOM, ROW = 70, 42
"""Pixels for the axis, and for each bar with its name on two lines."""


@chart("untouched", counts=never_touched_metric)
def never_touched(frame: pd.DataFrame, words: Words, palette: Palette, nothing: str = "") -> Picture:
    """How the hand-overs that nobody touched ended and why, the most frequent first; some are still open.

    `nothing` says why nothing can be drawn.
    """
    known = frame[frame["leads"] > 0].sort_values("leads", ascending=False, kind="stable")
    reasons = known.head(MOST_REASONS_SHOWN).iloc[::-1]
    title = words("chart.never_touched.title")
    chart = figure(palette, words, height=ROOM + ROW * max(len(reasons), 3))
    if reasons.empty:
        return Picture(title, chart, axes.say_nothing(chart, nothing or words("empty.never_touched")))
    names = [names_of(row, words) for row in reasons.itertuples()]
    text = [f"{words.number(int(row.leads))} ({words.share(row.share)})" for row in reasons.itertuples()]
    named = [
        f"{': '.join(axes.label(part) for part in name if part)}, {told}"
        for name, told in zip(names, text, strict=True)
    ]
    chart.add_trace(_bars(reasons, named, palette))
    chart.update_xaxes(axes.axis_of_counts(int(reasons["leads"].max()), words, words("unit.hand_overs")))
    axes.label_ends(chart, reasons["leads"], text, palette.muted)
    chart.update_yaxes(axes.name_places([_two_lines(name, palette) for name in names], palette.ink, 14))
    chart.update_layout(margin={"r": 120})
    note = words("chart.never_touched.note", n=int(known["leads"].sum()))
    if len(known) > MOST_REASONS_SHOWN:
        others = known["leads"].iloc[MOST_REASONS_SHOWN:]
        note = f"{note} {words('chart.exits.more', n=len(others), count=int(others.sum()))}"
    opens = tuple(
        {"figure": "untouched", "exit": _linked(row.exit), "reason": _linked(row.reason)}
        for row in reasons.itertuples()
    )
    return Picture(title, chart, words("chart.never_touched.alt", told=words.listed(named[::-1])), note, opens)


def names_of(row: Any, words: Words) -> tuple[str, str]:
    """The way out and the reason in words; of those who did not leave, what became of them, and nothing."""
    if row.exit == GONE_ON:
        return words(f"exit.{GONE_ON}"), ""
    if pd.isna(row.exit):
        return words("chart.never_touched.still_open"), "" if pd.isna(row.reason) else str(row.reason)
    return words(f"exit.{row.exit}"), words("slice.no_reason") if pd.isna(row.reason) else str(row.reason)


def _two_lines(name: tuple[str, str], palette: Palette) -> str:
    """The reason over the exit, as an axis shows them; what has no reason on one line."""
    exit_, reason = name
    if not reason:
        return axes.label(exit_)
    return f"{axes.label(reason)}\n{coloured(exit_, palette.muted, 12)}"


def _linked(value: Any) -> str:
    """An exit or a reason as links say it."""
    return NO_REASON if pd.isna(value) else str(value)


def _bars(reasons: pd.DataFrame, hover: list[str], palette: Palette) -> go.Bar:
    colours = [_colour(exit_, palette) for exit_ in reasons["exit"]]
    return go.Bar(
        x=[int(count) for count in reasons["leads"]],
        y=list(range(len(reasons))),
        orientation="h",
        marker={"color": colours},
        hovertext=hover,
        hoverinfo="text",
    )


def _colour(exit_: Any, palette: Palette) -> str:
    """Grey of what is still open; of who went on the colour of sales."""
    if pd.isna(exit_):
        return palette.open
    return palette.sales if exit_ == GONE_ON else exit_colour(exit_, palette)
