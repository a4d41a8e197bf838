"""The course of a figure beside it, small: a line from its lowest to its highest value, or bars from zero."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from leaddash.drawing.theme import Palette

WIDE, HIGH = 120, 40
"""Pixels of the picture."""
DOT = 4.0
"""How far the last point, which is drawn as a dot, keeps from its edges."""
Point = tuple[float, float]


def drawn(course: Sequence[float], palette: Palette, *, as_bars: bool) -> str:
    """The course as an SVG, oldest first, the last period in ink; a value that is not known is a gap."""
    shapes = _bars(course, palette) if as_bars else _line(course, palette)
    size = f'width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(shapes)}</svg>'


def _line(course: Sequence[float], palette: Palette) -> list[str]:
    runs = runs_of(course)
    style = f'fill="none" stroke="{palette.muted}" stroke-width="1.5"'
    lines = [f'<polyline {style} points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}"/>' for run in runs]
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{palette.ink}"/>' for x, y in runs[-1][-1:]] if runs else []
    return lines + dots


def runs_of(course: Sequence[float]) -> list[list[Point]]:
    """The points of the line, in runs without a gap."""
    known = [value for value in course if not pd.isna(value)]
    if not known:
        return []
    low, span = min(known), (max(known) - min(known)) or 1.0
    step, rise = (WIDE - 2 * DOT) / max(len(course) - 1, 1), HIGH - 2 * DOT
    points = [(DOT + step * place, DOT + rise * (1 - (value - low) / span)) for place, value in enumerate(course)]
    return [list(run) for is_gap, run in groupby(points, key=lambda point: bool(pd.isna(point[1]))) if not is_gap]


def _bars(course: Sequence[float], palette: Palette) -> list[str]:
    most = max([value for value in course if not pd.isna(value)], default=0.0) or 1.0
    step = WIDE / max(len(course), 1)
    shapes = []
    for place, value in enumerate(course):
        high = 0.0 if pd.isna(value) else HIGH * value / most
        colour = palette.ink if place == len(course) - 1 else palette.link
        where = f'x="{step * place:.1f}" y="{HIGH - high:.1f}" width="{step * 0.7:.1f}" height="{high:.1f}"'
        shapes.append(f'<rect {where} fill="{colour}"/>')
    return shapes
