"""The last few tables that were made, so that questions asked together make one only once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future

import pyarrow as pa


class Last:
    """The last few tables by what was asked; who asks for one in the making waits for it."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._made: OrderedDict[str, Future[pa.Table]] = OrderedDict()

    def get(self, key: str, make: Callable[[], pa.Table]) -> pa.Table:
        """The table of a key, made if it is not there."""
        with self._lock:
            found, mine = self._made.get(key), Future[pa.Table]()
            if found is None:
                self._made[key] = mine
                if len(self._made) > self._most:
                    self._made.popitem(last=False)
        return found.result() if found else self._filled(key, mine, make)

    def _filled(self, key: str, mine: Future[pa.Table], make: Callable[[], pa.Table]) -> pa.Table:
        try:
            mine.set_result(make())
        except BaseException as problem:
            self._made.pop(key, None)
            mine.set_exception(problem)
        return mine.result()
