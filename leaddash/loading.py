"""What a server loads by itself once it answers, and everyone else's wait until that is done.

Two threads that load parts of one package in different orders end in half-made modules: so one loads, the others wait.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

_done = threading.Event()
_done.set()


def begin(load: Callable[[], object]) -> None:
    """Load in a thread of its own."""
    _done.clear()
    threading.Thread(target=_run, args=(load,), daemon=True).start()


def wait() -> None:
    """Wait until what was begun is loaded."""
    _done.wait()


def _run(load: Callable[[], object]) -> None:
    try:
        load()
    finally:
        _done.set()
