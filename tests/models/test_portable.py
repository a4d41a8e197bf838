"""The tables every metric reads are plain SQL: what another engine could run, read and written by sqlglot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from leaddash.snapshots.tables import MACROS, MODELS

FILES = sorted(path for path in MODELS.rglob("*.sql") if path not in MACROS)
DUCKDB_ONLY = {
    "asof join": r"\basof\b",
    "columns(…)": r"\bcolumns\s*\(",
    "unpivot": r"\bunpivot\b",
    "unnest(recursive := true)": r"\brecursive\s*(?::=|=>)",
    "to_seconds": r"\bto_seconds\b",
    "list_position": r"\blist_position\b",
    "arg_max_null": r"\barg_max_null\b",
    "a list given as parameter, by a place that is cast": r"\bcast\s*\(\s*\$\w+ as [\w\s]+\[\]\s*\)\s*\[",
    "extract(epoch from a - b): write date_diff('second', b, a)": r"\bextract\s*\(\s*epoch\b|\bepoch\s*\(",
}
"""What Spark 4.3 does not run, or runs otherwise, when sqlglot has written it."""
ANY_COLUMN = {"columns(…)", "unpivot"}
"""A fit rule may name any column of an export: without these no statement turns columns of unknown names into rows.

Another engine would be given the cells of leads as a table of their own.
"""
EXCUSED = {"rules/fit_cells.sql": ANY_COLUMN}


def body(sql: str) -> str:
    """A statement without its comments."""
    return re.sub(r"--[^\n]*", "", sql).lower()


def macros() -> dict[str, exp.Expression]:
    """What each macro stands for."""
    made = [one for path in MACROS for one in sqlglot.parse(path.read_text("utf-8"), read="duckdb")]
    return {one.this.this.name: one.expression for one in made if isinstance(one, exp.Create)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_model_is_written_without_what_only_duckdb_knows(path: Path) -> None:
    found = {what for what, pattern in DUCKDB_ONLY.items() if re.search(pattern, body(path.read_text("utf-8")))}
    assert found == EXCUSED.get(path.relative_to(MODELS).as_posix(), set())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_model_can_be_written_for_spark(path: Path) -> None:
    told = sqlglot.transpile(
        path.read_text("utf-8"), read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    assert len(told) == 1
    assert sqlglot.parse_one(told[0], read="spark").find(exp.Select)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_macro_that_a_model_names_is_as_plain(path: Path) -> None:
    named = [name for name in macros() if re.search(rf"\b{name}\s*\(", path.read_text("utf-8"))]
    bodies = [macros()[name].sql("duckdb").lower() for name in named]
    assert not [sql for sql in bodies if any(re.search(pattern, sql) for pattern in DUCKDB_ONLY.values())]
    assert all(macros()[name].sql("spark", unsupported_level=sqlglot.ErrorLevel.RAISE) for name in named)


def test_what_only_duckdb_knows_is_seen() -> None:
    told = [
        "from a asof left join b",
        "columns(lambda c: true)",
        "(unpivot a on b)",
        "unnest(a, recursive := true)",
        "to_seconds(1)",
        "list_position(a, 1)",
        "arg_max_null(a, b)",
        "cast($windows as bigint[])[rank]",
        "extract(epoch from a - b)",
    ]
    patterns = DUCKDB_ONLY.values()
    assert all(re.search(pattern, sql) for pattern, sql in zip(patterns, told, strict=True))
