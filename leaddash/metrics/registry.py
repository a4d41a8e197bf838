"""The metrics by name: what each says of itself, and the cases behind it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from leaddash import metrics, statements
from leaddash.errors import ScopeError, did_you_mean
from leaddash.scope import Scope
from leaddash.snapshot import Snapshot

HERE = Path(__file__).parent
LISTS = {"projection": "funnel", "projection_trend": "funnel_trend", "funnel_bridge": "funnel"}
"""Metrics whose cases are those of another."""
Metric = Callable[[Snapshot, Scope], pd.DataFrame]


def described(metric: Metric) -> tuple[str, list[str]]:
    """A metric's description and its columns, from its docstring."""
    text = inspect.getdoc(metric) or ""
    told, _, columns = text.partition("Columns:")
    return told.strip(), re.findall(r"\w+", columns)


def names() -> list[str]:
    """Names of all metrics."""
    return list(metrics.__all__)


def find(name: str) -> Metric:
    """The metric of a name; an unknown one is answered with the nearest."""
    if name not in names():
        raise ScopeError(f'There is no metric "{name}"; known are {", ".join(names())}.{did_you_mean(name, names())}')
    return getattr(metrics, name)  # type: ignore[no-any-return]


def statement(name: str) -> str:
    """The SQL of a metric as it is run, with everything it selects from."""
    return statements.with_imports(HERE / f"{name}.sql")


def cases(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    stage: str | None = None,
    figure: str | None = None,
    exit: str | None = None,  # noqa: A002 - what the funnel calls it
    reason: str | None = None,
) -> pd.DataFrame:
    """The cases a metric counts, each naming its lead; those behind one figure, stage, exit or reason if named.

    `figure` is a count column; the list is as long as that count. A reason "" is the missing one.
    """
    path = HERE / f"{LISTS.get(name, name)}_list.sql"
    if not path.exists():
        path = HERE / f"{name}.sql"
    asked = {"stage": stage, "figure": figure, "exit": exit, "reason": reason}
    frame = snapshot.ask(path, scope, **asked, asks_holder=True, asks_fit_band=True)
    if scope.by is None:
        return frame.drop(columns="slice")
    rest = frame.drop(columns=scope.by, errors="ignore")
    return rest.rename(columns={"slice": scope.by})


def look_up(snapshot: Snapshot, name: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
    """What one of the lists beside the metrics says: values of a dimension, one lead's facts and timeline."""
    return snapshot.rows(statements.with_imports(HERE / f"{name}.sql"), parameters)


def lead_list(
    snapshot: Snapshot, scope: Scope, asked: Mapping[str, str | None], *, search: str = "", skipped: int = 0, most: int
) -> pd.DataFrame:
    """A part of the cases behind a figure of the funnel as a reader wants them: newest first, `matches` in all.

    `asked` names the figure, and the stage, exit and reason it is of (None: any).
    """
    pattern = f"%{search.strip().lower()}%" if search.strip() else None
    more = {"pattern": pattern, "skipped": skipped, "most": most}
    return snapshot.ask(HERE / "lead_list.sql", scope, **asked, **more, asks_holder=True)
