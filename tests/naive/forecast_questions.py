"""A question about a forecast: which fiscal period, which opportunities, slice by slice; and the past it is held to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from .company import Company, Row, default_as_of
from .deals import Agreement, Deal, Period, State, booked_in, deals, next_period, period_of, previous_period, states
from .episodes import SECOND
from .moments import local_date
from .slices import Filters, passes, wanted_of


@dataclass(frozen=True)
class Call:
    """What was asked: `everybody` are the company's opportunities, `chosen` those that pass the filters."""

    company: Company
    agreement: Agreement
    as_of: datetime
    period: Period
    by: str | None
    filters: Filters
    everybody: list[Deal]
    chosen: list[Deal]

    @property
    def zone(self) -> str:
        """The zone of the agreement."""
        return str(self.agreement["timezone"])

    def now(self, mine: list[Deal]) -> list[tuple[Deal, State]]:
        """Give those of some opportunities that are there at as-of, as they stand."""
        return list(states(mine, self.as_of, self.agreement))


@dataclass(frozen=True)
class Past:
    """A past period and its reference moment, as far from its end as as-of is from that of the period asked about."""

    period: Period
    reference: datetime


def call_of(
    company: Company,
    agreement: Agreement,
    since: datetime | None,
    until: datetime | None,
    as_of: datetime | None,
    by: str | None,
    filters: Filters | None,
) -> Call:
    """Fill in what was not asked, and find the period and the opportunities."""
    moment = as_of if as_of is not None else default_as_of(company)
    wanted, everybody = wanted_of(by, filters), deals(company)
    return Call(
        company=company,
        agreement=agreement,
        as_of=moment,
        period=named_period(since, until, moment, agreement),
        by=by,
        filters=wanted,
        everybody=everybody,
        chosen=[one for one in everybody if passes(one.values, wanted)],
    )


def named_period(since: datetime | None, until: datetime | None, as_of: datetime, agreement: Agreement) -> Period:
    """Give the fiscal period that `[since, until)` names, one end being enough, or the one that holds as-of."""
    within = since if since is not None else as_of if until is None else until - SECOND
    middle = period_of(local_date(within, agreement["timezone"]), agreement)
    if since in (None, middle.since) and until in (None, middle.until):
        return middle

    def off(period: Period) -> timedelta:
        return abs((since or period.since) - period.since) + abs((until or period.until) - period.until)

    nearest = min(previous_period(middle, agreement), middle, next_period(middle, agreement), key=off)
    raise ValueError(f"no fiscal period is asked about; the nearest is {nearest.first} to {nearest.last}")


def is_over(period: Period, at: datetime) -> bool:
    """Say whether the last second of a period has come."""
    return period.until - SECOND <= at


# Slices


def slices_of(call: Call) -> list[tuple[str | None, list[Deal]]]:
    """Give every value of the `by` dimension that an opportunity known at as-of has, the missing one last.

    Without a dimension there is one slice, of all that pass the filters, even if there is none.
    """
    if call.by is None:
        return [(None, call.chosen)]
    known = {one.values[call.by] for one in call.chosen if one.created_at <= call.as_of}
    values = sorted(known, key=lambda value: (value is None, value or ""))
    return [(value, [one for one in call.chosen if one.values[call.by] == value]) for value in values]


def in_slices(call: Call, answer: Callable[[str | None, list[Deal]], Iterable[Row]]) -> list[Row]:
    """Answer for one slice after the other, the dimension first; a company without opportunities knows no money."""
    if not call.company.opportunities:
        return []
    return [
        {call.by: value, **row} if call.by else row for value, mine in slices_of(call) for row in answer(value, mine)
    ]


# The past


def same_time(at: datetime, day: date, zone: str) -> datetime:
    """Give the moment of the same local time on another date; a missing one moves forward, a repeated is the first."""
    clock = at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).time()
    return datetime.combine(day, clock.replace(fold=0), tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)


def days_left(call: Call) -> int:
    """Count the local dates from as-of's to the end of the period: 1 on its last date, less when it is over."""
    return (call.period.last - local_date(call.as_of, call.zone)).days


def history(call: Call) -> list[Past]:
    """List the past periods that are learned from, the newest first."""
    first = min((one.created_at for one in call.everybody if one.created_at <= call.as_of), default=None)
    found: list[Past] = []
    period = previous_period(call.period, call.agreement)
    while first is not None and period.since >= first and len(found) < call.agreement["forecast"]["history_periods"]:
        reference = same_time(call.as_of, period.last - timedelta(days=days_left(call)), call.zone)
        if is_over(period, call.as_of) and reference >= first:
            found.append(Past(period, reference))
        period = previous_period(period, call.agreement)
    return found


def booked(mine: list[tuple[Deal, State]], period: Period) -> list[tuple[Deal, State]]:
    """List the opportunities booked in a period."""
    return [(one, state) for one, state in mine if booked_in(state, period)]


def worth(mine: Iterable[tuple[Deal, State]]) -> Decimal:
    """Add up what opportunities are worth."""
    return sum((state.worth for _, state in mine), Decimal(0))


def booked_by(call: Call, past: Past) -> Decimal:
    """Say how much of what was booked in a past period came up to its reference moment."""
    return worth((one, s) for one, s in booked(call.now(call.everybody), past.period) if not is_after(s, past))


def booked_after(call: Call, past: Past) -> Decimal:
    """Say how much of what was booked in a past period came after its reference moment."""
    return worth((one, s) for one, s in booked(call.now(call.everybody), past.period) if is_after(s, past))


def is_after(state: State, past: Past) -> bool:
    """Say whether something was won after a reference moment."""
    return state.won_at is not None and state.won_at > past.reference
