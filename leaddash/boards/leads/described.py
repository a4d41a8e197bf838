"""What a list says of each of its cases, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from leaddash.blocks.look import Look
from leaddash.words import Words, promise_name

KEYED = {"class": "figure", "stage": "stage", "exit": "exit", "bucket": "bucket", "state": "state"}
"""Columns whose cells are keys, with the words they are keys of."""
STANDING = ("exit", "state", "bucket", "class")
"""Columns that say how a case stands, the most telling first."""
MOMENTS = ("notice_at", "exited_at", "converted_at", "due_at", "touched_at", "started_at", "entered_at")
"""Columns of the moments from which it stands so, the latest first."""


def in_words(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The cells that are keys in words."""
    named = {name: _named(frame[name], key, words) for name, key in KEYED.items() if name in frame}
    if "promise" in frame:
        named["promise"] = [promise_name(cell, words) if isinstance(cell, str) else None for cell in frame["promise"]]
    return frame.assign(**named)


def briefly(frame: pd.DataFrame, look: Look, as_of: datetime) -> pd.DataFrame:
    """Each case in three cells: the lead's name, else its id; its company; how it stands, and since or until when."""
    cases = in_words(frame, look.words).to_dict("records")
    return pd.DataFrame(
        {
            "lead_name": [_first(case, ("lead_name", "lead_id")) for case in cases],
            "company": [_first(case, ("company",)) or "" for case in cases],
            "standing": [_standing(case, look, as_of) for case in cases],
        }
    )


def _standing(case: Mapping[str, Any], look: Look, as_of: datetime) -> str:
    moment = _first(case, MOMENTS)
    told = [
        _first(case, ("promise",)),
        _first(case, STANDING),
        None if moment is None else look.short_day(moment, as_of),
    ]
    return ", ".join(filter(None, told))


def _first(case: Mapping[str, Any], columns: tuple[str, ...]) -> Any:
    """The first cell of some columns that says anything."""
    return next((case[name] for name in columns if name in case and not pd.isna(case[name])), None)


def _named(cells: pd.Series, key: str, words: Words) -> list[str | None]:
    return [words(f"{key}.{cell}") if isinstance(cell, str) else None for cell in cells]
