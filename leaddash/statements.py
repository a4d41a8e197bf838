"""SQL files as statements: each with the files it selects from in front as CTEs, and only the parameters it names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from leaddash import user_cache
from leaddash.home import PACKAGE

IMPORTABLE = (PACKAGE / "cases", PACKAGE / "models" / "rules")
"""The folders of statements that others may select from, by the name of the file."""


@cache
def read(path: Path) -> str:
    """Text of a `.sql` file."""
    return path.read_text("utf-8").strip()


@cache
def with_imports(path: Path, folders: tuple[Path, ...] = IMPORTABLE) -> str:
    """A file's statement behind a list of CTEs, one for each file that it selects from or that these select from."""
    ctes = ",\n\n".join(f"{file.stem} as not materialized (\n{read(file)}\n)" for file in imports(path, folders))
    return f"with {ctes}\n\nselect * from (\n{read(path)}\n)" if ctes else read(path)


@cache
def imports(path: Path, folders: tuple[Path, ...] = IMPORTABLE) -> tuple[Path, ...]:
    """The files that a file selects from, directly or through others: each once, after those it selects from itself."""
    every = (file for selected in selects(path, folders) for file in (*imports(selected, folders), selected))
    return tuple(dict.fromkeys(every))


@cache
def selects(path: Path, folders: tuple[Path, ...] = IMPORTABLE) -> tuple[Path, ...]:
    """The files that a file selects from directly."""
    files = (folder / f"{name}.sql" for name in tables(read(path)) for folder in folders)
    return tuple(file for file in files if file.exists() and file != path)


def tables(sql: str) -> list[str]:
    """The names of the tables that a statement selects from, without its own CTEs.

    sqlglot finds them. Loading it takes longer than answering a question, so its answer is kept in the user's cache
    under a digest of the statement and of this module.
    """
    kept = user_cache.folder() / "selected" / f"{sha256(_OURS + sql.encode()).hexdigest()[:32]}.json"
    with suppress(OSError, ValueError):
        return list(json.loads(kept.read_text("utf-8")))
    found = _found(sql)
    with suppress(OSError):
        user_cache.put(kept, json.dumps(found))
    return found


def joined(name: str, imported: str, sql: str) -> str:
    """A statement that selects from `name`, with `imported` standing in front of it under that name."""
    return f"with {name} as not materialized (\n{imported}\n)\nselect * from (\n{sql}\n)"


def named_in(sql: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters a statement names, out of all that there are; DuckDB refuses surplus ones."""
    return {name: parameters[name] for name in frozenset().union(*(part.named_parameters for part in _parsed(sql)))}


def literal(value: Any) -> str:
    """A value of a parameter as a statement would write it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(str(name))}: {literal(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, date):
        kind = "timestamp" if isinstance(value, datetime) else "date"
        return f"{kind} '{value}'"
    return _quoted(value) if isinstance(value, str) else str(value)


def parsed(sql: str) -> duckdb.Statement:
    """A single statement, parsed by DuckDB once for all questions: parsing is a quarter of a small question's time."""
    (statement,) = _parsed(sql)
    return statement


@lru_cache(maxsize=256)
def _parsed(sql: str) -> tuple[duckdb.Statement, ...]:
    return tuple(duckdb.extract_statements(sql))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_OURS = Path(__file__).read_bytes()


def _found(sql: str) -> list[str]:
    import sqlglot
    from sqlglot import exp

    parsed = sqlglot.parse_one(sql, read="duckdb")
    own = {cte.alias for cte in parsed.find_all(exp.CTE)}
    return sorted({table.name for table in parsed.find_all(exp.Table)} - own - {""})
