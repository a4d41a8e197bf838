"""How many MQLs the rules send to sales period by period, against the agreed ones and what the CRM recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from leaddash.blocks.chart import chart
from leaddash.drawing import axes, course
from leaddash.drawing.at_once import drawn
from leaddash.drawing.course import COURSE_HEIGHT, MOST_LABELS
from leaddash.drawing.markup import bold, coloured
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure
from leaddash.periods import Span
from leaddash.subjects.lab.metrics.mql_volume import mql_volume
from leaddash.words import Words

Floats = npt.NDArray[np.float64]
COUNTS = ("mqls", "mqls_agreed", "recorded")
BUCKET_DAYS = {"day": 1, "week": 7, "month": 28}
"""The shortest a period can be: bars of one width never touch."""
BAR, TICK, SIDE = 0.64, 0.42, 0.6
"""Parts of a period: the width of its bar, half the width of the mark of the agreed count, the room beside the last."""
CLOSE, GAP = 0.1, 0.2
"""Marks less than this part of the axis above a bar would cross its label; the part of that between mark and label."""
FEWEST = 6
"""Fewer bars than this are not drawn wider."""


@chart("months", counts=mql_volume)
def mql_months(frame: pd.DataFrame, words: Words, palette: Palette, span: Span, *, is_another: bool = False) -> Picture:
    """MQLs per period under the rules asked as bars; under the agreed ones as a mark across, recorded as a diamond.

    `recorded` may be missing where nobody asked for it, empty where the CRM records no MQLs. Where all counts are
    those of the agreed rules the bars are named so, and no mark repeats them, unless the rules are another model's.
    """
    is_agreed = not is_another and bool((frame["mqls"] == frame["mqls_agreed"]).all())
    title = words(f"chart.mql_months.title_{'agreed' if is_agreed else 'proposed'}")
    if frame.empty:
        chart = figure(palette, words, height=COURSE_HEIGHT)
        return Picture(title, chart, axes.say_nothing(chart, words("empty.mql_months")))
    periods = _Periods.of(frame, span, is_agreed=is_agreed)
    layout = {
        "xaxis": _dates(periods, words),
        "yaxis": axes.axis_of_counts(periods.top, words, words("unit.mqls")),
        "annotations": [_key(periods, words, palette)],
        "margin": {"t": 34},
        "barmode": "overlay",
    }
    chart = drawn(palette, words, _traces(periods, words, palette), layout, height=COURSE_HEIGHT)
    return Picture(title, chart, _alt(periods, words), _note(periods, words, is_asked="recorded" in frame))


@dataclass(frozen=True)
class _Periods:
    """The periods and their counts as plain arrays; `recorded` is NaN where nothing is known of it."""

    days: pd.DatetimeIndex
    mqls: Floats
    agreed: Floats
    recorded: Floats
    step: pd.Timedelta
    is_monthly: bool
    is_agreed: bool

    @classmethod
    def of(cls, frame: pd.DataFrame, span: Span, *, is_agreed: bool) -> _Periods:
        """The periods of a frame, a row each."""
        columns = [frame[name] if name in frame else pd.Series(np.nan, frame.index) for name in COUNTS]
        mqls, agreed, recorded = (column.to_numpy(dtype=np.float64, na_value=np.nan) for column in columns)
        step = pd.Timedelta(days=BUCKET_DAYS[span.bucket])
        days, is_monthly = pd.DatetimeIndex(frame["period"]), span.bucket == "month"
        return cls(days, mqls, agreed, recorded, step, is_monthly, is_agreed)

    @property
    def is_recorded(self) -> bool:
        """Whether the CRM records MQLs in any period."""
        return not bool(np.isnan(self.recorded).all())

    @property
    def top(self) -> float:
        """The highest count of any kind, with room for a label."""
        return float(np.nanmax([self.mqls, self.agreed, self.recorded])) * 1.12


def _traces(periods: _Periods, words: Words, palette: Palette) -> list[dict[str, Any]]:
    days = list(periods.days)
    bars = {
        "type": "bar",
        "x": days,
        "y": periods.mqls.tolist(),
        "width": periods.step.total_seconds() * 1000 * BAR,
        "marker": {"color": palette.marketing},
        "hovertext": _hovers(periods, words),
        "hoverinfo": "text",
    }
    ring = {"color": palette.ground, "width": 1.5}
    diamonds = {
        "type": "scatter",
        "x": days,
        "y": periods.recorded.tolist(),
        "mode": "markers",
        "marker": {"symbol": "diamond", "size": 9, "color": palette.open, "line": ring},
        "hoverinfo": "skip",
    }
    labels = {
        "type": "scatter",
        "x": days,
        "y": _label_heights(periods).tolist(),
        "mode": "text",
        "text": [words.number(count) for count in periods.mqls],
        "textposition": "top center",
        "textfont": {"size": 14, "color": palette.ink},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    kinds = [(bars, True), (_strokes(periods, palette), not periods.is_agreed), (diamonds, periods.is_recorded)]
    return [trace for trace, is_drawn in [*kinds, (labels, len(days) <= MOST_LABELS)] if is_drawn]


def _strokes(periods: _Periods, palette: Palette) -> dict[str, Any]:
    """A level stroke across each period at the agreed count: pairs of points with gaps between."""
    starts, ends = periods.days - periods.step * TICK, periods.days + periods.step * TICK
    days = np.column_stack([starts, ends, ends]).ravel()
    heights = np.column_stack([periods.agreed, periods.agreed, np.full(len(periods.days), np.nan)]).ravel()
    line = {"color": palette.ink, "width": 3}
    return {"type": "scatter", "x": days, "y": heights.tolist(), "mode": "lines", "line": line, "hoverinfo": "skip"}


def _label_heights(periods: _Periods) -> Floats:
    """Where a bar's number stands: on the bar, or above the marks that would cross it there."""
    room, heights = periods.top * CLOSE, periods.mqls
    for marks in np.sort([periods.agreed, periods.recorded], axis=0):
        is_crossed = (marks >= heights - room * GAP) & (marks <= heights + room)
        heights = np.where(is_crossed, marks + room * GAP, heights)
    return heights


def _dates(periods: _Periods, words: Words) -> dict[str, Any]:
    """At most eight dates in the reader's style, and room on both sides; few bars are not drawn wider."""
    form = words("style.month_short" if periods.is_monthly else "style.day_short")
    some = list(periods.days[:: -(-len(periods.days) // course.MOST_DATES)])
    room = periods.step * max(SIDE, (FEWEST - len(periods.days)) / 2)
    told = {"tickmode": "array", "tickvals": some, "ticktext": [words.day(day, form) for day in some]}
    return {**told, "type": "date", "showgrid": False, "range": [periods.days[0] - room, periods.days[-1] + room]}


def _hovers(periods: _Periods, words: Words) -> list[str]:
    form = words("style.month") if periods.is_monthly else ""
    proposed, agreed, recorded = (words(f"chart.mql_months.{kind}") for kind in ("proposed", "agreed", "recorded"))
    told = []
    for day, *counts in zip(periods.days, periods.mqls, periods.agreed, periods.recorded, strict=True):
        lines = [] if periods.is_agreed else [f"{proposed}: {words.number(counts[0])}"]
        lines += [f"{agreed}: {words.number(counts[1])}"]
        lines += [f"{recorded}: {words.number(counts[2])}"] if counts[2] == counts[2] else []
        told.append("\n".join([words.day(day, form), *lines]))
    return told


def _key(periods: _Periods, words: Words, palette: Palette) -> dict[str, Any]:
    """What bars, strokes and diamonds are, above the plot."""
    bars = "agreed" if periods.is_agreed else "proposed"
    kinds = [coloured(f"■ {words(f'chart.mql_months.{bars}')}", palette.marketing)]
    kinds += [] if periods.is_agreed else [coloured(f"{bold('—')} {words('chart.mql_months.agreed')}", palette.ink)]
    kinds += [coloured(f"◆ {words('chart.mql_months.recorded')}", palette.open)] if periods.is_recorded else []
    anchor = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 8}
    return {"text": "     ".join(kinds), "showarrow": False, "font": {"size": 14}, **anchor}


def _alt(periods: _Periods, words: Words) -> str:
    totals = {"agreed": periods.agreed} if periods.is_agreed else {"proposed": periods.mqls, "agreed": periods.agreed}
    totals |= {"recorded": periods.recorded} if periods.is_recorded else {}
    told = [f"{words(f'chart.mql_months.{kind}')} {words.number(np.nansum(of))}" for kind, of in totals.items()]
    ends = {"first": words.number(periods.mqls[0]), "last": words.number(periods.mqls[-1])}
    return words("chart.mql_months.alt", told="; ".join(told), **ends)


def _note(periods: _Periods, words: Words, *, is_asked: bool) -> str:
    """What the marks mean, and if it was asked what the CRM records."""
    told = [words(f"chart.mql_months.note_{'agreed' if periods.is_agreed else 'proposed'}")]
    if is_asked:
        told.append(words(f"chart.mql_months.note_{'recorded' if periods.is_recorded else 'unrecorded'}"))
    return " ".join(told)
