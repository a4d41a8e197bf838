"""The headline figures of the Response page: what is known of hand-overs, and what is not."""

from __future__ import annotations

import pandas as pd
import pytest

from leaddash.subjects.response.figures import response_headlines, waited
from leaddash.words import LANGUAGES, load
from tests.response_frames import curve, week
from tests.response_frames import waited as touched

ENGLISH = load("en")
RAW = curve((20, 5), *[(0, 0)] * 7, (6, 0), (10, 0), (3, 0), (1, 0))
"""20 answered within 5 minutes, 6 touched before, 10 never, 3 waiting, 1 no lead."""
HOURS = week(lambda day, hour: {(1, 10): 30, (6, 10): 10}.get((day, hour), 0), lambda day, hour: 3.0)


def figures(
    raw: pd.DataFrame, touches: pd.DataFrame, *, whole_days: bool = False, language: str = "en"
) -> dict[str, tuple[str, str]]:
    """Value and what stands below it of each figure, by its label."""
    found = response_headlines(raw, touches, HOURS, load(language), "May", whole_days=whole_days)
    return {one.label: (one.value, one.change) for one in found}


def test_the_figures_are_those_of_the_metrics() -> None:
    # Untouched: 10 never, 3 waiting and 1 no lead, of 40. On Saturday come 10 of 40.
    assert figures(RAW, touched(33, {3: 0.6, 9: 0.95})) == {
        "Hand-overs": ("40", "in May"),
        "Half touched within": ("3 min", "9 in 10 within 9 min"),
        "Never touched": ("35.0%", "of 40 cases"),
        "Arrive out of hours": ("25.0%", "of 40 cases"),
    }


def test_without_touches_hand_overs_are_counted_all_the_same_and_what_rests_on_touches_is_not_known() -> None:
    told = figures(RAW.head(0), touched(33, {}).head(0))
    unknown = ("–", "not known: no person_id in activities")
    assert told == {
        "Hand-overs": ("40", "in May"),
        "Half touched within": unknown,
        "Never touched": unknown,
        "Arrive out of hours": ("25.0%", "of 40 cases"),
    }


def test_the_median_says_how_many_are_left_out_because_their_moment_is_not_known() -> None:
    # 20 answered, 10 never and 3 waiting waited: 33; of 31 of them both moments are known.
    assert waited(RAW) == 33
    assert figures(RAW, touched(31, {3: 0.6}))["Half touched within"] == ("3 min", "2 of 33 left out: moment not known")
    assert figures(RAW, touched(33, {3: 0.6}))["Half touched within"] == ("3 min", "9 in 10 not reached")


def test_of_days_without_hours_nothing_is_said_of_hours() -> None:
    told = figures(RAW, touched(33, {3: 0.6}), whole_days=True)
    assert told["Arrive out of hours"] == ("–", "not known: days without hours")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_period_without_hand_overs_has_its_figures_too(language: str) -> None:
    nobody = week(lambda day, hour: 0, lambda day, hour: 3.0)
    found = response_headlines(curve(), touched(0, {}), nobody, load(language), "2026")
    assert [one.value for one in found] == ["0", "–", "–", "–"]
