"""Locks on files that end with the process that holds them; where the system has none, nothing is locked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """Hold a file as one of several; others can tell that it is held."""
    with _descriptor(path) as descriptor:
        _lock(descriptor, exclusive=False)
        yield


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a file alone, after waiting for whoever holds it."""
    with _descriptor(path) as descriptor:
        _lock(descriptor, exclusive=True)
        yield


@contextmanager
def if_free(path: Path) -> Iterator[bool]:
    """Whether nobody holds a file; if so, whoever wants it waits until the block ends."""
    with _descriptor(path) as descriptor:
        yield _lock(descriptor, exclusive=True, wait=False)


def _lock(descriptor: int, *, exclusive: bool, wait: bool = True) -> bool:
    """Lock an open file; False if another holds it and we do not wait."""
    if sys.platform == "win32":
        return True
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        fcntl.flock(descriptor, kind if wait else kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _descriptor(path: Path) -> Iterator[int]:
    """An open file; none where nothing is locked, for an open one could not be moved there."""
    if sys.platform == "win32":
        yield -1
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
