"""What a slice won and has to come the slow way: open deals at the shares of deals like them, and what comes new."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from statistics import fmean

from .company import Company
from .deals import Agreement, Period, is_of_period
from .learned import (
    Book,
    Cell,
    Learned,
    amount_of,
    book_of,
    booked,
    cell_of,
    is_imputed,
    is_over,
    learn,
    of_slice,
    open_at,
    worth,
)
from .slices import Filters

Moment = tuple[datetime, datetime]
"""Where a period begins, and when it is projected."""
PRIOR = 11  # of the beta that a cell's share is drawn from: its ten deals, and one


@dataclass(frozen=True)
class Outlook:
    """What a slice has won and has to come, with V but for τ."""

    won: Decimal
    from_period: float = 0.0
    from_other: float = 0.0
    from_new: float = 0.0
    variance: float = 0.0
    imputed: int = 0

    @property
    def to_come(self) -> float:
        """Give μ."""
        return self.from_period + self.from_other + self.from_new


@dataclass(frozen=True)
class Chance:
    """An open deal, whether it is of the period, its cell, what its amount counts as, p, and a·p·g."""

    opportunity_id: str
    of_period: bool
    imputed: bool
    cell: Cell
    amount: float
    share: float
    expected: float


@dataclass
class Desk:
    """A book with what was already learned from it, and the projections of the whole company already made."""

    book: Book
    lessons: dict[Moment, Learned] = field(default_factory=dict)
    whole: dict[Moment, Outlook | None] = field(default_factory=dict)

    def learned(self, period: Period, moment: datetime) -> Learned:
        """Learn what is known at a moment about a period, once."""
        key = period.since, moment
        if key not in self.lessons:
            self.lessons[key] = learn(self.book, period, moment)
        return self.lessons[key]


def desk_of(company: Company, agreement: Agreement) -> Desk:
    """Sit down to the book of a company."""
    return Desk(book_of(company, agreement))


def chances(desk: Desk, period: Period, moment: datetime, wanted: Filters, learned: Learned) -> list[Chance]:
    """List a slice's open deals at a moment at the shares learned, at that moment or another."""
    found = []
    for deal, state in of_slice(open_at(desk.book, moment), wanted):
        cell, amount = cell_of(desk.book, state, period, moment), float(amount_of(state, learned.mean))
        inside, imputed = is_of_period(state, period, moment, desk.book.agreement), is_imputed(state, learned.mean)
        share = learned.share(cell)
        expected = amount * share * learned.growth
        found.append(Chance(deal.opportunity_id, inside, imputed, cell, amount, share, expected))
    return found


def new_bookings(desk: Desk, period: Period, moment: datetime, wanted: Filters) -> list[list[float]]:
    """List, per period of H, the amounts of what a slice booked after its moment and was not open at it."""
    found = []
    for past, reference in desk.learned(period, moment).past:
        there = {deal.opportunity_id for deal, _ in open_at(desk.book, reference)}
        rest = of_slice(booked(desk.book, past, moment, reference), wanted)
        found.append([float(state.worth) for deal, state in rest if deal.opportunity_id not in there])
    return found


def variance_of(learned: Learned, mine: list[Chance], new: list[list[float]]) -> float:
    """Give V but for τ: the chance of each deal, that of the shares themselves, and that of what comes new."""
    found = sum(one.share * (1 - one.share) * (learned.growth * one.amount) ** 2 for one in mine)
    amounts: dict[Cell, float] = defaultdict(float)
    for one in mine:
        amounts[one.cell] += one.amount
    for cell, amount in amounts.items():
        share = learned.share(cell)
        found += share * (1 - share) / (learned.open[cell] + PRIOR) * (learned.growth * amount) ** 2
    return found + fmean(sum(amount**2 for amount in period) for period in new) * (1 + 1 / len(new))


def added_up(desk: Desk, period: Period, moment: datetime, wanted: Filters) -> Outlook:
    """Add up what a slice has won and has to come, where enough is known."""
    learned = desk.learned(period, moment)
    mine, new = chances(desk, period, moment, wanted, learned), new_bookings(desk, period, moment, wanted)
    return Outlook(
        won=worth(of_slice(booked(desk.book, period, moment), wanted)),
        from_period=sum(one.expected for one in mine if one.of_period),
        from_other=sum(one.expected for one in mine if not one.of_period),
        from_new=fmean(sum(amounts) for amounts in new),
        variance=variance_of(learned, mine, new),
        imputed=sum(1 for one in mine if one.imputed),
    )


def whole_outlook(desk: Desk, period: Period, moment: datetime) -> Outlook | None:
    """Project the whole company; nothing where too little is known, or nothing is to come."""
    key = period.since, moment
    if key not in desk.whole:
        enough = desk.learned(period, moment).is_enough
        found = added_up(desk, period, moment, {}) if enough else None
        desk.whole[key] = found if found is not None and found.to_come != 0 else None
    return desk.whole[key]


def outlook(desk: Desk, period: Period, moment: datetime, wanted: Filters) -> Outlook | None:
    """Project a slice; nothing where the whole company cannot be, and nothing is to come to a period that is over."""
    if is_over(period, moment):
        return Outlook(worth(of_slice(booked(desk.book, period, moment), wanted)))
    whole = whole_outlook(desk, period, moment)
    return added_up(desk, period, moment, wanted) if whole is not None and wanted else whole
