"""How the columns of a list of leads are told: moments in local time, what has words in words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from leaddash.ui.page import Page
from leaddash.words import promise_name

DECIMALS = {"days": "%.1f", "minutes": "%.0f", "response_minutes": "%.0f"}
WORDS = {"class": "figure", "stage": "stage", "exit": "exit", "bucket": "bucket", "state": "state"}
"""Columns whose cells are keys, with the words they are keys of."""


def told(frame: pd.DataFrame, page: Page) -> pd.DataFrame:
    """The cells in the reader's words and zone."""
    shown = frame.copy()
    for name in _moments(frame):
        shown[name] = shown[name].dt.tz_localize("UTC").dt.tz_convert(page.rules.timezone).dt.tz_localize(None)
    for name in [one for one in WORDS if one in frame]:
        shown[name] = [page.words(f"{WORDS[name]}.{cell}") if isinstance(cell, str) else None for cell in frame[name]]
    if "promise" in frame:
        shown["promise"] = [
            promise_name(cell, page.words) if isinstance(cell, str) else None for cell in frame["promise"]
        ]
    return shown


def columns(frame: pd.DataFrame, page: Page) -> dict[str, Any]:
    """The heads and formats of the columns."""
    form = page.words("style.minute_column")
    heads: dict[str, Any] = {name: page.words(f"column.{name}") for name in frame}
    moments = {name: st.column_config.DatetimeColumn(heads[name], format=form, width=140) for name in _moments(frame)}
    numbers = {
        name: st.column_config.NumberColumn(heads[name], format=form)
        for name, form in DECIMALS.items()
        if name in frame
    }
    return {**heads, **moments, **numbers}


def _moments(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name in frame if pd.api.types.is_datetime64_any_dtype(frame[name])]
