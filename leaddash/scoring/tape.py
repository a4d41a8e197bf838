"""The event tape: what the scoring rules count of every lead's past, compact enough to be run while a hand moves.

Four bytes an event (days since the one before, rule, marks) and a few arrays by lead. The moments stand beside, read
only where an answer names them. What is not counted under the rules' limits is not on the tape.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from leaddash.errors import DamageError

OPEN: Final = 1
"""At this event its episode may become a model MQL."""
RAISED: Final = 2
"""Its first rule is a hand raise."""
BEGINS: Final = 4
"""The lead's next episode has begun since the event before."""
CREATED: Final = 1
"""A lead that may be a model MQL at its creation."""
RETURNS: Final = 2
"""A lead with events of a later episode."""
AT_CREATION: Final = -1
"""The place of the moment before a lead's first event."""
LONGEST_GAP: Final = 2**16 - 1
META: Final = "tape.json"
TOLD: Final = ("base", "rules", "coded_by", "fitted_by")
"""What is told of a tape beside its arrays."""
WORKERS: Final = os.cpu_count() or 1
"""Threads that run over a tape side by side."""
STRETCHES: Final = 4
"""How many stretches each of them is given, so that none waits long for another."""
Array = NDArray[Any]
_BITS: Final = np.unpackbits(np.arange(256, dtype=np.uint8)[None], axis=0, bitorder="little").astype(np.float64)
"""Which of eight bits (rows) are set in each byte (columns)."""


@dataclass(frozen=True)
class Tape:
    """Every lead's events in running order, lead after lead.

    By event: `gaps` days since the event before (uint16), `codes` the rule's place (one past the last: adds nothing),
    `marks`, `moments` in seconds since `base`. By lead, in the order of their numbers: `offsets` of their events (and
    the end of the last), `fit_codes` into `fit_masks` (which of the fit rules hold), `rows` of their first episodes
    (and the end), `created` in seconds since `base`, `gates`. `shifts` and `clock` tell local time from UTC.
    """

    gaps: Array
    codes: Array
    marks: Array
    moments: Array
    offsets: Array
    fit_codes: Array
    fit_masks: Array
    rows: Array
    created: Array
    gates: Array
    shifts: Array
    clock: Array
    base: int
    rules: int
    coded_by: str
    fitted_by: str

    def __post_init__(self) -> None:
        """Make every array unchangeable: it is shared by all who ask, and the runs are compiled once for all."""
        for name in _arrays():
            fixed(getattr(self, name))

    @property
    def leads(self) -> int:
        """How many leads there are."""
        return len(self.offsets) - 1

    @property
    def episodes(self) -> int:
        """How many episodes there are."""
        return int(self.rows[-1])

    @property
    def nbytes(self) -> int:
        """Bytes of everything the kernel runs over."""
        return sum(
            getattr(self, name).nbytes
            for name in ("gaps", "codes", "marks", "offsets", "fit_codes", "rows", "created", "gates")
        )

    @cached_property
    def everybody(self) -> Array:
        """Every episode chosen."""
        return np.ones(self.episodes, dtype=np.uint8)

    @cached_property
    def whole(self) -> tuple[Array, Array]:
        """All leads by their places, and the stretches of them."""
        leads = fixed(np.arange(self.leads, dtype=np.uint32))
        return leads, self.stretches(leads)

    def stretches(self, leads: Array) -> Array:
        """Where a list of leads, by their places, is cut (both its ends among it) to have about as many events each."""
        places = leads.astype(np.int64)
        work = np.cumsum(self.offsets[places + 1].astype(np.int64) - self.offsets[places] + 1)
        parts = np.arange(1, STRETCHES * WORKERS) / (STRETCHES * WORKERS)
        return np.array([0, *np.searchsorted(work, parts * work[-1:].sum()), len(leads)], dtype=np.int64)

    @cached_property
    def _packed_masks(self) -> Array:
        """Eight fit rules in each byte, a row for every eight."""
        return np.ascontiguousarray(np.packbits(self.fit_masks, axis=1, bitorder="little").T)

    def fit_sums(self, points: list[float]) -> Array:
        """By fit code the points of the fit rules that hold: eight rules at once are looked up."""
        padded = np.zeros((len(self._packed_masks), 8))
        padded.flat[: len(points)] = points
        found = np.zeros(len(self.fit_masks))
        for of_each, held in zip(padded @ _BITS, self._packed_masks, strict=True):
            found += of_each[held]
        return found

    def rows_of(self, leads: Array, episodes: Array) -> Array:
        """Rows of passes by the numbers that tables give leads and their passes."""
        return np.asarray(self.rows[lead_places(leads)].astype(np.int64) + episodes - 1)

    def episode_numbers(self, rows: Array, places: Array) -> Array:
        """The numbers that tables give passes, by their rows and the places of their leads."""
        return np.asarray((rows - self.rows[places].astype(np.int64) + 1).astype(np.int32))

    def with_fits(self, codes: Array, masks: Array, fitted_by: str) -> Tape:
        """The same events under other fit rules."""
        return replace(self, fit_codes=codes, fit_masks=masks, fitted_by=fitted_by)


def lead_places(numbers: Array) -> Array:
    """Places on the tape of the leads that tables number from 1."""
    return np.asarray(numbers - 1, dtype=np.int32)


def lead_numbers(places: Array) -> Array:
    """The numbers that tables give the leads of some places on the tape."""
    return np.asarray(places + 1, dtype=np.int32)


def fixed(array: Array) -> Array:
    """The same array, unchangeable as those of the tape: a run is compiled once for both."""
    array.flags.writeable = False
    return array


def save(tape: Tape, folder: Path) -> None:
    """Write a tape into a new folder, with a digest of each array and of all that is told beside them."""
    folder.mkdir(parents=True)
    for name in _arrays():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(getattr(tape, name)), allow_pickle=False)
    told = {name: getattr(tape, name) for name in TOLD}
    digests = {name: _digest(getattr(tape, name)) for name in _arrays()}
    text = json.dumps({**told, "arrays": digests, "digest": _whole(told, digests)})
    (folder / META).write_text(text, "utf-8")


def load(folder: Path) -> Tape:
    """The tape of a folder, read into memory, every byte of it as it was written; else one sentence.

    It is not mapped: a mapped file that is cut short ends the process that reads it.
    """
    try:
        meta = json.loads((folder / META).read_text("utf-8"))
        arrays: dict[str, Any] = {name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in _arrays()}
        told, digests = {name: meta[name] for name in TOLD}, {name: _digest(arrays[name]) for name in arrays}
        is_whole = digests == meta["arrays"] and _whole(told, digests) == meta["digest"]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as problem:
        raise DamageError(folder.parent, "its tape cannot be read") from problem
    if not is_whole:
        raise DamageError(folder.parent, "its tape is not the one that was written")
    return Tape(**arrays, **told)


def _arrays() -> list[str]:
    return [field.name for field in fields(Tape) if field.type == "Array"]


def _digest(array: Array) -> str:
    """A digest of what an array is and holds."""
    found = hashlib.sha256(f"{array.dtype.str} {array.shape}".encode())
    found.update(np.ascontiguousarray(array).data.cast("B") if array.size else b"")
    return found.hexdigest()


def _whole(told: dict[str, Any], digests: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps([told, digests], sort_keys=True).encode()).hexdigest()
