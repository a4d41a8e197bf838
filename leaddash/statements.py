"""SQL files as statements: read once, joined with the files they select from, given only what they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb


@cache
def read(path: Path) -> str:
    """Text of a `.sql` file."""
    return path.read_text("utf-8").strip()


@cache
def with_imports(path: Path) -> str:
    """A file's statement, each file of its folder that it selects from standing in front of it as a CTE."""
    sql = read(path)
    ctes = [f"{name} as not materialized (\n{with_imports(file)}\n)" for name, file in imports(path).items()]
    return f"with {', '.join(ctes)}\nselect * from (\n{sql}\n)" if ctes else sql


@cache
def imports(path: Path) -> Mapping[str, Path]:
    """Files of the same folder that a file names behind `from` or `join`; a metric's own (beside a `.py`) is none."""
    named = re.findall(r"\b(?:from|join)\s+(\w+)", read(path))
    files = {name: path.with_name(f"{name}.sql") for name in named if name != path.stem}
    return {name: file for name, file in files.items() if file.exists() and not file.with_suffix(".py").exists()}


def joined(name: str, imported: str, sql: str) -> str:
    """A statement that selects from `name`, with `imported` standing in front of it under that name."""
    return f"with {name} as not materialized (\n{imported}\n)\nselect * from (\n{sql}\n)"


def named_in(sql: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters a statement names, out of all that there are; DuckDB refuses surplus ones."""
    return {name: parameters[name] for name in frozenset().union(*(part.named_parameters for part in _parsed(sql)))}


def parsed(sql: str) -> duckdb.Statement:
    """A single statement, read by DuckDB's parser once for all questions: a quarter of what a small one takes."""
    (statement,) = _parsed(sql)
    return statement


@lru_cache(maxsize=256)
def _parsed(sql: str) -> tuple[duckdb.Statement, ...]:
    return tuple(duckdb.extract_statements(sql))
