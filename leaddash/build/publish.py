"""Snapshots on disk: written beside the old one, put in service by one atomic swap, the oldest cleared away."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from leaddash.snapshot import MANIFEST, POINTER, locate

UNFINISHED = ".building-"


@contextmanager
def place(out: Path) -> Iterator[Path]:
    """A folder in `out` to build in; removed if the build fails."""
    out.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=out, prefix=UNFINISHED))
    try:
        yield fresh
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def put_in_service(fresh: Path, out: Path) -> Path:
    """Name the finished folder after the moment and point `current` at it; readers see the old or the new."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")[:-3]
    final = out / f"{stamp}Z"
    fresh.rename(final)
    pointer = out / f"{POINTER}.{os.getpid()}"
    pointer.write_text(final.name, "utf-8")
    pointer.replace(out / POINTER)
    return final


def prune(out: Path, keep: int) -> None:
    """Remove the oldest snapshots beyond `keep`; one that is in service or still read stays."""
    finished = sorted(folder for folder in out.iterdir() if (folder / MANIFEST).exists())
    for folder in finished[: max(0, len(finished) - max(keep, 1))]:
        if folder != locate(out) and not _is_read(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_read(folder: Path) -> bool:
    """Whether a reader holds the manifest; where the system has no such locks, an open file resists removal itself."""
    try:
        import fcntl
    except ImportError:
        return False
    with (folder / MANIFEST).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
