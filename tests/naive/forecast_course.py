"""How a projection went the slow way: day by day through its period, and from one moment to another."""

from __future__ import annotations

from datetime import datetime, timedelta

from .company import Company, Row
from .deals import Agreement
from .episodes import SECOND
from .learned import is_over, same_time_on
from .moments import local_date, local_midnight
from .outlook import Outlook, chances, outlook
from .projection import Asked, asked
from .slices import Filters

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
STEPS = ("start", "won", "deals", "new", "time", "end")


def days_of(question: Asked) -> list[tuple[str, datetime]]:
    """List the days of a period up to as-of, each with its last second; the last one ends at as-of."""
    zone, day, found = question.desk.book.timezone, question.period.first, []
    while day < question.period.last and local_midnight(day, zone) <= question.moment:
        last_second = local_midnight(day + DAY, zone) - SECOND
        found.append((day.isoformat(), min(last_second, question.moment)))
        day += DAY
    return found


def forecast_trend(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Project a period as of the last second of each of its days, as far as they are past."""
    question = asked(company, agreement, since, until, as_of, by, filters)
    rows = []
    for head, _, wanted in question.slices():
        for day, moment in days_of(question):
            if by is None or any(then == head for then, _, _ in on(question, moment).slices()):
                rows.append({**head, "day": day, **question.projector.range_at(question.period, moment, wanted)})
    return rows


def on(question: Asked, moment: datetime) -> Asked:
    """Ask the same as of another moment."""
    return Asked(question.projector, question.period, moment, question.by, question.wanted)


# projection_movement


def at_old_shares(question: Asked, compared: datetime, wanted: Filters) -> float:
    """Give what as-of's open deals, as they stand at as-of, would be expected to bring at the shares of T0."""
    if is_over(question.period, compared):
        return 0.0
    learned = question.desk.learned(question.period, compared)
    found = chances(question.desk, question.period, question.moment, wanted, learned)
    return sum(one.expected for one in found)


def movement_of(question: Asked, compared: datetime, wanted: Filters) -> dict[str, float | None]:
    """Lead from the projection at T0 to that at as-of."""
    desk, period = question.desk, question.period
    before, after = outlook(desk, period, compared, wanted), outlook(desk, period, question.moment, wanted)
    if before is None or after is None:
        ends = {"start": total(before), "end": total(after)}
        return {step: ends.get(step) for step in STEPS}
    won, new = float(after.won - before.won), after.from_new - before.from_new
    deals = at_old_shares(question, compared, wanted) - before.from_period - before.from_other
    time = after.to_come - before.to_come - deals - new
    return {"start": total(before), "won": won, "deals": deals, "new": new, "time": time, "end": total(after)}


def total(ahead: Outlook | None) -> float | None:
    """Give what is projected, if anything is."""
    return float(ahead.won) + ahead.to_come if ahead is not None else None


def projection_movement(
    company: Company,
    agreement: Agreement,
    *,
    compared: datetime | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Say what moved a projection since T0, by default the same local time seven dates earlier."""
    question = asked(company, agreement, since, until, as_of, by, filters)
    zone = question.desk.book.timezone
    week_ago = same_time_on(local_date(question.moment, zone) - WEEK, question.moment, zone)
    start = compared if compared is not None else week_ago
    if start > question.moment:
        raise ValueError("nothing can be compared with what comes after as-of")
    moved = [(head, movement_of(question, start, wanted)) for head, _, wanted in question.slices()]
    return [{**head, "movement": step, "projected": steps[step]} for head, steps in moved for step in STEPS]
