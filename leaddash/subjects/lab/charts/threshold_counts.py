"""How many MQLs of the period each threshold would send to sales."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from leaddash.drawing import axes
from leaddash.drawing.at_once import drawn
from leaddash.drawing.course import HEIGHT
from leaddash.drawing.markup import bold
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure
from leaddash.words import Words

Numbers = Sequence[float] | npt.NDArray[Any]
ASIDE = 0.6
"""A threshold right of this part of the axis has its label on its left."""
ABOVE = 34
"""Pixels over the plot, for the label of the agreed threshold."""


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
    at, mqls = _plain(thresholds), _plain(counts)
    was = None if agreed_counts is None else _plain(agreed_counts)
    highest = axes.highest_of([*mqls, *(was or [])])
    if not highest:
        chart = figure(palette, words, height=HEIGHT)
        return Picture(title, chart, axes.say_nothing(chart, words("empty.threshold_counts")))
    here = _counted("mark", threshold, count_at(threshold, at, mqls), words)
    marks = [mark(threshold, float(np.interp(threshold, at, mqls)), here, at, palette.marketing, palette)]
    if agreed_threshold is not None and (threshold != agreed_threshold or was not in (None, mqls)):
        known = count_at(agreed_threshold, at, mqls if was is None else was)
        count = known if agreed_count is None else agreed_count
        marks.append(agreed_mark(agreed_threshold, _counted("agreed", agreed_threshold, count, words), palette))
    layout = {
        "xaxis": threshold_axis(at, words),
        "yaxis": axes.axis_of_counts(highest, words, words("unit.mqls")),
        "annotations": [note for note, _ in reversed(marks)],
        "shapes": [line for _, line in marks],
        "margin": {"t": ABOVE},
    }
    lines = [*_agreed_line(at, was, words, palette), _line(at, mqls, words, palette)]
    chart = drawn(palette, words, lines, layout, height=HEIGHT)
    ends = {"low": words.number(at[0]), "high": words.number(at[-1])}
    ends |= {"first": words.number(mqls[0]), "last": words.number(mqls[-1])}
    note = words(f"chart.threshold_counts.{'note' if was in (None, mqls) else 'note_agreed'}")
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
    place = {"x": threshold, "y": height, "bgcolor": palette.ground, **beside(threshold, thresholds)}
    rule = {"color": colour, "width": 3}
    line = {"type": "line", "x0": threshold, "x1": threshold, "y0": 0, "y1": height, "line": rule}
    return {**place, "text": bold(text), "showarrow": False, "font": font}, line


def beside(threshold: float, thresholds: Sequence[float]) -> dict[str, Any]:
    """Where the label of a threshold stands: right of it, or left where the axis ends soon."""
    is_late = threshold > thresholds[0] + (thresholds[-1] - thresholds[0]) * ASIDE
    return {"xanchor": "right" if is_late else "left", "xshift": -4 if is_late else 8, "yshift": 26 if is_late else 14}


def label_of(threshold: float, words: Words) -> str:
    """A threshold with a decimal only where it has one."""
    return words.number(threshold, 0 if float(threshold).is_integer() else 1)


def count_at(threshold: float, thresholds: Sequence[float], counts: Sequence[float]) -> float | None:
    """The count of one of the thresholds; None of one that was not counted."""
    return next((count for one, count in zip(thresholds, counts, strict=True) if one == threshold), None)


def _plain(values: Numbers) -> list[float]:
    return [float(value) for value in np.asarray(values)]


def _line(at: list[float], mqls: list[float], words: Words, palette: Palette) -> dict[str, Any]:
    return _drawn(
        at, mqls, [_counted("mark", one, n, words) for one, n in zip(at, mqls, strict=True)], palette.marketing, 3
    )


def _agreed_line(at: list[float], was: list[float] | None, words: Words, palette: Palette) -> list[dict[str, Any]]:
    """The agreed model's curve, thin and grey; none where it is not given."""
    if was is None:
        return []
    return [
        _drawn(at, was, [_counted("agreed", one, n, words) for one, n in zip(at, was, strict=True)], palette.open, 1.5)
    ]


def _drawn(at: list[float], counts: list[float], told: list[str], colour: str, width: float) -> dict[str, Any]:
    line = {"color": colour, "width": width}
    return {
        "type": "scatter",
        "x": at,
        "y": counts,
        "mode": "lines",
        "line": line,
        "hovertext": told,
        "hoverinfo": "text",
    }


def _counted(kind: str, threshold: float, count: float | None, words: Words) -> str:
    """A threshold with its MQLs, alone where they were not counted."""
    told = {"threshold": label_of(threshold, words)}
    if count is None:
        return words(f"chart.threshold_counts.{kind}_alone", **told)
    return words(f"chart.threshold_counts.{kind}", n=int(count), **told)
