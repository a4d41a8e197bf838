"""Projections made: many at once, of the deals of all slices asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

import numpy as np

from leaddash.cases import deal_tape
from leaddash.cases.deal_tape import DealTape, Floats, Ints
from leaddash.moments import second
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast.projection.askings import Asking, Place
from leaddash.subjects.forecast.projection.booked import Booked, booked
from leaddash.subjects.forecast.projection.counted import Cells, Counting, Outcomes, Sliced, places, whole
from leaddash.subjects.forecast.projection.shares import Learned, Projected, growth, projected, shares

AT_ONCE = 20_000_000
"""Cells that are counted at once."""
FEWEST_PERIODS = 2


@dataclass(frozen=True)
class Made:
    """A projection as it was made.

    `own` are the open deals of its slices, `won` how many and how much was booked by then; `past` the bookings of the
    periods it learned from and `stood` the open deals of all slices at their moments, the newest first. Where these
    teach too little nothing is `learned` or `projected`.
    """

    asking: Asking
    own: Cells
    won: tuple[Floats, Floats]
    past: list[Booked]
    stood: list[Cells]
    learned: Learned | None
    projected: Projected | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be booked in the period."""
        return self.asking.is_over

    def imputed(self, number: int) -> int:
        """How many open deals of a slice are taken at the typical amount, as they have none."""
        is_asked = self.learned is not None and self.projected is not None and not self.is_over
        return int(self.own.missing[number].sum()) if is_asked and self.learned and self.learned.typical else 0


@dataclass(frozen=True)
class Making:
    """What makes projections of one snapshot under one agreement for the slices asked."""

    tape: DealTape
    sliced: Sliced
    slices: list[str | None]

    @cached_property
    def whole(self) -> Making:
        """What makes those of the whole company."""
        is_whole = self.sliced.count == 1 and not (self.sliced.of < 0).any()
        return self if is_whole else Making(self.tape, whole(self.tape), [None])

    def of(self, askings: Sequence[Asking]) -> list[Made]:
        """The projections asked, in their order; slices rest on what all deals together teach."""
        found: list[Made] = []
        for some in self._portions(askings):
            found += self._of_whole(some) if self.whole is self else self._of_slices(some, self.whole.of(some))
        return found

    def _portions(self, askings: Sequence[Asking]) -> Iterator[list[Asking]]:
        """So many at once that their cells find room."""
        size = max(1, AT_ONCE // (60 * max(len(self.tape.cells), 1) * self.sliced.count))
        left = iter(askings)
        while some := list(islice(left, size)):
            yield some

    def _of_whole(self, askings: Sequence[Asking]) -> list[Made]:
        """All that they ask is counted at once, each place once."""
        numbers = _numbered([place for one in askings for place in (one.place, *one.references)])
        standing = self._counting.cells(places(list(numbers)))
        outcomes = self._outcomes(askings)
        found = []
        for one in askings:
            at = second(one.at)
            past = [booked(self.tape, period, at) for period in one.past]
            stood = [standing.at(numbers[place]) for place in one.references]
            own = standing.at(numbers[one.place])
            learned = _learned(past, stood, outcomes[one], self.tape)
            made = Made(one, own, self._won(one), past, stood, learned, _projected(one, learned, own))
            found.append(made if _teaches(made) else replace(made, projected=None))
        return found

    def _of_slices(self, askings: Sequence[Asking], of_whole: Sequence[Made]) -> list[Made]:
        numbers = _numbered([one.place for one in askings])
        standing, outcomes = self._counting.cells(places(list(numbers))), self._outcomes(askings)
        found = []
        for made in of_whole:
            own, learned = standing.at(numbers[made.asking.place]), made.learned
            if learned is not None:
                fresh, squares = _fresh(outcomes[made.asking])
                learned = replace(learned, fresh=fresh, fresh_squares=squares)
            mine = None if made.projected is None else _projected(made.asking, learned, own)
            found.append(replace(made, own=own, won=self._won(made.asking), learned=learned, projected=mine))
        return found

    @property
    def slicing(self) -> tuple[Ints, int]:
        """The slice of each deal, and how many there are."""
        return self.sliced.of, self.sliced.count

    @cached_property
    def _counting(self) -> Counting:
        return Counting(self.tape, self.sliced)

    def _won(self, asking: Asking) -> tuple[Floats, Floats]:
        return booked(self.tape, asking.period, second(asking.at)).by(*self.slicing)

    def _outcomes(self, askings: Sequence[Asking]) -> dict[Asking, Outcomes]:
        """What became of the deals at the references of each, as it knew."""
        numbers = _numbered([place for one in askings for place in one.references])
        pairs = [(second(one.at), numbers[place]) for one in askings for place in one.references]
        known, place = (np.array([pair[i] for pair in pairs], dtype=np.int64) for i in (0, 1))
        found = self._counting.outcomes(places(list(numbers)), known, place)
        ends = np.cumsum([0, *(len(one.past) for one in askings)])
        return {one: found.only(slice(*ends[i : i + 2])) for i, one in enumerate(askings)}


def _learned(past: list[Booked], stood: list[Cells], outcomes: Outcomes, tape: DealTape) -> Learned | None:
    """What past periods teach; nothing where there are too few, or nothing was open at their moments."""
    count = np.sum([one.deals for one in stood], axis=(0, 1, 2)) if stood else np.zeros((1, 1))
    if len(past) < FEWEST_PERIODS or not count.sum():
        return None
    above = np.concatenate([one.above for one in past])
    typical = float(above.mean()) if len(above) else 0.0
    worth = outcomes.amount.sum() + outcomes.missing.sum() * typical
    succeeded = outcomes.succeeded.sum(axis=0)
    return Learned(
        shares(count, succeeded, tape.categories),
        count,
        succeeded,
        growth(float(outcomes.booked.sum()), float(worth)),
        typical,
        *_fresh(outcomes),
        len(past),
        sum(len(one.cents) for one in past),
    )


def _fresh(outcomes: Outcomes) -> tuple[Floats, Floats]:
    """The mean over past periods of what was booked of new deals, and of its squares."""
    return outcomes.fresh.mean(axis=0), outcomes.fresh_squares.mean(axis=0)


def _teaches(made: Made) -> bool:
    """Whether the whole company's past teaches that anything is still to come, or the period is over."""
    return made.projected is not None and (made.is_over or float(made.projected.mean[0]) != 0)


def _projected(asking: Asking, learned: Learned | None, own: Cells) -> Projected | None:
    """What own deals and new ones will bring: nothing more where the period is over."""
    if asking.is_over:
        return Projected(*[np.zeros(len(own.deals))] * 5)
    if learned is None:
        return None
    return projected(learned, own.imputed(learned.typical), own.imputed_squares(learned.typical), own.missing)


def at_shares_of(before: Made, after: Made) -> Floats:
    """What the open deals of one moment would bring by what an earlier one had learned, by slice."""
    if before.learned is None or before.is_over:
        return np.zeros(len(after.own.deals))
    learned, own = before.learned, after.own
    told = projected(learned, own.imputed(learned.typical), own.imputed_squares(learned.typical), own.missing)
    return told.from_period + told.from_other


def making(snapshot: Snapshot, question: Question) -> Making:
    """What makes the projections of a question, of its slices."""
    tape = deal_tape.tape(snapshot, question)
    of, names = deal_tape.slices_of(snapshot, question, tape.count)
    return Making(tape, Sliced(of, len(names)), names)


def _numbered(wanted: Sequence[Place]) -> dict[Place, int]:
    return {place: number for number, place in enumerate(dict.fromkeys(wanted))}
