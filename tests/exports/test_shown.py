"""What a page shows as a file that a spreadsheet of the reader's language opens."""

from __future__ import annotations

import csv
import io
import math
from datetime import date
from typing import Any

import pandas as pd
import pytest
from babel.numbers import parse_decimal
from hypothesis import given, seed
from hypothesis import strategies as st

from leaddash.blocks.kinds import Kind
from leaddash.exports import shown_csv
from leaddash.words import LANGUAGES, NOTHING, load

ENGLISH, SPANISH = load("en"), load("es")
ZONE = "Europe/Madrid"
KINDS = {"source": Kind.TEXT, "share": Kind.SHARE, "days": Kind.DAYS, "started_at": Kind.MOMENT, "period": Kind.DATE}
FRAME = pd.DataFrame(
    {
        "source": ["a;b,c", "=1+1"],
        "share": [0.5264, float("nan")],
        "days": [1234.56, -0.4],
        "cases": pd.array([12345, None], dtype="Int64"),
        "started_at": [pd.Timestamp("2026-07-01 22:30:59"), pd.NaT],
        "period": [date(2026, 7, 1), None],
    }
)


def read_back(text: str, mark: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


def test_in_english_it_is_of_commas_and_points() -> None:
    assert shown_csv(FRAME, KINDS, ENGLISH, ZONE) == (
        "Source,Share (%),Days,Cases,Began,Period\n"
        '"a;b,c",52.6,1234.6,12345,2026-07-02 00:30,2026-07-01\n'
        "'=1+1,,-0.4,,,\n"
    )


def test_in_spanish_it_is_of_semicolons_and_decimal_commas() -> None:
    assert shown_csv(FRAME, KINDS, SPANISH, ZONE) == (
        "Fuente;Parte (%);Días;Casos;Empezó;Periodo\n"
        '"a;b,c";52,6;1234,6;12345;2026-07-02 00:30;2026-07-01\n'
        "'=1+1;;-0,4;;;\n"
    )


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (NOTHING, ""),
        ("2 h 5 min", "2 h 5 min"),
        ("+3", "+3"),
        ("−2,5", "-2,5"),
        ("+1+1", "'+1+1"),
        ("-1)", "'-1)"),
        ("@sum(A1)", "'@sum(A1)"),
        ("two\nlines", "two\nlines"),
        (True, "yes"),
        (None, ""),
    ],
)
def test_a_cell_that_is_a_text_stands_as_it_is_and_runs_nothing(cell: Any, told: str) -> None:
    kind = Kind.FLAG if isinstance(cell, bool) else Kind.TEXT
    rows = read_back(shown_csv(pd.DataFrame({"source": [cell]}, dtype=object), {"source": kind}, ENGLISH, ZONE), ",")
    assert (rows[1] if len(rows) > 1 and rows[1] else [""]) == [told]


@seed(16)
@given(st.floats(-1e9, 1e9), st.sampled_from([Kind.SHARE, Kind.DAYS, Kind.COUNT]), st.sampled_from(LANGUAGES))
def test_a_number_is_read_back_as_the_page_shows_it(value: float, kind: Kind, language: str) -> None:
    words = load(language)
    mark = ";" if language == "es" else ","
    rows = read_back(shown_csv(pd.DataFrame({"share": [value]}), {"share": kind}, words, ZONE), mark)
    shown = words.share(value) if kind is Kind.SHARE else words.number(value, 1 if kind is Kind.DAYS else 0)
    onscreen = parse_decimal(shown.replace("%", "").replace("\xa0", "").strip(), locale=language)
    assert parse_decimal(rows[1][0], locale=language) == onscreen
    assert math.isclose(float(onscreen), value * (100 if kind is Kind.SHARE else 1), abs_tol=0.51, rel_tol=1e-9)
