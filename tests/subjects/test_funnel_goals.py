"""What was agreed for a period, by days, and how the funnel draws it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from leaddash import agreement
from leaddash.blocks.ask import Ask
from leaddash.drawing.theme import LIGHT
from leaddash.periods import Period
from leaddash.subjects.funnel.charts.funnel_bars import funnel_bars
from leaddash.subjects.funnel.goals import goals_of
from leaddash.words import load
from tests.subjects.pictures import FULL

RULES = agreement.parse({"timezone": "Europe/Madrid", "goals": {"mql": 310, "bookings": 1000}})
JULY = Period("month", date(2026, 7, 1), date(2026, 8, 1))
ASK = Ask(None, RULES, JULY, datetime(2026, 8, 20, 9), {})  # type: ignore[arg-type]


def test_a_month_has_the_goal_of_a_month_and_money_none_of_a_stage() -> None:
    assert goals_of(ASK) == {"mql": 310}


def test_of_a_period_that_runs_as_much_is_agreed_as_is_over() -> None:
    # 10 of the 31 days of August
    running = replace(ASK, period=Period("custom", date(2026, 8, 1), date(2026, 9, 1)), as_of=datetime(2026, 8, 10, 9))
    assert goals_of(running) == {"mql": 100}


def test_neither_a_slice_nor_all_data_have_a_goal() -> None:
    assert goals_of(replace(ASK, filters={"source": ("web",)})) == {}
    assert goals_of(replace(ASK, period=Period("all", None, date(2026, 8, 1)))) == {}


def test_a_goal_is_a_stroke_at_both_edges_of_its_bar_and_none_where_stocks_are_shown() -> None:
    words = load("en")
    strokes = funnel_bars(FULL, words, LIGHT, goals={"mql": 220.0}).figure.layout.shapes[2:]
    assert [(round(one.x0), one.y0, one.y1) for one in strokes] == [(3, 220, 220)] * 2
    assert len(funnel_bars(FULL, words, LIGHT, "stock", goals={"mql": 220.0}).figure.layout.shapes) == 2
