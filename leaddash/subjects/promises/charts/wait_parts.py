"""Where the time from a lead's begin to its first touch goes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.blocks.figure import text_of
from leaddash.blocks.opens import Opens
from leaddash.drawing import axes, stacked
from leaddash.drawing.markup import coloured
from leaddash.drawing.picture import Picture
from leaddash.drawing.ranked import slice_name
from leaddash.drawing.stacked import Look, Part
from leaddash.drawing.theme import Palette, figure
from leaddash.stats import THIN
from leaddash.subjects.promises.metrics.waits import WAIT_PARTS, waits
from leaddash.words import Words

MOST_SLICES_SHOWN = 12
ROOM, ROW = 110, 40
FAINT = 0.4
DAYS_FROM = 72
"""A chart whose longest wait has so many hours is drawn in days."""
HOURS = {"hours": 1, "days": 24}
MARKS = {"": "■", "/": "▨"}
"""How the key shows a full and a hatched part."""


@chart("waits", counts=waits)
def wait_parts(frame: pd.DataFrame, words: Words, palette: Palette, by: str = "team") -> Picture:
    """Mean time of each part of the wait per team or person, the longest wait first, thin ones last."""
    known = longest_first(frame)
    rows = known.head(MOST_SLICES_SHOWN).iloc[::-1]
    title = words("chart.waits.title", dimension=words(f"dimension.{by}").lower())
    chart = figure(palette, words, height=ROOM + ROW * max(len(rows), 3))
    if rows.empty:
        empty = "empty.waits_unknown" if frame["hand_overs"].sum() else "empty.waits"
        return Picture(title, chart, axes.say_nothing(chart, words(empty)))
    names = [slice_name(value, words) for value in rows[by]]
    labels = [axes.label(name) for name in names]
    looks = _looks(palette)
    longest = axes.highest_of(rows["total_hours"])
    unit = "days" if longest >= DAYS_FROM else "hours"
    bars = enumerate(rows.to_dict("records"))
    parts = [part for bar, row in bars for part in _parts(bar, row, unit, looks, words)]
    named = [replace(part, hover=f"{labels[part.place]}: {part.hover}") for part in parts]
    stacked.draw(chart, named, palette)
    _key(chart, looks, words)
    totals = [_total(row, unit, words) for row in rows.itertuples()]
    for bar, (total, cases) in enumerate(zip(totals, rows["hand_overs"], strict=True)):
        stacked.tell_right(chart, bar, total, palette.ink if cases >= THIN else palette.open)
    chart.update_xaxes(axes.axis_of_counts(longest / HOURS[unit], words, words(f"unit.{unit}")))
    chart.update_yaxes(axes.name_places(labels, palette.ink, 15))
    chart.update_layout(margin={"r": 120})
    told = [f"{name} {total}" for name, total in zip(names, totals, strict=True)]
    note = words("chart.waits.note", thin=THIN)
    if len(known) > len(rows):
        note = f"{note} {words('chart.breakdown.more', n=len(known) - len(rows))}"
    opens = tuple(_opened(by, rows[by].iloc[part.place]) for part in parts)
    return Picture(title, chart, words("chart.waits.alt", told="; ".join(told[::-1])), note, opens)


def longest_first(frame: pd.DataFrame) -> pd.DataFrame:
    """Those with a known wait by its mean, the longest first; thin ones last, by size."""
    rows = frame[(frame["hand_overs"] > 0) & frame["total_hours"].notna()]
    thin = rows["hand_overs"] < THIN
    thick = rows[~thin].sort_values("total_hours", ascending=False, kind="stable")
    return pd.concat([thick, rows[thin].sort_values("hand_overs", ascending=False, kind="stable")])


def _opened(by: str, value: object) -> Opens:
    """The hand-overs of a team or person, from which their waits are counted whatever response clocks start at."""
    return {"list": "response", "figure": "answered", "start": "hand_over", by: text_of(value)}


def _looks(palette: Palette) -> dict[str, Look]:
    """Marketing's wait, then that with earlier owners, then the owner's own time, then their time off, hatched."""
    return {
        "before_hand_over_hours": Look(palette.marketing),
        "earlier_owners_hours": Look(palette.late),
        "working_hours": Look(palette.sales),
        "off_hours": Look(palette.open, "/"),
    }


def _parts(bar: int, row: dict[Any, Any], unit: str, looks: dict[str, Look], words: Words) -> list[Part]:
    parts, start = [], 0.0
    is_thin = row["hand_overs"] < THIN
    for name in WAIT_PARTS:
        length = float(row[name]) / HOURS[unit]
        if length > 0:
            time = words.number(length, 1)
            hover = f"{words(f'wait.{name}')} {words(f'style.{unit}', n=time)}"
            look = replace(looks[name], opacity=FAINT if is_thin else 1.0)
            parts.append(Part(bar, start, length, look, "" if is_thin else time, hover))
        start += length
    return parts


def _total(row: Any, unit: str, words: Words) -> str:
    time = words(f"style.{unit}", n=words.number(row.total_hours / HOURS[unit], 1))
    return f"{time} ({words('chart.trend.cases', n=int(row.hand_overs))})"


def _key(chart: go.Figure, looks: dict[str, Look], words: Words) -> None:
    """The names of the parts above the bars, in their order and colours, on two lines for want of room."""
    named = [coloured(f"{MARKS[look.shape]} {words(f'wait.{name}')}", look.colour) for name, look in looks.items()]
    text = "\n".join("   ".join(named[place : place + 2]) for place in range(0, len(named), 2))
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
    chart.add_annotation(text=text, align="left", showarrow=False, font={"size": 14}, **place)
    chart.update_layout(margin={"t": 48})
