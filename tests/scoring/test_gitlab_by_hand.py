"""Journeys under GitLab's public model, worked by hand, through a real build: to the point after each activity."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from leaddash import scoring
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.scoring import Numbers, Tape
from leaddash.snapshots import TAPE, Snapshot, build, open_snapshot
from tests.agreement.gitlab_journeys import JOURNEYS, Journey, model
from tests.companies import write_csv
from tests.scoring.tapes import EPOCH, second

LEADS = ["lead_id", "created_at", *dict.fromkeys(column for journey in JOURNEYS for column in journey.lead)]
ACTIVITIES = ["lead_id", "occurred_at", "activity_type", "asset", "direction"]
LAST = datetime(2026, 6, 30)
A_SECOND = timedelta(seconds=1)
each_journey = pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.shows)
named = {id(journey): f"lead {number}" for number, journey in enumerate(JOURNEYS)}


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The journeys as a canonical folder, built under the model."""
    folder = tmp_path_factory.mktemp("gitlab")
    (folder / "data").mkdir()
    write_csv(folder / "data" / "leads.csv", LEADS, [_lead(journey) for journey in JOURNEYS])
    write_csv(folder / "data" / "activities.csv", ACTIVITIES, [row for journey in JOURNEYS for row in _done(journey)])
    write_csv(folder / "data" / "stage_changes.csv", ["lead_id", "stage", "entered_at"], [])
    build(folder / "data", folder / "snapshots", rules=model(), as_of=LAST)
    return open_snapshot(folder / "snapshots")


@pytest.fixture(scope="module")
def tape(shot: Snapshot) -> Tape:
    """The tape of the build."""
    return scoring.load(shot.folder / TAPE)


@pytest.fixture(scope="module")
def numbers(tape: Tape) -> Numbers:
    """What the model comes to on it."""
    return scoring.numbers(tape, model())


@each_journey
def test_the_score_is_right_to_the_point_after_each_activity(
    journey: Journey, shot: Snapshot, tape: Tape, numbers: Numbers
) -> None:
    moments = [journey.created_at, *(done.at for done in journey.done), *(done.at - A_SECOND for done in journey.done)]
    expected = [journey.fit, *(done.score for done in journey.done)]
    expected += expected[:-1]  # a second earlier the activity before is the last
    read = _read(shot, tape, numbers, journey, moments)
    assert (read[:, 0] + read[:, 1]).tolist() == expected
    assert (read[:, 0] == journey.fit).all()


@each_journey
def test_behaviour_of_intent_is_what_the_rules_of_intent_gave(
    journey: Journey, shot: Snapshot, tape: Tape, numbers: Numbers
) -> None:
    kinds = {rule.name: rule.kind for rule in model().scoring.behaviour}
    counted = [done.points if done.rule and kinds[done.rule] == "intent" else 0 for done in journey.done]
    read = _read(shot, tape, numbers, journey, [done.at for done in journey.done])
    assert read[:, 2].tolist() == np.cumsum(counted).tolist()


@each_journey
def test_it_becomes_an_mql_at_the_activity_it_should(
    journey: Journey, shot: Snapshot, tape: Tape, numbers: Numbers
) -> None:
    mqls = scoring.first_moments(tape, numbers)
    mine = mqls.chosen(mqls.leads == _place(shot, journey))
    if journey.mql is None:
        assert len(mine.rows) == 0
        return
    done = journey.done[journey.mql]
    assert [EPOCH + timedelta(seconds=int(at)) for at in mine.at] == [done.at]
    assert _sum(scoring.scores_after(tape, numbers, mine)) == [done.score]


@each_journey
def test_the_ledger_lists_what_counted_and_nothing_else(journey: Journey, shot: Snapshot) -> None:
    ledger: pd.DataFrame = registry.find("score_ledger")(shot, Scope(lead=named[id(journey)]))
    behaviour = ledger[ledger["part"] != "fit"]
    listed = list(zip(behaviour["rule"], behaviour["occurred_at"], behaviour["contribution"], strict=True))
    assert listed == [(done.rule, done.at, done.points) for done in journey.done if done.points]
    assert ledger["contribution"].sum() == journey.done[-1].score


def test_every_journey_is_told_apart_in_the_volume(shot: Snapshot) -> None:
    volume = registry.find("mql_volume")(shot, Scope())
    assert volume["mqls"].sum() == sum(journey.mql is not None for journey in JOURNEYS)


def _lead(journey: Journey) -> dict[str, Any]:
    return {"lead_id": named[id(journey)], "created_at": f"{journey.created_at.isoformat()}Z", **journey.lead}


def _done(journey: Journey) -> list[dict[str, Any]]:
    return [
        {
            "lead_id": named[id(journey)],
            "occurred_at": f"{done.at.isoformat()}Z",
            "activity_type": done.activity_type,
            "asset": done.asset,
            "direction": done.direction,
        }
        for done in journey.done
    ]


def _place(shot: Snapshot, journey: Journey) -> int:
    """The place of a journey's lead on the tape."""
    rows = shot.rows("select lead - 1 as place from leads where lead_id = $lead_id", {"lead_id": named[id(journey)]})
    return int(rows["place"].iloc[0])


def _read(shot: Snapshot, tape: Tape, numbers: Numbers, journey: Journey, moments: list[datetime]) -> Any:
    """Fit, behaviour and intent (columns) of a journey's lead at some moments."""
    leads = np.full(len(moments), _place(shot, journey), dtype=np.int64)
    return scoring.scores_at(tape, numbers, leads, np.array([second(at) for at in moments], dtype=np.int64))


def _sum(scores: Any) -> list[float]:
    return [float(fit + behaviour) for fit, behaviour, _ in scores]
