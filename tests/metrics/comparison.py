"""Two answers compared so that a difference names the leads it comes from."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from leaddash.metrics import registry
from tests.metrics.worlds import World, asked
from tests.naive.company import Row
from tests.naive.histories import Cut

Answer = Mapping[Hashable, Mapping[str, Any]]

FLAGS = {
    "entered": "cohort",
    "rate_entered": "rate_entered",
    "rate_converted": "rate_converted",
    "flow_out": "flow_out",
    "balance_start": "at_start",
    "came_in": "came_in",
    "went_out": "went_out",
    "balance_end": "at_end",
}
MOMENTS = {"entered_at": "entered_at", "converted_at": "next_at"}


def plain(value: Any) -> Any:
    """A cell of a frame or of a naive row: missing is None, moments are datetimes, dates are text."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def keyed(frame: pd.DataFrame, *key: str) -> Answer:
    """The rows of a frame by their key."""
    rows = frame.astype(object).to_dict("records")
    return {tuple(plain(row[name]) for name in key): {n: plain(v) for n, v in row.items()} for row in rows}


def differences(found: Answer, expected: Answer) -> list[str]:
    """Where two answers differ: `key: column is x, not y`; a row that one lacks is a difference."""
    told = []
    for key in [*expected, *(key for key in found if key not in expected)]:
        mine, theirs = found.get(key), expected.get(key)
        if mine is None or theirs is None:
            told.append(f"{key}: {'not found' if mine is None else 'too many'}")
            continue
        wrong = [name for name in theirs if not alike(mine[name], theirs[name])]
        told += [f"{key}: {name} is {mine[name]!r}, not {theirs[name]!r}" for name in wrong]
    return told


def alike(found: Any, expected: Any) -> bool:
    """Whether two cells agree, floats up to rounding."""
    if isinstance(found, float) and isinstance(expected, int | float):
        return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)
    return bool(found == expected)


def agree(frame: pd.DataFrame, rows: list[Row], key: tuple[str, ...], world: World, cut: Cut, **more: Any) -> None:
    """Fail with the cells that differ, then with the leads whose cases differ."""
    assert list(frame.columns) == (list(rows[0]) if rows else list(frame.columns))
    told = differences(keyed(dated(frame), *key), {tuple(row[n] for n in key): row for row in rows})
    assert not told, "\n".join([*told[:10], *wrong_cases(world, cut, **more)[:10]])
    order = [tuple(plain(row[name]) for name in key) for row in dated(frame).to_dict("records")]
    assert order == [tuple(row[name] for name in key) for row in rows], "the rows stand in another order"


def dated(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with its period as text."""
    if "period" not in frame:
        return frame
    return frame.assign(period=pd.to_datetime(frame["period"]).dt.strftime("%Y-%m-%d"))


def wrong_cases(world: World, cut: Cut, **more: Any) -> list[str]:
    """Where the listed cases of the funnel differ from the naive ones; each difference names its lead."""
    filters = {name: tuple(v or "" for v in values) for name, values in more.get("filters", {}).items()}
    listed = registry.cases(world.shot, asked(cut, filters=filters), "funnel")
    expected = {
        (row["lead_id"], row["episode"], row["stage"]): _as_listed(row)
        for row in world.cases(cut, filters=more.get("filters"))
        if any(row[flag] for flag in FLAGS.values())
    }
    return differences(keyed(listed, "lead_id", "episode", "stage"), expected)


def _as_listed(row: Row) -> Row:
    flags = {name: bool(row[flag]) for name, flag in FLAGS.items()}
    moments = {name: row[moment] for name, moment in MOMENTS.items()}
    skipped = row["skipped"] and row["cohort"]
    return {**flags, **moments, "skipped": skipped, "class": row["class"], "estimated": row["estimated"]}
