"""How runs over the tape are compiled: once per version of these files, kept in the user's cache.

Numba keeps what it compiled beside a file until that file changes, and takes no notice of functions that come from
another one. So the folder it keeps them in bears the digest of all of them. It is loaded with the first run and not
with this module: it takes longer than all the rest of a page, and most pages never ask the tape.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import update_wrapper
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

from leaddash import user_cache

_SOURCES = sorted(Path(__file__).parent.glob("*.py"))
_DIGEST = sha256(b"".join(source.read_bytes() for source in _SOURCES)).hexdigest()[:16]
FOLDER = user_cache.folder() / "compiled" / _DIGEST
"""Where what was compiled is kept, unless `NUMBA_CACHE_DIR` names another place."""


Given = ParamSpec("Given")
Found = TypeVar("Found")


class Kernel(Generic[Given, Found]):
    """A function that is compiled when the first of them all is called, and runs compiled from then on."""

    def __init__(self, function: Callable[Given, Found]) -> None:
        update_wrapper(self, function)
        self.function = function
        self.compiled: Any = None

    def __call__(self, *given: Given.args, **named: Given.kwargs) -> Found:
        """Run it compiled."""
        if self.compiled is None:
            with _compiling:
                _compile([kernel for kernel in _known if kernel.compiled is None])
        found: Found = self.compiled(*given, **named)
        return found


_known: list[Kernel[Any, Any]] = []
_compiling = threading.Lock()


def compiled(function: Callable[Given, Found]) -> Kernel[Given, Found]:
    """A kernel of a function: it holds no lock of Python's while it runs."""
    _known.append(Kernel(function))
    return _known[-1]


def _compile(kernels: list[Kernel[Any, Any]]) -> None:
    """Hand functions to numba, which compiles each when it is called; the kernels they name become what numba knows."""
    import numba
    from numba.core import config

    config.CACHE_DIR = config.CACHE_DIR or str(FOLDER)  # type: ignore[attr-defined]
    made = {kernel: numba.njit(nogil=True, cache=True)(kernel.function) for kernel in kernels}
    for kernel in kernels:
        names = kernel.function.__globals__
        names.update({name: made.get(one, one.compiled) for name, one in names.items() if isinstance(one, Kernel)})
    for kernel, dispatcher in made.items():
        kernel.compiled = dispatcher
