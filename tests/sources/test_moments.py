"""Local times turned into UTC, against Python's zoneinfo with fold = 0, and what counts as a moment at all."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import pytest

YEARS = {"America/Sao_Paulo": (2000, 2019)}
ZONES = (
    "Europe/Madrid",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Pacific/Apia",
    "UTC",
)
AROUND_A_CHANGE = 60
ANYWHEN = 1_000


def changes(zone: str) -> list[datetime]:
    """Local midnights of the days on which a zone's offset changes."""
    first, last = YEARS.get(zone, (2000, 2031))
    days = [datetime(first, 1, 1) + timedelta(days=number) for number in range((last - first) * 365)]
    offsets = [ZoneInfo(zone).utcoffset(day) for day in days]
    return [day for day, before, after in zip(days, offsets, offsets[1:], strict=False) if before != after]


def walls(zone: str) -> list[datetime]:
    """Local times: many around each clock change, the exact minutes of it, and some at any time."""
    draw = random.Random(zone)
    seconds = 36 * 3600
    near = [day + timedelta(seconds=draw.randint(0, seconds)) for day in changes(zone) for _ in range(AROUND_A_CHANGE)]
    exact = [day + timedelta(minutes=30 * number) for day in changes(zone) for number in range(72)]
    start = datetime(YEARS.get(zone, (2000, 2031))[0], 1, 1)
    anywhen = [start + timedelta(seconds=draw.randint(0, 18 * 365 * 86_400)) for _ in range(ANYWHEN)]
    return near + exact + anywhen


def utc(wall: datetime, zone: str) -> datetime:
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC).replace(tzinfo=None)


@pytest.mark.parametrize("zone", ZONES)
def test_every_local_time_becomes_the_moment_that_zoneinfo_says(db: duckdb.DuckDBPyConnection, zone: str) -> None:
    told = walls(zone)
    db.register("walls", pd.DataFrame({"wall": told, "cell": [wall.isoformat() for wall in told]}))
    rows = db.execute(
        "select wall, utc_of(wall, $zone), moment_of(cell, $zone), moment_of(wall, $zone) from walls", {"zone": zone}
    ).fetchall()
    expected = [utc(wall, zone) for wall, *_ in rows]
    for place in (1, 2, 3):
        assert [row[place] for row in rows] == expected


def moment(db: duckdb.DuckDBPyConnection, cell: str, zone: str = "Europe/Madrid") -> datetime | None:
    found: list[tuple[datetime | None]] = db.execute(
        "select moment_of($cell, $zone)", {"cell": cell, "zone": zone}
    ).fetchall()
    return found[0][0]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-07-01", "2026-06-30T22:00:00"),
        ("2026-07-01T09:00", "2026-07-01T07:00:00"),
        ("2026-07-01 09:00:59.999999", "2026-07-01T07:00:59"),
        ("2026-07-01T09:00:59,9", "2026-07-01T07:00:59"),
        (" 2026-7-1 9:00 ", "2026-07-01T07:00:00"),
        ("2026/07/01 09:00", "2026-07-01T07:00:00"),
        ("2026-07-01T09:00:00Z", "2026-07-01T09:00:00"),
        ("2026-07-01t09:00:00.5z", "2026-07-01T09:00:00"),
        ("2026-07-01 09:00:00 UTC", "2026-07-01T09:00:00"),
        ("2026-07-01T09:00:00+05:30", "2026-07-01T03:30:00"),
        ("2026-07-01T09:00:00+0530", "2026-07-01T03:30:00"),
        ("2026-07-01 09:00 -05", "2026-07-01T14:00:00"),
        ("2026-03-29T02:30", "2026-03-29T01:30:00"),
        ("2026-10-25T02:30", "2026-10-25T00:30:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00"),
    ],
)
def test_iso_8601_is_read_in_the_zone_unless_it_names_its_offset(
    db: duckdb.DuckDBPyConnection, cell: str, expected: str
) -> None:
    assert moment(db, cell) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "cell",
    [
        *("", "soon", "epoch", "infinity", "2026-02-30", "2026-13-01", "01.07.2026", "07/01/2026", "46204"),
        *("2026-07-01 25:00", "2026-07-01 10:00 PM", "2026-07-01T10:00 CEST", "2026-07-01 (BC)"),
        *("20260701", "0026-07-01", "22026-07-01"),
    ],
)
def test_what_is_no_iso_8601_is_no_moment_rather_than_a_guess(db: duckdb.DuckDBPyConnection, cell: str) -> None:
    assert moment(db, cell) is None


def test_the_gap_of_a_clock_change_moves_forward_by_its_length(db: duckdb.DuckDBPyConnection) -> None:
    half_an_hour_ahead = moment(db, "2026-10-04T02:15", "Australia/Lord_Howe")
    assert half_an_hour_ahead == moment(db, "2026-10-04T02:45", "Australia/Lord_Howe")


def test_a_midnight_that_a_clock_change_skips_is_one_o_clock(db: duckdb.DuckDBPyConnection) -> None:
    assert moment(db, "2018-11-04", "America/Sao_Paulo") == datetime(2018, 11, 4, 3)


@pytest.mark.parametrize("cell", ["2026-07-01", "2026-07-01T23:30:00-10:00", "2026-07-01 00:10:00+02", "2026/7/1"])
def test_a_day_is_the_one_that_is_written(db: duckdb.DuckDBPyConnection, cell: str) -> None:
    assert db.execute("select day_of($cell)", {"cell": cell}).fetchall() == [(date(2026, 7, 1),)]
