"""What was booked between two moments, as known at a third."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leaddash.cases.deal_tape import DealTape, Floats, Ints, Stretches
from leaddash.fiscal import Fiscal
from leaddash.moments import second

CENTS = 100


@dataclass(frozen=True)
class Booked:
    """Deals booked in a period as known at a moment, in the order of their winning; amounts in hundredths."""

    won_at: Ints
    cents: Ints
    deal: Ints

    def after(self, moment: int) -> int:
        """What of it was booked after a moment."""
        return int(self.cents[np.searchsorted(self.won_at, moment, "right") :].sum())

    @property
    def total(self) -> int:
        """All of it."""
        return int(self.cents.sum())

    @property
    def above(self) -> Ints:
        """The amounts above 0."""
        return self.cents[self.cents > 0]

    def by(self, slice_of: Ints, count: int) -> tuple[Floats, Floats]:
        """How many deals and how much of it is of each slice."""
        slices = slice_of[self.deal]
        chosen = slices >= 0
        weights = (None, self.cents[chosen].astype(np.float64))
        counts, amounts = (np.bincount(slices[chosen], one, count).astype(np.float64) for one in weights)
        return counts, amounts


def booked(tape: DealTape, period: Fiscal, known_at: int) -> Booked:
    """What was booked in a period as known at a moment."""
    won: Stretches = tape.bookings
    low, high = np.searchsorted(won.won_at, [second(period.since), second(period.until)])
    known = (won.since[low:high] <= known_at) & (known_at < won.until[low:high])
    rows = low + np.flatnonzero(known)
    return Booked(won.won_at[rows], won.cents[rows], won.deal[rows])
