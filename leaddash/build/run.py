"""The build: read, check, model, write beside the old snapshot, swap."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
from duckdb import StarExpression

from leaddash import agreement, sources, statements
from leaddash.agreement import Agreement
from leaddash.build import manifest, publish
from leaddash.build.tables import ORDER, make_tables
from leaddash.errors import SourceError
from leaddash.snapshot import DATABASE
from leaddash.sources import Findings, Reading, Source

Progress = Callable[[str], None]
A_DAY = timedelta(days=1)
STEPS = 2 + len(ORDER)
"""How often a build tells its progress."""


@dataclass(frozen=True)
class Built:
    """A finished build: where the snapshot is, what was found in each table, files that nothing read."""

    folder: Path
    tables: list[Findings]
    unread: tuple[str, ...]
    warnings: dict[str, int]

    @property
    def refused(self) -> int:
        """Rows refused in all tables together."""
        return sum(found.read - found.kept for found in self.tables)


def build(
    folder: Path,
    out: Path,
    *,
    source: str | None = None,
    zone: str | None = None,
    as_of: datetime | None = None,
    rules: Agreement | None = None,
    keep: int = 10,
    progress: Progress = lambda _: None,
) -> Built:
    """Make a new snapshot of `folder` in `out` and put it in service; on any error the old one stays.

    `zone` overrides the source's; moments over a day after `as_of` are refused; `keep` snapshots stay.
    """
    chosen = sources.choose(folder, source)
    local = sources.zone(zone) if zone else chosen.zone or "UTC"
    agreed = rules or agreement.default()
    with publish.place(out) as fresh:
        with _scratch(fresh) as db:
            built = _fill(db, chosen, folder, fresh, agreed, local, as_of, progress)
        final = publish.put_in_service(fresh, out, keep)
    return Built(final, *built)


def _fill(
    db: duckdb.DuckDBPyConnection,
    source: Source,
    folder: Path,
    fresh: Path,
    rules: Agreement,
    zone: str,
    as_of: datetime | None,
    progress: Progress,
) -> tuple[list[Findings], tuple[str, ...], dict[str, int]]:
    progress("files")
    for macros in (*sources.MACROS, source.folder / "macros.sql"):
        if macros.exists():
            db.execute(statements.read(macros))
    with _explained(db, source, folder, fresh) as reading:
        progress("rows")
        horizon = (as_of or _data_end(db, source, zone)) + A_DAY
        tables = sources.admit(db, source, reading, zone, horizon)
    make_tables(db, rules, progress)
    for name in ("refused", "repaired"):
        told = db.table(f"scratch.main.{name}").select(StarExpression(exclude=["typed_row"]))
        told.create(f"snapshot.main.{name}")
    warnings = dict(db.execute("select warning, occurrences from warnings where occurrences > 0").fetchall())
    manifest.write(fresh, manifest.describe(db, source, rules, zone, tables, reading, warnings))
    return tables, reading.unread, warnings


@contextmanager
def _explained(db: duckdb.DuckDBPyConnection, source: Source, folder: Path, scratch: Path) -> Iterator[Reading]:
    """What a folder holds; a fault that shows while rows are read becomes a sentence with file and line."""
    reading = sources.read(db, source, folder, scratch)
    try:
        yield reading
    except duckdb.Error as problem:
        raise sources.fault(db, reading.files, scratch) or SourceError(
            f'The source "{source.name}" cannot be applied to {folder}: {problem}'
        ) from problem


def _data_end(db: duckdb.DuckDBPyConnection, source: Source, zone: str) -> datetime:
    """The end that the source states, at most now; now where it states none."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    sql = source.statement("data_end")
    if not sql:
        return now
    row = db.execute(sql, statements.named_in(sql, {**source.parameters, "zone": zone})).fetchone()
    return min(row[0], now) if row and row[0] else now


@contextmanager
def _scratch(fresh: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A scratch database with the new snapshot's database attached; gone at the end, spill files too."""
    with tempfile.TemporaryDirectory(dir=fresh, prefix="scratch-") as folder:
        db = duckdb.connect(Path(folder) / "scratch.duckdb", config={"temp_directory": folder})
        try:
            db.execute("set TimeZone = 'UTC'")
            db.execute("attach $path as snapshot", {"path": str(fresh / DATABASE)})
            yield db
        finally:
            db.close()
