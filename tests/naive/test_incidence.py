"""The naive Aalen–Johansen checked by hand, and against what it must become without censoring or competitors."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.long import examples

from .funnel import wilson, wilson_of
from .incidence import Estimate, Times, aalen_johansen

times_of_few = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([None, "a", "b", "c"])), min_size=1, max_size=9)


def share_and_variance(found: Estimate) -> tuple[Fraction, Fraction]:
    return found.incidence, found.variance


def test_competing_ways_and_a_censored_case_by_hand() -> None:
    found = aalen_johansen([(1, "a"), (2, None), (3, "b"), (4, "a")], ("a", "b"), [0, 1, 2, 3, 4])
    # At risk 4, 2, 1. F_a: 1/4 at 1, S = 3/4. b at 3: 3/4 * 1/2 = 3/8, S = 3/8. a at 4: 1/4 + 3/8 * 1/1 = 5/8.
    assert [found["a", at].incidence for at in range(5)] == [0, *[Fraction(1, 4)] * 3, Fraction(5, 8)]
    assert [found["b", at].incidence for at in range(5)] == [0, 0, 0, Fraction(3, 8), Fraction(3, 8)]
    # a, t = 1: (3/8)^2 * 1/(4*3) + 1 * 3*1/64 - 2 * 3/8 * 1/16 = 3/256. t = 3: (3/8)^2 * 1/(2*1) = 18/256. t = 4: 0.
    assert found["a", 4].variance == Fraction(21, 256)
    # b, t = 1: (3/8)^2 / 12 = 3/256. t = 3: (3/4)^2 * 1*1/8 = 18/256. In the end b is what a is not.
    assert found["b", 4].variance == Fraction(21, 256)
    # 15/64 / (21/256) = 60/21: as good as 20/7 uncensored cases.
    assert (found["a", 4].low, found["a", 4].high) == pytest.approx(wilson_of(5 / 8, 20 / 7))


def test_the_effective_number_of_cases_need_not_be_whole() -> None:
    # p = 1/2, n = 5/2, z^2 = 3.841459: half width z sqrt(0.1 + 0.153658) / 2.536584 = 0.389156 around 1/2.
    assert wilson_of(0.5, 2.5) == pytest.approx((0.110844, 0.889156), abs=1e-6)


def test_ways_that_tie_share_one_risk_set_and_a_censoring_in_their_second_comes_after() -> None:
    found = aalen_johansen([(5, "a"), (5, "b"), (5, None), (5, None)], ("a", "b"), [4, 5, 6])
    # All four are at risk at 5: 1/4 each, variance 1/4 * 3/4 / 4.
    for way in ("a", "b"):
        assert share_and_variance(found[way, 5]) == share_and_variance(found[way, 6])
        assert share_and_variance(found[way, 5]) == (Fraction(1, 4), Fraction(3, 64))
        assert (found[way, 5].low, found[way, 5].high) == pytest.approx(wilson(1, 4))


def test_everyone_leaves_at_once() -> None:
    found = aalen_johansen([(0, "a")] * 3, ("a", "b"), [0])
    assert share_and_variance(found["a", 0]) == (Fraction(1), Fraction(0))
    assert (found["a", 0].low, found["a", 0].high) == wilson(3, 3)
    assert (found["b", 0].low, found["b", 0].high) == wilson(0, 3)


def test_a_share_of_none_or_all_rests_on_the_cases_not_censored_before() -> None:
    found = aalen_johansen([(1, None), (2, "a"), (2, "a")], ("a", "b"), [1, 2])
    # At 1 the censored case still counts: 0 of 3. At 2 it does not: all of 2, none of 2.
    assert (found["a", 1].low, found["a", 1].high) == wilson(0, 3)
    assert (found["a", 2].low, found["a", 2].high) == wilson(2, 2)
    assert (found["b", 2].low, found["b", 2].high) == wilson(0, 2)
    # Where everyone was censored before, nothing is known.
    beyond = aalen_johansen([(1, None)], ("a",), [2])["a", 2]
    assert (beyond.low, beyond.high) == (None, None)


def test_one_way_alone_has_greenwoods_variance() -> None:
    found = aalen_johansen([(1, "a"), (1, "a"), (1, None), (3, "a"), (5, None), (6, "a")], ("a",), [3])
    # 6 at risk, 2 leave, 1 censored; 3 at risk, 1 leaves: S = 4/6 * 2/3 = 4/9, and F = 5/9.
    # Greenwood: S^2 (2 / (6*4) + 1 / (3*2)) = 16/81 * 1/4 = 4/81.
    assert share_and_variance(found["a", 3]) == (Fraction(5, 9), Fraction(4, 81))


@examples(200, "arithmetic", derandomize=True)
@given(times_of_few)
def test_without_censoring_it_is_the_plain_share_with_its_plain_interval(times: Times) -> None:
    whole = [(time, way or "d") for time, way in times]
    for (way, at), found in aalen_johansen(whole, ("a", "b", "c", "d"), range(6)).items():
        count = sum(1 for time, which in whole if which == way and time <= at)
        share = Fraction(count, len(whole))
        assert share_and_variance(found) == (share, share * (1 - share) / len(whole))
        assert (found.low, found.high) == pytest.approx(wilson(count, len(whole)))


@examples(200, "arithmetic", derandomize=True)
@given(times_of_few)
def test_the_variance_is_nothing_only_where_the_share_is_none_or_all(times: Times) -> None:
    for found in aalen_johansen(times, ("a", "b", "c"), range(6)).values():
        assert found.low is None or found.low <= found.incidence + 1e-12
        assert found.high is None or found.high >= found.incidence - 1e-12
        assert found.variance >= 0
        assert (found.variance == 0) == (found.incidence in (0, 1))


@examples(100, "arithmetic", derandomize=True)
@given(times_of_few)
def test_the_ways_sum_to_all_who_left_by_kaplan_and_meier(times: Times) -> None:
    apart = aalen_johansen(times, ("a", "b", "c"), range(6))
    joined = aalen_johansen([(time, way and "any") for time, way in times], ("any",), range(6))
    for at in range(6):
        assert sum(apart[way, at].incidence for way in "abc") == joined["any", at].incidence
