"""A database that knows the macros of the contract."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from leaddash import sources


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        for macros in sources.MACROS:
            connection.execute(macros.read_text("utf-8"))
        yield connection
