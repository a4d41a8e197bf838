"""The user's cache: what can be made anew, kept between runs."""

from __future__ import annotations

import time
from pathlib import Path

from platformdirs import user_cache_path


def folder() -> Path:
    """Where it lies."""
    return user_cache_path("leaddash")


def put(file: Path, text: str) -> None:
    """Write a file in one go, so that a reader sees the old or the new, and never a part."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{time.time_ns()}")
    fresh.write_text(text, "utf-8")
    fresh.replace(file)
