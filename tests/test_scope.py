"""What is filled in where a question leaves it open, and what it hands on to SQL."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from leaddash import agreement
from leaddash.agreement.parameters import band_name
from leaddash.errors import ScopeError
from leaddash.scope import DIMENSIONS, Data, Scope

FIRST, NEWEST = datetime(2026, 1, 5, 8), datetime(2026, 9, 30, 21, 59, 51)
RULES = agreement.default()
DATA = Data(FIRST, NEWEST, RULES, knows_touches=True, knows_contacts=True)


def test_what_is_left_open_is_the_whole_of_the_data_up_to_one_second_after_as_of() -> None:
    filled = Scope().of(DATA)
    assert (filled.since, filled.until, filled.as_of) == (FIRST, NEWEST + timedelta(seconds=1), NEWEST)
    assert filled.agreement is RULES
    early = Scope(as_of=datetime(2026, 1, 1)).of(DATA)
    assert early.since == early.as_of  # before the data begin


def test_what_is_asked_stays_even_where_it_lies_after_as_of() -> None:
    asked = Scope(since=datetime(2027, 1, 1), until=datetime(2027, 2, 1)).of(DATA)
    assert (asked.since, asked.until) == (datetime(2027, 1, 1), datetime(2027, 2, 1))
    values = asked.parameters
    assert values["closed"] == asked.since  # nothing moves after as-of
    assert values["periods"] == []


def test_a_period_that_ends_before_it_begins_is_empty() -> None:
    values = Scope(since=datetime(2026, 5, 1), until=datetime(2026, 4, 1)).of(DATA).parameters
    assert values["until"] == values["closed"] == datetime(2026, 5, 1)
    assert values["periods"] == []


@pytest.mark.parametrize("asked", [{"by": "sorce"}, {"filters": {"sorce": ("web",)}}])
def test_an_unknown_dimension_is_refused_with_the_nearest_one(asked: dict[str, object]) -> None:
    with pytest.raises(ScopeError, match=r'no dimension "sorce".*"source"'):
        Scope(**asked)  # type: ignore[arg-type]
    with pytest.raises(ScopeError, match='no bucket "weeks"'):
        Scope(bucket="weeks")  # type: ignore[arg-type]


def test_every_dimension_has_a_filter_and_only_what_is_asked_is_looked_up() -> None:
    values = Scope(filters={"team": ("north",)}).of(DATA).parameters
    assert tuple(values["filters"]) == DIMENSIONS
    assert (values["asks_holder"], values["asks_fit_band"]) == (True, False)
    assert Scope(by="fit_band").of(DATA).parameters["asks_fit_band"]


def test_a_fit_band_is_named_by_its_lower_bound() -> None:
    assert [band_name(lower) for lower in (0, 20.0, 12.5, -10)] == ["0", "20", "12.5", "-10"]


def test_two_questions_of_the_same_have_the_same_key_and_others_another() -> None:
    asked = Scope(filters={"source": ("web",), "country": ("ES", "FR")}, by="team")
    same = Scope(filters={"country": ("ES", "FR"), "source": ("web",)}, by="team", as_of=NEWEST)
    assert asked.of(DATA).key == same.of(DATA).key
    longer = agreement.parse({"scoring": {"threshold": 101}}, RULES)
    others = [
        Scope(),
        Scope(until=NEWEST + timedelta(seconds=1)),  # the same period, its end named: promises do not reach ahead
        Scope(lead="L1"),
        Scope(bucket="week"),
        Scope(agreement=longer),
        asked,
    ]
    assert len({one.of(DATA).key for one in others}) == len(others)


def test_the_whole_past_of_a_question_has_no_period_no_filter_and_no_slices() -> None:
    asked = Scope(since=NEWEST, until=NEWEST, filters={"source": ("web",)}, by="team", lead="L1")
    assert asked.of(DATA).of_whole_past() == Scope(lead="L1").of(DATA)
