"""The event tape: what the scoring rules count of every lead's past, so compact that a model runs over it at once.

An event takes four bytes: days since the event before, rule, marks. A few more arrays are by lead. The moments of the
events are in an array of their own, which is read only for those an answer names. What the rules' limits do not count
is not on the tape. A lead is known by its place (0 for the first), an event by its place, an episode by its row.
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
"""Mark of an event at which its episode may become a model MQL."""
RAISED: Final = 2
"""Mark of an event whose rule is a hand raise."""
BEGINS: Final = 4
"""Mark of an event that is the first of the lead's next episode."""
CREATED: Final = 1
"""Gate of a lead that may be a model MQL at its creation."""
RETURNS: Final = 2
"""Gate of a lead that has events in an episode after its first."""
AT_CREATION: Final = -1
"""In place of an event: the creation of the lead, before its first event."""
LONGEST_GAP: Final = 2**16 - 1
"""Days between two events that fit into two bytes; a longer gap is filled with events that count nothing."""
META: Final = "tape.json"
DESCRIBED: Final = ("base", "rules", "coded_by", "fitted_by")
"""The values of a tape that are not arrays; they are kept in its `tape.json`."""
WORKERS: Final = os.cpu_count() or 1
"""Threads that run over a tape side by side."""
STRETCHES: Final = 4
"""Stretches of leads per thread: more than one, so that a thread that is done early takes another."""
Array = NDArray[Any]
_BITS: Final = np.unpackbits(np.arange(256, dtype=np.uint8)[None], axis=0, bitorder="little").astype(np.float64)
"""Which of eight bits (rows) are set in each byte (columns)."""


@dataclass(frozen=True)
class Tape:
    """Every lead's events in running order, lead after lead.

    By event: `gaps`, local days since the lead's event before (uint16); `codes`, the place of the rule among the
    behaviour rules (`rules`: it adds nothing); `marks` (`OPEN`, `RAISED`, `BEGINS`); `moments`, seconds since `base`.

    By lead, in the order of their numbers: `offsets`, the place of its first event (and the end of the last lead's);
    `fit_codes`, its row in `fit_masks`, which says of each fit rule whether it holds; `rows`, the row of its first
    episode (and the end); `created`, seconds since `base`; `gates` (`CREATED`, `RETURNS`).

    `base` is in seconds of UTC. Local time is ahead of UTC by `clock` seconds from each of the seconds `shifts` on.
    `coded_by` and `fitted_by` are digests of the rules that decide the events and the masks.
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
        """Make every array read-only: all who ask share it, and runs need compiling for read-only arrays alone."""
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
        """Bytes of the arrays that a run reads for every event or lead."""
        return sum(
            getattr(self, name).nbytes
            for name in ("gaps", "codes", "marks", "offsets", "fit_codes", "rows", "created", "gates")
        )

    @cached_property
    def everybody(self) -> Array:
        """A choice of all episodes (1 by row)."""
        return np.ones(self.episodes, dtype=np.uint8)

    @cached_property
    def whole(self) -> tuple[Array, Array]:
        """All leads by their places, and the stretches of them."""
        leads = fixed(np.arange(self.leads, dtype=np.uint32))
        return leads, self.stretches(leads)

    def stretches(self, leads: Array) -> Array:
        """The cuts of a list of leads into stretches of about as many events, from 0 to the length of the list."""
        places = leads.astype(np.int64)
        work = np.cumsum(self.offsets[places + 1].astype(np.int64) - self.offsets[places] + 1)
        parts = np.arange(1, STRETCHES * WORKERS) / (STRETCHES * WORKERS)
        return np.array([0, *np.searchsorted(work, parts * work[-1:].sum()), len(leads)], dtype=np.int64)

    @cached_property
    def _packed_masks(self) -> Array:
        """The fit masks, eight rules to a byte: [byte, fit code]."""
        return np.ascontiguousarray(np.packbits(self.fit_masks, axis=1, bitorder="little").T)

    def fit_sums(self, points: list[float]) -> Array:
        """By fit code the sum of the points of the fit rules that hold, looked up for eight rules at once."""
        padded = np.zeros((len(self._packed_masks), 8))
        padded.flat[: len(points)] = points
        found = np.zeros(len(self.fit_masks))
        for points_of_byte, held in zip(padded @ _BITS, self._packed_masks, strict=True):
            found += points_of_byte[held]
        return found

    def rows_of(self, leads: Array, episodes: Array) -> Array:
        """Rows of episodes by the numbers that tables give leads and their episodes."""
        return np.asarray(self.rows[lead_places(leads)].astype(np.int64) + episodes - 1)

    def episode_numbers(self, episode_rows: Array, places: Array) -> Array:
        """The numbers that tables give episodes, by their rows and the places of their leads."""
        return np.asarray((episode_rows - self.rows[places].astype(np.int64) + 1).astype(np.int32))

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
    """The same array made read-only, as those of the tape are: numba compiles a run once for each of the two kinds."""
    array.flags.writeable = False
    return array


def save(tape: Tape, folder: Path) -> None:
    """Write a tape into a new folder, with a digest of each array and one of all other values and these digests."""
    folder.mkdir(parents=True)
    for name in _arrays():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(getattr(tape, name)), allow_pickle=False)
    described = {name: getattr(tape, name) for name in DESCRIBED}
    digests = {name: _digest(getattr(tape, name)) for name in _arrays()}
    text = json.dumps({**described, "arrays": digests, "digest": _whole(described, digests)})
    (folder / META).write_text(text, "utf-8")


def load(folder: Path) -> Tape:
    """The tape of a folder, read into memory; a `DamageError` where any byte of it is not as it was written.

    It is not mapped: a mapped file that is cut short ends the process that reads it.
    """
    try:
        meta = json.loads((folder / META).read_text("utf-8"))
        arrays: dict[str, Any] = {name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in _arrays()}
        described, digests = {name: meta[name] for name in DESCRIBED}, {name: _digest(arrays[name]) for name in arrays}
        is_whole = digests == meta["arrays"] and _whole(described, digests) == meta["digest"]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as problem:
        raise DamageError(folder.parent, "its tape cannot be read") from problem
    if not is_whole:
        raise DamageError(folder.parent, "its tape is not the one that was written")
    return Tape(**arrays, **described)


def _arrays() -> list[str]:
    return [field.name for field in fields(Tape) if field.type == "Array"]


def _digest(array: Array) -> str:
    """A digest of an array's type, shape and values."""
    found = hashlib.sha256(f"{array.dtype.str} {array.shape}".encode())
    found.update(np.ascontiguousarray(array).data.cast("B") if array.size else b"")
    return found.hexdigest()


def _whole(described: dict[str, Any], digests: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps([described, digests], sort_keys=True).encode()).hexdigest()
