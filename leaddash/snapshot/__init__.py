"""Snapshots: immutable folders with the tables and what they were built from, opened and leased."""

from leaddash.snapshot.folders import (
    DATABASE,
    FORMAT,
    MANIFEST,
    POINTER,
    TAPE,
    UNFINISHED,
    candidates,
    finished,
    locate,
)
from leaddash.snapshot.leases import give_back, lease, open_snapshot, same, take
from leaddash.snapshot.opened import MART_KEYS, Snapshot

__all__ = [
    "DATABASE",
    "FORMAT",
    "MANIFEST",
    "MART_KEYS",
    "POINTER",
    "TAPE",
    "UNFINISHED",
    "Snapshot",
    "candidates",
    "finished",
    "give_back",
    "lease",
    "locate",
    "open_snapshot",
    "same",
    "take",
]
