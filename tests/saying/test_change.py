"""Whether a figure changed, against the tests of statsmodels."""

from __future__ import annotations

import math

import pytest

from leaddash.saying.change import count_change, rate_change

# statsmodels 0.15.0, python -c "from statsmodels.stats.proportion import proportions_ztest;
# print(proportions_ztest([45, 30], [100, 100]))" and so on: the z and p values of the pooled test.
RATES = [
    ((45, 100), (30, 100), 2.190890, 0.028460, "more"),
    ((44, 100), (30, 100), 2.050416, 0.040324, "more"),
    ((43, 100), (30, 100), 1.909392, 0.056212, "same"),
    ((13, 40), (180, 900), 1.915077, 0.055483, "same"),
    ((14, 40), (180, 900), 2.293698, 0.021808, "more"),
    ((500, 1000), (455, 1000), 2.014502, 0.043957, "more"),
    ((500, 1000), (457, 1000), 1.924799, 0.054255, "same"),
    ((0, 50), (4, 50), -2.041241, 0.041227, "fewer"),
    ((0, 50), (3, 50), -1.758631, 0.078640, "same"),
    ((50, 50), (40, 45), 2.421611, 0.015452, "more"),
]
# statsmodels 0.15.0, python -c "from statsmodels.stats.rates import test_poisson_2indep as test;
# print(test(102, 1, 132, 1, method='score', compare='ratio'))" and so on: the statistic and p value.
COUNTS = [
    (102, 124, -1.463418, 0.143353, "same"),
    (102, 131, -1.899853, 0.057452, "same"),
    (102, 132, -1.961161, 0.049860, "fewer"),
    (102, 153, -3.193744, 0.001404, "fewer"),
    (412, 453, -1.394042, 0.163305, "same"),
    (412, 470, -1.952962, 0.050824, "same"),
    (10, 1, 2.713602, 0.006656, "more"),
    (9, 2, 2.110579, 0.034808, "more"),
    (4, 0, 2.000000, 0.045500, "more"),
    (3, 0, 1.732051, 0.083265, "same"),
]


@pytest.mark.parametrize(("now", "before", "z", "p", "direction"), RATES)
def test_a_rate_changed_where_the_pooled_z_test_of_statsmodels_says_so(
    now: tuple[int, int], before: tuple[int, int], z: float, p: float, direction: str
) -> None:
    change = rate_change(now, before)
    assert (direction == "same") == (p > 0.05)
    assert change.direction == direction
    assert (change.now, change.before) == (now[0] / now[1], before[0] / before[1])
    assert math.copysign(1, z) == math.copysign(1, change.now - change.before)


@pytest.mark.parametrize(("now", "before", "z", "p", "direction"), COUNTS)
def test_a_count_changed_where_the_poisson_score_test_of_statsmodels_says_so(
    now: int, before: int, z: float, p: float, direction: str
) -> None:
    assert (direction == "same") == (p > 0.05)
    assert count_change(now, before).direction == direction
    assert z == pytest.approx((now - before) / math.sqrt(now + before), abs=1e-6)


@pytest.mark.parametrize(("now", "before", "z", "p", "direction"), COUNTS)
def test_a_count_turned_round_changes_the_other_way(now: int, before: int, z: float, p: float, direction: str) -> None:
    turned = {"more": "fewer", "fewer": "more", "same": "same"}
    assert count_change(before, now).direction == turned[direction]


def test_nothing_against_nothing_is_the_same() -> None:
    assert count_change(0, 0).direction == "same"
    assert rate_change((0, 50), (0, 50)).direction == "same"
    assert rate_change((50, 50), (40, 40)).direction == "same"


@pytest.mark.parametrize(("now", "before"), [((0, 0), (30, 60)), ((30, 60), (0, 0)), ((0, 0), (0, 0))])
def test_a_rate_over_no_cases_is_unknown_and_no_change(now: tuple[int, int], before: tuple[int, int]) -> None:
    change = rate_change(now, before)
    assert change.direction == "same"
    assert math.isnan(change.now) == (now[1] == 0)
    assert math.isnan(change.before) == (before[1] == 0)


def test_the_share_of_a_change_is_of_the_figure_before() -> None:
    assert count_change(150, 100).share == 0.5
    assert count_change(50, 100).share == 0.5
    assert count_change(10, 0).share == math.inf
