"""What the forecast says: never a number without its range and record, never a zero that means unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from leaddash import agreement
from leaddash.subjects.forecast.sentences import (
    Told,
    create_sentence,
    forecast_sentence,
    more_sentence,
    odds_in_words,
    overview_line,
    top_sentence,
)
from leaddash.words import LANGUAGES, load
from tests import forecast_frames as frames

ENGLISH, SPANISH = load("en"), load("es")
NBSP = "\u00a0"


def told(frame: pd.DataFrame | None = None, at: datetime = frames.NOW, language: str = "en", **more: Any) -> Told:
    row = (frames.summary(**more) if frame is None else frame).iloc[0]
    return Told(row, frames.QUARTER, at, frames.RULES, load(language))


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_the_number_is_its_range_the_goal_and_its_odds() -> None:
    assert plain(forecast_sentence(told())) == (
        "We will book between 402 k € and 463 k € this quarter; the goal is 450 k €: odds 1 in 5."
    )
    assert plain(forecast_sentence(told(language="es"))) == (
        "Ganaremos entre 402 mil € y 463 mil € este trimestre; el objetivo es 450 mil €: opciones de 1 entre 5."
    )


def test_another_period_is_called_by_its_months() -> None:
    ahead = told(at=datetime(2026, 6, 20))
    assert plain(forecast_sentence(ahead)).startswith("We will book between 402 k € and 463 k € in Jul to Sep 2026;")


def test_a_month_is_called_a_month() -> None:
    rules = agreement.parse({"timezone": frames.ZONE, "forecast": {"period": "month"}})
    monthly = replace(told(), rules=rules)
    assert "this month" in forecast_sentence(monthly)
    assert "of the last 6 months" in more_sentence(monthly, 0, 0)


@pytest.mark.parametrize(
    ("percent", "said"), [(5, "odds 1 in 20"), (45, "odds 9 in 20"), (50, "the odds are even"), (75, "odds 3 in 4")]
)
def test_odds_are_so_many_in_so_many(percent: int, said: str) -> None:
    assert odds_in_words(percent, ENGLISH) == said


def test_a_goal_that_is_reached_has_no_odds_any_more() -> None:
    assert plain(forecast_sentence(told(won=451e3))).endswith("this quarter; the goal of 450 k € is reached.")


def test_without_a_goal_nothing_is_said_of_one() -> None:
    assert plain(forecast_sentence(told(goal=None))) == "We will book between 402 k € and 463 k € this quarter."


def test_where_nothing_is_projected_it_says_what_is_missing_and_no_zero() -> None:
    young = plain(forecast_sentence(told(frames.unknown(history=1))))
    assert young == (
        "318 k € is won so far this quarter; the goal is 450 k €. "
        "What is still to come cannot be told: only 1 whole past period is known, and two are needed."
    )
    unlike = plain(forecast_sentence(told(frames.unknown(history=4))))
    assert unlike.endswith("at this distance from the end no deal was open in any past period.")
    assert "range held" not in more_sentence(told(frames.unknown(history=1)), 0, 3)


def test_a_period_that_is_over_says_what_was_booked_and_why_a_crm_says_another_number() -> None:
    over = told(at=frames.AFTER, stamped_elsewhere=2)
    assert plain(forecast_sentence(over)) == (
        "318 k € was booked in Jul to Sep 2026 with 21 deals, 71% of the goal of 450 k €."
    )
    assert more_sentence(over, 14e3, 11) == (
        "2 of them have close dates in another period: a CRM that goes by close dates says another number."
    )
    assert more_sentence(told(at=frames.AFTER), 14e3, 11) == ""


def test_the_range_stands_beside_its_record_and_what_slipped_beside_what_is_to_be_decided() -> None:
    assert plain(more_sentence(told(), 14e3, 11)) == (
        "Such a range held in 5 of the last 6 quarters. "
        "14 k € slipped out of the quarter this week, and 11 deals need a decision."
    )
    assert plain(more_sentence(told(), 0, 1)).endswith("quarters. 1 deal needs a decision.")
    assert plain(more_sentence(told(), 14e3, 0)).endswith("quarters. 14 k € slipped out of the quarter this week.")
    assert more_sentence(told(), 0, 0) == "Such a range held in 5 of the last 6 quarters."


def test_a_range_never_told_before_and_few_bookings_are_said() -> None:
    said = more_sentence(told(record_periods=0, record_held=0, thin=True), 0, 0)
    assert said == (
        "Such a range was not told before over a whole period, so nobody knows yet how often it holds. "
        "It rests on few bookings."
    )


def test_what_must_still_be_created_is_said_only_where_it_is_known() -> None:
    assert plain(create_sentence(told())) == (
        "To reach the goal, new deals worth 60 k € must still be created in time for this quarter."
    )
    assert create_sentence(told(to_create=0.0)).startswith("The projection reaches the goal")
    assert create_sentence(told(goal=None)) == create_sentence(told(to_create=None)) == ""
    assert create_sentence(told(at=frames.AFTER)) == ""


def test_what_comes_new_is_taken_apart_with_its_remainder() -> None:
    # 11 k − 4 k − 2 k = 5 k
    assert "4.0 k € is of those who stand there, 2.0 k € of those who still come; the remainder of 5.0 k €" in plain(
        top_sentence(told())
    )
    assert top_sentence(told(new_in_hand=float("nan"))) == ""


def test_the_line_of_the_overview_is_the_number_against_its_goal() -> None:
    said = plain(overview_line(told()))
    assert said == "Quarter now: 402 k € to 463 k € projected; the goal is 450 k €: odds 1 in 5."
    assert plain(overview_line(told(frames.unknown()))) == "Quarter now: 318 k € won so far; the goal is 450 k €."


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_leaves_a_gap(language: str) -> None:
    shapes = [
        *(told(language=language), told(at=frames.AFTER, language=language), told(goal=None, language=language)),
        *(told(frames.unknown(history=n), language=language) for n in (0, 1, 4)),
    ]
    for one in shapes:
        for text in (forecast_sentence(one), more_sentence(one, 14e3, 2), create_sentence(one), top_sentence(one)):
            assert "nan" not in text.lower().split()
            assert "None" not in text
            assert not {"{", "}", "–"} & set(text)
