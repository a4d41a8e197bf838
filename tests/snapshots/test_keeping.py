"""Things kept for those who ask for the same: made once, also at the same time, bounded by bytes, never a failure."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from leaddash.snapshots.keeping import KEY_BYTES, Kept, size_of

THREADS = 8
LARGE = 100_000


@dataclass(frozen=True)
class Record:
    name: str
    array: np.ndarray


def test_threads_that_ask_at_once_make_one_table() -> None:
    kept, made, together = Kept(LARGE), list[int](), threading.Barrier(THREADS)

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


def test_while_one_is_being_made_another_is_answered() -> None:
    kept, asked, answered = Kept(LARGE), threading.Event(), threading.Event()

    def make() -> int:
        asked.set()
        assert answered.wait(20)
        return 1

    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(kept.get, "slow", make)
        assert asked.wait(20)
        assert kept.get("quick", lambda: 2) == 2
        answered.set()
        assert slow.result() == 1


def test_what_is_made_of_another_kept_thing_asks_for_it_meanwhile() -> None:
    kept = Kept(LARGE)
    assert kept.get("outer", lambda: kept.get("inner", lambda: 1) + 1) == 2
    assert (kept.known("inner"), kept.known("outer")) == (1, 2)


def test_the_least_recently_asked_is_let_go_once_the_bytes_are_spent_and_made_again() -> None:
    # Three arrays of 30,000 bytes (and their keys) have room in 110,000, four have not.
    kept, made = Kept(110_000), list[str]()

    def ask(key: str) -> None:
        kept.get(key, lambda: made.append(key) or np.zeros(30_000, dtype=np.uint8))  # type: ignore[func-returns-value]

    for key in ("a", "b", "c", "a", "d", "a", "b"):
        ask(key)
    assert made == ["a", "b", "c", "d", "b"]  # when d came, b had waited longest
    assert kept.nbytes == 3 * (30_000 + KEY_BYTES)
    assert kept.known("c") is None


def test_what_is_larger_than_all_that_may_be_kept_is_answered_and_pushes_nothing_out() -> None:
    kept, made = Kept(50_000), list[int]()
    kept.get("small", lambda: 1)
    for _ in range(2):
        assert len(kept.get("large", lambda: made.append(1) or np.zeros(60_000, dtype=np.uint8))) == 60_000  # type: ignore[func-returns-value]
    assert made == [1, 1]
    assert kept.known("small") == 1


def test_what_failed_is_tried_again() -> None:
    kept = Kept(LARGE)

    def fail() -> pa.Table:
        raise ValueError("no such calendar")

    for _ in range(2):
        with pytest.raises(ValueError, match="no such calendar"):
            kept.get("key", fail)
    assert kept.get("key", lambda: pa.table({"one": [1]})).num_rows == 1


def test_nothing_is_kept_once_it_is_cleared() -> None:
    kept = Kept(LARGE)
    kept.get("key", lambda: 1)
    kept.clear()
    assert (kept.known("key"), kept.nbytes) == (None, 0)


@pytest.mark.parametrize(
    ("thing", "at_least"),
    [
        (np.zeros(1_000, dtype=np.int64), 8_000),
        (pa.table({"n": np.zeros(1_000, dtype=np.int64)}), 8_000),
        (pd.DataFrame({"n": np.zeros(1_000, dtype=np.int64)}), 8_000),
        (pd.DataFrame({"text": ["a" * 1_000 for _ in range(10)]}), 10_000),
        (pd.DataFrame({"text": pd.Series(["a" * 1_000 for _ in range(10)], dtype=object)}), 10_000),
        ((np.zeros(500, dtype=np.int64), np.zeros(500, dtype=np.int64)), 8_000),
        (Record("a", np.zeros(1_000, dtype=np.int64)), 8_000),
    ],
    ids=["array", "table", "frame", "frame of texts", "frame of objects", "tuple", "record"],
)
def test_a_thing_weighs_what_it_holds(thing: object, at_least: int) -> None:
    assert at_least <= size_of(thing) <= at_least + 2_000
