"""Questions about slices that scoring is asked, for us and for the naive second implementation, and the comparison."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd

from tests.metrics.comparison import differences, keyed, plain
from tests.naive.company import Row
from tests.naive.histories import Cut

SLICES: list[dict[str, Any]] = [
    {},
    {"by": "source"},
    {"by": "team", "filters": {"country": ("ES", "")}},
    {"filters": {"person": ("p1", "p2", "stranger")}},
    {"by": "person"},
    {"by": "fit_band", "filters": {"team": ("north", "")}},
    {"by": "campaign", "filters": {"source": ("web",)}},
    {"filters": {"fit_band": ("40", "")}},
    {"by": "country"},
]


def as_naive(cut: Cut, asked: dict[str, Any]) -> dict[str, Any]:
    """The question as the naive implementation is asked it: a missing value is None."""
    filters = {name: [value or None for value in values] for name, values in asked.get("filters", {}).items()}
    return {**asdict(cut), **asked, "filters": filters}


def key_of(asked: dict[str, Any], *names: str) -> tuple[str, ...]:
    """What tells rows apart: the asked dimension, if any, and these."""
    return (*([asked["by"]] if asked.get("by") else []), *names)


def agree(frame: pd.DataFrame, rows: list[Row], key: tuple[str, ...]) -> None:
    """Fail with the cells that differ from naive rows, or if the rows stand in another order."""
    expected = {tuple(plain(row[name]) for name in key): row for row in rows}
    found = keyed(frame, *key)
    assert not differences(found, expected)
    assert list(found) == list(expected)
