"""Text files made fit for the reader: UTF-16 turned into UTF-8, mixed line ends into one kind."""

from __future__ import annotations

import codecs
import csv
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TextIO

from leaddash.errors import SourceError

CHUNK = 1 << 20
LONGEST_CELL = (1 << 31) - 1
"""Characters of a cell: the most that a C long holds everywhere, on Windows too."""


def as_utf8(path: Path, scratch: Path) -> Path:
    """The file itself, or its copy in UTF-8 if it is UTF-16 (with a byte order mark or without)."""
    with path.open("rb") as file:
        encoding = _utf16(file.read(1024))
    if encoding is None:
        return path
    copy = _fresh(scratch)
    try:
        with path.open(encoding=encoding, newline="") as told, _loosely(copy, "w") as written:
            while chunk := told.read(CHUNK):
                written.write(chunk)
    except UnicodeError as problem:
        raise SourceError(_utf16_sentence(path, encoding)) from problem
    return copy


def with_one_line_end(text: Path, scratch: Path, separator: str) -> Path:
    """The file itself, or a copy whose records all end alike where two kinds of line end are mixed.

    A line end within quotes is not touched.
    """
    if not _mixes_line_ends(text):
        return text
    copy = _fresh(scratch)
    try:
        with _loosely(text, "r") as told, _loosely(copy, "w") as written:
            rows = records(told, separator)
            csv.writer(written, delimiter=separator, lineterminator="\n").writerows(filter(None, rows))
    except csv.Error:
        return text
    return copy


def records(file: TextIO, separator: str) -> Iterator[list[str]]:
    """The records of a CSV file, however long their cells; a badly quoted one is a `csv.Error`."""
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(file, delimiter=separator, strict=True)


def _loosely(path: Path, mode: Literal["r", "w"]) -> TextIO:
    """A file opened so that what is no UTF-8 passes through as it is."""
    return path.open(mode, encoding="utf-8", errors="surrogateescape", newline="")


def badly_encoded_line(text: Path) -> int | None:
    """Number of the first line that is not UTF-8, None if all are."""
    with text.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return None


def encoding_sentence(path: Path, number: int) -> str:
    """What to say of a line that is neither UTF-8 nor UTF-16."""
    return f"{path}, line {number}: the text is neither UTF-8 nor UTF-16. Export the file again as UTF-8."


def _utf16(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > len(head) // 4 else None


def _utf16_sentence(path: Path, encoding: str) -> str:
    number = 1
    try:
        data = path.read_bytes()
        data.decode(encoding)
    except UnicodeDecodeError as problem:
        number += data[: problem.start].decode(encoding, errors="ignore").count("\n")
    return f"{path}, line {number}: the text is not clean UTF-16. Export the file again as UTF-8."


def _mixes_line_ends(text: Path) -> bool:
    pairs = alone = 0
    for chunk in _chunks(text):
        found = chunk.count(b"\r\n")
        pairs += found
        alone += chunk.count(b"\n") - found
        if pairs and alone:
            return True
    return False


def _chunks(text: Path) -> Iterator[bytes]:
    """Pieces of a file that do not part a line end of two characters."""
    with text.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk + file.read(1) if chunk.endswith(b"\r") else chunk


def _fresh(scratch: Path) -> Path:
    handle, name = tempfile.mkstemp(dir=scratch, suffix=".csv")
    os.close(handle)
    return Path(name)
