"""Small tables and sentences as HTML; every text in them is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, NewType

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.parts import Table
from leaddash.drawing.theme import Palette
from leaddash.plain import plain
from leaddash.stats import THIN
from leaddash.words import Words

Html = NewType("Html", str)
"""Text that is shown as it stands: only what this module has made."""
ONE_DECIMAL = {Kind.DAYS, Kind.HOURS, Kind.SCORE}


def colours(palette: Palette) -> Html:
    """The reader's colours, by name, for the style sheet."""
    return Html(f"<style>:root {{ --leaddash-ink: {palette.ink}; --leaddash-muted: {palette.muted}; }}</style>")


def sentence(text: str) -> Html:
    """The sentence a page opens with."""
    return Html(f'<p class="leaddash-sentence" role="status">{_typed(text)}</p>')


def line(text: str) -> Html:
    """A line of plain text."""
    return Html(f"<p>{_typed(text)}</p>")


def small(table: Table, words: Words, *, caption: str = "") -> Html:
    """A table with its columns named in words, figures right-aligned in the reader's style, thin shares greyed."""
    kinds = {str(name): table.kinds.get(str(name), Kind.COUNT) for name in table.frame.columns}
    head = "".join(
        f'<th scope="col" class="{_class(kind)}">{_typed(words(f"column.{name}"))}</th>' for name, kind in kinds.items()
    )
    body = "".join(_row(row, kinds, table.based_on, words) for row in table.frame.to_dict("records"))
    named = f"<caption>{_typed(caption)}</caption>" if caption else ""
    text = f"{named}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return Html(f'<div class="leaddash-scroll"><table class="leaddash">{text}</table></div>')


def _typed(text: str) -> str:
    return escape(plain(text))


def _row(row: dict[Any, Any], kinds: Mapping[str, Kind], based_on: str, words: Words) -> str:
    cases = row.get(based_on)
    thin = cases is not None and not pd.isna(cases) and cases < THIN
    looks = {name: _class(kind) + (" thin" if thin and kind is Kind.SHARE else "") for name, kind in kinds.items()}
    cells = [
        f'<td class="{looks[name]}">{_typed(_written(row[name], kind, words))}</td>' for name, kind in kinds.items()
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _class(kind: Kind) -> str:
    return "text" if kind is Kind.TEXT else "number"


def _written(value: Any, kind: Kind, words: Words) -> str:
    """A cell as its kind is written; a text stands as it is, a dash for none."""
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return words.number(None)
    if kind is Kind.SHARE:
        return words.share(float(value))
    return words.number(float(value), 1) if kind in ONE_DECIMAL else words.number(int(value))
