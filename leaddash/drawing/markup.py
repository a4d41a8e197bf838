"""The one way of a text into what Plotly reads as HTML: everything is shown as typed but what the charts set off here.

Charts set off words by `bold` and `coloured`, which stand in a text as characters that nobody's text has, and end
lines as Python does; only an `Escaped` figure makes tags of these, once all else is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from leaddash.plain import plain

_BOLD, _BOLD_END, _COLOUR, _COLOUR_SAID, _COLOUR_END = map(chr, range(0xFDD0, 0xFDD5))
_TAGS = {"\n": "<br>", _BOLD: "<b>", _BOLD_END: "</b>", _COLOUR_END: "</span>"}
_MEANS_HTML = frozenset("<>&")
_SET_OFF = re.compile(f"([{''.join(_TAGS)}]|{_COLOUR}#[0-9A-F]{{6}};[0-9]*{_COLOUR_SAID})")


def bold(text: str) -> str:
    """A text in bold."""
    return f"{_BOLD}{text}{_BOLD_END}"


def coloured(text: str, colour: str, size: int | None = None) -> str:
    """A text in a colour, and in a size of so many pixels."""
    return f"{_COLOUR}{colour};{size or ''}{_COLOUR_SAID}{text}{_COLOUR_END}"


class Escaped(go.Figure):  # type: ignore[misc]
    """A figure every text of which Plotly shows as typed."""

    @classmethod
    def of(cls, traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> Escaped:
        """The figure of some traces and a layout; Plotly checks nothing of it."""
        return cls(_escaped(traces), _escaped(layout), _validate=False)


def escaped(figure: go.Figure) -> Escaped:
    """The figure with its texts escaped."""
    return Escaped.of([trace.to_plotly_json() for trace in figure.data], figure.layout.to_plotly_json())


def _escaped(value: Any) -> Any:
    """Every text in a part of a figure; numbers, also in arrays, stay."""
    kind = type(value)
    if kind is float or kind is int or kind is bool:  # most of a figure, told first
        return value
    if isinstance(value, str):
        return _html(value)
    if isinstance(value, Mapping):
        return {name: _escaped(one) for name, one in value.items()}
    if isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.dtype.kind in "OU"):
        return [_escaped(one) for one in value]
    return value


def _html(text: str) -> str:
    if text.isascii() and text.isprintable() and not _MEANS_HTML.intersection(text):
        return text
    parts = _SET_OFF.split(text)
    return "".join(_tag(part) if place % 2 else escape(plain(part), quote=False) for place, part in enumerate(parts))


def _tag(mark: str) -> str:
    if mark in _TAGS:
        return _TAGS[mark]
    colour, size = mark[1:-1].split(";")
    return f'<span style="color:{colour}{f";font-size:{size}px" if size else ""}">'
