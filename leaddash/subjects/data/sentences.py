"""What was read, and what that allows one to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from leaddash.words import Words

MOSTLY = 0.75


def data_sentence(manifest: Mapping[str, Any], words: Words, built: str) -> str:
    """How many rows were read and how many of them refused."""
    read = sum(table["read"] for table in manifest["tables"])
    refused = read - sum(table["kept"] for table in manifest["tables"])
    key = "insight.data.clean" if not refused else "insight.data.refused"
    return words(key, rows=read, refused=refused, source=_source_name(manifest["source"], words), built=built)


def _source_name(name: str, words: Words) -> str:
    """What a source is called; one of the user's own has the name it gives itself."""
    return words(f"source_name.{name}") if words.has(f"source_name.{name}") else name


@dataclass(frozen=True)
class Moments:
    """Stage entries after the creation, each once however many stages it set, and exits; of both how many estimated."""

    entries: int
    entries_estimated: int
    exits: int
    exits_estimated: int


def estimated_note(known: Moments, words: Words) -> str:
    """How many stage entries and exits have an estimated moment; empty where none has."""
    if not known.entries_estimated + known.exits_estimated:
        return ""
    is_mostly = known.entries_estimated >= MOSTLY * max(known.entries, 1)
    return words(f"insight.estimated.{'mostly' if is_mostly else 'some'}", **asdict(known))
