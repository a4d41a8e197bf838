"""Writing the canonical tables as Parquet, block by block, the same bytes for the same rows."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
from pyarrow import lib as pa

_MOMENT = pa.timestamp("ms")  # Parquet has no whole seconds
_LEVEL = 12  # of zstd: smaller files cost a second
_SORTED = {"lead_id", "activity_id", "opportunity_id"}  # ids that mostly rise, cheaper as differences
TABLES: dict[str, pa.Schema] = {
    "leads": pa.schema(
        {
            "lead_id": pa.string(),
            "created_at": _MOMENT,
            "source": pa.string(),
            "campaign": pa.string(),
            "country": pa.string(),
            "industry": pa.string(),
            "employees": pa.int64(),
            "annual_revenue": pa.int64(),
            "job_title": pa.string(),
            "seniority": pa.string(),
            "email_domain": pa.string(),
            "account_id": pa.string(),
            "budget": pa.bool_(),
            "authority": pa.bool_(),
            "need": pa.bool_(),
            "timeline_days": pa.int64(),
            "marketing_role": pa.string(),
            "priority": pa.string(),
            "lead_name": pa.string(),
        }
    ),
    "activities": pa.schema(
        {
            "lead_id": pa.string(),
            "occurred_at": _MOMENT,
            "activity_type": pa.string(),
            "activity_id": pa.string(),
            "asset": pa.string(),
            "direction": pa.string(),
            "person_id": pa.string(),
            "outcome": pa.string(),
        }
    ),
    "stage_changes": pa.schema(
        {
            "lead_id": pa.string(),
            "stage": pa.string(),
            "entered_at": _MOMENT,
            "reason": pa.string(),
            "person_id": pa.string(),
            "estimated": pa.bool_(),
        }
    ),
    "assignments": pa.schema({"lead_id": pa.string(), "person_id": pa.string(), "assigned_at": _MOMENT}),
    "opportunities": pa.schema(
        {
            "opportunity_id": pa.string(),
            "lead_id": pa.string(),
            "created_at": _MOMENT,
            "person_id": pa.string(),
            "name": pa.string(),
        }
    ),
    "opportunity_changes": pa.schema(
        {
            "opportunity_id": pa.string(),
            "changed_at": _MOMENT,
            "stage": pa.string(),
            "forecast_category": pa.string(),
            "amount": pa.float64(),
            "currency": pa.string(),
            "close_date": pa.date32(),
        }
    ),
    "people": pa.schema(
        {
            "person_id": pa.string(),
            "name": pa.string(),
            "role": pa.string(),
            "team": pa.string(),
            "manager_id": pa.string(),
            "calendar": pa.string(),
            "email": pa.string(),
        }
    ),
    "spend": pa.schema(
        {
            "day": pa.date32(),
            "source": pa.string(),
            "campaign": pa.string(),
            "amount": pa.float64(),
            "currency": pa.string(),
        }
    ),
}


class Writer:
    """One Parquet file per canonical table in a folder; blocks are appended."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._files = {name: _open(folder / f"{name}.parquet", schema) for name, schema in TABLES.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for file in self._files.values():
            file.close()

    def write(self, name: str, columns: dict[str, pa.Array]) -> None:
        """Append a block of rows; the columns must be those of the table."""
        self._files[name].write_table(pa.table(columns, schema=TABLES[name]))


def words(vocabulary: Sequence[str], codes: npt.NDArray[np.int64]) -> pa.Array:
    """Return the word of each code, null for negative ones."""
    rows = pa.array(codes, mask=codes < 0)
    return pa.array(vocabulary, type=pa.string()).take(rows)


def numbered(pattern: str, *numbers: npt.NDArray[np.int64]) -> pa.Array:
    """Return texts such as ``L0000001`` from a printf pattern."""
    return pa.array([pattern % row for row in zip(*(column.tolist() for column in numbers), strict=True)], pa.string())


def moments(seconds: npt.NDArray[np.float64]) -> pa.Array:
    """Return seconds of UTC as moments without zone."""
    return pa.array(seconds.astype(np.int64) * 1000, pa.int64()).cast(_MOMENT)


def dates(days: npt.NDArray[np.int64]) -> pa.Array:
    """Return days since 1970 as dates."""
    return pa.array(days.astype(np.int32), pa.int32()).cast(pa.date32())


def constant(value: str | bool | None, kind: pa.DataType, count: int) -> pa.Array:
    """Return the same value ``count`` times."""
    return pa.array([value], type=kind).take(pa.array(np.zeros(count, dtype=np.int64)))


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
