"""How runs over the tape are compiled: once per version of these files, kept in the user's cache.

Numba keeps what it compiled beside a file until that file changes, and takes no notice of functions that come from
another one. So the folder it keeps them in bears the digest of all of them.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import numba
from numba.core import config
from platformdirs import user_cache_path

_SOURCES = sorted(Path(__file__).parent.glob("*.py"))
_DIGEST = sha256(b"".join(source.read_bytes() for source in _SOURCES)).hexdigest()[:16]

config.CACHE_DIR = config.CACHE_DIR or str(user_cache_path("leaddash") / "compiled" / _DIGEST)  # type: ignore[attr-defined]
compiled = numba.njit(nogil=True, cache=True)
