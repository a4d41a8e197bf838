"""The four figures of the overview and the lines about what moved."""

from __future__ import annotations

import pandas as pd
import pytest

from leaddash.insights import headlines, moves
from leaddash.words import LANGUAGES, load
from tests.frames import funnel, months, step, trend

ENGLISH, SPANISH = load("en"), load("es")
NOTHING = trend([])


def told(now: pd.DataFrame, before: pd.DataFrame | None, place: int, language: str = "en") -> tuple[str, str]:
    """Value and change of the headline in a place: MQLs, their rate, customers, sales leads past their time."""
    found = headlines(now, before, NOTHING, load(language), "May")[place]
    return found.value, found.change


def test_there_are_four_figures_each_named_and_explained_in_each_language() -> None:
    english, spanish = (headlines(funnel(), None, NOTHING, words, "") for words in (ENGLISH, SPANISH))
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


def test_each_figure_opens_as_many_cases_as_it_counts() -> None:
    now = funnel(mql=step(60, 20), customer={"entered": 1}, sales_lead={"stalled": 5})
    found = headlines(now, None, NOTHING, ENGLISH, "")
    assert [each.cases for each in found] == [
        "See the 60 cases",
        "See the 60 cases",
        "See the 1 case",
        "See the 5 cases",
    ]
    assert [each.link for each in found] == [
        {"stage": "mql", "figure": "entered"},
        {"stage": "mql", "figure": "rate_entered"},
        {"stage": "customer", "figure": "entered"},
        {"stage": "sales_lead", "figure": "stalled"},
    ]


def test_the_course_has_a_value_for_each_period_of_the_trend() -> None:
    course = trend(months(3), mql=[{"entered": 5}, {"entered": 0}, step(4, 1)])
    found = headlines(funnel(), None, course, ENGLISH, "")
    assert found[0].course == [5.0, 0.0, 4.0]
    assert found[1].course[-1] == 0.25
    assert [each.is_count for each in found] == [True, False, True, True]


def test_the_step_that_changed_most_comes_first() -> None:
    now = funnel(mql=step(100, 45), sales_lead=step(100, 60))
    before = funnel(mql=step(100, 30), sales_lead=step(100, 40))
    first = moves(now, before, ENGLISH)[0]
    assert first.text == "More went on from Sales lead: 60.0%, was 40.0%."
    assert (first.page, first.link) == ("funnel", {"stage": "sales_lead"})
    assert moves(before, now, SPANISH)[0].text == (
        "Avanzaron menos desde Prospecto de ventas: 40,0\u00a0%, antes 60,0\u00a0%."
    )


def test_no_step_is_named_where_all_changes_are_within_chance() -> None:
    line = moves(funnel(mql=step(100, 43)), funnel(mql=step(100, 30)), ENGLISH)[0]
    assert line.text == "No step's rate changed beyond chance."


@pytest.mark.parametrize("thin_one", ["now", "before"])
def test_a_thin_step_is_not_said_to_have_changed(thin_one: str) -> None:
    thin, sound = funnel(mql=step(29, 29)), funnel(mql=step(100, 30))
    now, before = (thin, sound) if thin_one == "now" else (sound, thin)
    assert moves(now, before, ENGLISH)[0].text == "No step's rate changed beyond chance."


def test_the_lines_name_where_most_wait_and_where_most_leave() -> None:
    now = funnel(mql={"stalled": 9, "exited": 4}, target={"stalled": 2, "exited": 1}, opportunity={"exited": 12})
    waiting, leaving = moves(now, None, ENGLISH)
    assert waiting.text == "Most waiting: 9 past their time at MQL."
    assert (waiting.page, waiting.link) == ("leads", {"stage": "mql", "figure": "stalled"})
    assert leaving.text == "Most leaving: 12 left from Opportunity."
    assert leaving.link == {"stage": "opportunity", "figure": "exited"}


def test_one_who_waits_is_told_in_the_singular() -> None:
    waiting, leaving = moves(funnel(mql={"stalled": 1, "exited": 1}), None, SPANISH)
    assert waiting.text == "Donde más se espera: 1 fuera de plazo en MQL."
    assert leaving.text == "Donde más se sale: 1 salió de MQL."


def test_where_nobody_waits_or_leaves_no_stage_is_named() -> None:
    waiting, leaving = moves(funnel(mql=step(10, 10)), None, ENGLISH)
    assert (waiting.text, leaving.text) == ("Nobody waits past their time.", "Nobody left.")
    assert {waiting.page, leaving.page} == {"funnel"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_funnel_has_its_headlines_and_lines(language: str) -> None:
    words = load(language)
    assert [each.value for each in headlines(funnel(), funnel(), NOTHING, words, "May")] == ["0", "–", "0", "0"]
    assert len(moves(funnel(), funnel(), words)) == 3
