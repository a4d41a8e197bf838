"""Snapshots of data folders, built once into a cache and found there again."""

from __future__ import annotations

import hashlib
import json
import time
from functools import cache
from pathlib import Path
from typing import Any

from leaddash import __version__, agreement, statements, user_cache
from leaddash.agreement import Agreement
from leaddash.errors import DamageError, SnapshotError, SourceError
from leaddash.home import PACKAGE
from leaddash.snapshots import folders
from leaddash.snapshots.folders import DATABASE, FORMAT_VERSION, candidates, locate
from leaddash.snapshots.made import Progress, build
from leaddash.snapshots.opened import MART_KEYS

METRIC_FOLDERS = (*PACKAGE.glob("subjects/*/metrics"), PACKAGE / "metrics", *statements.IMPORTABLE)
"""The folders of statements that pages ask, and of those that these select from."""
SNAPSHOTS_KEPT = 2
"""Snapshots kept of a data folder: the one before serves where the newest is damaged."""
CHANGE_MARK = 2
"""The place of `st_ctime_ns` among a file's marks: its last change of any kind, which only the system sets."""
SETTLED_NS = 2 * 10**9
"""Nanoseconds since a file's change after which another one would show in its times: they tick coarsely."""


def is_data(path: Path) -> bool:
    """Whether a path is a folder of data, not a snapshot or a folder of snapshots."""
    return path.is_dir() and next(candidates(path), None) is None and not (path / DATABASE).exists()


def snapshot_of(path: Path, rules: Agreement | None = None, progress: Progress = lambda _: None) -> Path:
    """The snapshot that a path names: itself, a folder's current one, or one of a data folder, cached."""
    found = next(candidates(path), None)
    if found is not None:
        return found
    if (path / DATABASE).exists():
        raise DamageError(path, "its manifest is missing")
    if not path.is_dir():
        raise SourceError(f"There is nothing at {path}. Give a snapshot, a folder of snapshots or a folder of data.")
    return up_to_date(path, rules) or rebuilt(path, rules, progress)


def home(path: Path, rules: Agreement | None = None) -> Path:
    """The folder of snapshots in the cache for a data folder, under its own agreement or the mart keys of another."""
    text = repr((str(path.resolve()), _other_marts(path, rules), __version__, FORMAT_VERSION, _statements()))
    return user_cache.folder() / hashlib.sha256(text.encode()).hexdigest()[:16]


def up_to_date(path: Path, rules: Agreement | None = None) -> Path | None:
    """The snapshot in the cache that was made from what a data folder holds now; None where there is none."""
    found = locate(home(path, rules))
    is_same = found is not None and _made_from(found) == contents(path)
    return found if is_same else None


def rebuilt(path: Path, rules: Agreement | None = None, progress: Progress = lambda _: None) -> Path:
    """A new snapshot in the cache, of what a data folder holds now."""
    own, holds = agreement.of_folder(path), contents(path)
    marts, local_zone = _mart_rules(own, rules), (rules or own).timezone
    out = home(path, rules)
    _look_through_statements()
    return build(
        path, out, rules=marts, local_zone=local_zone, keep=SNAPSHOTS_KEPT, made_from=holds, progress=progress
    ).folder


def contents(path: Path) -> str:
    """A digest of all files of a data folder; a file is read again only where its size, times or inode have changed.

    These marks are remembered with the file's digest, but not if it changed just before: what is written within one
    tick of the file system's clock would leave them as they are.
    """
    try:
        files = sorted(file for file in path.iterdir() if file.is_file())
        known = _remembered(path)
        found = {file.name: _entry(file, known.get(file.name)) for file in files}
    except OSError as problem:
        raise SourceError(f"{path} cannot be read: {problem.strerror}.") from problem
    if found != known:
        _remember(path, found)
    return hashlib.sha256(repr([(name, entry[1]) for name, entry in found.items()]).encode()).hexdigest()[:16]


def _look_through_statements() -> None:
    """Parse every statement for the files it selects from, which is kept, so that no page waits for the parser."""
    for file in (file for folder in METRIC_FOLDERS for file in folder.glob("*.sql")):
        statements.imports(file)


def _entry(file: Path, known: Any) -> list[Any]:
    """The entry of a file: its marks (none, where it may change again unseen) and the digest of its content."""
    marks = _marks(file)
    if known and known[0] == marks:
        return [marks, known[1]]
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    is_settled = marks[CHANGE_MARK] + SETTLED_NS < time.time_ns()
    return [marks if is_settled else [], digest]


def _marks(file: Path) -> list[int]:
    status = file.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _remembered(path: Path) -> dict[str, Any]:
    try:
        remembered = json.loads(_memory(path).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return remembered if isinstance(remembered, dict) else {}


def _remember(path: Path, contents: dict[str, Any]) -> None:
    """Write down the entry of each file."""
    user_cache.put(_memory(path), json.dumps(contents))


def _memory(path: Path) -> Path:
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    return user_cache.folder() / "contents" / f"{name}.json"


def _made_from(folder: Path) -> str | None:
    """The digest of the data that a snapshot was made from; None where it is damaged."""
    try:
        return str(folders.read(folder)["made_from"])
    except SnapshotError:
        return None


def _mart_rules(agreed: Agreement, rules: Agreement | None) -> Agreement:
    """What is agreed, with the keys of `rules` on which a snapshot's tables rest."""
    stages = (rules or agreed).stages
    return agreement.parse({"stages": {key: list(getattr(stages, key)) for key in MART_KEYS}}, agreed)


def _other_marts(path: Path, rules: Agreement | None) -> str:
    """What makes the tables under some rules others than under the folder's own; empty where they are the same."""
    if rules is None:
        return ""
    own = agreement.of_folder(path)
    asked = _mart_rules(own, rules)
    if asked == _mart_rules(own, None) and rules.timezone == own.timezone:
        return ""
    return repr([*(sorted(getattr(asked.stages, key)) for key in MART_KEYS), rules.timezone])


@cache
def _statements() -> str:
    """A digest of every statement and source that a build follows."""
    files = sorted(path for path in PACKAGE.rglob("*") if path.suffix in {".sql", ".toml"})
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
