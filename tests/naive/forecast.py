"""The forecast the slow way: what is won, what is called what, and how far it is to the goal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from .company import Company, Row
from .deals import CATEGORIES, Agreement, Deal, State, class_of, is_of_period, states
from .forecast_questions import (
    Call,
    Past,
    booked,
    booked_after,
    booked_by,
    call_of,
    days_left,
    history,
    in_slices,
    worth,
)
from .moments import local_date
from .quotas import bookings_goal
from .slices import Filters

SURE = ("commit", "best_case", "pipeline")
"""The categories of open opportunities that a forecast counts on, from the surest down."""
LAST_DAYS = 7


def forecast(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Count what is booked in the period and what is open and of it, per category: five rows.

    Slices: every value that an opportunity known at as-of has.
    """
    call = call_of(company, agreement, since, until, as_of, by, filters)
    return in_slices(call, lambda _, mine: category_rows(call, mine))


def category_rows(call: Call, mine: list[Deal]) -> list[Row]:
    """Count one slice, category by category from the surest down, and add up."""
    rows, deals, amount = [], 0, Decimal(0)
    for category in CATEGORIES:
        inside = of_category(call, mine, category)
        deals, amount = deals + len(inside), amount + worth(inside)
        row: Row = {"category": category, "deals": len(inside), "amount": worth(inside)}
        row["cumulative_deals"] = deals if category != "omitted" else None
        row["cumulative_amount"] = amount if category != "omitted" else None
        rows.append({**row, **remarks(call, inside)})
    return rows


def of_category(call: Call, mine: list[Deal], category: str) -> list[tuple[Deal, State]]:
    """List what is booked in the period, for `closed`; else what is open, of the period and called so."""
    if category == "closed":
        return booked(call.now(mine), call.period)
    return [(one, state) for one, state in open_of(call, mine) if state.category == category]


def open_of(call: Call, mine: list[Deal]) -> list[tuple[Deal, State]]:
    """List what is open and of the period at as-of, whatever it is called."""
    at, agreement = call.as_of, call.agreement
    return [(one, state) for one, state in call.now(mine) if is_of_period(state, call.period, at, agreement)]


def remarks(call: Call, inside: list[tuple[Deal, State]]) -> Row:
    """Count those to look at: overdue (only open ones can be), without an amount, in a currency without a rate."""
    return {
        "overdue": sum(1 for _, state in inside if is_overdue(call, state)),
        "without_amount": sum(1 for _, state in inside if is_without_amount(state)),
        "unconverted": sum(1 for _, state in inside if state.unconverted),
    }


def is_overdue(call: Call, state: State) -> bool:
    """Say whether an opportunity is open and its close date has passed."""
    return state.ending == "open" and class_of(state, call.period, call.as_of, call.agreement) == "overdue"


def is_without_amount(state: State) -> bool:
    """Say whether its amount is not known, or is 0; one in a currency without a rate is counted elsewhere."""
    return state.missing or state.said == 0


# forecast_summary


def forecast_summary(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Sum up the period in one row, without the columns that rest on the projection.

    Slices: every value that an opportunity known at as-of has.
    """
    call = call_of(company, agreement, since, until, as_of, by, filters)
    return in_slices(call, lambda value, mine: [summary(call, value, mine)])


def summary(call: Call, value: str | None, mine: list[Deal]) -> Row:
    """Sum up one slice."""
    won, (commit, best_case, pipeline) = booked(call.now(mine), call.period), sums(call, mine)
    row: Row = {"since": call.period.first, "until": call.period.last, "days": days(call)}
    row.update({"days_gone": days_gone(call), "goal": bookings_goal(call, value)})
    row.update({"won_deals": len(won), "won": worth(won), "commit": worth(won) + commit})
    row.update({"best_case": worth(won) + commit + best_case, "open": commit + best_case + pipeline})
    row["to_go"] = None if row["goal"] is None else max(Decimal(0), row["goal"] - row["won"])
    row["coverage"] = float(row["open"] / row["to_go"]) if row["to_go"] else None
    row["coverage_needed"] = coverage_needed(call)
    row["pace"] = pace(call, row["won"], row["goal"])
    row["stamped_elsewhere"] = sum(1 for _, state in won if is_stamped_elsewhere(call, state))
    return row


def sums(call: Call, mine: list[Deal]) -> tuple[Decimal, ...]:
    """Add up what is open and of the period: as commit, as best case, as pipeline."""
    return tuple(worth(of_category(call, mine, category)) for category in SURE)


def days(call: Call) -> int:
    """Count the local dates of the period."""
    return (call.period.last - call.period.first).days


def days_gone(call: Call) -> int:
    """Count the local dates of the period up to and including as-of's."""
    tomorrow = local_date(call.as_of, call.zone) + timedelta(days=1)
    return max(0, min(days(call), (tomorrow - call.period.first).days))


def is_stamped_elsewhere(call: Call, state: State) -> bool:
    """Say whether a close date lies in another period."""
    return state.close_date is not None and not call.period.first <= state.close_date < call.period.last


# What the past says


def coverage_needed(call: Call) -> float | None:
    """Say how much was open per amount that then came, at this distance from the end; not in the last seven days."""
    if days_left(call) <= LAST_DAYS:
        return None
    past = history(call)
    came = sum((booked_after(call, one) for one in past), Decimal(0))
    return float(sum((open_then(call, one) for one in past), Decimal(0)) / came) if came else None


def open_then(call: Call, past: Past) -> Decimal:
    """Add up what was open and of a past period at its reference moment, as known by then."""
    return worth(
        (one, state)
        for one, state in states(call.everybody, past.reference, call.agreement)
        if is_of_period(state, past.period, past.reference, call.agreement) and state.category in SURE
    )


def pace(call: Call, won: Decimal, goal: Decimal | None) -> float | None:
    """Compare what is won with what usually is by now of a goal like this one."""
    expected = expected_by_now(call, goal)
    return float(Fraction(won) / expected) if expected else None


def expected_by_now(call: Call, goal: Decimal | None) -> Fraction | None:
    """Say how much of a goal is usually booked by this distance from the end."""
    share = mean_share(booked_shares(call))
    return None if goal is None or share is None else Fraction(goal) * share


def booked_shares(call: Call) -> list[Fraction]:
    """List the share of each past period that was booked by its reference moment; none where nothing was."""
    shares = []
    for past in history(call):
        by_then, total = booked_by(call, past), booked_by(call, past) + booked_after(call, past)
        shares += [Fraction(by_then) / Fraction(total)] if total else []
    return shares


def mean_share(shares: Iterable[Fraction]) -> Fraction | None:
    """Give the mean of shares."""
    found = list(shares)
    return sum(found, Fraction(0)) / len(found) if found else None
