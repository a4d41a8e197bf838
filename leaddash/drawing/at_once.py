"""Figures made in one step: a chart that is redrawn while a hand moves has no time for many small ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import plotly.graph_objects as go

from leaddash.drawing.markup import Escaped
from leaddash.drawing.theme import Palette, figure
from leaddash.words import Words, load

Trace = Mapping[str, Any]


def drawn(
    palette: Palette, words: Words, traces: Sequence[Trace], layout: Mapping[str, Any], *, height: int
) -> go.Figure:
    """A figure in the house's look of some traces, with what its layout has beside that.

    Plotly checks nothing of it, which would take three times as long as all the rest of it (7.1: 2 of 2.7 ms); the
    tests have it check every picture.
    """
    return Escaped.of(traces, _merged(_look(palette, words.language, height), layout))


@cache
def _look(palette: Palette, language: str, height: int) -> Mapping[str, Any]:
    """The layout of an empty figure."""
    look: Mapping[str, Any] = figure(palette, load(language), height=height).to_dict()["layout"]
    return look


def _merged(look: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """The second over the first, dictionaries within them alike."""
    both = {
        name: _merged(look.get(name, {}), value) if isinstance(value, Mapping) else value
        for name, value in more.items()
    }
    return {**look, **both}
