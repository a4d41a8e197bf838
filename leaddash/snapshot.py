"""A snapshot: one immutable folder with the tables, and what it was built from."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from leaddash import agreement, statements
from leaddash.agreement import Agreement
from leaddash.errors import SnapshotError
from leaddash.scope import Scope

FORMAT = 6
DATABASE = "leaddash.duckdb"
MANIFEST = "manifest.json"
TAPE = "tape"
POINTER = "current"
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "access_mode": "READ_ONLY",
    "memory_limit": os.environ.get("LEADDASH_MEMORY", "8GB"),
}
MART_KEYS = ("derive", "meaningful")
"""Keys of the agreement's stages on which the tables rest."""
_open: dict[Path, Snapshot] = {}
_opening = threading.Lock()


@dataclass(frozen=True)
class Snapshot:
    """An open snapshot: answers what a `.sql` file says, each question on a cursor of its own."""

    folder: Path
    manifest: Mapping[str, Any]
    connection: duckdb.DuckDBPyConnection = field(repr=False)

    @cached_property
    def agreement(self) -> Agreement:
        """The agreement it was built with."""
        return agreement.parse(self.manifest["agreement"])

    @property
    def newest(self) -> datetime:
        """Newest moment of any table, naive UTC: the default as-of."""
        return datetime.fromisoformat(self.manifest["newest"])

    @property
    def first(self) -> datetime:
        """Creation of the first lead, naive UTC: where the data begin."""
        return datetime.fromisoformat(self.manifest["first"])

    @property
    def has_model_stages(self) -> bool:
        """Whether stages of its tables come from the scoring model."""
        return bool({"target", "mql"} & set(self.agreement.stages.derive))

    def has(self, table: str) -> bool:
        """Whether the source had the canonical table at all."""
        return any(found["table"] == table and found["present"] for found in self.manifest["tables"])

    def kept(self, table: str) -> int:
        """How many rows of the canonical table were kept."""
        return sum(int(found["kept"]) for found in self.manifest["tables"] if found["table"] == table)

    def resolved(self, scope: Scope) -> Scope:
        """The scope with nothing left open; refuses an agreement that asks for other marts than these."""
        asked = scope.within(self.first, self.newest, self.agreement)
        self._check_marts(asked.agreement or self.agreement)
        return asked

    def ask(
        self, file: str | Path, scope: Scope, given: Mapping[str, pa.Table] | None = None, **more: Any
    ) -> pd.DataFrame:
        """What the `.sql` beside a metric's module says for a scope; `more` are further parameters.

        `given` are tables by the names under which the statement selects from them.
        """
        sql = statements.with_imports(Path(file).with_suffix(".sql"))
        return self.rows(sql, {**self.parameters(scope), **more}, given)

    def rows(
        self, sql: str, parameters: Mapping[str, Any] | None = None, given: Mapping[str, pa.Table] | None = None
    ) -> pd.DataFrame:
        """The rows of one statement, given of the parameters the ones it names."""
        with self._cursor(given) as cursor:
            return cursor.execute(sql, statements.named_in(sql, parameters or {})).df()

    def table(
        self, file: str | Path, scope: Scope, given: Mapping[str, pa.Table] | None = None, **more: Any
    ) -> pa.Table:
        """What `ask` would say as columns, for millions of rows."""
        sql = statements.with_imports(Path(file).with_suffix(".sql"))
        asked = statements.named_in(sql, {**self.parameters(scope), **more})
        with self._cursor(given) as cursor:
            return cursor.sql(sql, params=asked).to_arrow_table()

    @contextmanager
    def _cursor(self, given: Mapping[str, pa.Table] | None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own that knows the given tables."""
        with self.connection.cursor() as cursor:
            for name, table in (given or {}).items():
                cursor.register(name, table)
            yield cursor

    def parameters(self, scope: Scope) -> dict[str, Any]:
        """Every parameter a metric may name, for a scope."""
        asked = self.resolved(scope)
        rules = asked.agreement or self.agreement
        return {
            **asked.parameters(self.first),
            "refits": _fit(rules) != _fit(self.agreement),
            "rematches": rules.scoring.behaviour != self.agreement.scoring.behaviour,
            "lead_id": None,
            "is_newest": asked.as_of is None or asked.as_of >= self.newest,
        }

    def _check_marts(self, asked: Agreement) -> None:
        for key in MART_KEYS:
            if sorted(getattr(asked.stages, key)) != sorted(getattr(self.agreement.stages, key)):
                raise SnapshotError(
                    f"The agreement changes stages.{key}, on which this snapshot's tables rest. "
                    "Build it again with that agreement: leaddash build DIR --agreement FILE."
                )
        if self.has_model_stages and asked.scoring != self.agreement.scoring:
            raise SnapshotError(
                "The agreement changes the scoring, from which this snapshot's targets or MQLs come (stages.derive). "
                "Build it again with that agreement: leaddash build DIR --agreement FILE."
            )


def locate(path: Path) -> Path | None:
    """Folder of the snapshot that a path names: itself, or the current one of a folder of snapshots."""
    if (path / MANIFEST).exists():
        return path
    pointer = path / POINTER
    return path / pointer.read_text("utf-8").strip() if pointer.is_file() else None


def open_snapshot(path: Path) -> Snapshot:
    """Open a snapshot read-only and locked, once per process."""
    folder = locate(path)
    if folder is None or not (folder / MANIFEST).exists():
        raise SnapshotError(f"There is no snapshot in {path}. Make one with: leaddash build DIR --out {path}")
    folder = folder.resolve()
    with _opening:
        if folder not in _open:
            _open[folder] = _opened(folder)
        return _open[folder]


def _opened(folder: Path) -> Snapshot:
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    if manifest.get("format") != FORMAT:
        raise SnapshotError(f"{folder} was built by another version of leaddash. Build it again: leaddash build DIR")
    _hold(folder)
    connection = duckdb.connect(folder / DATABASE, config=_SETTINGS)
    connection.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
    connection.execute("set enable_external_access = false; set lock_configuration = true")
    return Snapshot(folder, manifest, connection)


def _hold(folder: Path) -> None:
    """Hold the manifest while the process lives, so that a build's clearing away leaves the folder alone."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(os.open(folder / MANIFEST, os.O_RDONLY), fcntl.LOCK_SH)


def _fit(rules: Agreement) -> tuple[object, ...]:
    return rules.scoring.fit, rules.scoring.fit_cap, rules.scoring.fit_at_least_zero
