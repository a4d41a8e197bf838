"""Small tables: nothing in them is run, figures stand in the reader's style, thin rates are greyed."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.parts import Table
from leaddash.subjects.funnel.tables import figures_table
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
    table = Table(pd.DataFrame({"source": [text]}), "", of_kind(Kind.TEXT, "source"))
    shown.append(tables.small(table, ENGLISH, caption=text))
    for html in shown:
        assert text not in html
        assert not re.search(r"<(script|img)", html)
        assert html.count('"') % 2 == 0


def test_a_table_names_its_columns_in_words() -> None:
    html = tables.small(figures_table(funnel(), "stock", SPANISH, ""), SPANISH)
    assert re.findall(r"<th [^>]*>(.*?)</th>", html) == ["Etapa", "Al inicio", "Llegaron", "Se fueron", "Al final"]
    assert html.count('<th scope="col"') == 5


def test_texts_stand_left_and_figures_right() -> None:
    table = Table(pd.DataFrame({"stage": ["MQL"], "entered": [1234]}), "", of_kind(Kind.TEXT, "stage"))
    html = tables.small(table, ENGLISH)
    assert cells(html) == [("text", "MQL"), ("number", "1,234")]


@pytest.mark.parametrize(
    ("kind", "value", "english", "spanish"),
    [
        (Kind.COUNT, 12345, "12,345", "12.345"),
        (Kind.SHARE, 5 / 11, "45.5%", "45,5\u00a0%"),
        (Kind.SHARE, 1.5, "150.0%", "150,0\u00a0%"),
        (Kind.DAYS, 2.25, "2.2", "2,2"),
        (Kind.HOURS, 1234.5, "1,234.5", "1.234,5"),
        (Kind.SHARE, float("nan"), "–", "–"),
        (Kind.DAYS, None, "–", "–"),
        (Kind.COUNT, pd.NA, "–", "–"),
    ],
)
def test_a_figure_is_written_by_its_kind_in_the_readers_style(
    kind: Kind, value: float, english: str, spanish: str
) -> None:
    frame = pd.DataFrame({"entered": pd.array([value], dtype="Int64" if kind is Kind.COUNT else "Float64")})
    table = Table(frame, "", of_kind(kind, "entered"))
    assert cells(tables.small(table, ENGLISH)) == [("number", english)]
    assert cells(tables.small(table, SPANISH)) == [("number", spanish)]


def test_a_thin_rate_is_marked_and_a_sound_one_is_not() -> None:
    table = figures_table(funnel(mql=step(29, 10), sales_lead=step(30, 10)), "cohort", ENGLISH, "")
    some = table.frame[["stage", "entered", "rate", "rate_low", "rate_entered"]]
    html = tables.small(replace(table, frame=some), ENGLISH)
    rows = [cells(row) for row in html.split("<tr>")[2:]]
    assert [kind for kind, _ in rows[3]] == ["text", "number", "number thin", "number thin", "number"]
    assert [kind for kind, _ in rows[4]] == ["text", "number", "number", "number", "number"]
    assert [kind for kind, _ in rows[6]] == ["text", "number", "number", "number", "number"]


def test_a_table_without_rows_still_has_its_head() -> None:
    table = figures_table(funnel(), "flow", ENGLISH, "")
    html = tables.small(replace(table, frame=table.frame.head(0)), ENGLISH)
    assert cells(html) == []
    assert html.count("<th ") == 4
