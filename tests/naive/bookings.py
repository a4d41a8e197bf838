"""What was booked, and what pipeline was made, the slow way: period by period, one opportunity at a time."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median

from .company import Company, Row, Rules, truncated
from .deals import Agreement, Deal, State, first_of
from .episodes import episodes
from .forecast_questions import Call, call_of, in_slices, worth
from .funnel import limits
from .moments import bucket_start, local_date, local_midnight
from .quotas import amount_of
from .scoring import running_order
from .slices import Filters

DAY_SECONDS = 86_400
MONTHS_OF_A_QUARTER = 3


def rules_of(agreement: Agreement) -> Rules:
    """Read what an agreement says about the funnel."""
    stages = agreement["stages"]
    return Rules(
        derive=set(stages["derive"]),
        meaningful=set(stages["meaningful"]),
        skipped=stages["skipped"],
        window_days=dict(stages["window_days"]),
        timezone=agreement["timezone"],
    )


# Periods


@dataclass(frozen=True)
class Span:
    """A day, week, month or fiscal quarter: its first date, the next one's, and the moments that are asked of it."""

    first: date
    last: date
    begin: datetime
    end: datetime

    def holds(self, moment: datetime | None) -> bool:
        """Say whether a moment lies in it, and is asked for."""
        return moment is not None and self.begin <= moment < self.end


def start_of(day: date, bucket: str, agreement: Agreement) -> date:
    """Give the first date of the day, week, month or fiscal quarter that holds a date."""
    if bucket == "quarter":
        return first_of(day, MONTHS_OF_A_QUARTER, agreement["forecast"]["year_starts"])
    return bucket_start(day, bucket)


def next_start(first: date, bucket: str, agreement: Agreement) -> date:
    """Give the first date of the next one."""
    day = first
    while start_of(day, bucket, agreement) == first:
        day += timedelta(days=1)
    return day


def spans(call: Call, since: datetime | None, until: datetime | None, bucket: str) -> list[Span]:
    """List the periods that overlap `[since, until)`, from the first lead on and up to as-of."""
    begin, end = limits(since, until, call.as_of)
    born = [row["created_at"] for row in call.company.leads if row["created_at"] <= call.as_of]
    begin = max(begin, min(born, default=end))
    found: list[Span] = []
    first = start_of(local_date(begin, call.zone), bucket, call.agreement)
    while max(begin, local_midnight(first, call.zone)) < end:
        last = next_start(first, bucket, call.agreement)
        clipped = max(begin, local_midnight(first, call.zone)), min(end, local_midnight(last, call.zone))
        found.append(Span(first, last, *clipped))
        first = last
    return found


# bookings


def bookings(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
    bucket: str = "month",
) -> list[Row]:
    """Count what was booked in each period from the first lead on, also where it is nothing.

    Slices: every value that an opportunity known at as-of has.
    """
    call = call_of(company, agreement, None, None, as_of, by, filters)
    origins = Origins(call)

    def answer(_: str | None, mine: list[Deal]) -> list[Row]:
        won = [(one, state) for one, state in call.now(mine) if state.ending == "won"]
        return [booked_row(origins, span, won) for span in spans(call, since, until, bucket)]

    return in_slices(call, answer)


def booked_row(origins: Origins, span: Span, won: list[tuple[Deal, State]]) -> Row:
    """Count what was booked in one period."""
    inside = [(one, state) for one, state in won if span.holds(state.won_at)]
    row: Row = {"period": span.first.isoformat(), "deals": len(inside), "amount": worth(inside)}
    row["mean"] = row["amount"] / len(inside) if inside else None
    row["median"] = median(state.worth for _, state in inside) if inside else None
    row["days_from_created"] = median_days(inside, origins.created)
    row["days_from_mql"] = median_days(inside, origins.mql)
    row["days_from_opportunity"] = median_days(inside, lambda one, _: one.created_at)
    sourced = {
        "marketing_role": [(one, state) for one, state in inside if one.values["marketing_role"] is not None],
        "touched_first": [(one, state) for one, state in inside if origins.touched_first(one.lead_id)],
    }
    for name, theirs in sourced.items():
        row[f"{name}_deals"], row[f"{name}_amount"] = len(theirs), worth(theirs)
    agreed = row[f"{origins.call.agreement['forecast']['sourced']}_amount"]
    row["sourced_share"] = float(agreed / row["amount"]) if row["amount"] else None
    return row


def median_days(inside: list[tuple[Deal, State]], begin: Callable[[Deal, datetime], datetime | None]) -> float | None:
    """Give the median days to the winning from a moment, of those that have it."""
    found = []
    for one, state in inside:
        since = begin(one, state.won_at) if state.won_at is not None else None
        if since is not None and state.won_at is not None:
            found.append((state.won_at - since).total_seconds() / DAY_SECONDS)
    return median(found) if found else None


class Origins:
    """Where the leads of a company's opportunities came from, as known at as-of."""

    def __init__(self, call: Call) -> None:
        self.call, self.known = call, truncated(call.company, call.as_of)
        self._born = {row["lead_id"]: row["created_at"] for row in self.known.leads}
        self._episodes = episodes(self.known, replace(rules_of(call.agreement), skipped="passed"))

    def created(self, one: Deal, _: datetime) -> datetime | None:
        """Give the creation of an opportunity's lead."""
        born: datetime = self._born[one.lead_id]
        return born

    def mql(self, one: Deal, won_at: datetime) -> datetime | None:
        """Give the newest entry of its lead into `mql` up to a moment; nothing where that is estimated."""
        mine = [episode for episode in self._episodes if episode.lead_id == one.lead_id and "mql" in episode.entered]
        before = [episode for episode in mine if episode.entered["mql"] <= won_at]
        if not before:
            return None
        newest = max(before, key=lambda episode: episode.entered["mql"])
        return None if "mql" in newest.estimated else newest.entered["mql"]

    def touched_first(self, lead_id: str) -> bool:
        """Say whether the first thing that happened was the lead's own doing, with nobody of ours."""
        born = self._born[lead_id]
        mine = [row for row in self.known.activities if row["lead_id"] == lead_id]
        ordered = sorted(({**row, "at": max(row["occurred_at"], born)} for row in mine), key=running_order)
        return bool(ordered) and ordered[0]["direction"] == "inbound" and not ordered[0]["person_id"]


# pipeline_created


def pipeline_created(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
    bucket: str = "month",
) -> list[Row]:
    """Count the opportunities made in each period from the first lead on, and what became of them by as-of.

    Slices: every value that an opportunity known at as-of has; they have no goal.
    """
    call = call_of(company, agreement, None, None, as_of, by, filters)
    goal = agreement.get("goals", {}).get("pipeline") if call.by is None and not call.filters else None

    def answer(_: str | None, mine: list[Deal]) -> list[Row]:
        return [created_row(span, call.now(mine), goal, call.zone) for span in spans(call, since, until, bucket)]

    return in_slices(call, answer)


def created_row(span: Span, mine: list[tuple[Deal, State]], goal: float | None, zone: str) -> Row:
    """Count the opportunities made in one period."""
    inside = [(one, state) for one, state in mine if span.holds(one.created_at)]
    row: Row = {"period": span.first.isoformat(), "opportunities": len(inside), "amount": worth(inside)}
    for ending in ("open", "won", "lost"):
        row[f"{ending}_amount"] = worth((one, state) for one, state in inside if state.ending == ending)
    soon = [
        (one, state) for one, state in inside if state.won_at is not None and is_in_all_of(span, state.won_at, zone)
    ]
    row["same_period_won_amount"] = worth(soon)
    row["goal"] = None if goal is None else decimal(Fraction(amount_of(goal)) * months_between(span.first, span.last))
    return row


def is_in_all_of(span: Span, moment: datetime, zone: str) -> bool:
    """Say whether a moment lies in a whole period, whatever part of it is asked for."""
    return span.first <= local_date(moment, zone) < span.last


def months_between(first: date, last: date) -> Fraction:
    """Count the months from a date up to another, parts of a month by their days."""
    days = (first + timedelta(days=number) for number in range((last - first).days))
    return sum((Fraction(1, monthrange(day.year, day.month)[1]) for day in days), Fraction(0))


def decimal(value: Fraction) -> Decimal:
    """Write a fraction as a decimal."""
    return Decimal(value.numerator) / Decimal(value.denominator)
