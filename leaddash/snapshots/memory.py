"""How much memory the machine has for us, and what of it the database and what is kept of a snapshot may take."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

MOST_OF_DATABASE = 8 * 10**9
"""More memory than this makes no question faster."""
DATABASE_SHARE, KEPT_SHARE = 0.6, 0.125
ROOT = Path("/")


def database_limit() -> str:
    """What one connection may use; sorts and joins beyond it go by the disk."""
    return os.environ.get("LEADDASH_MEMORY") or f"{_share(DATABASE_SHARE, MOST_OF_DATABASE) // 10**6}MB"


def kept_limit() -> int:
    """Bytes that may be kept of one snapshot's answers and what they are made from."""
    return _share(KEPT_SHARE, MOST_OF_DATABASE)


def machine(root: Path = ROOT) -> int | None:
    """Bytes of memory that this process may use: the machine's, or less in a container; None where nobody says."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else None
    return min([*([pages] if pages else []), *_limits(root)], default=None)


def _share(share: float, most: int) -> int:
    available = machine()
    return most if available is None else min(most, int(share * available))


def _limits(root: Path) -> Iterator[int]:
    """Limits of the control groups that the process is in, and of those around them."""
    for line in _text(root / "proc/self/cgroup").splitlines():
        _, controllers, path = line.split(":", 2)
        if controllers and "memory" not in controllers.split(","):
            continue
        base = "sys/fs/cgroup/memory" if controllers else "sys/fs/cgroup"
        group = Path(path.strip("/"))
        for folder in (group, *group.parents):
            limit = _text(root / base / folder / ("memory.limit_in_bytes" if controllers else "memory.max"))
            if limit.strip().isdigit():
                yield int(limit)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError:
        return ""
