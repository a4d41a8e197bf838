"""What past periods teach: the share of open deals like these that succeed, how amounts grow, what comes new."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leaddash.cases.deal_tape import Floats, Ints

PRIOR = 10
"""How many deals a wider cell counts for in a narrower one."""
GROWTH = (0.5, 1.5)
"""Bounds of what a deal that succeeds brings, to what it was worth."""
CATEGORY_COUNT = 4


@dataclass(frozen=True)
class Learned:
    """What the past periods of a projection teach; amounts in hundredths.

    `share` of open deals that succeed, by class and cell, with the `count` of those it was learned from, of which
    so many `succeeded`; `growth` of those that succeed; the `typical` amount booked; `fresh` and `fresh_squares`, the
    means over the past periods of what was booked of deals not open at their moments, by slice; `periods` there were,
    with `booked` deals in all.
    """

    share: Floats
    count: Floats
    succeeded: Floats
    growth: float
    typical: float
    fresh: Floats
    fresh_squares: Floats
    periods: int
    booked: int


@dataclass(frozen=True)
class Projected:
    """What is still to be booked in a period, by slice, in hundredths: of its own deals, of others, of new ones.

    `variance` is that of the sum but for what periods have of their own.
    """

    from_period: Floats
    from_other: Floats
    from_new: Floats
    variance: Floats
    imputed: Floats

    @property
    def mean(self) -> Floats:
        """All that is still to be booked."""
        return self.from_period + self.from_other + self.from_new


def shares(count: Floats, succeeded: Floats, categories: Ints) -> Floats:
    """Shares of success by class and cell, each drawn to that of the wider cell around it.

    Arrays end in class and cell; a cell is a stage of a category. From cell to category, class and all.
    """
    every = _ratio(succeeded.sum(axis=(-2, -1)), count.sum(axis=(-2, -1)))
    of_class = _drawn(succeeded.sum(axis=-1), count.sum(axis=-1), every[..., None])
    grouped = np.eye(CATEGORY_COUNT)[categories]
    of_category = _drawn(succeeded @ grouped, count @ grouped, of_class[..., None])
    return _drawn(succeeded, count, of_category[..., categories])


def growth(booked: float, amount: float) -> float:
    """What those that succeed bring, to what they were worth, within its bounds; 1 where nothing is known."""
    return float(np.clip(booked / amount, *GROWTH)) if amount > 0 else 1.0


def projected(learned: Learned, amounts: Floats, squares: Floats, missing: Floats) -> Projected:
    """What own deals and new ones will bring.

    `amounts`, `squares` and the counts of `missing` are of slice, whether of the period, class and cell; missing
    amounts are already in the first two.
    """
    share, spread = learned.share, learned.share * (1 - learned.share)
    expected = (amounts * share * learned.growth).sum(axis=(-2, -1))
    of_deals = (squares.sum(axis=1) * spread).sum(axis=(-2, -1)) * learned.growth**2
    of_cells = ((learned.growth * amounts.sum(axis=1)) ** 2 * spread / (learned.count + PRIOR + 1)).sum(axis=(-2, -1))
    of_new = learned.fresh_squares * (1 + 1 / learned.periods)
    counts = missing.sum(axis=(1, 2, 3))
    return Projected(expected[:, 1], expected[:, 0], learned.fresh, of_deals + of_cells + of_new, counts)


def _drawn(part: Floats, whole: Floats, wider: Floats) -> Floats:
    return np.asarray((part + PRIOR * wider) / (whole + PRIOR))


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.asarray(part / np.where(whole > 0, whole, 1))
