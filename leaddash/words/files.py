"""Files of words: the kit's, those of each subject and those of the boards, one a language in each folder."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from leaddash.home import PACKAGE


def folders() -> list[Path]:
    """Every folder that holds words, the kit's first."""
    return [PACKAGE / "words", *sorted(PACKAGE.glob("subjects/*/words")), *PACKAGE.glob("boards/words")]


def texts(paths: Iterable[Path]) -> dict[str, str]:
    """The texts of some files by their dotted keys; a key that stands in two of them is an error."""
    found: dict[str, str] = {}
    for path in paths:
        own = dict(_flat(tomllib.loads(path.read_text("utf-8"))))
        if twice := sorted(own.keys() & found.keys()):
            raise ValueError(f"another file has {', '.join(twice)} too; keep one: {path}")
        found |= own
    return found


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value
