"""The replay over the tape against the naive one, to the episode and the second."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given

from leaddash import scoring
from leaddash.scoring import TOLERANCE, Array, Mqls, Numbers, Outcomes, Tape
from tests.long import examples
from tests.naive import scoring as naive
from tests.naive.episodes import Episode
from tests.naive.sales import known
from tests.naive.scoring_settings import Settings
from tests.naive.scoring_settings import changed as proposal
from tests.naive.scoring_settings import scoring as scoring_model
from tests.scoring.tapes import World, ancient, cases, random_world, second, thresholds

WORLDS = 8
DAY = 86_400
Case = tuple[World, list[Settings]]
checked = examples(40, "arithmetic", derandomize=True, suppress_health_check=list(HealthCheck))


@checked
@given(cases())
def test_each_episode_becomes_an_mql_at_the_second_the_naive_replay_says(case: Case) -> None:
    here, models = case
    own = here.coded(models[0])
    for model in models:
        _agree(here, here.recoded(own, model), model)


@checked
@given(ancient())
def test_gaps_of_centuries_tell_every_day(case: Case) -> None:
    here, models = case
    for model in models[:2]:
        _agree(here, here.coded(model), model)


@pytest.mark.in_part("arithmetic", first=2)
@pytest.mark.parametrize("number", range(WORLDS))
def test_busy_leads_agree_under_ten_proposals(number: int) -> None:
    here, rng = random_world(number)
    agreed = scoring_model(rng)
    own = here.coded(agreed)
    for model in [agreed, *(proposal(rng, agreed) for _ in range(6)), *(scoring_model(rng) for _ in range(3))]:
        _agree(here, here.recoded(own, model), model)


def test_these_histories_hold_what_they_are_meant_to_hold() -> None:
    seen = dict.fromkeys(("idle", "tied", "returned", "at creation", "by hand", "dropped", "negative", "later"), 0)
    for number in range(WORLDS):
        here, rng = random_world(number)
        agreed = scoring_model(rng)
        tape = here.coded(agreed)
        mqls = scoring.first_moments(tape, here.numbers(tape, agreed))
        rows = naive.replay(here.company, here.rules, here.told(agreed))
        seen["idle"] += int((np.diff(tape.offsets) == 0).sum())
        seen["tied"] += int((np.diff(tape.moments.astype(np.int64)) == 0).sum())
        seen["returned"] += int((np.diff(tape.rows) > 1).sum())
        seen["at creation"] += int((mqls.places < 0).sum())
        seen["by hand"] += sum(row["by_hand"] is True for row in rows)
        seen["dropped"] += len(here.company.activities) - len(tape.gaps)
        seen["negative"] += sum(rule["points"] < 0 for rule in agreed["behaviour"])
        seen["later"] += sum(row["episode"] > 1 and row["mql_at"] is not None for row in rows)
    scarce = {name: count for name, count in seen.items() if count < 3}
    assert not scarce


def _agree(here: World, tape: Tape, model: Settings) -> None:
    """The same episodes become MQLs, at the same seconds, with the same scores."""
    found, expected = here.found(tape, here.numbers(tape, model)), here.expected(model)
    assert {key: at for key, (at, _) in found.items()} == {key: at for key, (at, _) in expected.items()}
    for key, (_, scores) in expected.items():
        assert found[key][1] == pytest.approx(scores, rel=1e-9, abs=1e-9)


# Scores at any moment


@checked
@given(cases())
def test_the_score_at_any_moment_is_the_naive_one(case: Case) -> None:
    here, (model, *_) = case
    tape = here.coded(model)
    asked = [(place, at) for place, life in enumerate(here.lives) for at in _moments_of(life.activities)]
    leads, seconds = np.array([place for place, _ in asked]), np.array([second(at) for _, at in asked])
    found = scoring.scores_at(tape, here.numbers(tape, model), leads.astype(np.int64), seconds.astype(np.int64))
    ours = naive.model_of(here.told(model), here.rules)
    runs = [naive.run(ours, life) for life in here.lives]
    for (place, at), scores in zip(asked, found.tolist(), strict=True):
        read = runs[place].reading(runs[place].done_by(at), at)
        assert scores == pytest.approx([read.fit, read.behaviour, read.intent], rel=1e-9, abs=1e-9)


def _moments_of(activities: list[dict[str, object]]) -> list[datetime]:
    """The seconds of some activities, just before them, and long after."""
    moments = [row["at"] for row in activities if isinstance(row["at"], datetime)]
    around = [at.replace(second=59, minute=59) for at in moments]
    return [*moments, *around, *(at.replace(year=at.year + 1, day=1) for at in moments[-1:])]


# Rules of which nothing counts


@checked
@given(cases())
def test_a_model_without_a_rule_is_one_whose_activities_never_were(case: Case) -> None:
    here, (model, *_) = case
    tape, told = here.coded(model), naive.model_of(here.told(model), here.rules)
    for place, left_out in enumerate(told.scoring["behaviour"][:4]):
        if left_out.get("hand_raise") and left_out.get("limit", "every") != "every":
            continue  # raised over the limit, it is on the tape but not whose it is: such a tape is coded anew
        found = here.keys(tape, scoring.first_moments(tape, scoring.numbers(tape, here.parsed(model), [place])))
        expected = [
            (one.lead_id, one.number)
            for life in here.lives
            for run in [_without(naive.run(told, life), left_out)]
            for one in _episodes(here, run)
            if naive.mql(run, one) is not None
        ]
        assert found == expected


def _without(run: naive.Run, rule: Settings) -> naive.Run:
    """A run in which no activity falls under a rule."""
    steps = [replace(step, rule=None, counted=False) if step.rule is rule else step for step in run.steps]
    return replace(run, steps=steps)


def _episodes(here: World, run: naive.Run) -> list[Episode]:
    """The lead's episodes under the funnel's own rules: dropped stages are out."""
    lives = known(here.company, here.rules, {}).lives
    return next(life.episodes for life in lives if life.lead["lead_id"] == run.life.lead["lead_id"])


# Counts at many thresholds, and what became of them


@pytest.mark.in_part("arithmetic", first=2)
@pytest.mark.parametrize("number", range(WORLDS))
def test_counts_at_each_threshold_are_the_first_moments_within_the_period(number: int) -> None:
    here, rng = random_world(number)
    for model in (scoring_model(rng), scoring_model(rng)):
        tape = here.coded(model)
        numbers, chosen = here.numbers(tape, model), _some(tape, number)
        steps, moments = thresholds(tape, numbers), sorted(rng.sample(tape.moments.tolist(), 2))
        for since, until in (moments, (-1_000_000, 2**33), (moments[1], 2**33), (moments[0], moments[0] + 1), (5, 5)):
            within = scoring.period(tape, tape.base + since, tape.base + until)
            found = scoring.counts(tape, numbers, steps, within, chosen)
            mqls = [scoring.first_moments(tape, _at(numbers, step), chosen) for step in steps]
            inside = [int(((one.at >= tape.base + since) & (one.at < tape.base + until)).sum()) for one in mqls]
            assert found.tolist() == inside
            for step, one in zip(steps, mqls, strict=True):
                mine = one.chosen((one.at >= tape.base + since) & (one.at < tape.base + until))
                assert _told(scoring.first_moments(tape, _at(numbers, step), chosen, within)) == _told(mine)


@pytest.mark.in_part("arithmetic", first=2)
@pytest.mark.parametrize("number", range(WORLDS))
def test_where_best_scores_pass_a_threshold_are_its_first_moments(number: int) -> None:
    here, rng = random_world(number)
    tape = here.coded(model := scoring_model(rng))
    numbers, chosen, moments = (
        here.numbers(tape, model),
        _some(tape, number),
        sorted(rng.sample(tape.moments.tolist(), 2)),
    )
    steps = thresholds(tape, numbers)
    for since, until in (moments, (-1_000_000, 2**33), (moments[0], moments[0] + 1)):
        within = scoring.period(tape, tape.base + since, tape.base + until)
        for least in (steps[0], float(np.median(steps))):
            best = scoring.best_scores(tape, numbers, least, within, chosen)
            for step in steps[steps >= least]:
                mqls = scoring.first_moments(tape, _at(numbers, step), chosen, within)
                rows, at = best.mqls(step)
                assert (rows.tolist(), at.tolist()) == (mqls.rows.tolist(), mqls.at.tolist())


@pytest.mark.in_part("arithmetic", first=2)
@pytest.mark.parametrize("number", range(WORLDS))
def test_outcomes_at_each_threshold_are_those_of_its_first_moments(number: int) -> None:
    here, rng = random_world(number)
    tape, dice = here.coded(model := scoring_model(rng)), np.random.default_rng(number)
    numbers, chosen = here.numbers(tape, model), _some(tape, number)
    steps, (since, until) = thresholds(tape, numbers), np.sort(dice.choice(tape.moments, 2).astype(np.int64))
    within = scoring.period(tape, tape.base + since, tape.base + until)
    reached = dice.choice([*(tape.base + tape.moments.astype(np.int64)), scoring.ENDLESS], (2, tape.episodes))
    slices, as_of = dice.integers(0, 3, tape.episodes), int(tape.base + until)
    worked = dice.integers(0, 2, tape.episodes).astype(np.uint8)
    for horizons in ((30 * DAY, 90 * DAY), (scoring.ENDLESS, 1)):
        told = Outcomes(3, slices, *reached, worked, tape.moments, horizons, as_of, tape.base)
        found = scoring.outcomes(tape, numbers, steps, within, told, chosen)
        for place, step in enumerate(steps):
            mqls = scoring.first_moments(tape, _at(numbers, step), chosen, within)
            parts = [mqls.chosen(slices[mqls.rows] == one) for one in range(3)]
            counts = [_outcomes(part, reached, worked, horizons, as_of) for part in parts]
            assert found[:, :, place].tolist() == counts


def _outcomes(mqls: Mqls, reached: Array, worked: Array, horizons: tuple[int, int], as_of: int) -> list[int]:
    """All, and for either outcome: reached in time, of these over, all over; then all worked and the last two of these.

    One MQL after the other.
    """
    counts = [0] * 10
    for row, at in zip(mqls.rows.tolist(), mqls.at.tolist(), strict=True):
        counts[0] += 1
        counts[7] += worked[row]
        for outcome, horizon in enumerate(horizons):
            in_time = at <= reached[outcome, row] <= at + horizon
            over = horizon == scoring.ENDLESS or at + horizon <= as_of
            for count, told in enumerate((in_time, in_time and over, over)):
                counts[1 + 3 * outcome + count] += told
                counts[7 + count] += told and worked[row] and outcome == 0 and count > 0
    return counts


@pytest.mark.parametrize("number", range(3))
def test_first_moments_are_in_order_of_rows_and_only_of_the_chosen(number: int) -> None:
    here, rng = random_world(number)
    model = scoring_model(rng)
    tape = here.coded(model)
    numbers, chosen = here.numbers(tape, model), _some(tape, number)
    every = scoring.first_moments(tape, numbers)
    assert (np.diff(every.rows) > 0).all()
    mine = every.chosen(chosen[every.rows] == 1)
    assert _told(scoring.first_moments(tape, numbers, chosen)) == _told(mine)


def _at(numbers: Numbers, threshold: float) -> Numbers:
    return numbers._replace(threshold=threshold - TOLERANCE)


def _some(tape: Tape, number: int) -> np.ndarray:
    return np.random.default_rng(number).integers(0, 4, tape.episodes).clip(0, 1).astype(np.uint8)


def _told(mqls: Mqls) -> list[tuple[int, ...]]:
    columns = (mqls.rows, mqls.leads, mqls.places, mqls.at)
    return [tuple(int(value) for value in row) for row in zip(*columns, strict=True)]
