"""Times of repeated runs, told as medians."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

RUNS = 7


def seconds(action: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds of an action over several runs."""
    return median(_once(action) for _ in range(runs))


def tell(what: str, took: float, goal: float | None = None) -> None:
    """Print one measured line, with its goal where the issue sets one."""
    told = f" (goal {goal:g} s: {'met' if took <= goal else 'missed'})" if goal else ""
    print(f"{what:<64} {took:7.3f} s{told}")


def _once(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
