"""Snapshots leased: each is open once in a process, and let go with all that is kept of it when nobody holds it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leaddash.errors import DamageError, SnapshotError
from leaddash.snapshots.folders import named
from leaddash.snapshots.opened import Snapshot, open_folder

TRIES = 5
"""How often a snapshot is looked for that a build has cleared away since it was named."""
_open: dict[Path, Snapshot] = {}
_holders: dict[Path, int] = {}
_changing = threading.Lock()


def open_snapshot(path: Path) -> Snapshot:
    """Open a snapshot read-only and locked, once per process and for all of its life: for a tool that ends."""
    for _ in range(TRIES):
        folder = _named(path)
        try:
            return take(folder)
        except DamageError:
            if named(path) == folder:
                raise
    return take(_named(path))


@contextmanager
def lease(path: Path) -> Iterator[Snapshot]:
    """The snapshot that a path names, open until the block ends and for as long as others hold it."""
    snapshot = open_snapshot(path)
    try:
        yield snapshot
    finally:
        give_back(snapshot)


@contextmanager
def same(snapshot: Snapshot) -> Iterator[Snapshot | None]:
    """A snapshot that was leased before, if others hold it still; None where it has been let go."""
    with _changing:
        is_held = _open.get(snapshot.folder) is snapshot
        if is_held:
            _holders[snapshot.folder] += 1
    try:
        yield snapshot if is_held else None
    finally:
        if is_held:
            give_back(snapshot)


def take(folder: Path) -> Snapshot:
    """Hold the snapshot of a folder until it is given back."""
    folder = folder.resolve()
    with _changing:
        if folder not in _open:
            _open[folder] = open_folder(folder)
        _holders[folder] = _holders.get(folder, 0) + 1
        return _open[folder]


def give_back(snapshot: Snapshot) -> None:
    """End one holding of a snapshot; with the last one it is closed."""
    with _changing:
        _holders[snapshot.folder] -= 1
        if not _holders[snapshot.folder]:
            del _holders[snapshot.folder]
            _open.pop(snapshot.folder).close()


def _named(path: Path) -> Path:
    folder = named(path)
    if folder is None:
        raise SnapshotError(f"There is no snapshot in {path}. Make one with: leaddash build DIR --out {path}")
    return folder
