"""What a server makes ready before it is asked: the snapshot of its data, and what the first page has to load."""

from __future__ import annotations

import atexit
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from leaddash import snapshots
from leaddash.errors import LeadDashError, SnapshotError
from leaddash.home import PACKAGE

LOADED_AHEAD = ("blocks", "boards", "exports", "subjects")
"""What pages load besides what a build does; none of them knows Streamlit, which loads meanwhile."""
_making: dict[Path, Making] = {}
_beginning = threading.Lock()


class Making:
    """The making of a snapshot in a thread of its own; an error in the data is left to whoever asks for them next."""

    def __init__(self, path: Path) -> None:
        self._path, self._steps, self._is_over = path, 0, False
        self._thread = threading.Thread(target=self._make, daemon=True)
        self._thread.start()
        atexit.register(self._end)

    @property
    def share(self) -> float:
        """The share of its steps that is done, from 0 to 1."""
        return min(self._steps / snapshots.BUILD_STEPS, 1.0)

    def is_done(self, within_seconds: float) -> bool:
        """Whether it has ended, after waiting for it up to some seconds."""
        self._thread.join(within_seconds)
        return not self._thread.is_alive()

    def _make(self) -> None:
        with suppress(LeadDashError):
            snapshots.snapshot_of(self._path, progress=self._count_step)

    def _count_step(self, step: str) -> None:
        if self._is_over:
            raise SnapshotError(f"The build of {self._path} was given up at {step}: the server ends.")
        self._steps += 1

    def _end(self) -> None:
        """Give up at the next step and wait for it: a process that ends while a thread is in DuckDB is aborted."""
        self._is_over = True
        self._thread.join()


def begin(path: Path) -> Making:
    """The making of a path's snapshot, begun with the first call."""
    with _beginning:
        if path not in _making:
            _making[path] = Making(path)
        return _making[path]


def load() -> None:
    """Load what the first page needs."""
    for room in LOADED_AHEAD:
        for module in walk_packages([str(PACKAGE / room)], f"leaddash.{room}."):
            import_module(module.name)
