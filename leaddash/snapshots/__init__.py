"""Snapshots: immutable folders with the tables and what they came from; made, put in service, opened and leased."""

from leaddash.snapshots.cached import is_data, snapshot_of
from leaddash.snapshots.folders import (
    DATABASE,
    FORMAT_VERSION,
    MANIFEST,
    POINTER,
    TAPE,
    UNFINISHED,
    candidates,
    finished,
    locate,
)
from leaddash.snapshots.leases import give_back, lease, open_snapshot, same, take
from leaddash.snapshots.made import BUILD_STEPS, Built, build
from leaddash.snapshots.opened import MART_KEYS, Snapshot
from leaddash.snapshots.service import Service

__all__ = [
    "BUILD_STEPS",
    "DATABASE",
    "FORMAT_VERSION",
    "MANIFEST",
    "MART_KEYS",
    "POINTER",
    "TAPE",
    "UNFINISHED",
    "Built",
    "Service",
    "Snapshot",
    "build",
    "candidates",
    "finished",
    "give_back",
    "is_data",
    "lease",
    "locate",
    "open_snapshot",
    "same",
    "snapshot_of",
    "take",
]
