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

ROOMS = ("boards", "exports", "subjects")
"""What pages load besides what a build does; none of them knows Streamlit, which loads meanwhile."""
_making: dict[Path, Making] = {}
_beginning = threading.Lock()


class Making:
    """A snapshot being made in a thread of its own; what is wrong with the data is left to whoever asks them."""

    def __init__(self, path: Path) -> None:
        self._path, self._steps, self._is_over = path, 0, False
        self._thread = threading.Thread(target=self._make, daemon=True)
        self._thread.start()
        atexit.register(self._end)

    @property
    def share(self) -> float:
        """The part of its steps that is done."""
        return min(self._steps / snapshots.STEPS, 1.0)

    def is_done(self, within_seconds: float) -> bool:
        """Whether it ends within some seconds."""
        self._thread.join(within_seconds)
        return not self._thread.is_alive()

    def _make(self) -> None:
        with suppress(LeadDashError):
            snapshots.snapshot_of(self._path, progress=self._told)

    def _told(self, step: str) -> None:
        if self._is_over:
            raise SnapshotError(f"The build of {self._path} was given up at {step}: the server ends.")
        self._steps += 1

    def _end(self) -> None:
        """Give up at the next step: a thread that the end of a process meets in DuckDB aborts it."""
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
    for room in ROOMS:
        for module in walk_packages([str(PACKAGE / room)], f"leaddash.{room}."):
            import_module(module.name)
