"""Folders of snapshots: what is named is there, however often a newer one takes its place."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from leaddash.snapshots.folders import MANIFEST, POINTER, named

SWAPS = 600


def point(out: Path, name: str) -> None:
    (out / "new").write_text(name, "utf-8")
    (out / "new").replace(out / POINTER)


def swap(out: Path, number: int) -> None:
    """A newer folder with a manifest, named by the pointer, and the one before cleared away, as a build keeps one."""
    (out / f"{number}").mkdir()
    (out / f"{number}" / MANIFEST).touch()
    point(out, f"{number}")
    shutil.rmtree(out / f"{number - 1}", ignore_errors=True)


def test_a_folder_is_named_at_every_moment_while_one_takes_the_place_of_another(tmp_path: Path) -> None:
    swap(tmp_path, 0)
    is_over, seen = threading.Event(), list[Path | None]()

    def look() -> None:
        while not is_over.is_set():
            seen.append(named(tmp_path))

    looking = threading.Thread(target=look)
    looking.start()
    for number in range(1, SWAPS):
        swap(tmp_path, number)
    is_over.set()
    looking.join()
    assert None not in seen
    assert len(set(seen)) > 1


def test_a_pointer_to_what_is_gone_names_nothing(tmp_path: Path) -> None:
    point(tmp_path, "gone")
    assert named(tmp_path) is None
