"""Named proposals, each an agreement file that holds only the keys it changes."""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

import tomli_w
from platformdirs import user_data_path

from leaddash.errors import AgreementError, NameTakenError

SUFFIX = ".toml"
LONGEST_NAME = 80


def folder() -> Path:
    """Where proposals are kept: $LEADDASH_PROPOSALS, else with the user's data."""
    told = os.environ.get("LEADDASH_PROPOSALS")
    return Path(told) if told else user_data_path("leaddash") / "proposals"


def names() -> list[str]:
    """Names of the proposals that are kept."""
    return sorted(path.stem for path in folder().glob(f"*{SUFFIX}"))


def save(name: str, keys: Mapping[str, Any], *, replaces: bool = False) -> Path:
    """Keep a proposal under a name; the file is whole or not there at all.

    One of that name that says something else stays, and a `NameTakenError` says so, unless it `replaces` it.
    """
    path = folder() / f"{_legal(name)}{SUFFIX}"
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as file:
        file.write(as_file(keys))
    whole = Path(file.name)
    try:
        if replaces:
            whole.replace(path)
        else:
            path.hardlink_to(whole)  # of two that save at once, one finds the name taken
    except FileExistsError:
        if path.read_text("utf-8") != as_file(keys):
            raise NameTakenError(
                f'A proposal "{path.stem}" is kept already; replace it or choose another name.'
            ) from None
    finally:
        whole.unlink(missing_ok=True)
    return path


def free_name(name: str) -> str:
    """The name followed by the least number, from 2 on, under which nothing is kept."""
    taken = {one.casefold() for one in names()}
    numbered = (f"{_legal(name)[: LONGEST_NAME - len(ending)]}{ending}" for ending in map(" {}".format, count(2)))
    return next(one for one in numbered if one.casefold() not in taken)


def read(name: str) -> dict[str, Any]:
    """The keys of a kept proposal."""
    path = folder() / f"{_legal(name)}{SUFFIX}"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise AgreementError(f'The proposal "{name}" cannot be read from {path}; save it again.') from problem


def as_file(keys: Mapping[str, Any]) -> str:
    """The text of an agreement file."""
    return tomli_w.dumps(keys)


def _legal(name: str) -> str:
    """A name that a file may have."""
    told = " ".join(name.split())
    if not told or len(told) > LONGEST_NAME or re.search(r'[/\\:*?"<>|\x00-\x1f]', told) or told.startswith("."):
        raise AgreementError(
            f'"{told}" cannot name a file; use letters, digits, spaces and dashes, at most {LONGEST_NAME} of them.'
        )
    return told
