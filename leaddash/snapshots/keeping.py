"""Results kept in memory up to a number of bytes: the one not asked for the longest is let go first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from threading import Condition
from typing import Any, TypeVar, cast

import numpy as np
import pandas as pd
import pyarrow as pa
from cachetools import LRUCache, cached

Made = TypeVar("Made")
KEY_BYTES = 4_096
"""Bytes that count for each result besides its own: its key, and the objects around its arrays."""


class Kept:
    """Results by key: each is computed once, whoever asks for it meanwhile waits, and a failure is tried again."""

    def __init__(self, most_bytes: float, key_bytes: int = KEY_BYTES) -> None:
        self._turn = Condition()
        self._made: LRUCache[Hashable, Any] = LRUCache(most_bytes, getsizeof=lambda made: key_bytes + size_of(made))
        self._get = cached(self._made, key=lambda key, _make: key, condition=self._turn)(lambda _key, make: make())

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The result of a key, made if it is not kept; one larger than all the room is made and not kept."""
        return cast("Made", self._get(key, make))

    def known(self, key: Hashable) -> Any | None:
        """The result of a key if it is kept, else None; nothing is made."""
        with self._turn:
            return self._made.get(key)

    def clear(self) -> None:
        """Let go of everything."""
        with self._turn:
            self._made.clear()

    @property
    def nbytes(self) -> float:
        """Bytes of everything that is kept."""
        return float(self._made.currsize)


def size_of(thing: Any) -> int:
    """Bytes of a thing with all it is made of: frames with their texts, arrays, and tuples and records of them."""
    if isinstance(thing, pd.DataFrame):
        return int(thing.memory_usage(deep=True).sum())
    if isinstance(thing, np.ndarray | pa.Table):
        return int(thing.nbytes)
    if isinstance(thing, tuple | list):
        return sys.getsizeof(thing) + sum(size_of(part) for part in thing)
    if is_dataclass(thing):
        return sys.getsizeof(thing) + sum(size_of(getattr(thing, part.name)) for part in fields(thing))
    return sys.getsizeof(thing)
