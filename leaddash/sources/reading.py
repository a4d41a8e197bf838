"""The raw files of a source as DuckDB views: every column as it stands, with its file and row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression, StarExpression

from leaddash.errors import SourceError, did_you_mean
from leaddash.sources.csv_files import csv_relation
from leaddash.sources.source import RawTable, Source

COUNTED = ("_file", "_row")


@dataclass(frozen=True)
class Reading:
    """What was found in a folder: the raw tables that have files, and files that no table took."""

    present: frozenset[str]
    unread: tuple[str, ...]


def read(db: duckdb.DuckDBPyConnection, source: Source, folder: Path, scratch: Path) -> Reading:
    """Make a view `raw_<table>` for each raw table of the source, empty where an optional one has no file."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    taken: set[Path] = set()
    present = set()
    for table in source.tables:
        found = [path for path in files if table.matches(path)]
        _check_needed(table, found, files, folder)
        relation = _together([_relation(db, path, table, scratch) for path in found])
        if relation is None:
            make_empty(db, table)
        else:
            relation.create_view(f"raw_{table.name}", replace=True)
        taken.update(found)
        present.update([table.name] if found else [])
    unread = tuple(path.name for path in files if path not in taken and _is_data(path))
    return Reading(frozenset(present), unread)


def make_empty(db: duckdb.DuckDBPyConnection, table: RawTable) -> None:
    """Make the view of a raw table that has no file: all its columns, no rows."""
    columns = [_nothing(name) for name in (*table.required, *table.optional, "_file")]
    row = ConstantExpression(0).cast("bigint").alias("_row")
    db.sql("select 1 as one").select(*columns, row).limit(0).create_view(f"raw_{table.name}", replace=True)


def _check_needed(table: RawTable, found: list[Path], files: list[Path], folder: Path) -> None:
    if found or not table.needed:
        return
    names = [path.name for path in files]
    listed = ", ".join(names) or "nothing"
    raise SourceError(
        f'The table "{table.name}" is missing in {folder}: no file is named {" or ".join(table.files)} '
        f"(found: {listed}).{did_you_mean(table.name, [path.stem for path in files])}"
    )


def _relation(
    db: duckdb.DuckDBPyConnection, path: Path, table: RawTable, scratch: Path
) -> duckdb.DuckDBPyRelation:
    relation = (
        _parquet_relation(db, path) if path.suffix.lower() == ".parquet" else csv_relation(db, path, scratch)
    )
    _check_columns(path, table, relation.columns)
    return _with_missing(relation, table.optional)


def _parquet_relation(db: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyRelation:
    try:
        relation = db.read_parquet(str(path), file_row_number=True)
    except duckdb.Error as problem:
        raise SourceError(
            f"{path} cannot be read as Parquet ({_first_line(problem)}). Export it again."
        ) from problem
    return relation.select(
        StarExpression(exclude=["file_row_number"]),
        ConstantExpression(path.name).alias("_file"),
        (ColumnExpression("file_row_number") + ConstantExpression(1)).alias("_row"),
    )


def _check_columns(path: Path, table: RawTable, columns: Iterable[str]) -> None:
    found = [name for name in columns if name not in COUNTED]
    known = {name.casefold() for name in found}
    for name in table.required:
        if name.casefold() not in known:
            raise SourceError(
                f'{path} has no column "{name}", which "{table.name}" needs (found: {", ".join(found)}).'
                f"{did_you_mean(name, found)}"
            )


def _with_missing(relation: duckdb.DuckDBPyRelation, names: Iterable[str]) -> duckdb.DuckDBPyRelation:
    known = {name.casefold() for name in relation.columns}
    missing = [_nothing(name) for name in names if name.casefold() not in known]
    return relation.select(StarExpression(), *missing) if missing else relation


def _nothing(name: str) -> duckdb.Expression:
    return ConstantExpression(None).cast("varchar").alias(name)


def _together(relations: list[duckdb.DuckDBPyRelation]) -> duckdb.DuckDBPyRelation | None:
    if not relations:
        return None
    together = relations[0]
    for relation in relations[1:]:
        together = _union(together, relation)
    return together


def _union(one: duckdb.DuckDBPyRelation, two: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Append by name; a column that only one of the two has is empty in the other."""
    one, two = _with_missing(one, two.columns), _with_missing(two, one.columns)
    return one.union(two.select(*[ColumnExpression(name) for name in one.columns]))


def _is_data(path: Path) -> bool:
    return path.suffix.lower() in {".csv", ".parquet", ".tsv", ".txt", ".xlsx"}


def _first_line(problem: Exception) -> str:
    return str(problem).splitlines()[0].rstrip(".")
