"""Snapshots on disk: written beside the old one, put in service by one atomic swap, the oldest cleared away.

Every folder in the making and every swap is guarded by a lock of the operating system, which a killed process
loses with its life: so what a crash left behind can be told from what another process is writing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from leaddash.errors import SnapshotError
from leaddash.snapshots import disk, locks
from leaddash.snapshots.folders import MANIFEST, POINTER, UNFINISHED, finished, locate

LOCK = ".lock"
_MARK = "in-the-making"
_STAMP = "%Y%m%dT%H%M%S.%f"


@contextmanager
def place(out: Path) -> Iterator[Path]:
    """A folder in `out` to build in; if the build fails, nothing of it stays, and a full disk is told in a sentence."""
    is_new = not out.exists()
    with ExitStack() as held:
        fresh = _fresh(out, held)
        try:
            yield fresh
        except BaseException as problem:
            shutil.rmtree(fresh, ignore_errors=True)
            if is_new:
                _remove_unused(out)
            refusal = disk.refusal(problem)
            if refusal is None:
                raise
            raise SnapshotError(
                f"The disk took no more of the new snapshot in {out}: {refusal}. Make room there, or choose another "
                "place with --out, and build again. What was in service stays in service."
            ) from problem


def put_in_service(fresh: Path, out: Path, keep: int) -> Path:
    """Name the finished folder after the moment, point `current` at it, clear away the oldest beyond `keep`.

    Readers see the old or the new; of two builds that finish at once, the later one is in service.
    """
    with locks.exclusive(out / LOCK):
        final = out / _name(out)
        fresh.rename(final)
        (final / _MARK).unlink(missing_ok=True)
        _point(out, final.name)
        _prune(out, keep)
    return final


def _fresh(out: Path, held: ExitStack) -> Path:
    """A new folder in `out` whose mark is held for as long as `held` lasts."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with locks.exclusive(out / LOCK):
            _clear_litter(out)
            fresh = Path(tempfile.mkdtemp(dir=out, prefix=UNFINISHED))
            held.enter_context(locks.shared(fresh / _MARK))
    except OSError as problem:
        raise SnapshotError(f"Nothing can be written to {out}: {problem.strerror}.") from problem
    fresh.chmod(0o755)
    return fresh


def _name(out: Path) -> str:
    """The moment to the millisecond, later than that of every snapshot there is: names sort by age."""
    names = [folder.name for folder in finished(out)]
    moment = datetime.now(UTC)
    while (name := f"{moment.strftime(_STAMP)[:-3]}Z") <= max(names, default=""):
        moment += timedelta(milliseconds=1)
    return name


def _point(out: Path, name: str) -> None:
    pointer = out / f"{POINTER}.new"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(out / POINTER)


def _prune(out: Path, keep: int) -> None:
    """Remove the oldest snapshots beyond `keep` that nobody reads."""
    every = finished(out)
    for folder in every[: max(0, len(every) - max(keep, 1))]:
        if folder != locate(out):
            _remove_if_free(folder, MANIFEST)


def _clear_litter(out: Path) -> None:
    """Remove what killed builds left behind."""
    for folder in out.glob(f"{UNFINISHED}*"):
        _remove_if_free(folder, _MARK)


def _remove_if_free(folder: Path, mark: str) -> None:
    """Remove a folder whose mark nobody holds; who comes for it meanwhile waits, and finds it gone."""
    with locks.if_free(folder / mark) as is_free:
        if is_free:
            shutil.rmtree(folder, ignore_errors=True)


def _remove_unused(out: Path) -> None:
    with suppress(OSError):
        if [path.name for path in out.iterdir()] == [LOCK]:
            (out / LOCK).unlink()
            out.rmdir()
