"""What a page asks: for its period, the one before, all of the past; what the data hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from leaddash import metrics
from leaddash.blocks.ask import Ask, answer, before, by, ever, trend
from leaddash.periods import Period
from leaddash.snapshots import Snapshot, open_snapshot
from tests.companies import generated

JULY = Period("month", date(2026, 7, 1), date(2026, 8, 1))


@pytest.fixture(scope="module")
def shot() -> Snapshot:
    return open_snapshot(generated(leads=4_000, months=36, seed=7))


@pytest.fixture(scope="module")
def ask(shot: Snapshot) -> Ask:
    return Ask(shot, shot.agreement, JULY, shot.newest, {"source": ("webinar",)})


def same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(left, right)


def test_several_questions_at_once_are_answered_as_one_by_one(ask: Ask) -> None:
    funnel, slices, was, whole, course = ask.all(
        metrics.funnel, by(metrics.sla, "team"), before(metrics.funnel), ever(metrics.funnel), trend(metrics.sla_trend)
    )
    same(funnel, ask(metrics.funnel))
    same(slices, ask(metrics.sla, by="team"))
    same(was, ask.over(Period("month", date(2026, 6, 1), date(2026, 7, 1)))(metrics.funnel))
    whole_past = replace(ask.scope(), since=None, until=None)
    same(whole, answer(ask.snapshot, metrics.funnel, whole_past))
    months = pd.to_datetime(course["period"]).dt.date.unique()
    assert (months.min(), months.max()) == (date(2025, 7, 1), date(2026, 7, 1))


def test_before_the_first_period_there_is_none(ask: Ask) -> None:
    first = ask.snapshot.first.date().replace(day=1)
    assert ask.over(Period("month", first, date(2026, 8, 1))).period_before is None
    assert ask.over(Period("all", None, date(2026, 8, 1))).all(before(metrics.funnel)) == [None]


def test_what_a_caller_does_to_an_answer_changes_nobody_elses(ask: Ask) -> None:
    mine = ask(metrics.funnel)
    mine["entered"] = 0
    assert ask(metrics.funnel)["entered"].sum() > 0


def test_people_are_named_and_keep_their_ids(ask: Ask) -> None:
    slices = ask(metrics.funnel, by="person")
    named = ask.named(slices, "person")
    known = named["slice_id"].notna()
    names = ask.people()
    assert known.any()
    assert [names[one] for one in named.loc[known, "slice_id"]] == named.loc[known, "person"].tolist()
    same(ask.named(slices, "source"), slices)
