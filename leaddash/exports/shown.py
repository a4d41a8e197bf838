"""Tables and lists as CSV as a page shows them: its columns, words, clock and decimals, for a spreadsheet to open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from leaddash.blocks.kinds import DECIMALS, PERCENT, Kind
from leaddash.exports.text import defused
from leaddash.words import NOTHING, Words

SIGNED = re.compile(r"[-+−]\d+(?:[.,\u202f\xa0]\d+)*")
"""Text that is a number with its sign: no spreadsheet takes it for a formula."""
Write = Callable[[Any], str]


def shown_csv(frame: pd.DataFrame, kinds: Mapping[str, Kind], words: Words, zone: str) -> str:
    """A frame of a page as a spreadsheet of the reader's language opens it; columns of no known kind are counts.

    Numbers stand bare, with the page's decimals and in the unit that the head names; moments are local, to the minute;
    what is nothing is empty. Text that would be run as a formula is led by an apostrophe.
    """
    wanted = {str(name): kinds.get(str(name), Kind.COUNT) for name in frame}
    cells = {name: frame[name].map(_writer(kind, words, zone)).astype(object) for name, kind in wanted.items()}
    heads = [defused(_head(name, kind, words)) for name, kind in wanted.items()]
    table = pd.DataFrame(cells)
    mark = words.decimal_mark
    return str(table.to_csv(index=False, header=heads, sep=";" if mark == "," else ",", lineterminator="\n"))


def _head(name: str, kind: Kind, words: Words) -> str:
    """What a column is called on the page, with the unit that stands in its cells there."""
    called = words(f"column.{name}")
    return f"{called} (%)" if kind in PERCENT else called


def _writer(kind: Kind, words: Words, zone: str) -> Write:
    """What writes a cell of a kind."""

    def write(cell: Any) -> str:
        if isinstance(cell, str):
            return _text(cell)
        if cell is None or pd.isna(cell):
            return ""
        if kind in (Kind.MOMENT, Kind.DATE):
            return _moment(cell, zone) if kind is Kind.MOMENT else f"{cell:%Y-%m-%d}"
        if kind is Kind.FLAG:
            return words("exports.yes" if cell else "exports.no")
        return words.bare(cell, DECIMALS.get(kind, 0), percent=kind in PERCENT)

    return write


def _text(cell: str) -> str:
    if SIGNED.fullmatch(cell):
        return cell.replace("−", "-")
    return "" if cell == NOTHING else str(defused(cell))


def _moment(moment: pd.Timestamp, zone: str) -> str:
    return f"{moment.to_pydatetime().replace(tzinfo=UTC).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
