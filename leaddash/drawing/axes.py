"""Axes in the reader's style: from zero, a few round steps, numbers, shares and names as the language writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from leaddash.plain import plain
from leaddash.words import Words

MOST_STEPS = 5
"""Steps of an axis from zero to its end."""
LONGEST_NAME = 32
"""Letters of a name on an axis."""
LONGEST_LINE = 44
"""Letters of a line that fits into every chart, also on a telephone."""


def axis_of_counts(highest: float, words: Words, title: str) -> dict[str, Any]:
    """An axis from zero to the highest of some counts."""
    return _axis(round_steps(highest, 1), highest, words.number, title)


def axis_of_shares(highest: float, words: Words, title: str = "") -> dict[str, Any]:
    """An axis from zero to the highest of some fractions, in percent; by default of those that went on."""
    steps = round_steps(highest or 1.0, 0.001)
    decimals = 0 if steps[-1] == 0 or steps[1] >= 0.01 else 1
    axis = _axis(steps, highest or 1.0, lambda value: words.share(value, decimals), title or words("unit.share"))
    return axis | {"tickangle": 0}


def axis_of_money(highest: float, words: Words, title: str) -> dict[str, Any]:
    """An axis from zero to the highest of some amounts, told in short."""
    return _axis(round_steps(highest, 1), highest, words.money, title)


def round_steps(highest: float, finest: float) -> list[float]:
    """Zero and at most five round steps of 1, 2 or 5 times a power of ten that reach `highest`."""
    sizes = (finest * factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(size for size in sizes if highest <= size * MOST_STEPS * (1 + 1e-9))
    steps = [0.0]
    while steps[-1] < highest - step * 1e-9 or len(steps) == 1:
        steps.append(len(steps) * step)
    return steps


def label(text: str) -> str:
    """A name as an axis shows it: on one line, no longer than fits."""
    line = plain(text)
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}…"


def label_ends(chart: go.Figure, ends: Iterable[float], texts: Iterable[str], colour: str) -> None:
    """Write a text right of the end of each lying bar; the bars stand at the places 0, 1, …."""
    look = {"xanchor": "left", "xshift": 8, "align": "left", "font": {"size": 14, "color": colour}}
    for place, (end, text) in enumerate(zip(ends, texts, strict=True)):
        chart.add_annotation(x=end, y=place, text=text, showarrow=False, **look)


def name_places(names: list[str], colour: str, size: int) -> dict[str, Any]:
    """An axis that names lying bars by their place, so that two of one name stay two, and a number stays a name."""
    font = {"color": colour, "size": size}
    places = list(range(len(names)))
    return {"tickmode": "array", "tickvals": places, "ticktext": names, "tickfont": font, "showgrid": False}


def say_nothing(chart: go.Figure, sentence: str) -> str:
    """Draw a sentence, on as many lines as it needs, where there is nothing to draw; returns it."""
    chart.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
    text = "\n".join(wrap(plain(sentence), LONGEST_LINE, break_on_hyphens=False))
    chart.add_annotation(x=0.5, y=0.5, xref="paper", yref="paper", text=text, showarrow=False, font={"size": 16})
    return sentence


def highest_of(values: Iterable[float | None]) -> float:
    """The highest of some values, 0 where there is none."""
    return max((float(value) for value in values if value is not None and value == value), default=0.0)


def _axis(steps: list[float], highest: float, tell: Callable[[float], str], title: str) -> dict[str, Any]:
    return {
        "tickmode": "array",
        "tickvals": steps,
        "ticktext": [tell(step) for step in steps],
        "range": [0, max(highest, steps[1]) * 1.04],
        "title": {"text": title},
    }
