"""Frames as text: CSV that no spreadsheet runs, JSON that any program reads."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime

import pandas as pd
import pytest

from leaddash.blocks.kinds import Kind
from leaddash.errors import ScopeError
from leaddash.exports import csv_text, rendered

FORMULAS = ["=1+1", "+1", "-1", "@sum(A1)", "\tx", "\rx", "\n=1", "＝1+1"]
HARMLESS = ["<b>x</b>", 'a "quoted", one', "two\nlines", "🚀 李雷", "x" * 10_000, "a=1", ""]
FRAME = pd.DataFrame(
    {
        "period": [pd.Timestamp("2026-01-01"), pd.Timestamp("2026-02-01")],
        "at": [pd.Timestamp("2026-01-01 09:30"), pd.NaT],
        "day": [date(2026, 1, 1), None],
        "count": pd.array([1, None], dtype="Int64"),
        "rate": [0.5, float("nan")],
        "name": ["=1+1", None],
    }
)


def read_back(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_leads_what_a_spreadsheet_would_run_with_an_apostrophe() -> None:
    rows = read_back(csv_text(pd.DataFrame({"text": FORMULAS})))
    assert rows == [["text"], *[[f"'{text}".replace("\r", "\n")] for text in FORMULAS]]


def test_csv_keeps_harmless_text_as_it_is() -> None:
    rows = read_back(csv_text(pd.DataFrame({"text": HARMLESS, "n": range(len(HARMLESS))})))
    assert [row[0] for row in rows[1:]] == HARMLESS


def test_csv_defuses_names_of_columns_too() -> None:
    assert csv_text(pd.DataFrame({"=cmd|x": [1]})) == "'=cmd|x\n1\n"


def test_csv_writes_numbers_below_zero_as_numbers() -> None:
    assert csv_text(pd.DataFrame({"delta": [-1.5]})) == "delta\n-1.5\n"


def test_csv_writes_moments_in_utc_days_as_days_and_nothing_as_nothing() -> None:
    assert csv_text(FRAME).splitlines() == [
        "period,at,day,count,rate,name",
        "2026-01-01,2026-01-01T09:30:00Z,2026-01-01,1,0.5,'=1+1",
        "2026-02-01,,,,,",
    ]


def test_a_date_is_what_its_metric_says_is_one() -> None:
    frame = pd.DataFrame({"day": [pd.Timestamp("2026-01-01")], "period": [pd.Timestamp("2026-01-01")]})
    assert csv_text(frame, {"day": Kind.DATE}) == "day,period\n2026-01-01,2026-01-01T00:00:00Z\n"
    assert json.loads(rendered(frame, "json", {"day": Kind.DATE}))[0]["day"] == "2026-01-01"
    assert rendered(frame, "table", {"day": Kind.DATE}).split()[2:] == ["2026-01-01", "2026-01-01T00:00:00Z"]


def test_the_date_on_which_a_deal_is_to_be_closed_is_one_in_every_list() -> None:
    frame = pd.DataFrame({"close_date": [pd.Timestamp("2026-01-01")], "won_at": [pd.Timestamp("2026-01-01")]})
    expected = "close_date,won_at\n2026-01-01,2026-01-01T00:00:00Z\n"
    assert csv_text(frame) == rendered(frame, "csv", {"amount": Kind.MONEY}) == expected


def test_json_says_the_same_and_leaves_text_alone() -> None:
    first, second = json.loads(rendered(FRAME, "json"))
    assert first == {
        "period": "2026-01-01",
        "at": "2026-01-01T09:30:00Z",
        "day": "2026-01-01",
        "count": 1,
        "rate": 0.5,
        "name": "=1+1",
    }
    assert second == {"period": "2026-02-01", "at": None, "day": None, "count": None, "rate": None, "name": None}


def test_a_table_for_the_terminal_has_one_line_per_row() -> None:
    assert len(rendered(FRAME, "table").splitlines()) == 3


def test_a_frame_is_not_changed_by_being_told() -> None:
    before = FRAME.copy()
    csv_text(FRAME)
    pd.testing.assert_frame_equal(FRAME, before)


def test_an_unknown_format_is_refused_with_the_nearest() -> None:
    with pytest.raises(ScopeError, match=r'no format "jsn"; known are table, csv, json\. Did you mean "json"\?'):
        rendered(FRAME, "jsn")


def test_a_moment_without_its_fraction_is_told_in_whole_seconds() -> None:
    frame = pd.DataFrame({"at": [datetime(2026, 1, 1, 9, 30, 59)]})
    assert csv_text(frame) == "at\n2026-01-01T09:30:59Z\n"
