"""Parquet files: ids and moments in every type they come in, and files that only look like Parquet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from leaddash.errors import SourceError
from leaddash.sources.parquet_files import parquet_relation
from tests.intake import built, fill, fill_parquet, refusals, told

IDS = [5805028000055525099, 5805028000055525100, 9223372036854775807]
NINE = datetime(2026, 7, 1, 9)
MADRID_SUMMER = timezone(timedelta(hours=2))


def folder_with(path: Path, **columns: Any) -> Path:
    data = fill(path, activities="lead_id,occurred_at,activity_type\n")
    (data / "leads.csv").unlink()
    fill_parquet(data / "leads.parquet", **columns)
    return data


def test_ids_of_19_digits_stay_apart_from_every_kind_of_file(tmp_path: Path) -> None:
    stamps = pa.array([NINE] * 3, pa.timestamp("us"))
    whole = folder_with(tmp_path / "whole", lead_id=pa.array(IDS, pa.int64()), created_at=stamps)
    text = folder_with(tmp_path / "text", lead_id=[str(number) for number in IDS], created_at=stamps)
    csv = fill(tmp_path / "csv", leads="lead_id,created_at\n" + "".join(f"{number},2026-01-01\n" for number in IDS))
    for data in (whole, text, csv):
        done = built(data, as_of=NINE)
        kept = {lead for (lead,) in told(done, "select lead_id from leads")}
        assert kept == {str(number) for number in IDS}


def test_whole_ids_match_the_same_ids_as_text_in_another_file(tmp_path: Path) -> None:
    data = folder_with(tmp_path / "data", lead_id=pa.array(IDS), created_at=pa.array([NINE] * 3))
    (data / "activities.csv").write_text(f"lead_id,occurred_at,activity_type\n{IDS[1]},2026-07-01T09:00,call\n")
    done = built(data, as_of=NINE)
    assert done.refused == 0


def test_small_ids_as_floating_point_numbers_are_read_as_whole_ones(tmp_path: Path) -> None:
    data = folder_with(tmp_path / "data", lead_id=[1.0, 20.0], created_at=["2026-01-01"] * 2)
    assert told(built(data), "select lead_id from leads order by lead_id") == [("1",), ("20",)]


def test_long_ids_as_floating_point_numbers_are_refused_before_they_collapse(tmp_path: Path) -> None:
    data = folder_with(tmp_path / "data", lead_id=[float(number) for number in IDS], created_at=["2026-01-01"] * 3)
    with pytest.raises(SourceError, match=r'leads\.parquet: "lead_id" is stored as a floating-point number'):
        built(data)


MOMENTS = {
    "timestamp, local": pa.array([NINE], pa.timestamp("us")),
    "timestamp in nanoseconds": pa.array([NINE], pa.timestamp("ns")),
    "timestamp in seconds": pa.array([NINE], pa.timestamp("s")),
    "timestamp with zone": pa.array([datetime(2026, 7, 1, 7, tzinfo=UTC)], pa.timestamp("us", "America/New_York")),
    "nanoseconds with zone": pa.array([datetime(2026, 7, 1, 7, tzinfo=UTC)], pa.timestamp("ns", "UTC")),
    "fraction of a second": pa.array([NINE + timedelta(microseconds=999_999)], pa.timestamp("us")),
    "text, local": pa.array(["2026-07-01T09:00:00"]),
    "text with offset": pa.array(["2026-07-01T09:00:00+02:00"]),
    "text with Z": pa.array(["2026-07-01 07:00:00.75Z"]),
}


@pytest.mark.parametrize("created_at", MOMENTS.values(), ids=MOMENTS.keys())
def test_a_moment_is_the_same_in_every_type(
    db: duckdb.DuckDBPyConnection, tmp_path: Path, created_at: pa.Array
) -> None:
    fill_parquet(tmp_path / "leads.parquet", created_at=created_at)
    parquet_relation(db, tmp_path / "leads.parquet").create_view("leads", replace=True)
    assert db.execute("select moment_of(created_at, 'Europe/Madrid') from leads").fetchall() == [
        (datetime(2026, 7, 1, 7),)
    ]


def test_a_date_is_local_midnight(tmp_path: Path) -> None:
    data = folder_with(tmp_path / "data", lead_id=["L1"], created_at=[date(2026, 7, 1)])
    done = built(data, zone="Europe/Madrid", as_of=NINE)
    assert told(done, "select created_at from leads") == [(datetime(2026, 6, 30, 22),)]


def test_local_and_zoned_timestamps_in_two_files_of_a_table_keep_their_meaning(tmp_path: Path) -> None:
    data = folder_with(tmp_path / "data", lead_id=["L1"], created_at=pa.array([NINE], pa.timestamp("us")))
    aware = pa.array([NINE.replace(tzinfo=MADRID_SUMMER)], pa.timestamp("us", "Europe/Madrid"))
    fill_parquet(data / "leads-2.parquet", lead_id=["L2"], created_at=aware)
    done = built(data, zone="Europe/Madrid", as_of=NINE)
    assert told(done, "select distinct created_at from leads") == [(datetime(2026, 7, 1, 7),)]


def test_numbers_and_truths_keep_their_values_and_rows_are_counted_from_one(tmp_path: Path) -> None:
    data = folder_with(
        tmp_path / "data",
        lead_id=["L1", "L2", None],
        created_at=["2026-01-01"] * 3,
        employees=pa.array([250, None, 3]),
        annual_revenue=[1.5e6, None, float("nan")],
        budget=pa.array([True, False, None]),
        need=[1.0, 0.0, None],
    )
    done = built(data)
    rows = told(done, "select employees, annual_revenue, budget, need from leads order by lead_id")
    assert rows == [(250.0, 1.5e6, True, True), (None, None, False, False)]
    assert refusals(done) == [("leads", "missing", "lead_id", None, "leads.parquet", 3)]


@pytest.mark.parametrize("content", [b"", b"lead_id,created_at\nL1,2026-01-01\n", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_a_file_that_only_bears_the_name_of_parquet_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    data = fill(tmp_path / "data")
    (data / "activities-2.parquet").write_bytes(content)
    with pytest.raises(SourceError, match=r"activities-2\.parquet cannot be read as Parquet"):
        built(data)


def test_a_parquet_file_damaged_in_the_middle_is_refused_by_name(tmp_path: Path) -> None:
    data = folder_with(
        tmp_path / "data", lead_id=[f"L{number}" for number in range(50_000)], created_at=["2026-01-01"] * 50_000
    )
    content = bytearray((data / "leads.parquet").read_bytes())
    content[1000:9000] = b"\xff" * 8000
    (data / "leads.parquet").write_bytes(content)
    with pytest.raises(SourceError, match=r"leads\.parquet cannot be read as Parquet"):
        built(data)
