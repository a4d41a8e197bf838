"""Folders of snapshots on disk: what one holds, which is in service, whether it is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leaddash.errors import DamageError, SnapshotError

FORMAT_VERSION = 12
"""The version of what a snapshot's folder holds; one of another version is built again."""
DATABASE = "leaddash.duckdb"
MANIFEST = "manifest.json"
TAPE = "tape"
POINTER = "current"
UNFINISHED = ".building-"


def locate(path: Path) -> Path | None:
    """Folder of the snapshot that a path names: itself, or the current one of a folder of snapshots."""
    if (path / MANIFEST).exists():
        return path
    pointer = path / POINTER
    name = pointer.read_text("utf-8", errors="replace").strip() if pointer.is_file() else ""
    return path / name if name and name.isprintable() else None


def named(path: Path) -> Path | None:
    """Folder of the snapshot that a path names and that is there; None where there is none.

    Where a build has put a newer one in service and cleared this one away since the pointer was read, the newer one.
    """
    folder = locate(path)
    while folder is not None and not (folder / MANIFEST).exists():
        before, folder = folder, locate(path)
        if folder == before:
            return None
    return folder


def is_cleared(folder: Path, path: Path) -> bool:
    """Whether a build has cleared a folder away that served a path before: it is gone, and named no more."""
    return not folder.exists() and locate(path) != folder


def finished(out: Path) -> list[Path]:
    """The snapshots in a folder of them, the oldest first."""
    folders = (path for path in out.iterdir() if not path.name.startswith(UNFINISHED)) if out.is_dir() else iter(())
    return sorted(folder for folder in folders if (folder / MANIFEST).exists())


def candidates(path: Path) -> Iterator[Path]:
    """Snapshots that may serve for a path: the one it names, then the others of a folder of them, the newest first."""
    named = locate(path)
    if named is not None:
        yield named
    if named != path:
        yield from (folder for folder in reversed(finished(path)) if folder != named)


def files(folder: Path) -> dict[str, int]:
    """What a snapshot holds beside its manifest: bytes by name."""
    found = [folder / DATABASE, *sorted((folder / TAPE).iterdir())]
    return {file.relative_to(folder).as_posix(): file.stat().st_size for file in found}


def digest(manifest: dict[str, Any]) -> str:
    """A digest of all that a manifest says but for its own."""
    others = {name: value for name, value in manifest.items() if name != "digest"}
    return hashlib.sha256(json.dumps(others, indent=1, sort_keys=True, default=str).encode()).hexdigest()


def read(folder: Path) -> dict[str, Any]:
    """The manifest of a snapshot that is whole, as far as sizes tell; else one sentence says what is wrong."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise DamageError(folder, f"its {MANIFEST} cannot be read") from problem
    described = manifest if isinstance(manifest, dict) else {}
    if described.get("format") != FORMAT_VERSION and "format" in described:
        raise SnapshotError(f"{folder} was built by another version of leaddash. Build it again: leaddash build DIR")
    if described.get("digest") != digest(described):
        raise DamageError(folder, f"its {MANIFEST} is not the one that was written")
    _check(folder, described["files"])
    return described


def _check(folder: Path, sizes: dict[str, int]) -> None:
    for name, size in sizes.items():
        file = folder / name
        if not file.is_file():
            raise DamageError(folder, f"{name} is missing")
        if file.stat().st_size != size:
            raise DamageError(folder, f"{name} has {file.stat().st_size:,} bytes where {size:,} were written")
