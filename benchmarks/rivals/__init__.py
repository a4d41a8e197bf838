"""The funnel by plain pandas and by plain polars from the same canonical files: what leaddash is measured against.

The rivals answer one question, over all data and under the default agreement, and take the files at their word: all
tables are there as Parquet, no id is doubled, every stage is known. What a build does besides, they do not.
"""

from __future__ import annotations

import math
from typing import Any

from benchmarks.rivals.rules import COLUMNS

RELATIVE = 1e-9
FLOATS = ("rate", "median_days", "p90_days")


def assert_same(frame: Any, ours: Any) -> None:
    """Fail where a rival's funnel (of pandas or polars) is not ours: counts exactly, floats to 1e-9 relative."""
    assert list(frame.columns) == COLUMNS, f"columns {list(frame.columns)}"
    assert len(frame) == len(ours), f"{len(frame)} rows, ours has {len(ours)}"
    told = [
        f"{name} of {stage}: {theirs}, ours {own}"
        for name in COLUMNS
        for stage, theirs, own in zip(ours["stage"], _plain(frame[name]), _plain(ours[name]), strict=True)
        if not _equal(theirs, own, exactly=name not in FLOATS)
    ]
    assert not told, "\n".join(told)


def _plain(column: Any) -> list[Any]:
    """The values of a column, None for whatever its library writes where there is none."""
    return [None if str(value) in ("nan", "None", "<NA>") else value for value in column]


def _equal(theirs: Any, own: Any, *, exactly: bool) -> bool:
    if exactly or theirs is None or own is None:
        return bool(theirs == own)
    return math.isclose(theirs, own, rel_tol=RELATIVE)
