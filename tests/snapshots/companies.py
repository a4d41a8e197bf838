"""Tiny companies of so many leads, and a finished snapshot put in service again as a build does it."""

from __future__ import annotations

import shutil
from pathlib import Path

from leaddash.snapshots import finished, published
from tests.intake import ACTIVITIES, LEADS, fill


def leads_of(count: int) -> str:
    """A file of so many leads, at least two."""
    return LEADS + "".join(f"M{number},2026-01-04T09:00:00\n" for number in range(count - 2))


def company(folder: Path, leads: int = 2) -> Path:
    """The data of a company, in a folder of their own."""
    return fill(folder / "data", leads=leads_of(leads), activities=ACTIVITIES)


def put_in_service(made: Path, out: Path, keep: int = 10) -> Path:
    """All that a build does around making a snapshot, with a copy of one that is made."""
    with published.place(out) as fresh:
        shutil.copytree(made, fresh, dirs_exist_ok=True)
        return published.put_in_service(fresh, out, keep)


def newest(out: Path) -> Path:
    """The newest snapshot of a folder of them."""
    return finished(out)[-1]
