"""Whether a figure changed, or only wavers: a change inside its 95 % interval is no change."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from leaddash.stats.proportion import Z_95

Direction = Literal["more", "fewer", "same"]


@dataclass(frozen=True)
class Change:
    """A figure now and before, and whether the difference is larger than chance makes it."""

    now: float
    before: float
    direction: Direction

    @property
    def share(self) -> float:
        """The difference as a fraction of the figure before."""
        return abs(self.now - self.before) / self.before if self.before else math.inf


def count_change(now: int, before: int) -> Change:
    """Two counts compared as Poisson counts: they differ if their difference exceeds z · √(now + before)."""
    return Change(now, before, _direction(now - before, Z_95 * math.sqrt(now + before)))


def rate_change(now: tuple[int, int], before: tuple[int, int]) -> Change:
    """Two shares (successes, trials) compared by their pooled standard error; the same where either is empty."""
    (k, n), (k0, n0) = now, before
    if not n or not n0:
        return Change(math.nan if not n else k / n, math.nan if not n0 else k0 / n0, "same")
    pooled = (k + k0) / (n + n0)
    error = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / n0))
    return Change(k / n, k0 / n0, _direction(k / n - k0 / n0, Z_95 * error))


def _direction(difference: float, allowed: float) -> Direction:
    if abs(difference) <= allowed or difference == 0:
        return "same"
    return "more" if difference > 0 else "fewer"
