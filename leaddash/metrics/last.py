"""The last few things that were made, so that questions asked together make one only once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

Key = TypeVar("Key")
Made = TypeVar("Made")


class Last(Generic[Key, Made]):
    """The last few things by what was asked; who asks for one in the making waits for it."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._made: OrderedDict[Key, Future[Made]] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Made]) -> Made:
        """What a key asks for, made if it is not there."""
        with self._lock:
            found, mine = self._made.get(key), Future[Made]()
            if found is None:
                self._made[key] = mine
                if len(self._made) > self._most:
                    self._made.popitem(last=False)
        return found.result() if found else self._filled(key, mine, make)

    def known(self, key: Key) -> Made | None:
        """What a key asks for if it is there and made, else None; nothing is made."""
        found = self._made.get(key)
        return found.result() if found and found.done() and not found.exception() else None

    def _filled(self, key: Key, mine: Future[Made], make: Callable[[], Made]) -> Made:
        try:
            mine.set_result(make())
        except BaseException as problem:
            self._made.pop(key, None)
            mine.set_exception(problem)
        return mine.result()
