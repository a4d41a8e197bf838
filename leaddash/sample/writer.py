"""Writing the canonical tables as Parquet, block by block, the same bytes for the same rows."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
from pyarrow import compute as pc
from pyarrow import lib as pa

_MOMENT = pa.timestamp("ms", tz="UTC")  # Parquet has no whole seconds
_WORD = pa.dictionary(pa.int32(), pa.string())  # text that repeats
_LEVEL = 7  # of zstd
_SORTED = {"activity_id", "opportunity_id"}  # ids that mostly rise, cheaper as differences
TABLES: dict[str, pa.Schema] = {
    "leads": pa.schema(
        {
            "lead_id": pa.string(),
            "created_at": _MOMENT,
            "source": _WORD,
            "campaign": _WORD,
            "country": _WORD,
            "industry": _WORD,
            "employees": pa.int64(),
            "annual_revenue": pa.int64(),
            "job_title": _WORD,
            "seniority": _WORD,
            "email_domain": pa.string(),
            "account_id": pa.string(),
            "budget": pa.bool_(),
            "authority": pa.bool_(),
            "need": pa.bool_(),
            "timeline_days": pa.int64(),
            "marketing_role": _WORD,
            "priority": _WORD,
            "lead_name": pa.string(),
        }
    ),
    "activities": pa.schema(
        {
            "lead_id": _WORD,
            "occurred_at": _MOMENT,
            "activity_type": _WORD,
            "activity_id": pa.string(),
            "asset": _WORD,
            "direction": _WORD,
            "person_id": _WORD,
            "outcome": _WORD,
        }
    ),
    "stage_changes": pa.schema(
        {
            "lead_id": _WORD,
            "stage": _WORD,
            "entered_at": _MOMENT,
            "reason": _WORD,
            "person_id": _WORD,
            "estimated": pa.bool_(),
        }
    ),
    "assignments": pa.schema({"lead_id": _WORD, "person_id": _WORD, "assigned_at": _MOMENT}),
    "opportunities": pa.schema(
        {
            "opportunity_id": pa.string(),
            "lead_id": _WORD,
            "created_at": _MOMENT,
            "person_id": _WORD,
            "name": pa.string(),
        }
    ),
    "opportunity_changes": pa.schema(
        {
            "opportunity_id": pa.string(),
            "changed_at": _MOMENT,
            "stage": _WORD,
            "forecast_category": _WORD,
            "amount": pa.float64(),
            "currency": _WORD,
            "close_date": pa.date32(),
        }
    ),
    "people": pa.schema(
        {
            "person_id": pa.string(),
            "name": pa.string(),
            "role": pa.string(),
            "team": pa.string(),
            "manager_id": _WORD,
            "calendar": pa.string(),
            "email": pa.string(),
        }
    ),
    "spend": pa.schema(
        {
            "day": pa.date32(),
            "source": _WORD,
            "campaign": _WORD,
            "amount": pa.float64(),
            "currency": _WORD,
        }
    ),
}


IMPORTED = "-import"  # in the names of CSV files


class Writer:
    """One Parquet file per table in a folder, and a CSV file for what a typed one cannot hold; blocks are appended."""

    def __init__(self, folder: Path, tables: Sequence[str], part: str = "") -> None:
        self._folder, self._part = folder, part
        self._files = {name: _open(folder / f"{name}{part}.parquet", TABLES[name]) for name in tables}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close()

    def write(self, name: str, columns: dict[str, pa.Array]) -> None:
        """Append a block of rows; the columns must be those of the table."""
        self._files[name].write_table(pa.table(columns, schema=TABLES[name]))

    def note(self, name: str, lines: Sequence[str]) -> None:
        """Append lines to the table's CSV file, which begins with its columns."""
        path = self._folder / f"{name}{IMPORTED}{self._part}.csv"
        if lines:
            head = [] if path.exists() else [",".join(TABLES[name].names)]
            with path.open("a", encoding="utf-8", newline="") as file:
                file.writelines(f"{line}\n" for line in [*head, *lines])


def words(vocabulary: Sequence[str], codes: npt.NDArray[np.integer]) -> pa.Array:
    """Return the word of each code, null for negative ones."""
    return pick(pa.array(vocabulary, type=pa.string()), codes)


def pick(vocabulary: pa.Array, codes: npt.NDArray[np.integer]) -> pa.Array:
    """Return the text each code stands for, null for negative ones, as a dictionary."""
    rows = pa.array(codes.astype(np.int32), mask=codes < 0)
    return pa.DictionaryArray.from_arrays(rows, vocabulary)


def text(numbers: npt.NDArray[np.int64], digits: int) -> pa.Array:
    """Return numbers as text, with zeros in front up to so many digits."""
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), digits, "0")


def numbered(letter: str, numbers: npt.NDArray[np.int64], digits: int) -> pa.Array:
    """Return texts such as ``L0000001``."""
    return pc.binary_join_element_wise(letter, text(numbers, digits), "")


def moments(seconds: npt.NDArray[np.float64]) -> pa.Array:
    """Return seconds of UTC as moments of UTC."""
    return pa.array(seconds.astype(np.int64) * 1000, pa.int64()).cast(_MOMENT)


def dates(days: npt.NDArray[np.int64]) -> pa.Array:
    """Return days since 1970 as dates."""
    return pa.array(days.astype(np.int32), pa.int32()).cast(pa.date32())


def constant(value: str | bool | None, kind: pa.DataType, count: int) -> pa.Array:
    """Return the same value ``count`` times."""
    return pa.array([value], type=kind).take(pa.array(np.zeros(count, dtype=np.int32)))


def _open(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    moments_and_ids = {field.name for field in schema if field.type == _MOMENT or field.name in _SORTED}
    encodings = {
        name: "DELTA_BINARY_PACKED" if schema.field(name).type == _MOMENT else "DELTA_BYTE_ARRAY"
        for name in moments_and_ids
    }
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=_LEVEL,
        use_dictionary=[field.name for field in schema if field.name not in moments_and_ids],
        column_encoding=encodings,
        store_schema=False,
    )
