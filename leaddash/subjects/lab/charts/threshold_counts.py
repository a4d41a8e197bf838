"""How many MQLs of the period each threshold would send to sales."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.at_once import drawn
from leaddash.drawing.course import COURSE_HEIGHT
from leaddash.drawing.markup import bold
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure
from leaddash.subjects.lab.metrics.threshold_curve import threshold_curve
from leaddash.words import Words

Numbers = Sequence[float] | npt.NDArray[Any]
LABELS_LEFT_FROM = 0.6
"""A threshold right of this part of the axis has its label on its left."""
ABOVE = 34
"""Pixels over the plot, for the label of the agreed threshold."""


@chart("by_threshold", counts=threshold_curve)
def threshold_counts(
    thresholds: Numbers,
    counts: Numbers,
    words: Words,
    palette: Palette,
    *,
    threshold: float,
    agreed_threshold: float | None,
    agreed_count: float | None = None,
    agreed_counts: Numbers | None = None,
) -> Picture:
    """MQLs by rising threshold as a falling line, the threshold in force and the agreed one marked on it.

    `agreed_counts` are the agreed model's at the same thresholds, drawn thin beside it. A mark tells its count only
    where its threshold is one of those given, but for `agreed_count`, what the agreed model sends at its own threshold.
    That threshold is None where the line is another model's, whose points are no measure of it.
    """
    title = words("chart.threshold_counts.title")
    levels, mqls = _plain(thresholds), _plain(counts)
    agreed_mqls = None if agreed_counts is None else _plain(agreed_counts)
    highest = axes.highest_of([*mqls, *(agreed_mqls or [])])
    if not highest:
        chart = figure(palette, words, height=COURSE_HEIGHT)
        return Picture(title, chart, axes.say_nothing(chart, words("empty.threshold_counts")))
    here = _counted("mark", threshold, count_at(threshold, levels, mqls), words)
    marks = [mark(threshold, float(np.interp(threshold, levels, mqls)), here, levels, palette.marketing, palette)]
    if agreed_threshold is not None and (threshold != agreed_threshold or agreed_mqls not in (None, mqls)):
        known = count_at(agreed_threshold, levels, mqls if agreed_mqls is None else agreed_mqls)
        count = known if agreed_count is None else agreed_count
        marks.append(agreed_mark(agreed_threshold, _counted("agreed", agreed_threshold, count, words), palette))
    layout = {
        "xaxis": threshold_axis(levels, words),
        "yaxis": axes.axis_of_counts(highest, words, words("unit.mqls")),
        "annotations": [note for note, _ in reversed(marks)],
        "shapes": [line for _, line in marks],
        "margin": {"t": ABOVE},
    }
    lines = [_line("mark", levels, mqls, palette.marketing, 3, words)]
    if agreed_mqls is not None:
        lines.insert(0, _line("agreed", levels, agreed_mqls, palette.open, 1.5, words))
    chart = drawn(palette, words, lines, layout, height=COURSE_HEIGHT)
    ends = {"low": words.number(levels[0]), "high": words.number(levels[-1])}
    ends |= {"first": words.number(mqls[0]), "last": words.number(mqls[-1])}
    note = words(f"chart.threshold_counts.{'note' if agreed_mqls in (None, mqls) else 'note_agreed'}")
    return Picture(title, chart, words("chart.threshold_counts.alt", here=here, **ends), note)


def threshold_axis(thresholds: Sequence[float], words: Words) -> dict[str, Any]:
    """An axis of thresholds, the same in every chart of them: from the lowest to the highest."""
    steps = [step for step in axes.round_steps(thresholds[-1], 1) if thresholds[0] <= step <= thresholds[-1]]
    told = {"tickmode": "array", "tickvals": steps, "ticktext": [words.number(step) for step in steps]}
    margin = (thresholds[-1] - thresholds[0]) * 0.02
    ends = [thresholds[0] - margin, thresholds[-1] + margin]
    return {**told, "range": ends, "showgrid": False, "title": {"text": words("unit.threshold")}}


def agreed_mark(threshold: float, text: str, palette: Palette) -> tuple[dict[str, Any], dict[str, Any]]:
    """The agreed threshold: a dotted line over the whole height, named above the plot."""
    font = {"size": 14, "color": palette.muted}
    note = {"x": threshold, "y": 1, "yref": "paper", "yanchor": "bottom", "text": text, "showarrow": False}
    rule = {"color": palette.muted, "width": 1.5, "dash": "dot"}
    line = {"type": "line", "x0": threshold, "x1": threshold, "y0": 0, "y1": 1, "yref": "paper", "line": rule}
    return {**note, "font": font}, line


def mark(
    threshold: float, height: float, text: str, thresholds: Sequence[float], colour: str, palette: Palette
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The threshold in force: a line from the axis up to the curve, named where it meets it."""
    font = {"size": 15, "color": colour}
    anchor = {"x": threshold, "y": height, "bgcolor": palette.ground, **beside(threshold, thresholds)}
    rule = {"color": colour, "width": 3}
    line = {"type": "line", "x0": threshold, "x1": threshold, "y0": 0, "y1": height, "line": rule}
    return {**anchor, "text": bold(text), "showarrow": False, "font": font}, line


def beside(threshold: float, thresholds: Sequence[float]) -> dict[str, Any]:
    """Where the label of a threshold stands: right of it, or left where the axis ends soon."""
    is_late = threshold > thresholds[0] + (thresholds[-1] - thresholds[0]) * LABELS_LEFT_FROM
    return {"xanchor": "right" if is_late else "left", "xshift": -4 if is_late else 8, "yshift": 26 if is_late else 14}


def label_of(threshold: float, words: Words) -> str:
    """A threshold with a decimal only where it has one."""
    return words.number(threshold, 0 if float(threshold).is_integer() else 1)


def count_at(threshold: float, thresholds: Sequence[float], counts: Sequence[float]) -> float | None:
    """The count of one of the thresholds; None of one that was not counted."""
    return next((count for level, count in zip(thresholds, counts, strict=True) if level == threshold), None)


def _plain(values: Numbers) -> list[float]:
    return [float(value) for value in np.asarray(values)]


def _line(
    kind: str, thresholds: list[float], mqls: list[float], colour: str, width: float, words: Words
) -> dict[str, Any]:
    """MQLs by threshold as a line; pointing at it tells a count as the `kind` of mark does."""
    hover = [_counted(kind, threshold, count, words) for threshold, count in zip(thresholds, mqls, strict=True)]
    return {
        "type": "scatter",
        "x": thresholds,
        "y": mqls,
        "mode": "lines",
        "line": {"color": colour, "width": width},
        "hovertext": hover,
        "hoverinfo": "text",
    }


def _counted(kind: str, threshold: float, count: float | None, words: Words) -> str:
    """A threshold with its MQLs, alone where they were not counted."""
    told = {"threshold": label_of(threshold, words)}
    if count is None:
        return words(f"chart.threshold_counts.{kind}_alone", **told)
    return words(f"chart.threshold_counts.{kind}", n=int(count), **told)
