"""A source: a folder with `source.toml` and one `.sql` per canonical table it can fill."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from leaddash.errors import SourceError, did_you_mean

BUNDLED = Path(__file__).parent


@dataclass(frozen=True)
class RawTable:
    """One kind of file a source reads: its file patterns and the columns its SQL uses."""

    name: str
    files: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    needed: bool

    def matches(self, path: Path) -> bool:
        """Whether a file's name fits one of the patterns, case ignored."""
        return any(fnmatch(path.name.lower(), pattern.lower()) for pattern in self.files)


@dataclass(frozen=True)
class Source:
    """A source's description: its raw tables, its zone ("" = the one given) and what its SQL is told."""

    name: str
    folder: Path
    zone: str
    tables: tuple[RawTable, ...]
    parameters: dict[str, Any]

    def statement(self, table: str) -> str | None:
        """SQL that fills a canonical table (or tells the data's end), or None where the source has none."""
        path = self.folder / f"{table}.sql"
        return path.read_text("utf-8") if path.exists() else None

    def raw_tables_of(self, table: str) -> set[str]:
        """Names of the raw tables that a canonical table is made from."""
        return set(re.findall(r"\braw_(\w+)", self.statement(table) or ""))

    def count_readers(self, raw_table: str) -> int:
        """How many of the source's statements select from a raw table."""
        names = (path.stem for path in self.folder.glob("*.sql"))
        return sum(raw_table in self.raw_tables_of(name) for name in names)

    def recognises(self, folder: Path) -> bool:
        """Whether every needed raw table has at least one file in the folder."""
        files = [path for path in folder.iterdir() if path.is_file()]
        return all(any(table.matches(path) for path in files) for table in self.tables if table.needed)


def choose(folder: Path, wanted: str | None = None) -> Source:
    """The source asked for by name or path, else the one that recognises the folder, else canonical."""
    if not folder.is_dir():
        raise SourceError(f"There is no folder {folder}. Give the folder that holds the exported files.")
    if wanted is not None:
        return _named(wanted)
    sources = [load(path) for path in _bundled().values()]
    return next((source for source in sources if source.recognises(folder)), load(BUNDLED / "canonical"))


def load(folder: Path) -> Source:
    """Read a source's folder; every fault is named with the file it is in."""
    file = folder / "source.toml"
    if not file.exists():
        raise SourceError(f"{folder} is no source: it has no source.toml.")
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SourceError(f"{file} cannot be read: {problem}. Mend that line.") from problem
    _refuse_unknown(file, data, {"name", "time_zone", "tables", "parameters"})
    return Source(
        name=data.get("name", folder.name),
        folder=folder,
        zone=_zone(file, data.get("time_zone", "")),
        tables=tuple(_raw_table(file, name, entry) for name, entry in data.get("tables", {}).items()),
        parameters={name: _as_parameter(value) for name, value in data.get("parameters", {}).items()},
    )


def _raw_table(file: Path, name: str, entry: dict[str, Any]) -> RawTable:
    _refuse_unknown(file, entry, {"files", "required", "optional", "needed"})
    return RawTable(
        name,
        _texts(file, name, entry, "files"),
        _texts(file, name, entry, "required"),
        _texts(file, name, entry, "optional"),
        bool(entry.get("needed", False)),
    )


def _texts(file: Path, table: str, entry: dict[str, Any], key: str) -> tuple[str, ...]:
    told = entry.get(key, [])
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise SourceError(f'{file}: {key} of the table "{table}" must be a list of texts, like {key} = ["a", "b"].')
    return tuple(told)


def _refuse_unknown(file: Path, data: dict[str, Any], known: set[str]) -> None:
    for key in data.keys() - known:
        raise SourceError(f'{file} has an unknown key "{key}".{did_you_mean(key, known)}')


def _as_parameter(value: Any) -> Any:
    """Turn a TOML table into the list of name/value pairs that SQL can unnest."""
    if isinstance(value, dict):
        return [{"name": name, "value": entry} for name, entry in value.items()]
    return value


def zone(name: str) -> str:
    """A time zone's name, refused with the nearest one if there is no such zone."""
    known = available_timezones() - {"localtime"}
    if name not in known:
        raise SourceError(f'There is no time zone "{name}". Use a name like Europe/Madrid.{did_you_mean(name, known)}')
    return name


def _zone(file: Path, name: str) -> str:
    try:
        return zone(name) if name else ""
    except SourceError as problem:
        raise SourceError(f"{file}: {problem}") from problem


def _bundled() -> dict[str, Path]:
    return {path.parent.name: path.parent for path in sorted(BUNDLED.glob("*/source.toml"))}


def _named(wanted: str) -> Source:
    if wanted in _bundled():
        return load(_bundled()[wanted])
    if Path(wanted).is_dir():
        return load(Path(wanted))
    known = _bundled()
    raise SourceError(
        f'There is no source "{wanted}"; known are {", ".join(known)}, or give the path of a folder '
        f"with a source.toml.{did_you_mean(wanted, known)}"
    )
