"""What tests make once and keep beside the repository, under a digest of everything it was made of.

Workers and runs share it. A changed input, rule, statement, module or library is another digest; `KEPT=no` makes all of
it anew.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from leaddash.snapshots import locks

ROOT = Path(__file__).parent.parent
STORE = ROOT / ".kept"
PACKAGE = ROOT / "leaddash"
NO_PART_OF_A_BUILD = {
    *("boards", "cli.py", "drawing", "exports", "reports.py", "sample", "saying", "store", "subjects", "ui", "words"),
}
LIBRARIES = ("duckdb", "hypothesis", "numba", "numpy", "pandas", "pyarrow", "scipy")
WRITTEN = {".py", ".sql", ".toml"}
UNUSED_SECONDS = 7 * 86_400.0
T = TypeVar("T")


def kept(kind: str, of: object, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, made once for all that is the same; `of` is everything it depends on."""
    folder = STORE / kind / digest(of)
    if not folder.exists():
        _make(folder, make)
    os.utime(folder)
    return folder


def remembered(kind: str, of: object, make: Callable[[], T]) -> T:
    """What `make` returns, worked out once for all that is the same."""
    folder = kept(kind, of, lambda place: (place / "answer").write_bytes(pickle.dumps(make())))
    found: T = pickle.loads((folder / "answer").read_bytes())
    return found


def digest(of: object) -> str:
    """A name for a value made of plain values, rows, dataclasses and files (by what is in them)."""
    found = hashlib.sha256()
    for part in _parts(of):
        found.update(part)
        found.update(b"\0")
    return found.hexdigest()[:24]


@cache
def building() -> str:
    """A digest of all that a build follows but its data and its agreement."""
    rooms = [path for path in sorted(PACKAGE.iterdir()) if path.name not in NO_PART_OF_A_BUILD]
    return code(*rooms)


@cache
def code(*places: Path) -> str:
    """A digest of everything written in files and folders, and of the versions of what they stand on."""
    return digest([written(*places), sys.version, *map(version, LIBRARIES)])


def written(*places: Path) -> str:
    """A digest of everything written in files and folders."""
    files = [file for place in places for file in ([place] if place.is_file() else _written_in(place))]
    return digest([[file.relative_to(ROOT).as_posix() for file in files], files])


def _written_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in WRITTEN)


def clear() -> None:
    """Let go of what nobody has asked for in a week, or of everything where `KEPT=no`."""
    if os.environ.get("KEPT") == "no":
        shutil.rmtree(STORE, ignore_errors=True)
    for folder in STORE.glob("*/*"):
        if folder.is_dir() and folder.stat().st_mtime < time.time() - UNUSED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _make(folder: Path, make: Callable[[Path], object]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locks.exclusive(folder.with_suffix(".lock")):
        if folder.exists():
            return
        fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix="making-"))
        try:
            make(fresh)
            fresh.rename(folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def _parts(of: object) -> Iterable[bytes]:
    """A value piece by piece; the order of sets and keys does not matter."""
    if isinstance(of, Path):
        yield of.read_bytes()
    elif is_dataclass(of):
        yield type(of).__qualname__.encode()
        for field in fields(of):
            yield from _parts(getattr(of, field.name))
    elif isinstance(of, dict):
        for name in sorted(of, key=repr):
            yield from _parts(name)
            yield from _parts(of[name])
    elif isinstance(of, list | tuple):
        yield str(len(of)).encode()
        for one in of:
            yield from _parts(one)
    else:
        yield from _plain(of)


def _plain(of: Any) -> Iterable[bytes]:
    if isinstance(of, set | frozenset):
        yield repr(sorted(of, key=repr)).encode()
    elif callable(of):
        yield f"{of.__module__}.{of.__qualname__}".encode()
    else:
        yield repr(of).encode()
