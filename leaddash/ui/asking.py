"""The snapshot in service, leased for as long as a page is drawn."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

from leaddash import snapshots
from leaddash.cases import replays
from leaddash.errors import LeadDashError, SnapshotError
from leaddash.home import SAMPLE
from leaddash.snapshots import Snapshot, lease, same

WARM_AFTER = 5.0
"""Seconds after which the first page is surely drawn."""


class _Run(threading.local):
    """What the run of a page's script in this thread holds."""

    held: ExitStack | None = None
    snapshot: Snapshot | None = None


_run = _Run()


def data_path() -> Path:
    """Where the dashboard was pointed at: --data behind `--`, else $LEADDASH_DATA, else the sample."""
    words = sys.argv[1:]
    told = words[words.index("--data") + 1] if "--data" in words[:-1] else os.environ.get("LEADDASH_DATA")
    return Path(told) if told else SAMPLE


def service() -> snapshots.Service:
    """What serves the path the dashboard is pointed at."""
    return _service(data_path())


@contextmanager
def run() -> Iterator[None]:
    """The run of a page's script: at its end it gives back what it leased."""
    before = _run.held, _run.snapshot
    with ExitStack() as held:
        _run.held, _run.snapshot = held, None
        try:
            yield
        finally:
            _run.held, _run.snapshot = before


def current_snapshot() -> Snapshot:
    """The snapshot in service, one and the same for a whole run; a new build is taken up with the next one."""
    if _run.snapshot is None:
        if _run.held is None:
            raise RuntimeError("a snapshot is asked for outside of a run")
        _run.snapshot = _run.held.enter_context(service().lease())
        _warm()
    return _run.snapshot


@contextmanager
def still(snapshot: Snapshot) -> Iterator[Snapshot | None]:
    """A snapshot that an earlier run leased, if it is in service or others hold it still; else None."""
    with suppress(LeadDashError), service().lease():
        pass  # a newer one is taken up first, and this one let go
    with same(snapshot) as held:
        yield held


@contextmanager
def again(snapshot: Snapshot) -> Iterator[Snapshot]:
    """A snapshot that an earlier run leased: opened again as long as its folder is there, else the one in service."""
    with ExitStack() as held:
        try:
            found = held.enter_context(lease(snapshot.folder))
        except SnapshotError:
            found = held.enter_context(service().lease())
        yield found


@cache
def _service(path: Path) -> snapshots.Service:
    made = snapshots.Service(path)
    atexit.register(made.close)
    return made


@cache
def _warm() -> None:
    """Make the rest ready while the first page is being read, once for all snapshots."""
    later = threading.Timer(WARM_AFTER, _make_ready)
    later.daemon = True
    later.start()
    atexit.register(_end, later)


def _end(later: threading.Timer) -> None:
    """Cancel a timer, or wait for what it has begun: a thread that the end of a process meets in DuckDB aborts it."""
    later.cancel()
    later.join()


def _make_ready() -> None:
    """Have the replay compiled, or read from the disk; what is there by then is never looked through for garbage again.

    It is a million things that stay for good, and looking through them holds an answer back by 0.2 s. A snapshot that
    is let go later does not need the collector: it is closed, and what it kept is dropped. Nobody waits for this: what
    is wrong with the snapshot is told to whoever asks it, and a process that ends meanwhile takes no more work.
    """
    try:
        with service().lease() as snapshot:
            replays.warm(snapshot)
    except (LeadDashError, RuntimeError):
        return
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # what is let go at the end is looked through once more
