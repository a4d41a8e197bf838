"""The raw files of a source as DuckDB relations: every column as it stands, with its file and row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression, SQLExpression, StarExpression

from leaddash.errors import SourceError, did_you_mean
from leaddash.sources import csv_files, parquet_files
from leaddash.sources.source import RawTable, Source

RESERVED = ("_file", "_row", "_problem", "_repairs", "_moment")
IGNORED = frozenset({".md", ".toml", ".yaml", ".yml", ".py", ".sql"})


@dataclass(frozen=True)
class Reading:
    """What was found in a folder: the raw tables that have files, the files read, names of the others."""

    present: frozenset[str]
    files: tuple[Path, ...]
    unread: tuple[str, ...]


def read(db: duckdb.DuckDBPyConnection, source: Source, folder: Path, scratch: Path) -> Reading:
    """Make `raw_<table>` for each raw table of the source, empty where an optional one has no file."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    taken: dict[str, list[Path]] = {}
    for table in source.tables:
        taken[table.name] = [path for path in files if table.matches(path)]
        _check_needed(table, taken[table.name], files, folder)
    for table in source.tables:
        _make(db, table, [_relation(db, path, table, scratch) for path in taken[table.name]], source)
    read_files = sorted(set().union(*taken.values()))
    unread = [path.name for path in files if path not in read_files and path.suffix.lower() not in IGNORED]
    return Reading(frozenset(name for name in taken if taken[name]), tuple(read_files), tuple(unread))


def make_empty(db: duckdb.DuckDBPyConnection, table: RawTable) -> None:
    """Make the view of a raw table that has no file: all its columns, no rows."""
    columns = [_nothing(name) for name in (*table.required, *table.optional, "_file")]
    row = ConstantExpression(0).cast("bigint").alias("_row")
    db.sql("select 1 as one").select(*columns, row).limit(0).create_view(f"raw_{table.name}", replace=True)


def fault(db: duckdb.DuckDBPyConnection, files: Iterable[Path], scratch: Path) -> SourceError | None:
    """The sentence for a fault that shows only while rows are read; None if every file can be read."""
    for path in files:
        sentence = parquet_files.fault(db, path) if _is_parquet(path) else csv_files.fault(path, scratch)
        if sentence:
            return SourceError(sentence)
    return None


def _check_needed(table: RawTable, matching: list[Path], files: list[Path], folder: Path) -> None:
    if matching or not table.needed:
        return
    names = [path.name for path in files]
    listed = ", ".join(names) or "nothing"
    raise SourceError(
        f'The table "{table.name}" is missing in {folder}: no file is named {" or ".join(table.files)} '
        f"(found: {listed}).{did_you_mean(table.files[0], names)}"
    )


def _make(
    db: duckdb.DuckDBPyConnection, table: RawTable, relations: list[duckdb.DuckDBPyRelation], source: Source
) -> None:
    """Make a view of the files, or a table where several canonical tables are read from them."""
    name = f"raw_{table.name}"
    if not relations:
        make_empty(db, table)
    elif source.count_readers(table.name) > 1:
        reduce(_union, relations).create(name)
    else:
        reduce(_union, relations).create_view(name, replace=True)


def _relation(db: duckdb.DuckDBPyConnection, path: Path, table: RawTable, scratch: Path) -> duckdb.DuckDBPyRelation:
    if _is_parquet(path):
        relation, row = parquet_files.parquet_relation(db, path), parquet_files.ROW
    else:
        relation, row = csv_files.csv_relation(db, path, scratch), SQLExpression("1 + row_number() over ()")
    _check_columns(path, table, [name for name in relation.columns if name != parquet_files.ROW_COLUMN])
    numbered = relation.select(
        StarExpression(exclude=[name for name in relation.columns if name == parquet_files.ROW_COLUMN]),
        ConstantExpression(path.name).alias("_file"),
        row.alias("_row"),
    )
    return _with_missing(numbered, table.optional)


def _check_columns(path: Path, table: RawTable, columns: list[str]) -> None:
    known = {name.casefold() for name in columns}
    for name in table.required:
        if name.casefold() not in known:
            raise SourceError(
                f'{path} has no column "{name}", which "{table.name}" needs (found: {", ".join(columns)}).'
                f"{did_you_mean(name, columns)}"
            )
    for name in columns:
        if name.casefold() in RESERVED:
            raise SourceError(f'{path}: the column name "{name}" is one of our own. Rename that column.')


def _with_missing(relation: duckdb.DuckDBPyRelation, names: Iterable[str]) -> duckdb.DuckDBPyRelation:
    known = {name.casefold() for name in relation.columns}
    missing = [_nothing(name) for name in names if name.casefold() not in known]
    return relation.select(StarExpression(), *missing) if missing else relation


def _nothing(name: str) -> duckdb.Expression:
    return ConstantExpression(None).cast("varchar").alias(name)


def _union(first: duckdb.DuckDBPyRelation, second: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """The rows of both, columns by name: one that only one has is empty in the other, one of two types is text."""
    first, second = _with_missing(first, second.columns), _with_missing(second, first.columns)
    types = {name.casefold(): kind for name, kind in zip(second.columns, second.types, strict=True)}
    mixed = {name for name, kind in zip(first.columns, first.types, strict=True) if types[name.casefold()] != kind}
    return _picked(first, first.columns, mixed).union(_picked(second, first.columns, mixed))


def _picked(relation: duckdb.DuckDBPyRelation, names: Iterable[str], as_text: set[str]) -> duckdb.DuckDBPyRelation:
    columns = [(name, ColumnExpression(name)) for name in names]
    return relation.select(
        *[(column.cast("varchar") if name in as_text else column).alias(name) for name, column in columns]
    )


def _is_parquet(path: Path) -> bool:
    return path.suffix.lower() == ".parquet"
