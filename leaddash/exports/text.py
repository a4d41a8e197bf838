"""Frames as text: CSV that a spreadsheet does not run, JSON records, a table for the terminal."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pandas as pd

from leaddash.errors import ScopeError, did_you_mean

FORMATS = ("table", "csv", "json")
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


def rendered(frame: pd.DataFrame, form: str) -> str:
    """A frame as `table`, `csv` or `json`; moments in ISO 8601 UTC, nothing as empty or null."""
    check_format(form)
    if form == "json":
        return json.dumps(_records(frame), ensure_ascii=False, indent=1) + "\n"
    return csv_text(frame) if form == "csv" else _plain(frame).to_string(index=False, na_rep="") + "\n"


def check_format(form: str) -> None:
    """Refuse a format that does not exist."""
    if form not in FORMATS:
        raise ScopeError(f'There is no format "{form}"; known are {", ".join(FORMATS)}.{did_you_mean(form, FORMATS)}')


def csv_text(frame: pd.DataFrame) -> str:
    """A frame as CSV; text that a spreadsheet would run as a formula is led by an apostrophe."""
    plain = _plain(frame)
    for name in plain.columns[[pd.api.types.is_string_dtype(kind) for kind in plain.dtypes]]:
        plain[name] = plain[name].map(_defused)
    return str(plain.rename(columns=_defused).to_csv(index=False, lineterminator="\n"))


def _defused(value: Any) -> Any:
    """Text that no spreadsheet runs and whose line ends no reader takes for the row's."""
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) else text


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = _plain(frame).astype(object)
    filled = plain.where(plain.notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in filled.to_numpy()]


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Moments and dates as text; everything else as it is."""
    plain = frame.copy()
    for name in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[name]):
            plain[name] = _stamps(frame[name], dates=name in ("period", "day"))
        elif frame[name].dtype == object:
            plain[name] = frame[name].map(lambda value: value.isoformat() if isinstance(value, date) else value)
    return plain


def _stamps(column: pd.Series, *, dates: bool) -> pd.Series:
    return pd.Series(column.dt.strftime("%Y-%m-%d" if dates else "%Y-%m-%dT%H:%M:%SZ"))
