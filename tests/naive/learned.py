"""What past periods teach about open deals the slow way: which periods, what became of deals like these, at what g."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from .company import Company, Row
from .deals import Agreement, Deal, Period, State, booked_in, class_of, deals, is_of_period, period_of, previous_period
from .episodes import SECOND
from .moments import local_date, local_midnight
from .slices import Filters, passes

Cell = tuple[str, str, str]
"""Class, category and stage of an open deal."""
Standing = tuple[Deal, State]
Past = tuple[Period, datetime]
"""A past period with its reference moment."""

WEIGHT = 10  # of what is known of a wider cell, in deals
FEWEST_PERIODS = 2
GROWTH = (0.5, 1.5)
SALES = ("commit", "best_case", "pipeline")  # what is called open: all but omitted
NOTHING = Decimal(0)


@dataclass
class Book:
    """The deals of a company, what was agreed about them, and how they stood at moments already asked for."""

    agreement: Agreement
    deals: list[Deal]
    people: list[Row]
    seen: dict[datetime, list[Standing]] = field(default_factory=dict)

    def at(self, moment: datetime) -> list[Standing]:
        """List the deals there are at a moment, each as it then stands."""
        if moment not in self.seen:
            states = [(deal, deal.at(moment, self.agreement)) for deal in self.deals]
            self.seen[moment] = [(deal, state) for deal, state in states if state is not None]
        return self.seen[moment]

    @property
    def timezone(self) -> str:
        """Name the zone of the agreement."""
        return str(self.agreement["timezone"])


def book_of(company: Company, agreement: Agreement) -> Book:
    """Open the book of a company."""
    return Book(agreement, deals(company), company.people)


# Periods


def is_over(period: Period, moment: datetime) -> bool:
    """Say whether the last second of a period is past, or now."""
    return period.until - SECOND <= moment


def days_left(period: Period, moment: datetime, timezone: str) -> int:
    """Count the local dates from that of a moment to the end of a period, its own included."""
    return (period.last - local_date(moment, timezone)).days


def same_time_on(day: date, moment: datetime, timezone: str) -> datetime:
    """Give the moment of a date at the local time of another moment; missing moves forward, repeated is the first."""
    zone = ZoneInfo(timezone)
    wall = moment.replace(tzinfo=UTC).astimezone(zone).time().replace(fold=0)
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def reference_moment(past: Period, period: Period, moment: datetime, timezone: str) -> datetime:
    """Give the moment as many local dates before the end of a past period as `moment` is before that of `period`."""
    ahead = timedelta(days=days_left(period, moment, timezone))
    return same_time_on(past.last - ahead, moment, timezone)


def week_moments(period: Period, timezone: str) -> list[tuple[int, datetime]]:
    """List the last second before 7, 14, … days of a period were left, as far as the period is long."""
    weeks = range(1, (period.last - period.first).days // 7 + 1)
    return [(week, local_midnight(period.last - timedelta(days=7 * week), timezone) - SECOND) for week in weeks]


def whole_periods(book: Book, newest: Period) -> Iterator[Period]:
    """Go back from a period through all that began at or after the first opportunity of the company."""
    first = min((deal.created_at for deal in book.deals), default=None)
    while first is not None and newest.since >= first:
        yield newest
        newest = previous_period(newest, book.agreement)


def past_periods(book: Book, moment: datetime) -> Iterator[Period]:
    """List the whole periods that are over at a moment, the newest first."""
    now = period_of(local_date(moment, book.timezone), book.agreement)
    return (period for period in whole_periods(book, now) if is_over(period, moment))


def history(book: Book, period: Period, moment: datetime) -> list[Past]:
    """List H, the past periods that the projection of a period learns from at a moment, the newest first."""
    first = min((deal.created_at for deal in book.deals), default=moment)
    found: list[Past] = []
    for past in whole_periods(book, previous_period(period, book.agreement)):
        reference = reference_moment(past, period, moment, book.timezone)
        if is_over(past, moment) and reference >= first:
            found.append((past, reference))
    return found[: book.agreement["forecast"]["history_periods"]]


# Deals


def of_slice(standings: Iterable[Standing], wanted: Filters) -> list[Standing]:
    """Leave the deals of a slice."""
    return [(deal, state) for deal, state in standings if passes(deal.values, wanted)]


def open_at(book: Book, moment: datetime) -> list[Standing]:
    """List the deals open at a moment."""
    return [(deal, state) for deal, state in book.at(moment) if state.ending == "open"]


def of_the_period(book: Book, period: Period, moment: datetime) -> list[Standing]:
    """List the deals open at a moment that are of the period."""
    return [one for one in open_at(book, moment) if is_of_period(one[1], period, moment, book.agreement)]


def booked(book: Book, period: Period, moment: datetime, after: datetime | None = None) -> list[Standing]:
    """List what is booked in a period, or the rest of it after some moment, as known at a moment."""
    won = [(deal, state) for deal, state in book.at(moment) if booked_in(state, period)]
    return [(deal, state) for deal, state in won if after is None or (state.won_at and state.won_at > after)]


def worth(standings: Iterable[Standing]) -> Decimal:
    """Add up what deals are worth."""
    return sum((state.worth for _, state in standings), NOTHING)


def cell_of(book: Book, state: State, period: Period, moment: datetime) -> Cell:
    """Name the cell of an open deal; omitted is a class of its own before the others."""
    omitted = state.category == "omitted"
    kind = "omitted" if omitted else class_of(state, period, moment, book.agreement)
    return kind, state.category, state.stage


def is_imputed(state: State, mean: Decimal | None) -> bool:
    """Say whether an amount is missing and what is usually booked is known."""
    return state.missing and mean is not None


def amount_of(state: State, mean: Decimal | None) -> Decimal:
    """Give what the amount of an open deal counts as: what is usually booked if missing, else nothing below 0."""
    return mean if state.missing and mean is not None else max(NOTHING, state.worth)


# Shares


@dataclass
class Learned:
    """What the reference moments of H say: deals that were open and that succeeded by cell, and the growth of those."""

    past: list[Past]
    open: Counter[tuple[str, ...]] = field(default_factory=Counter)
    succeeded: Counter[tuple[str, ...]] = field(default_factory=Counter)
    growth: float = 1.0
    mean: Decimal | None = None

    @property
    def is_enough(self) -> bool:
        """Say whether there are two periods, and anything open at any of their moments."""
        return len(self.past) >= FEWEST_PERIODS and self.open[()] > 0

    def share(self, cell: Cell) -> float:
        """Give p, the share of a cell that succeeds, drawn towards those of the wider cells around it."""
        share = self.succeeded[()] / self.open[()]
        for depth in (1, 2, 3):
            key = cell[:depth]
            share = (self.succeeded[key] + WEIGHT * share) / (self.open[key] + WEIGHT)
        return share


def mean_booked(book: Book, past: list[Past], moment: datetime) -> Decimal | None:
    """Average the amounts above 0 that were booked in H."""
    amounts = [state.worth for period, _ in past for _, state in booked(book, period, moment) if state.worth > 0]
    return sum(amounts, NOTHING) / len(amounts) if amounts else None


def learn(book: Book, period: Period, moment: datetime) -> Learned:
    """Learn what is known at a moment about a period from those before it."""
    past = history(book, period, moment)
    found = Learned(past, mean=mean_booked(book, past, moment))
    before = after = NOTHING
    for of, reference in past:
        came = {deal.opportunity_id: state for deal, state in booked(book, of, moment, reference)}
        for deal, state in open_at(book, reference):
            cell = cell_of(book, state, of, reference)
            keys = [cell[:depth] for depth in range(4)]
            found.open.update(keys)
            if deal.opportunity_id in came:
                found.succeeded.update(keys)
                before += amount_of(state, found.mean)
                after += came[deal.opportunity_id].worth
    if before:
        found.growth = min(max(float(after) / float(before), GROWTH[0]), GROWTH[1])
    return found
