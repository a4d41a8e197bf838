"""What makes a chart of a function that draws a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import ParamSpec

from leaddash.blocks.metric import Metric
from leaddash.drawing.picture import Picture

Given = ParamSpec("Given")


def chart(key: str, *, counts: Metric[...] | None) -> Callable[[Callable[Given, Picture]], Callable[Given, Picture]]:
    """Make a chart of a function that draws a picture: its pictures bear the key by which pages know it.

    They also name the metric that counts what is drawn, which says how: of several the one that the marks are of; none
    where nothing is counted.

    The tests list the modules of every subject's `charts` for what is so marked, and draw each in both languages and
    colours.
    """

    def marked(draw: Callable[Given, Picture]) -> Callable[Given, Picture]:
        @wraps(draw)
        def drawn(*given: Given.args, **named: Given.kwargs) -> Picture:
            return replace(draw(*given, **named), key=key, counts=counts.name if counts else "")

        drawn.chart_key = key  # type: ignore[attr-defined]
        return drawn

    return marked
