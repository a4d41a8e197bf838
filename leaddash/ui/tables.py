"""Small tables and sentences as HTML; every text in them is escaped."""

from __future__ import annotations

from html import escape
from typing import Any, NewType

import pandas as pd

from leaddash.drawing.theme import Palette
from leaddash.plain import plain
from leaddash.stats import THIN
from leaddash.words import Words

Html = NewType("Html", str)
"""Text that is shown as it stands: only what this module has made."""
SHARES = (
    *(f"{name}{end}" for name in ("rate", "projected") for end in ("", "_low", "_high")),
    *("converted_share", "converted_low", "converted_high", "recycled_share", "postponed_share"),
    *("disqualified_share", "lost_share", "flow_rate", "share", "staying", "rate_90", "rate_180", "second_rate"),
    *(f"{name}{end}" for name in ("adjusted", "shrunk", "compliance") for end in ("", "_low", "_high")),
    *("covered", "out_of_hours_share", "touched_share", "touched_low", "touched_high", "left_share", "waiting_share"),
)
WAITS = ("before_hand_over_hours", "earlier_owners_hours", "working_hours", "off_hours", "total_hours")
DAYS = ("median_days", "p90_days", *WAITS)
"""Columns of numbers with one decimal."""


def colours(palette: Palette) -> Html:
    """The reader's colours, by name, for the style sheet."""
    return Html(f"<style>:root {{ --leaddash-ink: {palette.ink}; --leaddash-muted: {palette.muted}; }}</style>")


def sentence(text: str) -> Html:
    """The sentence a page opens with."""
    return Html(f'<p class="leaddash-sentence" role="status">{_typed(text)}</p>')


def line(text: str) -> Html:
    """A line of plain text."""
    return Html(f"<p>{_typed(text)}</p>")


def small(frame: pd.DataFrame, words: Words, *, texts: tuple[str, ...] = (), caption: str = "") -> Html:
    """A table with its columns named in words, figures right-aligned in the reader's style, thin rates greyed."""
    head = "".join(
        f'<th scope="col" class="{_kind(name, texts)}">{_typed(words(f"column.{name}"))}</th>' for name in frame.columns
    )
    body = "".join(_row(row, words, texts) for row in frame.to_dict("records"))
    named = f"<caption>{_typed(caption)}</caption>" if caption else ""
    table = f"{named}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return Html(f'<div class="leaddash-scroll"><table class="leaddash">{table}</table></div>')


def _typed(text: str) -> str:
    return escape(plain(text))


def _row(row: dict[Any, Any], words: Words, texts: tuple[str, ...]) -> str:
    based_on = row.get("rate_entered", row.get("due"))
    thin = based_on is not None and not pd.isna(based_on) and based_on < THIN
    looks = {name: _kind(name, texts) + (" thin" if thin and name in SHARES else "") for name in row}
    cells = [f'<td class="{looks[name]}">{_typed(_told(name, value, words))}</td>' for name, value in row.items()]
    return f"<tr>{''.join(cells)}</tr>"


def _kind(name: str, texts: tuple[str, ...]) -> str:
    return "text" if name in texts else "number"


def _told(name: str, value: Any, words: Words) -> str:
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return words.number(None)
    if name in SHARES:
        return words.share(float(value))
    return words.number(float(value), 1) if name in DAYS else words.number(int(value))
