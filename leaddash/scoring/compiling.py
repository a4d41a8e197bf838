"""The compiling of runs over the tape with numba: once per version of these files, kept on disk in the user's cache.

Numba's own cache compiles a function again when the file it stands in changes, but not when a function that it calls
from another file does. So the name of the cache's folder holds a digest of every file here: any change begins a new
folder. Numba is imported with the first run, not with this module: that takes longer than a whole page, and most pages
never run anything.
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
"""The folder of compiled functions, unless `NUMBA_CACHE_DIR` names another one."""
Given = ParamSpec("Given")
Found = TypeVar("Found")


class Kernel(Generic[Given, Found]):
    """A function that numba compiles at its first call; that call hands all kernels known by then to numba together."""

    def __init__(self, function: Callable[Given, Found]) -> None:
        update_wrapper(self, function)
        self.function = function
        self.compiled: Any = None

    def __call__(self, *given: Given.args, **named: Given.kwargs) -> Found:
        """Call the compiled function."""
        if self.compiled is None:
            with _compiling:
                _compile([kernel for kernel in _known if kernel.compiled is None])
        found: Found = self.compiled(*given, **named)
        return found


_known: list[Kernel[Any, Any]] = []
_compiling = threading.Lock()


def compiled(function: Callable[Given, Found]) -> Kernel[Given, Found]:
    """A kernel of a function; while it runs, other threads of Python run too (`nogil`)."""
    _known.append(Kernel(function))
    return _known[-1]


def _compile(kernels: list[Kernel[Any, Any]]) -> None:
    """Hand functions to numba, which compiles each when it is first called.

    Numba cannot call a `Kernel`: where a function calls another kernel by a global name, that name is bound to numba's
    version of it.
    """
    import numba
    from numba.core import config

    config.CACHE_DIR = config.CACHE_DIR or str(FOLDER)  # type: ignore[attr-defined]
    made = {kernel: numba.njit(nogil=True, cache=True)(kernel.function) for kernel in kernels}
    for kernel in kernels:
        names = kernel.function.__globals__
        names.update({name: made.get(one, one.compiled) for name, one in names.items() if isinstance(one, Kernel)})
    for kernel, dispatcher in made.items():
        kernel.compiled = dispatcher
