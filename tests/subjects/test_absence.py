"""Why there is nothing to draw: a sentence that is true for its cause."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from leaddash.drawing.absence import ANYTHING, Reach, reach_of
from leaddash.drawing.theme import LIGHT
from leaddash.subjects.funnel.charts.breakdown import breakdown
from leaddash.subjects.funnel.charts.bridge import bridge
from leaddash.subjects.funnel.charts.funnel_bars import funnel_bars
from leaddash.subjects.funnel.charts.leaving import exits
from leaddash.subjects.funnel.charts.ways_out import ways_out
from leaddash.subjects.response.silence import Silence, known_outcomes, nobody_given, silence
from leaddash.words import LANGUAGES, load
from tests.frames import bridged, funnel, left, step, times
from tests.response_frames import curve, people
from tests.subjects.pictures import SOURCES

ENGLISH = load("en")
HORIZONS = {"contact": 14.0, "qualify": 30.0, "win": 90.0}
PASSED = reach_of(
    funnel(new_name=step(90, 60), mql=step(60, 60, skipped=60), sales_lead=step(60, 20), customer=step(20, 0)),
    timedelta(days=400),
)


def silent(raw: pd.DataFrame, owners: pd.DataFrame, outcome: str = "contact", reach: Reach = ANYTHING) -> Silence:
    return silence(reach, ENGLISH, raw, owners, outcome, nobody="", horizons=HORIZONS)


def test_the_reach_of_data_tells_stages_that_are_recorded_from_those_passed_by_and_those_never_entered() -> None:
    assert PASSED.recorded == {"new_name", "sales_lead", "customer"}
    assert PASSED.is_passed_by("mql")
    assert not PASSED.is_passed_by("sales_lead")
    assert PASSED.is_empty("engaged")
    assert PASSED.leads_nowhere("customer")
    assert not PASSED.leads_nowhere("opportunity")
    assert PASSED.days == 400


def test_by_default_nothing_is_known_to_be_missing() -> None:
    assert not any(
        (ANYTHING.is_empty("mql"), ANYTHING.is_silent("mql"), ANYTHING.tells_nothing_of("win"), ANYTHING.is_filtered)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_of_a_step_says_that_its_stage_is_only_passed_by(language: str) -> None:
    words = load(language)
    told = words("empty.passed_by", stage="MQL")
    assert breakdown(SOURCES, words, LIGHT, "mql", "source", PASSED).alt == told
    assert ways_out(times("mql", 9, 60, lost=0.5), words, LIGHT, "mql", 14, 60, PASSED).alt == told


def test_where_no_later_stage_is_recorded_nobody_is_said_to_have_stayed_behind() -> None:
    first = reach_of(funnel(new_name=step(90, 60), mql=step(60, 0)), timedelta(days=400))
    assert breakdown(SOURCES, ENGLISH, LIGHT, "mql", "source", first).alt == (
        "Nobody in these data is recorded to enter a stage after MQL, so nobody knows who went on."
    )
    ways = ways_out(times("mql", 9, 60, lost=0.5), ENGLISH, LIGHT, "mql", 14, 60, first)
    assert [line.line.dash for line in ways.figure.data] == ["longdash"]
    bars = funnel_bars(funnel(mql=step(60, 0)), ENGLISH, LIGHT, reach=first)
    assert "0.0% →" not in [note.text for note in bars.figure.layout.annotations]


def test_that_nobody_is_there_is_told_with_what_may_change_it() -> None:
    empty = {
        "Nobody went on from MQL, neither of this period nor in it.": bridge(bridged(), ENGLISH, LIGHT, "mql"),
        "Nobody left from MQL in this period.": exits(left(("lost", None, "customer", 1)), ENGLISH, LIGHT, "mql"),
    }
    for told, picture in empty.items():
        assert picture.alt == f"{told} Choose another period."
    filtered = bridge(bridged(), ENGLISH, LIGHT, "mql", Reach(is_filtered=True))
    assert filtered.alt.endswith("Take a filter off, or choose another period.")
    never = bridge(bridged(), ENGLISH, LIGHT, "engaged", PASSED)
    assert never.alt == "Nobody in these data has entered Engaged, or a later stage, by the as-of day."


def test_the_page_opens_with_the_first_outcome_that_the_data_tell_of() -> None:
    assert known_outcomes(PASSED, knows_contacts=True) == ["contact", "qualify", "win"]
    assert known_outcomes(PASSED, knows_contacts=False) == ["qualify", "win"]
    early = reach_of(funnel(mql=step(60, 0), sales_lead=step(20, 0)), timedelta(days=9))
    assert known_outcomes(early, knows_contacts=False) == ["qualify"]
    none = reach_of(funnel(new_name=step(60, 0)), timedelta(days=9))
    assert known_outcomes(none, knows_contacts=False) == []


def test_without_touches_the_missing_column_is_named() -> None:
    why = silent(curve().head(0), people(("Ana", 40, 9)))
    assert why.sentence.startswith("No activity says who of ours it was by (column person_id of activities)")
    assert why.curve == why.touches == why.sentence
    assert why.people == ""


def test_without_contacts_the_missing_column_is_named_and_the_other_outcomes_are_told() -> None:
    raw, owners = (
        frame.assign(**{name: pd.NA for name in frame if name.startswith("contact")})
        for frame in (curve((40, 9)), people(("Ana", 40, 9)))
    )
    why = silent(raw, owners)
    assert "in the column outcome of activities" in why.sentence
    assert why.curve == why.people == why.sentence
    assert silent(raw, owners, "qualify") == Silence("", "", "", "", "")


def test_an_outcome_that_is_a_stage_nobody_is_recorded_at_is_not_known() -> None:
    none = reach_of(funnel(new_name=step(60, 0), mql=step(60, 0)), timedelta(days=400))
    told = {one: silent(curve((40, 0)), people(("Ana", 40, 0)), one, none).sentence for one in ("qualify", "win")}
    assert told["qualify"].startswith("Nobody in these data is recorded to become a sales lead or more")
    assert told["win"].startswith("Nobody in these data is recorded to become a customer")


def test_an_outcome_of_whom_nobodys_time_is_over_is_told_apart_from_one_that_never_can_be() -> None:
    young = curve((40, 0)).assign(win_leads=0)
    owners = people(("Ana", 40, 0)).assign(win_leads=0)
    why = silent(young, owners, "win")
    assert why.sentence == ""
    assert why.curve.startswith("Of no hand-over answered in this period is the time for this outcome over.")
    assert why.people.startswith("Of no hand-over of this period is the time")
    short = silent(young, owners, "win", Reach(days=61.9))
    assert short.curve == short.people
    assert short.curve.startswith("The time for this (90 days) is longer than the data (61)")


def test_where_nobody_was_answered_no_time_is_waited_for() -> None:
    unanswered = curve(*[(0, 0)] * 9, (30, 0))
    assert silent(unanswered, people(("Ana", 30, 0))).curve.startswith("None of the 30 hand-overs of this period has")


def test_no_hand_over_is_told_by_its_cause() -> None:
    assert nobody_given(ANYTHING, ENGLISH, 5, 5, "hand_over") == ""
    assert nobody_given(ANYTHING, ENGLISH, 0, 9, "form") == (
        "Nobody was handed over in this period. Choose another period."
    )
    assert "Take a filter off" in nobody_given(Reach(is_filtered=True), ENGLISH, 0, 9, "hand_over")
    assert "no assignment, nor an MQL" in nobody_given(ANYTHING, ENGLISH, 0, 0, "hand_over")
    assert "has a start at the first form" in nobody_given(ANYTHING, ENGLISH, 0, 0, "form")
    why = silence(ANYTHING, ENGLISH, curve(), people(), "win", nobody="Nobody.", horizons=HORIZONS)
    assert {why.sentence, why.curve, why.people} == {"Nobody."}
