"""What moves in the hand against the metrics it is a quicker way to, and against thresholds tried one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import cycle, product
from typing import Any

import pandas as pd
import pytest

from leaddash import agreement, metrics
from leaddash.agreement import Changes
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, open_snapshot
from leaddash.subjects.lab.metrics import in_hand
from leaddash.subjects.lab.metrics.in_hand import Moves, PreparedQuestion
from leaddash.subjects.lab.metrics.threshold_curve import thresholds
from leaddash.subjects.lab.metrics.workload import Workload, workload
from tests.companies import write_csv
from tests.intake import built as intake_built
from tests.intake import fill
from tests.metrics.scoring_slices import SLICES
from tests.metrics.scoring_worlds import WORLDS, ScoringWorld, make_scoring_world
from tests.naive.histories import DAY, Cut

pytestmark = pytest.mark.every_world("naive", first_only=True)

ANEW = iter(range(10**6))
FILTERS = [{}, *(asked["filters"] for asked in SLICES if "filters" in asked)]


@pytest.fixture(scope="module", params=range(WORLDS))
def world(request: pytest.FixtureRequest) -> ScoringWorld:
    """One random company after the other, each under an agreement of its own."""
    return make_scoring_world(request.param)


def prepared(world: ScoringWorld, cut: Cut, proposed: dict[str, Any] | None = None, **asked: Any) -> PreparedQuestion:
    """The prepared question of a cut; months are shown of all of the past up to its end."""
    now = world.scope(cut, proposed, **asked)
    return in_hand.prepare(world.shot, now, replace(now, since=None))


def questions(world: ScoringWorld) -> Iterator[tuple[dict[str, Any] | None, Cut, dict[str, Any]]]:
    """Every proposal on every cut, under one filter after the other."""
    filters = cycle([*FILTERS[world.number % len(FILTERS) :], *FILTERS[: world.number % len(FILTERS)]])
    for proposed, cut in product((None, *world.proposals), world.cuts):
        yield proposed, cut, next(filters)


def test_the_count_and_the_months_are_those_of_the_volume(world: ScoringWorld) -> None:
    for proposed, cut, filters in questions(world):
        scope = world.scope(cut, proposed, filters=filters)
        at = prepared(world, cut, proposed, filters=filters)
        found = in_hand.tried(at, scope.agreement or world.shot.agreement)
        assert found.mqls == metrics.mql_volume(world.shot, scope)["mqls"].sum()
        shown, mine = metrics.mql_volume(world.shot, replace(scope, since=None)), in_hand.months(at, found)
        for column in ("mqls", "mqls_agreed", "delta"):
            assert mine[column].tolist() == shown[column].tolist()
        assert [one.date() for one in mine["period"]] == [one.date() for one in pd.to_datetime(shown["period"])]


def test_before_the_data_begin_there_is_no_month_and_no_mql(world: ScoringWorld) -> None:
    scope, rules = Scope(until=world.shot.first - DAY), world.shot.agreement
    at = in_hand.prepare(world.shot, replace(scope, since=world.shot.first - 40 * DAY), scope)
    found = in_hand.tried(at, rules)
    assert in_hand.months(at, found).empty
    assert (found.mqls, set(in_hand.curve(at, rules, found)[1].tolist())) == (0, {0})


def test_who_enters_and_leaves_are_the_flips(world: ScoringWorld) -> None:
    for proposed in world.proposals:
        for cut in world.cuts:
            scope = world.scope(cut, proposed)
            at = prepared(world, cut, proposed)
            assert scope.agreement is not None
            now, flips = in_hand.tried(at, scope.agreement), metrics.score_flips(world.shot, scope)
            since = pd.Timestamp(at.asked.since, unit="s")
            assert in_hand.entering(at, now) == _moves(flips, "entered", "mql_at_agreed", since)
            assert in_hand.leaving(at, scope.agreement, now) == _moves(flips, "left", "mql_at", since)


def _moves(flips: pd.DataFrame, flip: str, other: str, since: pd.Timestamp) -> Moves:
    """Of those that flip one way: never MQLs under the other rules, and MQLs under them before the period and after."""
    mine = flips[flips["flip"] == flip]
    moved = mine.loc[mine["reason"] == "other_time", other]
    return Moves(len(mine) - len(moved), int((moved < since).sum()), int((moved >= since).sum()))


def test_the_counts_by_threshold_are_those_of_the_curve(world: ScoringWorld) -> None:
    for proposed, cut, filters in questions(world):
        scope = world.scope(cut, proposed, filters=filters)
        rules = scope.agreement or world.shot.agreement
        at, expected = prepared(world, cut, proposed, filters=filters), metrics.threshold_curve(world.shot, scope)
        counts = in_hand.by_threshold(at, rules, thresholds(rules))
        assert counts.tolist() == expected["mqls"].tolist()
        steps, shown = in_hand.curve(at, rules, in_hand.tried(at, rules))
        assert (steps.tolist(), shown.tolist()) == (expected["threshold"].tolist(), expected["mqls"].tolist())


def test_the_curve_stays_that_of_the_metric_while_only_the_threshold_moves(world: ScoringWorld) -> None:
    cut, agreed = world.cuts[0], world.shot.agreement
    at = prepared(world, cut)
    for threshold in (3, 55, 60, 61.5, 130, 55):
        rules = with_threshold(agreed, threshold)
        expected = metrics.threshold_curve(world.shot, replace(world.scope(cut, None), agreement=rules))
        steps, shown = in_hand.curve(at, rules, in_hand.tried(at, rules))
        assert (steps.tolist(), shown.tolist()) == (expected["threshold"].tolist(), expected["mqls"].tolist())


def test_while_only_the_threshold_moves_the_same_are_mqls_as_in_a_new_run(world: ScoringWorld) -> None:
    for proposed, cut in product((None, world.proposals[0]), world.cuts):
        rules = world.scope(cut, proposed).agreement or world.shot.agreement
        at = prepared(world, cut, proposed)
        in_hand.curve(at, rules, in_hand.tried(at, rules))
        for threshold in (99, 3, 55, 60, 61.5, 130, -20, -300, 55, 79.75):
            moved = with_threshold(rules, threshold)
            found, anew = in_hand.tried(at, moved), in_hand.tried(fresh(at), moved)
            assert found.rows.tolist() == anew.rows.tolist()
            assert found.by_month.tolist() == anew.by_month.tolist()


def test_while_one_rules_points_move_the_same_are_mqls_as_in_a_new_run(world: ScoringWorld) -> None:
    for number, (proposed, cut, filters) in enumerate(questions(world)):
        rules = world.scope(cut, proposed).agreement or world.shot.agreement
        at = prepared(world, cut, proposed, filters=filters)
        for key, points in product(keys_of_rules(rules)[number % 3 :: 3], (0, 80, 7.5, -40)):
            moved = with_points(rules, key, points)
            found, anew = in_hand.tried(at, moved, key), in_hand.tried(fresh(at), moved)
            assert sorted(found.rows) == anew.rows.tolist()
            assert found.by_month.tolist() == anew.by_month.tolist()
            curves = in_hand.curve(at, moved, found, key), in_hand.curve(fresh(at), moved, anew)
            assert [line.tolist() for line in curves[0]] == [line.tolist() for line in curves[1]]


def test_the_threshold_for_a_volume_is_the_same_while_a_rules_points_move(world: ScoringWorld) -> None:
    cut, rules = world.cuts[0], world.shot.agreement
    at = prepared(world, cut)
    for key in keys_of_rules(rules):
        moved = with_points(rules, key, 33)
        assert in_hand.threshold_for(at, moved, 40, key) == in_hand.threshold_for(fresh(at), moved, 40)


def keys_of_rules(rules: agreement.Agreement) -> list[str]:
    """The keys of the points of all rules."""
    return [
        agreement.points_key(kind, rule.name) for kind in agreement.RULE_KINDS for rule in getattr(rules.scoring, kind)
    ]


def with_points(rules: agreement.Agreement, key: str, points: float) -> agreement.Agreement:
    """The rules with other points for one of them."""
    return agreement.under(Changes({key: points}), rules)


def fresh(at: PreparedQuestion) -> PreparedQuestion:
    """The same question with nothing kept."""
    return replace(at, key=(f"anew {next(ANEW)}", ""))


def test_the_threshold_found_is_the_nearest_and_the_highest_of_equals(world: ScoringWorld) -> None:
    cut, proposed = world.cuts[0], world.proposals[0]
    rules = world.scope(cut, proposed).agreement
    assert rules is not None
    at, now = prepared(world, cut, proposed), rules.scoring.threshold
    steps = [step / 2 for step in range(-200, 1001, 8)]
    counts = {step: in_hand.tried(at, with_threshold(rules, step)).mqls for step in steps}
    for wanted in (0, 1, 7, sum(counts.values()) / len(counts), 10_000):
        found = in_hand.threshold_for(at, rules, wanted)
        off = abs(in_hand.tried(at, with_threshold(rules, found)).mqls - wanted)
        for step, count in counts.items():
            assert (abs(count - wanted), abs(step - now)) >= (off, abs(found - now))


def test_a_volume_that_is_had_is_kept_to_the_mql(world: ScoringWorld) -> None:
    at, rules = prepared(world, world.cuts[0]), world.shot.agreement
    found = in_hand.threshold_for(at, rules, at.as_agreed.mqls)
    assert in_hand.tried(at, with_threshold(rules, found)).mqls == at.as_agreed.mqls


def with_threshold(rules: agreement.Agreement, threshold: float) -> agreement.Agreement:
    return agreement.parse({"scoring": {"threshold": threshold}}, rules)


MONDAY_NINE = datetime(2026, 3, 2, 8)  # in Madrid
PEOPLE = "person_id,name,role,team,manager_id\np1,Ana,sdr,north,\np2,Ben,sdr,south,\np3,Eva,sdr,south,\n"
ACTIVITY = "lead_id,occurred_at,activity_type\n"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Ana is given two leads on Monday and Ben one on Tuesday; Eva is given one on the Friday of the next week."""
    given = {"a": ("p1", 0), "b": ("p1", 0), "c": ("p2", 1), "d": ("p3", 11)}
    leads = [{"lead_id": name, "created_at": MONDAY_NINE - DAY} for name in given]
    handed = [
        {"lead_id": name, "person_id": person, "assigned_at": MONDAY_NINE + days * DAY}
        for name, (person, days) in given.items()
    ]
    folder = fill(tmp_path_factory.mktemp("shared") / "data", people=PEOPLE, activities=ACTIVITY)
    for table, rows in {"leads": leads, "assignments": handed}.items():
        write_csv(folder / f"{table}.csv", list(rows[0]), rows)
    return open_snapshot(intake_built(folder, zone="UTC").folder)


@pytest.mark.parametrize(
    ("days", "as_of", "expected"),
    [
        (7, None, Workload(reps=2, days=5)),  # Ana and Ben, Monday to Friday
        (14, None, Workload(reps=3, days=10)),  # and Eva; the data end on the second Friday, when the office is open
        (7, 1.5, Workload(reps=2, days=2)),  # as of Tuesday 21:00: Monday and Tuesday
        (7, 0.9, Workload(reps=1, days=1)),  # as of Tuesday 6:36: Ana, and the office has not opened yet
    ],
)
def test_those_who_were_given_leads_share_the_work_of_open_days(
    shared: Snapshot, days: int, as_of: float | None, expected: Workload
) -> None:
    begin = datetime(2026, 3, 1, 23)  # Monday 0:00 in Madrid
    end = None if as_of is None else MONDAY_NINE + as_of * DAY
    assert workload(shared, Scope(begin, begin + days * DAY, end)) == expected


def test_each_rep_has_a_share_of_every_day() -> None:
    assert Workload(reps=2, days=5).each(40) == 4  # 40 / (2 × 5)
    assert Workload(reps=0, days=5).each(40) is None
    assert Workload(reps=2, days=0).each(40) is None
