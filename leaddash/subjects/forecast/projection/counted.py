"""Open deals counted in cells at many places, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from leaddash.agreement import CATEGORIES
from leaddash.cases.deal_tape import CLASSES, Bools, DealTape, Floats, Ints, classes, days_of, seconds
from leaddash.moments import local_date
from leaddash.subjects.forecast.projection.askings import Place

OMITTED = CATEGORIES.index("omitted")
IN, OVERDUE = CLASSES.index("in"), CLASSES.index("overdue")


@dataclass(frozen=True)
class Places:
    """Moments with the periods asked about, as arrays: seconds of UTC and days since 1970."""

    at: Ints
    today: Ints
    first: Ints
    after: Ints
    since: Ints
    until: Ints

    def __len__(self) -> int:
        return len(self.at)

    @property
    def holds(self) -> Bools:
        """Whether each moment lies in its period."""
        return (self.since <= self.at) & (self.at < self.until)


@dataclass(frozen=True)
class Cells:
    """Open deals by place, slice, whether they are of the period, class and cell (category and stage).

    `worth` sums amounts (in hundredths), `amount` and `squares` those above 0; `missing` counts those without any.
    """

    deals: Floats
    missing: Floats
    worth: Floats
    amount: Floats
    squares: Floats

    def imputed(self, typical: float | Floats) -> Floats:
        """Amounts with a typical one where there is none."""
        return self.amount + self.missing * typical

    def imputed_squares(self, typical: float) -> Floats:
        """Squares of amounts with a typical one where there is none."""
        return self.squares + self.missing * typical**2

    def at(self, number: int) -> Cells:
        """Those of one place."""
        return Cells(**{name: counts[number] for name, counts in vars(self).items()})


@dataclass(frozen=True)
class Outcomes:
    """Deals booked in a place's period after its moment, as known at another: of each pair of these.

    `succeeded` counts by class and cell those that were open then, `booked` is what they brought, `amount` and
    `missing` what they were worth then; `fresh` and `fresh_squares` are of those not open then, by slice.
    """

    succeeded: Floats
    booked: Floats
    amount: Floats
    missing: Floats
    fresh: Floats
    fresh_squares: Floats

    def only(self, pairs: slice) -> Outcomes:
        """Those of some pairs."""
        return Outcomes(**{name: counts[pairs] for name, counts in vars(self).items()})


@dataclass(frozen=True)
class Sliced:
    """The slice of each deal (-1: none that is asked), and how many slices there are."""

    of: Ints
    count: int


def places(wanted: Sequence[Place]) -> Places:
    """Places as arrays."""
    firsts, afters = days_of([period for period, _ in wanted])
    today = np.array([local_date(at, period.zone) for period, at in wanted], dtype="datetime64[D]").astype(np.int64)
    since, until = (seconds([getattr(period, name) for period, _ in wanted]) for name in ("since", "until"))
    return Places(seconds([at for _, at in wanted]), today, firsts, afters, since, until)


@dataclass(frozen=True)
class Counting:
    """What counts the deals of a tape, of some slices."""

    tape: DealTape
    sliced: Sliced

    @cached_property
    def _omitted(self) -> Bools:
        return np.asarray(self.tape.categories == OMITTED)

    def cells(self, where: Places) -> Cells:
        """The deals open at each place."""
        stretches, shape = self.tape.open, (len(where), self.sliced.count, 2, len(CLASSES), len(self.tape.cells))
        rows, place = stretches.at(where.at)
        slices = self.sliced.of[stretches.deal[rows]]
        if (slices < 0).any():
            rows, place, slices = (values[slices >= 0] for values in (rows, place, slices))
        cell, close = stretches.cell[rows], stretches.close[rows]
        dated = classes(close, where.today[place], where.first[place], where.after[place])
        of_period = (dated == IN) | ((dated == OVERDUE) & where.holds[place])
        dated[self._omitted[cell]] = 0
        flat = _flat(shape, place, slices, of_period, dated, cell)
        cents, size = stretches.cents[rows].astype(np.float64), int(np.prod(shape))
        below, missing = cents < 0, stretches.missing[rows]
        lost = _summed(flat[below], cents[below], size)
        cents[below] = 0
        amount, counts = _summed(flat, cents, size), np.bincount(flat, minlength=size).astype(np.float64)
        of_missing = np.bincount(flat[missing], minlength=size).astype(np.float64)
        sums = (counts, of_missing, amount + lost, amount, _summed(flat, cents**2, size))
        return Cells(*(one.reshape(shape) for one in sums))

    def outcomes(self, where: Places, pair_known: Ints, pair_place: Ints) -> Outcomes:
        """What was booked after each place's moment in its period, as known at the moment of each pair."""
        rows, pair = self._booked(where, pair_known, pair_place)
        place, won = pair_place[pair], self.tape.bookings.only(rows)
        then, is_open = self.tape.open.of_deals(won.deal, where.at[place])
        stood = self.tape.open.only(then[is_open])
        cents, pairs = won.cents.astype(np.float64), len(pair_known)
        dated = classes(stood.close, *(days[place[is_open]] for days in (where.today, where.first, where.after)))
        told = np.where(self._omitted[stood.cell], 0, dated)
        shape = (pairs, len(CLASSES), len(self.tape.cells))
        flat = _flat(shape, pair[is_open], told, stood.cell)
        fresh = self._fresh(won.deal[~is_open], pair[~is_open], cents[~is_open], pairs)
        return Outcomes(
            np.bincount(flat, minlength=int(np.prod(shape))).astype(np.float64).reshape(shape),
            _summed(pair[is_open], cents[is_open], pairs),
            _summed(pair[is_open], np.maximum(stood.cents, 0), pairs),
            _summed(pair[is_open], stood.missing, pairs),
            *fresh,
        )

    def _booked(self, where: Places, pair_known: Ints, pair_place: Ints) -> tuple[Ints, Ints]:
        """Rows of bookings after each place's moment in its period that were known at the moment of the pair."""
        won, begins = self.tape.bookings, np.maximum(where.since, where.at + 1)
        low = np.searchsorted(won.won_at, begins)[pair_place]
        counts = np.maximum(np.searchsorted(won.won_at, where.until)[pair_place] - low, 0)
        pair = np.repeat(np.arange(len(pair_known)), counts)
        rows = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts - low, counts)
        known = (won.since[rows] <= pair_known[pair]) & (pair_known[pair] < won.until[rows])
        return rows[known], pair[known]

    def _fresh(self, deal: Ints, pair: Ints, cents: Floats, pairs: int) -> tuple[Floats, Floats]:
        """Amounts of bookings by pair and slice, and their squares."""
        slices = self.sliced.of[deal]
        chosen = slices >= 0
        flat, size = pair[chosen] * self.sliced.count + slices[chosen], pairs * self.sliced.count
        sums = (np.bincount(flat, one[chosen], size).reshape(pairs, self.sliced.count) for one in (cents, cents**2))
        return tuple(sums)  # type: ignore[return-value]


def _flat(shape: tuple[int, ...], *places: Ints | Bools) -> Ints:
    """The place of each in an array of a shape, laid out in a row."""
    found = np.zeros(len(places[0]), dtype=np.int64)
    for size, place in zip(shape, places, strict=True):
        found *= size
        found += place
    return found


def _summed(numbers: Ints, values: Ints | Floats | Bools, count: int) -> Floats:
    return np.bincount(numbers, values.astype(np.float64), count).astype(np.float64)


def whole(tape: DealTape) -> Sliced:
    """All deals as one slice."""
    return Sliced(np.zeros(tape.count, dtype=np.int64), 1)
