"""Parquet files as DuckDB relations, with ids that a number cannot hold refused."""

from __future__ import annotations

from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from leaddash.errors import SourceError

ROW_COLUMN = "file_row_number"
ROW = ColumnExpression(ROW_COLUMN) + ConstantExpression(1)
_LARGEST_EXACT_INTEGER = 2**53
_WHOLE_FILE = "select count(hash(file)) from read_parquet($path) as file"


def parquet_relation(db: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyRelation:
    """All columns in their types, and the number of each row from 0 on."""
    try:
        relation = db.read_parquet(str(path), file_row_number=True)
        _check_ids(relation, path)
    except duckdb.Error as problem:
        raise SourceError(_sentence(path, problem)) from problem
    return relation


def fault(db: duckdb.DuckDBPyConnection, path: Path) -> str | None:
    """The sentence for a file that cannot be read to its end."""
    try:
        db.execute(_WHOLE_FILE, {"path": str(path)}).fetchall()
    except duckdb.Error as problem:
        return _sentence(path, problem)
    return None


def _check_ids(relation: duckdb.DuckDBPyRelation, path: Path) -> None:
    for name, kind in zip(relation.columns, relation.types, strict=True):
        if not name.casefold().endswith("id") or str(kind) not in ("DOUBLE", "FLOAT"):
            continue
        large = ColumnExpression(name) >= ConstantExpression(_LARGEST_EXACT_INTEGER)
        if relation.filter(large).limit(1).fetchall():
            raise SourceError(
                f'{path}: "{name}" is stored as a floating-point number, in which long ids collapse into '
                "each other. Export it as text."
            )


def _sentence(path: Path, problem: duckdb.Error) -> str:
    reason = str(problem).splitlines()[0].rstrip(".")
    return f"{path} cannot be read as Parquet ({reason}). Export it again."
