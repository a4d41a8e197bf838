"""Frames as text: CSV that a spreadsheet does not run, JSON records, a table for the terminal; each with its escape."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.errors import ScopeError, did_you_mean
from leaddash.plain import UNSEEN, plain, plain_lines

FORMATS = ("table", "csv", "json")
LONGEST_NAME = 120
"""Letters of a file's name before its ending."""
OF_LISTS = dict.fromkeys(("close_date", "close_date_before"), Kind.DATE)
"""Kinds of columns that lists have beside those of the metric whose cases they are."""
OF_ANY = {"period": Kind.DATE, **OF_LISTS}
"""Kinds of columns in a frame of which no others are told."""
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


def rendered(frame: pd.DataFrame, form: str, kinds: Mapping[str, Kind] = OF_ANY) -> str:
    """A frame as `table`, `csv` or `json`; moments in ISO 8601 UTC, dates as days, nothing as empty or null."""
    check_format(form)
    kinds = {**OF_LISTS, **kinds}
    if form == "json":
        return _json_text(frame, kinds)
    return csv_text(frame, kinds) if form == "csv" else _table_text(frame, kinds)


def check_format(form: str) -> None:
    """Refuse a format that does not exist."""
    if form not in FORMATS:
        raise ScopeError(f'There is no format "{form}"; known are {", ".join(FORMATS)}.{did_you_mean(form, FORMATS)}')


def csv_text(frame: pd.DataFrame, kinds: Mapping[str, Kind] = OF_ANY) -> str:
    """A frame as CSV; text that a spreadsheet would run as a formula is led by an apostrophe."""
    table = _plain(frame, kinds)
    for name in _texts(table):
        table[name] = table[name].map(defused)
    return str(table.rename(columns=defused).to_csv(index=False, lineterminator="\n"))


def file_name(*parts: str) -> str:
    """The name of a CSV file of ours, of letters and digits only."""
    told = re.sub(r"[^\w.]+", "-", "-".join(parts))
    return f"leaddash-{told[:LONGEST_NAME].strip('-.')}.csv"


def defused(value: Any) -> Any:
    """Text that no spreadsheet runs and whose line ends no reader takes for the row's."""
    if not isinstance(value, str):
        return value
    text = plain_lines(value.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) else text


def _table_text(frame: pd.DataFrame, kinds: Mapping[str, Kind]) -> str:
    table = _plain(frame, kinds)
    for name in _texts(table):
        table[name] = table[name].map(lambda cell: plain(cell) if isinstance(cell, str) else cell)
    return str(table.rename(columns=plain).to_string(index=False, na_rep="")) + "\n"


def _json_text(frame: pd.DataFrame, kinds: Mapping[str, Kind]) -> str:
    """Records that lose nothing: what nobody sees is written as JSON writes it in ASCII."""
    text = json.dumps(_records(frame, kinds), ensure_ascii=False, indent=1, default=float)
    return UNSEEN.sub(lambda unseen: json.dumps(unseen[0])[1:-1], text) + "\n"


def _texts(frame: pd.DataFrame) -> pd.Index:
    return frame.columns[[pd.api.types.is_string_dtype(kind) for kind in frame.dtypes]]


def _records(frame: pd.DataFrame, kinds: Mapping[str, Kind]) -> list[dict[str, Any]]:
    table = _plain(frame, kinds).astype(object)
    filled = table.where(table.notna(), None)
    return [dict(zip(table.columns, row, strict=True)) for row in filled.to_numpy()]


def _plain(frame: pd.DataFrame, kinds: Mapping[str, Kind]) -> pd.DataFrame:
    """Moments and dates as text; everything else as it is."""
    table = frame.copy()
    for name in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[name]):
            table[name] = _stamps(frame[name], dates=kinds.get(name) is Kind.DATE)
        elif frame[name].dtype == object:
            table[name] = frame[name].map(lambda value: value.isoformat() if isinstance(value, date) else value)
    return table


def _stamps(column: pd.Series, *, dates: bool) -> pd.Series:
    return pd.Series(column.dt.strftime("%Y-%m-%d" if dates else "%Y-%m-%dT%H:%M:%SZ"))
