"""An open snapshot: one connection, a cursor for each question, and what is kept of its answers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from math import inf
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from leaddash import agreement, statements
from leaddash.agreement import Agreement
from leaddash.errors import DamageError, SnapshotError
from leaddash.scope import Data, Question, Scope
from leaddash.snapshots import disk, memory
from leaddash.snapshots.folders import DATABASE, MANIFEST, read
from leaddash.snapshots.keeping import Kept

MART_KEYS = ("derive", "meaningful")
"""Keys of the agreement's stages on which the tables rest."""
RECENT_BYTES, RULES_BYTES = 64_000_000, 200_000
"""Bytes of recent answers, and about how many the rules take that are the key of each."""
DAMAGES = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)
"""How DuckDB says that a file is not what it wrote."""


class Snapshot:
    """An open snapshot: answers what a `.sql` file says, each question on a cursor of its own.

    Closing it lets go of all that is kept with it: `answers`, while there is room; the `recent` ones, a last few of the
    many that rules have while somebody drags a weight; and the `parts` read from its files.
    """

    def __init__(
        self, folder: Path, manifest: Mapping[str, Any], connection: duckdb.DuckDBPyConnection, holding: int | None
    ) -> None:
        self.folder, self.manifest, self.connection = folder, manifest, connection
        self.answers, self.parts = Kept(memory.kept_limit()), Kept(inf)
        self.recent = Kept(RECENT_BYTES, RULES_BYTES)
        self.is_closed, self._holding = False, holding

    def close(self) -> None:
        """Let go of the connection, of all that is kept, and of the folder."""
        self.is_closed = True
        self.connection.close()
        for kept in (self.answers, self.recent, self.parts):
            kept.clear()
        if self._holding is not None:
            os.close(self._holding)

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

    @property
    def knows_touches(self) -> bool:
        """Whether any activity names a person: else nothing is known of touches."""
        return "touches" in self.manifest["evidence"]

    @property
    def knows_contacts(self) -> bool:
        """Whether any activity got through: else nothing is known of contacts."""
        return "contacts" in self.manifest["evidence"]

    def has(self, table: str) -> bool:
        """Whether the source had the canonical table at all."""
        return any(found["table"] == table and found["present"] for found in self.manifest["tables"])

    def kept(self, table: str) -> int:
        """How many rows of the canonical table were kept."""
        return sum(int(found["kept"]) for found in self.manifest["tables"] if found["table"] == table)

    @cached_property
    def data(self) -> Data:
        """What of the data decides how a question is answered: their span, agreement and evidence."""
        return Data(self.first, self.newest, self.agreement, self.knows_touches, self.knows_contacts)

    def question(self, scope: Scope | Question) -> Question:
        """The question that a scope asks of these data: nothing is left open."""
        return scope if isinstance(scope, Question) else scope.of(self.data)

    def ask(
        self, file: str | Path, question: Question, given: Mapping[str, pa.Table] | None = None, **more: Any
    ) -> pd.DataFrame:
        """What the `.sql` beside a metric's module answers to a question; `more` are further parameters.

        `given` are tables by the names under which the statement selects from them.
        """
        sql = statements.with_imports(Path(file).with_suffix(".sql"))
        return self.rows(sql, {**self.parameters(question), **more}, given)

    def rows(
        self, sql: str, parameters: Mapping[str, Any] | None = None, given: Mapping[str, pa.Table] | None = None
    ) -> pd.DataFrame:
        """The rows of one statement, given of the parameters the ones it names."""
        with self.cursor(given) as cursor:
            return cursor.execute(statements.parsed(sql), statements.named_in(sql, parameters or {})).df()

    def table(
        self, file: str | Path, question: Question, given: Mapping[str, pa.Table] | None = None, **more: Any
    ) -> pa.Table:
        """The rows of a statement as `ask` gives them, as an Arrow table: for millions of rows."""
        sql = statements.with_imports(Path(file).with_suffix(".sql"))
        parameters = statements.named_in(sql, {**self.parameters(question), **more})
        with self.cursor(given) as cursor:
            return cursor.sql(statements.parsed(sql), params=parameters).to_arrow_table()

    @contextmanager
    def cursor(self, given: Mapping[str, pa.Table] | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own that knows the given tables; damaged files are a `DamageError`."""
        if self.is_closed:
            raise SnapshotError(f"The snapshot {self.folder} has been let go. Ask again.")
        try:
            with self.connection.cursor() as cursor:
                for name, table in (given or {}).items():
                    cursor.register(name, table)
                yield cursor
        except duckdb.Error as problem:
            error = self._as_ours(problem)
            if error is problem:
                raise
            raise error from problem

    def _as_ours(self, problem: duckdb.Error) -> Exception:
        """An error of the database as one of ours that says what to do, where it has a cause we know."""
        refusal = disk.refusal(problem)
        if refusal:
            return SnapshotError(f"A large question finds no room on the disk of {self.folder}: {refusal}. Make some.")
        return DamageError(self.folder, f"{DATABASE} cannot be read") if _is_damage(problem) else problem

    def parameters(self, question: Question) -> Mapping[str, Any]:
        """Every parameter a metric may name; refuses an agreement that asks for other marts than these."""
        self._check_marts(question.agreement)
        return question.parameters

    def _check_marts(self, wanted: Agreement) -> None:
        for key in MART_KEYS:
            if sorted(getattr(wanted.stages, key)) != sorted(getattr(self.agreement.stages, key)):
                raise SnapshotError(
                    f"The agreement changes stages.{key}, on which this snapshot's tables rest. "
                    "Build it again with that agreement: leaddash build DIR --agreement FILE."
                )
        if self.has_model_stages and wanted.scoring != self.agreement.scoring:
            raise SnapshotError(
                "The agreement changes the scoring, from which this snapshot's targets or MQLs come (stages.derive). "
                "Build it again with that agreement: leaddash build DIR --agreement FILE."
            )


def open_folder(folder: Path) -> Snapshot:
    """Open the snapshot of a folder read-only and locked, and hold the folder until it is closed."""
    holding = _hold(folder)
    try:
        return Snapshot(folder, read(folder), _connected(folder), holding)
    except BaseException:
        if holding is not None:
            os.close(holding)
        raise


def _connected(folder: Path) -> duckdb.DuckDBPyConnection:
    limit = memory.database_limit()
    try:
        connection = duckdb.connect(folder / DATABASE, config={"access_mode": "READ_ONLY", "memory_limit": limit})
        connection.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
        connection.execute("set enable_external_access = false; set lock_configuration = true")
    except duckdb.Error as problem:
        if _is_damage(problem):
            raise DamageError(folder, f"{DATABASE} cannot be opened") from problem
        raise
    return connection


def _is_damage(problem: duckdb.Error) -> bool:
    """Whether DuckDB says that a file is not what it wrote; a wrong checksum is a bare `duckdb.Error`."""
    return isinstance(problem, DAMAGES) or type(problem) is duckdb.Error


def _hold(folder: Path) -> int | None:
    """A lock on the manifest, as a file descriptor, that keeps a build from removing the folder while it is open."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        holding = os.open(folder / MANIFEST, os.O_RDONLY)
    except OSError as problem:
        raise DamageError(folder, f"its {MANIFEST} cannot be read") from problem
    fcntl.flock(holding, fcntl.LOCK_SH)
    if not os.fstat(holding).st_nlink:
        os.close(holding)
        raise DamageError(folder, "a build has just cleared it away")
    return holding
