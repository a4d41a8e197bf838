"""The build: read, check, model, write beside the old snapshot, swap."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from platformdirs import user_cache_path

from leaddash import __version__, agreement, sources, statements
from leaddash.agreement import Agreement
from leaddash.build import publish
from leaddash.build.tables import ORDER, extent, make_tables
from leaddash.errors import SourceError
from leaddash.snapshot import DATABASE, FORMAT, MANIFEST, locate
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

    `zone` overrides the source's time zone; moments over a day after `as_of` are refused; `keep` snapshots stay.
    """
    chosen = sources.choose(folder, source)
    agreed = rules or agreement.default()
    with publish.place(out) as fresh, _scratch(fresh) as db:
        built = _fill(db, chosen, folder, fresh, agreed, zone or chosen.zone or "UTC", as_of, progress)
    final = publish.put_in_service(fresh, out)
    publish.prune(out, keep)
    return Built(final, *built)


def is_data(path: Path) -> bool:
    """Whether a path is a folder of data, not a snapshot or a folder of snapshots."""
    return path.is_dir() and locate(path) is None


def snapshot_of(path: Path, rules: Agreement | None = None, progress: Progress = lambda _: None) -> Path:
    """The snapshot that a path names: itself, a folder's current one, or one built of a data folder and cached."""
    found = locate(path)
    if found is not None:
        return found
    if not path.is_dir():
        raise SourceError(
            f"There is nothing at {path}. Give a snapshot, a folder of snapshots or a folder of data."
        )
    cache = user_cache_path("leaddash") / _fingerprint(path, rules)
    return locate(cache) or build(path, cache, rules=rules, keep=1, progress=progress).folder


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
    for macros in (sources.BUNDLED / "contract" / "macros.sql", source.folder / "macros.sql"):
        if macros.exists():
            db.execute(statements.read(macros))
    try:
        reading = sources.read(db, source, folder, fresh)
        progress("rows")
        horizon = (as_of or _data_end(db, source, zone)) + A_DAY
        tables = sources.admit(db, source, reading, zone, horizon)
    except duckdb.Error as problem:
        raise sources.explain(folder, fresh, problem) from problem
    make_tables(db, rules, progress)
    db.execute("create table snapshot.main.refused as from scratch.main.refused")
    db.execute("create table snapshot.main.repaired as from scratch.main.repaired")
    warnings = dict(db.execute("select warning, occurrences from warnings where occurrences > 0").fetchall())
    _write_manifest(fresh, _manifest(db, source, rules, zone, tables, reading, warnings))
    return tables, reading.unread, warnings


def _data_end(db: duckdb.DuckDBPyConnection, source: Source, zone: str) -> datetime:
    sql = source.statement("data_end")
    if sql:
        row = db.execute(sql, statements.named_in(sql, {**source.parameters, "zone": zone})).fetchone()
        if row and row[0]:
            return row[0]  # type: ignore[no-any-return]
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _manifest(
    db: duckdb.DuckDBPyConnection,
    source: Source,
    rules: Agreement,
    zone: str,
    tables: list[Findings],
    reading: Reading,
    warnings: dict[str, int],
) -> dict[str, Any]:
    first, newest = extent(db)
    nothing = datetime(1970, 1, 1)  # noqa: DTZ001 - naive UTC throughout
    return {
        "format": FORMAT,
        "version": __version__,
        "source": source.name,
        "time_zone": zone,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "first": (first or newest or nothing).isoformat(),
        "newest": (newest or nothing).isoformat(),
        "agreement": agreement.dump(rules),
        "agreement_digest": agreement.digest(rules),
        "tables": [found.as_dict() for found in tables],
        "unread": list(reading.unread),
        "warnings": warnings,
    }


def _write_manifest(fresh: Path, manifest: dict[str, Any]) -> None:
    text = json.dumps(manifest, indent=1, sort_keys=True, default=str)
    manifest["digest"] = hashlib.sha256(text.encode()).hexdigest()
    (fresh / MANIFEST).write_text(json.dumps(manifest, indent=1, default=str), "utf-8")


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


def _fingerprint(path: Path, rules: Agreement | None) -> str:
    files = sorted(file for file in path.iterdir() if file.is_file())
    stats = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    marts = agreement.digest(rules or agreement.default())
    text = repr((str(path.resolve()), stats, marts, __version__, FORMAT))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
