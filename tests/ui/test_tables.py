"""Small tables: nothing in them is run, figures stand in the reader's style, thin rates are greyed."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from leaddash.subjects.funnel.tables import columns_of
from leaddash.ui import tables
from leaddash.words import load
from tests.frames import funnel, step

ENGLISH, SPANISH = load("en"), load("es")
NASTY = ["<script>alert(1)</script>", '" onmouseover="x', "'&amp;'", "</td><img src=x onerror=y>"]


def cells(html: str) -> list[tuple[str, str]]:
    """Class and text of each cell."""
    return re.findall(r'<td class="([^"]*)">(.*?)</td>', html)


@pytest.mark.parametrize("text", NASTY)
def test_text_is_shown_and_never_run(text: str) -> None:
    shown = [tables.sentence(text), tables.line(text)]
    shown.append(tables.small(pd.DataFrame({"source": [text]}), ENGLISH, texts=("source",), caption=text))
    for html in shown:
        assert text not in html
        assert not re.search(r"<(script|img)", html)
        assert html.count('"') % 2 == 0


def test_a_table_names_its_columns_in_words() -> None:
    html = tables.small(columns_of(funnel(), "stock", SPANISH), SPANISH, texts=("stage",))
    assert re.findall(r"<th [^>]*>(.*?)</th>", html) == ["Etapa", "Al inicio", "Llegaron", "Se fueron", "Al final"]
    assert html.count('<th scope="col"') == 5


def test_texts_stand_left_and_figures_right() -> None:
    html = tables.small(pd.DataFrame({"stage": ["MQL"], "entered": [1234]}), ENGLISH, texts=("stage",))
    assert cells(html) == [("text", "MQL"), ("number", "1,234")]


@pytest.mark.parametrize(
    ("column", "value", "english", "spanish"),
    [
        ("entered", 12345, "12,345", "12.345"),
        ("rate", 5 / 11, "45.5%", "45,5\u00a0%"),
        ("flow_rate", 1.5, "150.0%", "150,0\u00a0%"),
        ("median_days", 2.25, "2.2", "2,2"),
        ("p90_days", 1234.5, "1,234.5", "1.234,5"),
        ("rate", float("nan"), "–", "–"),
        ("median_days", None, "–", "–"),
        ("entered", pd.NA, "–", "–"),
    ],
)
def test_a_figure_is_written_in_the_readers_style(column: str, value: float, english: str, spanish: str) -> None:
    frame = pd.DataFrame({column: pd.array([value], dtype="Int64" if column == "entered" else "Float64")})
    assert cells(tables.small(frame, ENGLISH)) == [("number", english)]
    assert cells(tables.small(frame, SPANISH)) == [("number", spanish)]


def test_a_thin_rate_is_marked_and_a_sound_one_is_not() -> None:
    frame = columns_of(funnel(mql=step(29, 10), sales_lead=step(30, 10)), "cohort", ENGLISH)
    html = tables.small(frame[["stage", "entered", "rate", "rate_low", "rate_entered"]], ENGLISH, texts=("stage",))
    rows = [cells(row) for row in html.split("<tr>")[2:]]
    assert [kind for kind, _ in rows[3]] == ["text", "number", "number thin", "number thin", "number"]
    assert [kind for kind, _ in rows[4]] == ["text", "number", "number", "number", "number"]
    assert [kind for kind, _ in rows[6]] == ["text", "number", "number", "number", "number"]


def test_a_table_without_rows_still_has_its_head() -> None:
    html = tables.small(columns_of(funnel(), "flow", ENGLISH).head(0), ENGLISH, texts=("stage",))
    assert cells(html) == []
    assert html.count("<th ") == 4
