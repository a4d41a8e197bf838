"""Cases: statements that several metrics select from, each standing in front of theirs as a CTE of its file's name."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def file(name: str) -> Path:
    """The `.sql` file of some cases."""
    return _HERE / f"{name}.sql"
