"""The build: read, check, model, write beside the old snapshot, swap."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from duckdb import StarExpression

from leaddash import agreement, scoring, sources, statements
from leaddash.agreement import Agreement
from leaddash.errors import SourceError
from leaddash.snapshots import disk, manifest, memory, published
from leaddash.snapshots.folders import DATABASE, TAPE
from leaddash.snapshots.tables import ORDER, make_tables
from leaddash.sources import Findings, Reading, Source

Progress = Callable[[str], None]
FUTURE_ALLOWED = timedelta(days=1)
"""So long after as-of, or the end of the data, a moment may lie; later ones are refused."""
BUILD_STEPS = 1 + len(sources.TABLES) + len(ORDER) + 1
"""How many times a build reports progress: for its files, each canonical table, each table of models and the tape."""


@dataclass(frozen=True)
class Built:
    """A finished build: where it is, what each table held, files nothing read, the zone of moments that name none."""

    folder: Path
    tables: list[Findings]
    unread: tuple[str, ...]
    warnings: dict[str, int]
    zone: str

    @property
    def refused(self) -> int:
        """Rows refused in all tables together."""
        return sum(found.read - found.kept for found in self.tables)


@dataclass(frozen=True)
class _Order:
    """What is to be built, everything left open filled in."""

    source: Source
    folder: Path
    zone: str
    as_of: datetime | None
    rules: Agreement
    made_from: str
    progress: Progress


def build(
    folder: Path,
    out: Path,
    *,
    source: str | None = None,
    zone: str | None = None,
    local_zone: str | None = None,
    as_of: datetime | None = None,
    rules: Agreement | None = None,
    keep: int = 10,
    made_from: str = "",
    progress: Progress = lambda _: None,
) -> Built:
    """Make a new snapshot of `folder` in `out` and put it in service; on any error the old one stays.

    `zone` overrides the source's; where neither says one, local times are in `local_zone`, else in the agreement's.
    Moments over a day after `as_of` are refused; `rules` stand in place of the agreement that lies beside the data, or
    of the default one; `keep` snapshots stay; `made_from` is told in the manifest.
    """
    chosen = sources.choose(folder, source)
    agreed = rules or agreement.of_folder(folder)
    local = sources.zone(zone) if zone else chosen.zone or local_zone or agreed.timezone
    order = _Order(chosen, folder, local, as_of, agreed, made_from, progress)
    with published.place(out) as fresh:
        with _scratch(fresh) as (db, scratch):
            tables, described = _fill(db, order, fresh, scratch)
        manifest.write(fresh, described)
        final = published.put_in_service(fresh, out, keep)
    return Built(final, tables, tuple(described["unread"]), described["warnings"], local)


def _fill(
    db: duckdb.DuckDBPyConnection, order: _Order, fresh: Path, scratch: Path
) -> tuple[list[Findings], dict[str, Any]]:
    """Make the snapshot's tables and its tape, all of it written; gives what its manifest is to say."""
    reading, tables = _admitted(db, order, scratch)
    make_tables(db, order.rules, order.progress)
    order.progress(TAPE)
    scoring.save(scoring.code(db, order.rules), fresh / TAPE)
    for name in ("refused", "repaired"):
        set_aside = db.table(f"scratch.main.{name}").select(StarExpression(exclude=["typed_row"]))
        set_aside.create(f"snapshot.main.{name}")
    warnings = dict(db.execute("select warning, occurrences from warnings where occurrences > 0").fetchall())
    described = manifest.describe(db, order.source, order.rules, order.zone, tables, reading, warnings, order.made_from)
    db.execute("force checkpoint snapshot")  # closing would do the same, and be silent about a full disk
    return tables, described


def _admitted(db: duckdb.DuckDBPyConnection, order: _Order, scratch: Path) -> tuple[Reading, list[Findings]]:
    """Make the clean canonical tables of the folder's files."""
    order.progress("files")
    for macros in sources.MACROS:
        db.execute(statements.read(macros))
    reading = sources.read(db, order.source, order.folder, scratch)
    try:
        _know_macros(db, order.source)
        horizon = (order.as_of or _data_end(db, order.source, order.zone)) + FUTURE_ALLOWED
        return reading, sources.admit(
            db, order.source, reading, order.zone, horizon, lambda name: order.progress(f"rows of {name}")
        )
    except duckdb.Error as problem:
        if disk.refusal(problem):
            raise
        raise sources.fault(db, reading.files, scratch) or SourceError(
            f'The source "{order.source.name}" cannot be applied to {order.folder}: {problem}'
        ) from problem


def _know_macros(db: duckdb.DuckDBPyConnection, source: Source) -> None:
    sql = source.statement("macros")
    if sql:
        db.execute(sql)


def _data_end(db: duckdb.DuckDBPyConnection, source: Source, zone: str) -> datetime:
    """The end that the source states, at most now; now where it states none."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    sql = source.statement("data_end")
    if not sql:
        return now
    row = db.execute(sql, statements.named_in(sql, {**source.parameters, "zone": zone})).fetchone()
    return min(row[0], now) if row and row[0] else now


@contextmanager
def _scratch(fresh: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A scratch database with the new snapshot's attached, and its folder; gone at the end with all it holds."""
    with tempfile.TemporaryDirectory(dir=fresh, prefix="scratch-") as folder:
        db = duckdb.connect(
            Path(folder) / "scratch.duckdb",
            config={"temp_directory": folder, "memory_limit": memory.database_limit()},
        )
        try:
            db.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
            db.execute("attach $path as snapshot", {"path": str(fresh / DATABASE)})
            db.execute("set search_path = 'scratch.main,snapshot.main'")
            yield db, Path(folder)
        finally:
            db.close()
