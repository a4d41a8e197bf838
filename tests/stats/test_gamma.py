"""Bounds and odds of a gamma distribution, against scipy's."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from leaddash.stats import gamma

SHAPES = (2.0, 5.0, 12.0, 40.0, 300.0)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("z", [-gamma.Z_95, -gamma.Z_80, 0.0, gamma.Z_80, gamma.Z_95])
def test_a_quantile_is_near_that_of_scipy(shape: float, z: float) -> None:
    mean = 1_000.0
    exact = stats.gamma.ppf(stats.norm.cdf(z), shape, scale=mean / shape)
    assert gamma.quantile(mean, mean**2 / shape, z) == pytest.approx(exact, rel=0.02, abs=mean / 100)


@pytest.mark.parametrize("freedom", [4, 6, 10])
@pytest.mark.parametrize("z", [gamma.Z_80, gamma.Z_95])
def test_a_deviate_is_widened_to_that_of_students_distribution(freedom: int, z: float) -> None:
    exact = stats.t.ppf(stats.norm.cdf(z), freedom)
    assert gamma.student(z, freedom) == pytest.approx(exact, rel=0.02)
    assert gamma.student(-z, freedom) == -gamma.student(z, freedom)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("bound", [100.0, 900.0, 1_000.0, 1_700.0])
def test_the_share_above_a_bound_is_scipys(shape: float, bound: float) -> None:
    exact = stats.gamma.sf(bound, shape, scale=1_000 / shape)
    assert gamma.share_above(1_000, 1_000**2 / shape, bound) == pytest.approx(exact, rel=1e-9)


def test_what_is_certain_has_no_bounds_and_what_is_behind_is_passed() -> None:
    assert gamma.quantile(500, 0, -gamma.Z_95) == 500
    assert gamma.share_above(500, 10_000, 0) == 1
    assert [gamma.share_above(500, 0, bound) for bound in (499, 501)] == [1, 0]


def test_no_bound_lies_below_nothing() -> None:
    assert gamma.quantile(100, 100**2 * 9, -gamma.Z_95) == 0  # k = 1/9: 1 − 1 − 1.96 = −1.96, so 0
    assert math.isclose(gamma.quantile(100, 100**2, 0), 100 * (1 - 1 / 9) ** 3)
