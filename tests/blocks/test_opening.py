"""What pages open with: their sentence, or that the period has no data; and what their numbers rest on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.opening import opened
from leaddash.blocks.parts import Heading, Note, Sentence
from leaddash.periods import Period
from leaddash.snapshots import Snapshot
from leaddash.words import load
from tests.companies import snapshot
from tests.metrics.stories import RULES, day
from tests.naive.company import Company
from tests.naive.histories import moved, one

ENGLISH = load("en")


def story() -> Company:
    """One lead that came to the MQL and was sent back."""
    company = one(moved("mql", day(1)), moved("recycled", day(9)))
    company.leads[0]["fit_band"] = "20"
    return company


@pytest.fixture(scope="module")
def shot() -> Snapshot:
    return snapshot(story(), RULES)


def asking(shot: Snapshot, period: Period, as_of: datetime | None = None) -> Ask:
    return Ask(shot, shot.agreement, period, as_of or shot.newest, {})


def page(*, is_all: bool) -> Iterator[Block]:
    yield Heading("before")
    yield Sentence("It went well.", is_all=is_all)
    yield Heading("after")


def test_a_page_of_a_period_with_data_opens_with_its_sentence(shot: Snapshot) -> None:
    since = shot.first.date()
    shown = list(opened(page(is_all=True), asking(shot, Period("custom", since, shot.newest.date())), ENGLISH))
    assert shown == [Heading("before"), Sentence("It went well."), Heading("after")]


@pytest.mark.parametrize("is_all", [True, False])
def test_a_page_that_is_all_of_its_period_ends_where_the_period_has_no_data(shot: Snapshot, *, is_all: bool) -> None:
    before = Period("custom", date(2001, 1, 1), date(2001, 2, 1))
    shown = list(opened(page(is_all=is_all), asking(shot, before), ENGLISH))
    said = ENGLISH("empty.before_data", first=ENGLISH.day(shot.first.date()))
    assert shown[:2] == [Heading("before"), Sentence(said)]
    assert (Heading("after") in shown) is not is_all


def test_a_period_after_the_as_of_day_is_said_to_be(shot: Snapshot) -> None:
    later = Period("custom", date(2101, 1, 1), date(2101, 2, 1))
    sentence = next(
        part for part in opened(page(is_all=True), asking(shot, later), ENGLISH) if part != Heading("before")
    )
    assert sentence == Sentence(ENGLISH("empty.after_as_of", last=ENGLISH.day(shot.newest.date())))


def test_estimated_moments_are_noted_below_the_sentence() -> None:
    company = story()
    for change in company.stage_changes:
        change["estimated"] = True
    shot = snapshot(company, RULES)
    period = Period("custom", shot.first.date(), shot.newest.date())
    shown = list(opened(page(is_all=False), asking(shot, period), ENGLISH))
    assert [type(part) for part in shown] == [Heading, Sentence, Note, Heading]
