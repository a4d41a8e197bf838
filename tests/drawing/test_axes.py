"""Axes with a few round steps from zero."""

from __future__ import annotations

import pytest

from leaddash.drawing.axes import axis_of_counts, axis_of_shares, highest_of, round_steps
from leaddash.words import load


@pytest.mark.parametrize(
    ("highest", "finest", "steps"),
    [
        (0, 1, [0, 1]),
        (1, 1, [0, 1]),
        (3, 1, [0, 1, 2, 3]),
        (5, 1, [0, 1, 2, 3, 4, 5]),
        (6, 1, [0, 2, 4, 6]),
        (1234, 1, [0, 500, 1000, 1500]),
        (10**7, 1, [0, 2 * 10**6, 4 * 10**6, 6 * 10**6, 8 * 10**6, 10**7]),
        (1.0, 0.001, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0.03, 0.001, [0, 0.01, 0.02, 0.03]),
    ],
)
def test_steps_are_round_and_at_most_five(highest: float, finest: float, steps: list[float]) -> None:
    assert round_steps(highest, finest) == pytest.approx(steps)


@pytest.mark.parametrize("highest", [0, 0.0004, 0.001, 0.07, 0.31, 1, 2, 17, 101, 999, 12345, 9.9e8])
def test_the_steps_reach_the_highest(highest: float) -> None:
    for finest in (1, 0.001):
        steps = round_steps(highest, finest)
        assert 2 <= len(steps) <= 6
        assert steps[-1] >= highest * (1 - 1e-9)


def test_steps_are_written_in_the_readers_style() -> None:
    assert axis_of_counts(4000, load("es"), "x")["ticktext"] == ["0", "1.000", "2.000", "3.000", "4.000"]
    assert axis_of_shares(0.4, load("es"))["ticktext"][:2] == ["0\u00a0%", "10\u00a0%"]
    assert axis_of_shares(0.01, load("en"))["ticktext"][:2] == ["0.0%", "0.2%"]


def test_an_axis_of_nothing_goes_to_a_hundred_percent() -> None:
    assert axis_of_shares(0.0, load("en"))["ticktext"][-1] == "100%"


def test_the_highest_passes_over_what_is_missing() -> None:
    assert highest_of([None, float("nan"), 0.3, 0.1]) == 0.3
    assert highest_of([]) == 0.0
