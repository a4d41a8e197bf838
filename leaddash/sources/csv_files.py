"""CSV files as DuckDB relations: comma, semicolon or tab, any line end, with the faulty line named."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import duckdb

from leaddash.errors import SourceError
from leaddash.sources import text_files

SEPARATORS = (",", ";", "\t")
LONGEST_LINE = 1 << 24
_BOM = "\ufeff"


def csv_relation(db: duckdb.DuckDBPyConnection, path: Path, scratch: Path) -> duckdb.DuckDBPyRelation:
    """All columns as text, in the order of the file."""
    text = text_files.as_utf8(path, scratch)
    separator, columns = _header(text, path)
    text = text_files.with_one_line_end(text, scratch, separator)
    try:
        return db.read_csv(
            str(text),
            header=True,
            all_varchar=True,
            sep=separator,
            quotechar='"',
            escapechar='"',
            null_padding=False,
            auto_detect=False,
            columns=dict.fromkeys(columns, "varchar"),
            max_line_size=LONGEST_LINE,
            parallel=True,
        )
    except duckdb.Error as problem:
        reason = str(problem).splitlines()[0]
        raise SourceError(
            fault(path, scratch) or f"{path} cannot be read ({reason}). Export it again as CSV."
        ) from problem


def fault(path: Path, scratch: Path) -> str | None:
    """The sentence that names the first faulty line of a file, None if every line can be read."""
    text = text_files.as_utf8(path, scratch)
    separator, columns = _header(text, path)
    number = text_files.badly_encoded_line(text)
    return text_files.encoding_sentence(path, number) if number else _ragged(path, text, separator, columns)


def _header(text: Path, path: Path) -> tuple[str, list[str]]:
    """The separator and the names of the columns."""
    header = _first_record(text)
    if "\ufffd" in header:
        raise SourceError(text_files.encoding_sentence(path, 1))
    if not header.strip(" \r\n"):
        raise SourceError(f"{path} is empty: not even a header stands in line 1. Export it with its header.")
    separator = max(SEPARATORS, key=re.sub(r'"[^"]*"', "", header).count)
    names = [name.strip() for name in next(csv.reader(header.splitlines(keepends=True), delimiter=separator))]
    _check_names(path, names)
    return separator, names


def _first_record(text: Path) -> str:
    """The first line, with the lines after it that a quoted line end makes part of it."""
    header = ""
    with text.open(encoding="utf-8", errors="replace", newline="") as file:
        for line in islice(file, 1000):
            header += line[:LONGEST_LINE]
            if header.count('"') % 2 == 0:
                break
    return header.removeprefix(_BOM)


def _check_names(path: Path, names: list[str]) -> None:
    seen: set[str] = set()
    for place, name in enumerate(names, start=1):
        if not name or name.casefold() in seen:
            what = f'the name "{name}" twice' if name else f"no name for column {place}"
            raise SourceError(f"{path}, line 1: the header has {what}. Give each column one name.")
        seen.add(name.casefold())


def _ragged(path: Path, text: Path, separator: str, columns: list[str]) -> str | None:
    """The sentence for the first record that has not as many values as the header, or is quoted badly."""
    with text.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        for line, row in _records(text_files.records(file, separator)):
            if isinstance(row, csv.Error):
                return f"{path}, line {line}: a quoted value of this row does not end ({row}). Mend that line."
            if not _fits(row, len(columns)):
                return f"{path}, line {line}: {len(row)} values where the header has {len(columns)}. Mend that line."
    return None


def _records(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each record of a CSV reader with the line it begins in; where the reader fails, its error is the last one."""
    while True:
        line = reader.line_num + 1  # type: ignore[attr-defined]
        try:
            yield line, next(reader)
        except csv.Error as problem:
            yield line, problem
            return
        except StopIteration:
            return


def _fits(row: list[str], wide: int) -> bool:
    """Whether a record has as many values as the header; an empty line and one more empty value also do."""
    return len(row) in (0, wide) or (len(row) == wide + 1 and not row[-1])
