"""What is known of one lead's life against a naive second implementation, on random histories."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from leaddash import metrics
from leaddash.blocks.ask import Ask
from leaddash.boards.leads.life_of import life_of
from leaddash.moments import local_date
from leaddash.periods import period
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from leaddash.subjects.leads.life import Life
from leaddash.subjects.leads.silence import longest_silence
from tests.metrics.sales_worlds import BATCHES, SalesWorld, make_sales_world
from tests.metrics.scoring_worlds import WORLDS, ScoringWorld, built, make_scoring_world
from tests.naive import lives, scoring
from tests.naive.company import truncated
from tests.naive.promises import Clock, clocks, close_of, seconds_between
from tests.naive.sales import known

pytestmark = pytest.mark.every_world("naive")

CLOSE = 1e-6

FEW = 6
"""Leads of a company that are asked about, at each of some moments."""


def asked(shot: Snapshot, as_of: datetime | None) -> Ask:
    question = shot.question(Scope(as_of=as_of))
    day = local_date(question.as_of, shot.agreement.timezone)
    return Ask(shot, shot.agreement, period("all", day), question.as_of, {})


def life(ask: Ask, lead_id: str) -> Life:
    found = life_of(ask, lead_id)
    assert found is not None, lead_id
    return found


def spread(leads: list[Any]) -> list[Any]:
    return leads[:: max(len(leads) // FEW, 1)]


@pytest.fixture(scope="module", params=range(BATCHES))
def world(request: pytest.FixtureRequest) -> SalesWorld:
    return make_sales_world(request.param)


@pytest.fixture(scope="module", params=range(WORLDS))
def scored_world(request: pytest.FixtureRequest) -> ScoringWorld:
    return make_scoring_world(request.param)


def test_the_longest_silence_is_the_one_found_moment_by_moment(world: SalesWorld) -> None:
    seen = 0
    for cut in world.cuts[:2]:
        told = known(world.company, world.rules, world.agreement, cut.as_of)
        running, ask = clocks(told), asked(world.shot, cut.as_of)
        for one in spread(told.lives):
            silence = longest_silence(life(ask, one.lead["lead_id"]))
            expected = lives.longest_silence(told, one, running)
            assert (silence and (silence.since, silence.until)) == expected, one.lead["lead_id"]
            seen += expected is not None
    assert seen or not told.touched


def test_every_promise_ends_as_its_clock_does(world: SalesWorld) -> None:
    told = known(world.company, world.rules, world.agreement)
    running, ask = clocks(told), asked(world.shot, None)
    for one in spread(told.lives):
        expected = [
            (clock.promise["name"], clock.started_at, clock.due_at, clock.counted, minutes_left(clock))
            for clock in running
            if clock.life is one
        ]
        mine = [
            (promise.name, promise.started_at, promise.due_at, promise.state, promise.minutes_left)
            for promise in life(ask, one.lead["lead_id"]).promises
        ]
        assert sorted(mine) == sorted(expected)


def minutes_left(clock: Clock) -> float:
    """The minutes from the end of a promise, or as-of, to its due moment, on its clock; less than 0 from after it."""
    end = min(close_of(clock) or clock.known.as_of, clock.known.as_of)
    first, last = sorted((end, clock.due_at))
    minutes = seconds_between(clock.promise, clock.calendar, first, last) / 60
    return minutes if end <= clock.due_at else -minutes


def test_the_score_over_time_is_that_added_up_at_each_of_its_moments(scored_world: ScoringWorld) -> None:
    told = known(scored_world.company, scored_world.rules, scored_world.agreed)
    model, ask = scoring.model_of(scored_world.agreed, scored_world.rules), asked(scored_world.shot, None)
    for one in spread(told.lives):
        ran, course = scoring.run(model, one), life(ask, one.lead["lead_id"]).scores
        assert [score.at for score in course] == sorted({score.at for score in course})
        moments = [*(score.at for score in course), *(step.at for step in ran.steps), told.as_of]
        for moment in moments[:: max(len(moments) // 40, 1)]:
            read, then = ran.reading(ran.done_by(moment), moment), [score for score in course if score.at <= moment][-1]
            assert (then.fit, then.behaviour) == pytest.approx((read.fit, read.behaviour), abs=CLOSE), moment


def test_the_score_over_time_ends_with_what_its_ledger_sums_to(scored_world: ScoringWorld) -> None:
    for cut in scored_world.cuts[:2]:
        ask = asked(scored_world.shot, cut.as_of)
        for lead_id in spread([row["lead_id"] for row in scored_world.company.leads if row["created_at"] <= ask.as_of]):
            mine = life(ask, lead_id)
            ledger = ask(metrics.score_ledger, lead=lead_id)
            assert mine.scores[-1].total == pytest.approx(float(ledger["contribution"].sum()), abs=CLOSE)
            counted = ledger[ledger["part"] != "fit"]["points"].sum()
            assert sum(act.points or 0 for act in mine.acts) == pytest.approx(counted, abs=CLOSE)


@pytest.mark.in_part("naive")
@pytest.mark.parametrize("number", [1, 2])
def test_nothing_after_as_of_is_in_a_life(number: int) -> None:
    """A life by a moment is that in a snapshot of what was there at that moment."""
    scored = make_scoring_world(number)
    moment = sorted(row["occurred_at"] for row in scored.company.activities)[len(scored.company.activities) // 2]
    early = truncated(scored.company, moment)
    then, now = asked(built(early, scored.agreed), moment), asked(scored.shot, moment)
    for lead_id in spread([row["lead_id"] for row in early.leads]):
        expected, mine = life(then, lead_id), life(now, lead_id)
        same = {"knows_touches": True, "is_given_to_nobody": False}
        assert replace(mine, scores=[], **same) == replace(expected, scores=[], **same)
        assert [score.total for score in mine.scores] == pytest.approx([score.total for score in expected.scores])
