"""CSV files as they come: UTF-8 or UTF-16, comma, semicolon or tab, with the faulty line named."""

from __future__ import annotations

import codecs
import csv
import re
import sys
import tempfile
from pathlib import Path

import duckdb
from duckdb import ConstantExpression, SQLExpression, StarExpression

from leaddash.errors import SourceError

SEPARATORS = (",", ";", "\t")
CHUNK = 1 << 20


def csv_relation(db: duckdb.DuckDBPyConnection, path: Path, scratch: Path) -> duckdb.DuckDBPyRelation:
    """All columns as text, plus `_file` and `_row` (a spreadsheet's row number: the header is row 1)."""
    readable = _as_utf8(path, scratch)
    separator = _separator(_header(readable, path))
    try:
        relation = db.read_csv(
            str(readable),
            header=True,
            all_varchar=True,
            sep=separator,
            quotechar='"',
            escapechar='"',
            null_padding=False,
            auto_detect=False,
            columns=dict.fromkeys(_columns(readable, path, separator), "varchar"),
            max_line_size=1 << 24,
            parallel=True,
        )
    except duckdb.Error as problem:
        raise fault(path, readable, separator, problem) from problem
    return relation.select(
        StarExpression(),
        ConstantExpression(path.name).alias("_file"),
        (SQLExpression("row_number() over ()") + ConstantExpression(1)).alias("_row"),
    )


def fault(path: Path, readable: Path, separator: str, problem: Exception) -> SourceError:
    """The sentence for a file that cannot be read, with the first faulty line found."""
    return SourceError(
        _bad_encoding(path, readable)
        or _ragged_line(path, readable, separator)
        or f"{path} cannot be read ({str(problem).splitlines()[0]}). Export it again as CSV."
    )


def explain(folder: Path, scratch: Path, problem: Exception) -> SourceError | None:
    """The sentence for a reading fault that shows only while rows are read; None if no CSV file is at fault."""
    for path in sorted(folder.glob("*.[cC][sS][vV]")):
        readable = _as_utf8(path, scratch)
        separator = _separator(_header(readable, path))
        sentence = _bad_encoding(path, readable) or _ragged_line(path, readable, separator)
        if sentence:
            return SourceError(sentence)
    return SourceError(f"{folder} cannot be read: {problem}") if isinstance(problem, duckdb.Error) else None


def _as_utf8(path: Path, scratch: Path) -> Path:
    with path.open("rb") as file:
        head = file.read(1024)
    encoding = _utf16(head)
    if encoding is None:
        return path
    target = Path(tempfile.mkstemp(dir=scratch, suffix=".csv")[1])
    try:
        with (
            path.open(encoding=encoding, newline="") as source,
            target.open("w", encoding="utf-8", newline="") as copy,
        ):
            while chunk := source.read(CHUNK):
                copy.write(chunk)
    except UnicodeError as problem:
        raise SourceError(
            f"{path} is not clean UTF-16 text ({problem}). Export it again as UTF-8."
        ) from problem
    return target


def _utf16(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > len(head) // 4 else None


def _header(readable: Path, path: Path) -> str:
    with readable.open("rb") as file:
        line = file.readline(CHUNK)
    try:
        header = line.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError as problem:
        raise SourceError(_encoding_sentence(path, 1)) from problem
    if not header.strip():
        raise SourceError(
            f"{path} is empty: not even a header stands in line 1. Export it again with its header."
        )
    return header


def _separator(header: str) -> str:
    bare = re.sub(r'"[^"]*"', "", header)
    return max(SEPARATORS, key=bare.count)


def _columns(readable: Path, path: Path, separator: str) -> list[str]:
    with readable.open(encoding="utf-8-sig", newline="") as file:
        names = [name.strip() for name in next(csv.reader(file, delimiter=separator))]
    seen: set[str] = set()
    for place, name in enumerate(names, start=1):
        if not name or name.casefold() in seen:
            what = f'the name "{name}" twice' if name else f"no name for column {place}"
            raise SourceError(f"{path}, line 1: the header has {what}. Give each column one name.")
        seen.add(name.casefold())
    return names


def _bad_encoding(path: Path, readable: Path) -> str | None:
    with readable.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return _encoding_sentence(path, number)
    return None


def _encoding_sentence(path: Path, number: int) -> str:
    return f"{path}, line {number}: the text is neither UTF-8 nor UTF-16. Export the file again as UTF-8."


def _ragged_line(path: Path, readable: Path, separator: str) -> str | None:
    csv.field_size_limit(sys.maxsize)
    with readable.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        rows = csv.reader(file, delimiter=separator, strict=True)
        try:
            wide = len(next(rows))
            for row in rows:
                if row and len(row) != wide:
                    return f"{path}, line {rows.line_num}: {len(row)} values where the header has {wide}. Mend that line."
        except csv.Error as problem:
            return f"{path}, line {rows.line_num}: {problem}. Mend that line."
    return None
