"""How many moments are estimated, on which times and trends rest."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from leaddash.words import Words

MOSTLY = 0.75
"""The share of estimated entries from which on most are said to be."""


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
