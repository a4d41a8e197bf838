"""The four figures of the overview and the lines about what moved."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from leaddash.agreement import STAGES
from leaddash.boards.overview.sentences import headlines, moves
from leaddash.drawing.absence import recorded
from leaddash.words import LANGUAGES, load
from tests.frames import funnel, left, months, step, trend

ENGLISH, SPANISH = load("en"), load("es")
NOTHING = trend([])
EVER = funnel(**{stage: {"entered": 9} for stage in STAGES})
"""All stages are recorded, and nobody stands past their time."""
NOBODY = left()


def told(now: pd.DataFrame, before: pd.DataFrame | None, place: int, language: str = "en") -> tuple[str, str]:
    """Value and change of the headline in a place: MQLs, their rate, customers, sales leads past their time."""
    found = headlines(now, before, EVER, STAGES, NOTHING, load(language), "May")[place]
    return found.value, found.change


def test_there_are_four_figures_each_named_and_explained_in_each_language() -> None:
    english, spanish = (headlines(funnel(), None, EVER, STAGES, NOTHING, words, "") for words in (ENGLISH, SPANISH))
    assert [each.label for each in english] == [
        "MQLs",
        "MQL → sales lead",
        "New customers",
        "Sales leads past their time",
    ]
    assert all(one.label != other.label and one.help != other.help for one, other in zip(english, spanish, strict=True))


def test_a_count_that_changed_beyond_chance_says_which_way() -> None:
    # 100 - 150 = -50, and 1.96 · √250 = 31
    assert told(funnel(mql={"entered": 100}), funnel(mql={"entered": 150}), 0) == ("100", "down from 150 in May")
    assert told(funnel(mql={"entered": 1500}), funnel(mql={"entered": 1000}), 0, "es") == (
        "1.500",
        "más que en May (1.000)",
    )


def test_a_count_that_wavers_is_about_the_same() -> None:
    # 100 - 120 = -20, and 1.96 · √220 = 29
    assert told(funnel(customer={"entered": 100}), funnel(customer={"entered": 120}), 2) == (
        "100",
        "about the same: 120 in May",
    )


def test_a_rate_that_changed_beyond_chance_says_which_way() -> None:
    assert told(funnel(mql=step(100, 45)), funnel(mql=step(100, 30)), 1) == ("45.0%", "up from 30.0% in May")
    assert told(funnel(mql=step(100, 43)), funnel(mql=step(100, 30)), 1) == (
        "43.0%",
        "about the same: 30.0% in May",
    )


def test_a_thin_rate_says_its_cases_and_compares_nothing() -> None:
    assert told(funnel(mql=step(29, 29)), funnel(mql=step(100, 30)), 1) == ("100.0%", "29 cases: too few to compare")
    assert told(funnel(mql=step(1, 0)), funnel(mql=step(100, 30)), 1, "es") == (
        "0,0\u00a0%",
        "1 caso: muy pocos para comparar",
    )


@pytest.mark.parametrize("before", [None, funnel(), funnel(mql=step(29, 2))], ids=["none", "empty", "thin"])
def test_a_rate_without_a_sound_one_before_says_its_cases(before: pd.DataFrame | None) -> None:
    assert told(funnel(mql=step(100, 45)), before, 1) == ("45.0%", "of 100 cases")


def test_a_rate_that_is_not_known_yet_is_a_dash_and_no_change() -> None:
    assert told(funnel(mql={"entered": 50}), funnel(mql=step(100, 30)), 1) == ("–", "of 0 cases")


def test_a_count_without_a_period_before_says_no_change() -> None:
    assert told(funnel(mql={"entered": 7}), None, 0) == ("7", "")


def test_each_figure_opens_the_cases_it_counts() -> None:
    now = funnel(mql=step(60, 20), customer={"entered": 1}, sales_lead={"stalled": 5})
    ever = funnel(mql={"entered": 90}, customer={"entered": 9}, sales_lead={"entered": 300, "stalled": 217})
    found = headlines(now, None, ever, STAGES, NOTHING, ENGLISH, "")
    assert [each.link for each in found] == [
        {"stage": "mql", "figure": "entered"},
        {"stage": "mql", "figure": "rate_entered"},
        {"stage": "customer", "figure": "entered"},
        {"stage": "sales_lead", "figure": "stalled", "period": "all"},
    ]


def test_the_course_has_a_value_for_each_period_of_the_trend() -> None:
    course = trend(months(3), mql=[{"entered": 5}, {"entered": 0}, step(4, 1)])
    found = headlines(funnel(), None, EVER, STAGES, course, ENGLISH, "")
    assert found[0].course == [5.0, 0.0, 4.0]
    assert [math.isnan(share) for share in found[1].course] == [True, True, False]  # not known yet is a gap
    assert found[1].course[-1] == 0.25
    assert [each.is_count for each in found] == [True, False, True, True]


def test_the_step_that_changed_most_comes_first() -> None:
    now = funnel(mql=step(100, 45), sales_lead=step(100, 60))
    before = funnel(mql=step(100, 30), sales_lead=step(100, 40))
    first = moves(now, before, EVER, STAGES, NOBODY, ENGLISH)[0]
    assert first.text == "More went on from Sales lead: 60.0%, was 40.0%."
    assert (first.page, first.changes) == ("funnel", {"stage": "sales_lead"})
    assert moves(before, now, EVER, STAGES, NOBODY, SPANISH)[0].text == (
        "Avanzaron menos desde Prospecto de ventas: 40,0\u00a0%, antes 60,0\u00a0%."
    )


def test_no_step_is_named_where_all_changes_are_within_chance() -> None:
    line = moves(funnel(mql=step(100, 43)), funnel(mql=step(100, 30)), EVER, STAGES, NOBODY, ENGLISH)[0]
    assert line.text == "No step's rate changed beyond chance."


@pytest.mark.parametrize("thin_one", ["now", "before"])
def test_a_thin_step_is_not_said_to_have_changed(thin_one: str) -> None:
    thin, sound = funnel(mql=step(29, 29)), funnel(mql=step(100, 30))
    now, before = (thin, sound) if thin_one == "now" else (sound, thin)
    assert moves(now, before, EVER, STAGES, NOBODY, ENGLISH)[0].text == "No step's rate changed beyond chance."


def test_a_step_from_a_stage_nobody_records_is_not_said_to_have_changed() -> None:
    now, before = funnel(mql=step(100, 90)), funnel(mql=step(100, 30))
    unrecorded = funnel(mql={"entered": 100, "skipped": 100}, sales_lead={"entered": 9})
    assert (
        moves(now, before, EVER, recorded(unrecorded), NOBODY, ENGLISH)[0].text
        == "No step's rate changed beyond chance."
    )


def test_the_lines_name_where_most_wait_now_and_where_most_left_in_the_period() -> None:
    # nine of this month's cohort wait, 319 in all; of the month's cohort nobody left, of earlier ones twelve did
    now, ever = funnel(mql={"stalled": 9}), funnel(mql={"stalled": 319}, new_name={"stalled": 9_000})
    gone = left(("lost", "price", "opportunity", 8), ("lost", None, "opportunity", 4), ("recycled", None, "mql", 9))
    waiting, leaving = moves(now, None, ever, STAGES, gone, ENGLISH)
    assert waiting.text == "Most waiting now: 319 past their time at MQL, whenever they came."
    assert (waiting.page, waiting.changes) == ("leads", {"stage": "mql", "figure": "stalled", "period": "all"})
    assert leaving.text == "Most leaving: 12 left from Opportunity."
    assert leaving.changes == {"stage": "opportunity", "figure": "exits", "exit": "any", "reason": "any"}


def test_one_who_waits_is_told_in_the_singular() -> None:
    gone = left(("lost", None, "mql", 1))
    waiting, leaving = moves(funnel(), None, funnel(mql={"stalled": 1}), STAGES, gone, SPANISH)
    assert waiting.text == "Donde más se espera ahora: 1 fuera de plazo en MQL, entrara cuando entrara."
    assert leaving.text == "Donde más se sale: 1 salió de MQL."


def test_where_nobody_waits_or_leaves_no_stage_is_named() -> None:
    waiting, leaving = moves(funnel(mql=step(10, 10)), None, EVER, STAGES, NOBODY, ENGLISH)
    assert (waiting.text, leaving.text) == ("Nobody waits past their time now.", "Nobody left in the period.")
    assert {waiting.page, leaving.page} == {"funnel"}


def test_a_stage_that_nobody_records_is_no_headline() -> None:
    # 121 MQLs, all of them skipped: sales leads are what is recorded
    ever = funnel(mql={"entered": 121, "skipped": 121}, sales_lead={"entered": 121}, opportunity={"entered": 40})
    found = headlines(ever, None, ever, recorded(ever), NOTHING, ENGLISH, "")
    assert [one.label for one in found] == [
        "Sales leads",
        "Sales lead → opportunity",
        "Sales leads past their time",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_funnel_has_its_headlines_and_lines(language: str) -> None:
    words = load(language)
    assert [each.value for each in headlines(funnel(), funnel(), EVER, STAGES, NOTHING, words, "May")] == [
        "0",
        "–",
        "0",
        "0",
    ]
    assert len(moves(funnel(), funnel(), funnel(), (), NOBODY, words)) == 3
    assert len(headlines(funnel(), None, funnel(), (), NOTHING, words, "")) == 2
