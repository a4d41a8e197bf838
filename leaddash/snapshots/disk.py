"""Whether it is the disk that refused to take what was written."""

from __future__ import annotations

import errno
import os

REFUSALS: tuple[int, ...] = tuple(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS") if hasattr(errno, name)
)
FULL_FOR_SPILLING = "max_temp_directory_size"
"""How DuckDB says that what it puts aside finds no room."""


def refusal(problem: BaseException) -> str | None:
    """What the disk said, like "No space left on device"; None where the problem is another."""
    if isinstance(problem, OSError) and problem.errno in REFUSALS:
        return problem.strerror
    message = str(problem)
    if FULL_FOR_SPILLING in message:
        return os.strerror(errno.ENOSPC)
    return next((os.strerror(code) for code in REFUSALS if os.strerror(code) in message), None)
