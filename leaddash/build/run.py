"""The build: read, check, model, write beside the old snapshot, swap."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from platformdirs import user_cache_path

from leaddash import __version__, agreement, sources, statements
from leaddash.agreement import Agreement
from leaddash.build import publish
from leaddash.build.tables import ORDER, extent, make_tables
from leaddash.errors import SourceError
from leaddash.snapshot import DATABASE, FORMAT, MANIFEST, MART_KEYS, locate
from leaddash.sources import Findings, Reading, Source

Progress = Callable[[str], None]
A_DAY = timedelta(days=1)
PACKAGE = Path(sources.__file__).parent.parent
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
    local = sources.zone(zone) if zone else chosen.zone or "UTC"
    agreed = rules or agreement.default()
    with publish.place(out) as fresh:
        with _scratch(fresh) as db:
            built = _fill(db, chosen, folder, fresh, agreed, local, as_of, progress)
        final = publish.put_in_service(fresh, out, keep)
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
    marts = _mart_rules(rules or agreement.default())
    cached = user_cache_path("leaddash") / _fingerprint(path, marts)
    if locate(cached) is None:
        build(path, cached, rules=marts, keep=2, progress=progress)
    return locate(cached) or cached


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
        db.execute(
            f"create table snapshot.main.{name} as select * exclude (typed_row) from scratch.main.{name}"
        )
    warnings = dict(db.execute("select warning, occurrences from warnings where occurrences > 0").fetchall())
    _write_manifest(fresh, _manifest(db, source, rules, zone, tables, reading, warnings))
    return tables, reading.unread, warnings


@contextmanager
def _explained(
    db: duckdb.DuckDBPyConnection, source: Source, folder: Path, scratch: Path
) -> Iterator[Reading]:
    """What a folder holds; a fault that shows while its rows are read is told as a sentence with file and line."""
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


def _mart_rules(rules: Agreement) -> Agreement:
    """The default agreement with those keys of `rules` on which a snapshot's tables rest; others are asked later."""
    return agreement.parse({"stages": {key: list(getattr(rules.stages, key)) for key in MART_KEYS}})


def _fingerprint(path: Path, rules: Agreement) -> str:
    """A name that changes with the files of a folder, the agreement and the statements that make the tables."""
    files = sorted(file for file in path.iterdir() if file.is_file())
    stats = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    text = repr((str(path.resolve()), stats, agreement.digest(rules), __version__, FORMAT, _statements()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _statements() -> str:
    """A digest of every statement and source that a build follows."""
    files = sorted(path for path in PACKAGE.rglob("*") if path.suffix in {".sql", ".toml"})
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
