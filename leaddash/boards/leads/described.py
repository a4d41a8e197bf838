"""What a list says of each of its cases, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from leaddash.blocks.look import Look
from leaddash.subjects.forecast.flags import flags_in_words
from leaddash.words import Words, promise_name

KEYED = {
    "class": "figure",
    "stage": "stage",
    "exit": "exit",
    "bucket": "bucket",
    "state": "state",
    "category": "category",
    "movement": "movement",
}
"""Columns whose cells are keys, with the words they are keys of."""
STANDING = ("exit", "state", "bucket", "class", "flags", "category")
"""Columns that say how a case stands, the most telling first."""
MOMENTS = ("won_at", "notice_at", "exited_at", "converted_at", "due_at", "touched_at", "started_at", "entered_at")
"""Columns of the moments from which it stands so, the latest first."""


def in_words(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The cells that are keys in words."""
    named: dict[str, list[str | None]] = {
        name: _named(frame[name], key, words) for name, key in KEYED.items() if name in frame
    }
    if "promise" in frame:
        named["promise"] = [promise_name(cell, words) if isinstance(cell, str) else None for cell in frame["promise"]]
    if "flags" in frame:
        named["flags"] = [flags_in_words(cell, words) or None for cell in frame["flags"]]
    return frame.assign(**named)


def briefly(frame: pd.DataFrame, look: Look, as_of: datetime) -> pd.DataFrame:
    """Each case in three cells: the lead's name, else its id; its company; how it stands, and since or until when."""
    cases = in_words(frame, look.words).to_dict("records")
    return pd.DataFrame(
        {
            "lead_name": [_first(case, ("deal", "lead_name", "lead_id")) for case in cases],
            "company": [_first(case, ("company",)) or "" for case in cases],
            "standing": [_standing(case, look, as_of) for case in cases],
        }
    )


def _standing(case: Mapping[str, Any], look: Look, as_of: datetime) -> str:
    moment = _first(case, MOMENTS)
    told = [
        _amount(case, look),
        _first(case, ("promise",)),
        _first(case, STANDING),
        None if moment is None else look.short_day(moment, as_of),
        _close_date(case, look, as_of),
    ]
    return ", ".join(filter(None, told))


def _amount(case: Mapping[str, Any], look: Look) -> str | None:
    """What a deal is worth, in full."""
    amount = _first(case, ("amount",))
    if amount is None:
        return None
    told = look.words.number(abs(amount))
    return f"{'−' if amount < 0 else ''}{told}\u00a0{look.words.symbol(look.currency)}"


def _close_date(case: Mapping[str, Any], look: Look, as_of: datetime) -> str | None:
    """When a deal that is not won is to be closed."""
    day = None if _first(case, ("won_at",)) is not None else _first(case, ("close_date",))
    if day is None:
        return None
    short = look.words("style.day_short") if day.year == look.local(as_of).year else ""
    return look.words("leads.closes", day=look.words.day(day, short))


def _first(case: Mapping[str, Any], columns: tuple[str, ...]) -> Any:
    """The first cell of some columns that says anything."""
    return next((case[name] for name in columns if name in case and not pd.isna(case[name])), None)


def _named(cells: pd.Series, key: str, words: Words) -> list[str | None]:
    return [words(f"{key}.{cell}") if isinstance(cell, str) else None for cell in cells]
