"""Times of repeated runs, told as medians, and runs in a process of their own with the memory they took."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from statistics import median
from typing import Any, NamedTuple

RUNS = 7
WORKERS = 2
"""Processes that a measured function may start; the peak counts as many of the largest."""


class Alone(NamedTuple):
    """What a function gave in a process of its own, its seconds, and the process's peak memory in GB."""

    value: Any
    seconds: float
    peak: float


def seconds(action: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds of an action over several runs."""
    return median(_once(action) for _ in range(runs))


def alone(function: Callable[..., Any], *arguments: Any) -> Alone:
    """Run a function in a fresh process, so that its memory is its own."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(there, function, arguments))
    process.start()
    there.close()
    told: Alone = here.recv()
    process.join()
    return told


def tell(what: str, took: float, goal: float | None = None) -> None:
    """Print one measured line, with its goal where the issue sets one."""
    told = f" (goal {goal:g} s: {'met' if took <= goal else 'missed'})" if goal else ""
    print(f"{what:<64} {took:7.3f} s{told}", flush=True)


def tell_memory(what: str, peak: float, goal: float | None = None) -> None:
    """Print the peak memory of a run, with its goal where the issue sets one."""
    told = f" (goal {goal:g} GB: {'met' if peak <= goal else 'missed'})" if goal else ""
    print(f"{what:<64} {peak:7.3f} GB{told}", flush=True)


def _run(there: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    import resource

    start = time.perf_counter()
    value = function(*arguments)
    took = time.perf_counter() - start
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    there.send(Alone(value, took, (own + WORKERS * child) * 1024 / 1e9))


def _once(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
