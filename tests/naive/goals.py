"""Goals the slow way: what was to come in the period, what came, and what usually still comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from .bookings import decimal, months_between, rules_of
from .company import Company, Row
from .deals import MONTHS, Agreement, Deal
from .episodes import SECOND, STAGES
from .forecast import days_gone, expected_by_now
from .forecast_questions import Call, booked, call_of, history, slices_of, worth
from .funnel import funnel
from .quotas import amount_of, bookings_goal
from .slices import Filters

MONEY = ("bookings", "pipeline")
Amount = int | Decimal


def goals(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Set what came in the period beside each goal; what bookings are projected to be is left out.

    Slices: every value that an opportunity known at as-of has, or an episode known at as-of at some stage; only
    bookings by person and team have goals. A company without opportunities has goals in money, and nothing beside them.
    """
    call = call_of(company, agreement, since, until, as_of, by, filters)
    measures = [name for name in (*STAGES, *MONEY) if name in agreement.get("goals", {})]
    found = []
    for value in values_of(call):
        mine = [one for one in call.chosen if call.by is None or one.values[call.by] == value]
        for measure in measures:
            row = money_row(call, measure, value, mine) if measure in MONEY else count_row(call, measure, value)
            found.append({call.by: value, **row} if call.by else row)
    return found


def values_of(call: Call) -> list[str | None]:
    """List the slices, the missing value last."""
    if call.by is None:
        return [None]
    of_deals = {value for value, _ in slices_of(call)} if call.company.opportunities else set()
    found = of_deals | {row[call.by] for row in entries(call, call.period.since, call.period.until)}
    return sorted(found, key=lambda value: (value is None, value or ""))


def entries(call: Call, since: datetime, until: datetime) -> list[Row]:
    """Count the entries into each stage in `[since, until)`, slice by slice, as the funnel does."""
    rules = rules_of(call.agreement)
    return funnel(call.company, rules, since, until, as_of=call.as_of, by=call.by, filters=call.filters)


def count_row(call: Call, stage: str, value: str | None) -> Row:
    """Set the entries into a stage beside their goal; parts of months count by their days."""

    def came(since: datetime, until: datetime) -> int:
        rows = entries(call, since, until) if since < until else []
        mine = (row for row in rows if row["stage"] == stage and (call.by is None or row[call.by] == value))
        return sum(row["entered"] for row in mine)

    actual = came(call.period.since, call.period.until)
    rest = [came(since, until) for since, until in rests(call)]
    return {**by_days(call, stage, actual), **with_rest(actual, rest)}


def rests(call: Call) -> list[tuple[datetime, datetime]]:
    """List the rest of each past period after its reference moment."""
    past = history(call)
    return [(max(then.reference + SECOND, then.period.since), then.period.until) for then in past]


def by_days(call: Call, measure: str, actual: Amount) -> Row:
    """Set what came beside a goal of the whole company, of which so many days' part is to have come by now."""
    goal: Decimal | None = None
    if call.by is None and not call.filters:
        goal = amount_of(call.agreement["goals"][measure])
    whole = None if goal is None else goal * MONTHS[call.agreement["forecast"]["period"]]
    gone = months_between(call.period.first, call.period.first + timedelta(days=days_gone(call)))
    expected = None if goal is None else decimal(Fraction(goal) * gone)
    return told(measure, whole, actual, expected)


def told(measure: str, goal: Decimal | None, actual: Amount | None, expected: Decimal | None) -> Row:
    """Write a goal, what came, its share and what was to have come."""
    share = float(Fraction(actual) / Fraction(goal)) if goal and actual is not None else None
    return {"measure": measure, "goal": goal, "actual": actual, "share": share, "expected_by_now": expected}


def with_rest(actual: Amount, rest: Sequence[Amount]) -> Row:
    """Add what came in the rest of past periods: the mean, the least and the most."""
    if not rest:
        return unprojected()
    mean = sum((Fraction(came) for came in rest), Fraction(actual) * len(rest)) / len(rest)
    least, most = (decimal(Fraction(actual) + Fraction(pick(rest))) for pick in (min, max))
    return {"projected": decimal(mean), "projected_low": least, "projected_high": most}


def unprojected() -> Row:
    """Say nothing of what will be."""
    return dict.fromkeys(("projected", "projected_low", "projected_high"))


def money_row(call: Call, measure: str, value: str | None, mine: list[Deal]) -> Row:
    """Set an amount beside its goal; a company without opportunities knows no money."""
    if not call.company.opportunities:
        return {**by_days(call, measure, 0), **dict.fromkeys(("actual", "share", "expected_by_now")), **unprojected()}
    return bookings_row(call, value, mine) if measure == "bookings" else pipeline_row(call, mine)


def bookings_row(call: Call, value: str | None, mine: list[Deal]) -> Row:
    """Set what is booked beside its goal, of which what usually is booked by now is to have come."""
    won, goal = worth(booked(call.now(mine), call.period)), bookings_goal(call, value)
    expected = expected_by_now(call, goal)
    return {**told("bookings", goal, won, None if expected is None else decimal(expected)), **unprojected()}


def pipeline_row(call: Call, mine: list[Deal]) -> Row:
    """Set the amount of new opportunities beside its goal."""

    def came(since: datetime, until: datetime) -> Decimal:
        return worth((one, state) for one, state in call.now(mine) if since <= one.created_at < until)

    actual = came(call.period.since, call.period.until)
    return {**by_days(call, "pipeline", actual), **with_rest(actual, [came(*rest) for rest in rests(call)])}
