"""Tables kept for those who ask for the same: made once, also at the same time, and never a failure."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest

from leaddash.metrics.last import Last

THREADS = 8


def test_threads_that_ask_at_once_make_one_table() -> None:
    kept, made, together = Last(2), list[int](), threading.Barrier(THREADS)

    def make() -> pa.Table:
        made.append(1)
        time.sleep(0.05)
        return pa.table({"one": [1]})

    def ask(_: int) -> pa.Table:
        together.wait()
        return kept.get("key", make)

    with ThreadPoolExecutor(THREADS) as threads:
        tables = list(threads.map(ask, range(THREADS)))
    assert len(made) == 1
    assert all(table is tables[0] for table in tables)


def test_the_oldest_is_let_go_and_made_again() -> None:
    kept, made = Last(2), list[str]()
    for key in ("a", "b", "c", "c", "a"):
        kept.get(key, lambda key=key: made.append(key) or pa.table({}))  # type: ignore[misc]
    assert made == ["a", "b", "c", "a"]


def test_what_failed_is_tried_again() -> None:
    kept = Last(2)

    def fail() -> pa.Table:
        raise ValueError("no such calendar")

    for _ in range(2):
        with pytest.raises(ValueError, match="no such calendar"):
            kept.get("key", fail)
    assert kept.get("key", lambda: pa.table({"one": [1]})).num_rows == 1
