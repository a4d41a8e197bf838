"""Snapshots of data folders, built once into a cache and found there again."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

from leaddash import __version__, agreement, sources
from leaddash.agreement import Agreement
from leaddash.build.run import Progress, build
from leaddash.errors import SourceError
from leaddash.snapshot import FORMAT, MART_KEYS, locate

PACKAGE = Path(sources.__file__).parent.parent


def is_data(path: Path) -> bool:
    """Whether a path is a folder of data, not a snapshot or a folder of snapshots."""
    return path.is_dir() and locate(path) is None


def snapshot_of(path: Path, rules: Agreement | None = None, progress: Progress = lambda _: None) -> Path:
    """The snapshot that a path names: itself, a folder's current one, or one of a data folder, cached."""
    found = locate(path)
    if found is not None:
        return found
    if not path.is_dir():
        raise SourceError(f"There is nothing at {path}. Give a snapshot, a folder of snapshots or a folder of data.")
    marts = _mart_rules(rules or agreement.default())
    cached = user_cache_path("leaddash") / _fingerprint(path, marts)
    if locate(cached) is None:
        build(path, cached, rules=marts, keep=2, progress=progress)
    return locate(cached) or cached


def _mart_rules(rules: Agreement) -> Agreement:
    """The default agreement with the keys of `rules` on which a snapshot's tables rest."""
    return agreement.parse({"stages": {key: list(getattr(rules.stages, key)) for key in MART_KEYS}})


def _fingerprint(path: Path, rules: Agreement) -> str:
    """A name that changes with a folder's files, the agreement and the statements that make the tables."""
    files = sorted(file for file in path.iterdir() if file.is_file())
    stats = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    text = repr((str(path.resolve()), stats, agreement.digest(rules), __version__, FORMAT, _statements()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _statements() -> str:
    """A digest of every statement and source that a build follows."""
    files = sorted(path for path in PACKAGE.rglob("*") if path.suffix in {".sql", ".toml"})
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
