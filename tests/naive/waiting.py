"""Waiting the slow way: how long leads waited for the first touch, when they came, and where their time went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction

from .company import Company, Row, Rules
from .episodes import EXITS, SECOND
from .hand_overs import SETTLED, Case, ask, median_minutes
from .incidence import Times, aalen_johansen, steps
from .rest_of_funnel import incidence_row
from .sales import Agreement, Known, calendar_of, hand_over, holdings, touches
from .slices import Filters
from .working_time import elapsed, local

MINUTE_SECONDS = 60
HOUR_SECONDS = 3_600
PERCENTILES = {"p50_minutes": 50, "p75_minutes": 75, "p90_minutes": 90, "p95_minutes": 95}
WAYS = ("touched", "left")
UNANSWERED = ("never", "waiting", "not_a_lead")
GONE_ON = "gone_on"
PARTS = ("before_hand_over_hours", "earlier_owners_hours", "working_hours", "off_hours", "total_hours")


# time_to_first_touch


def time_of(case: Case) -> tuple[int, str | None]:
    """Give the seconds from the start to the touch, else to going on or the end, else to as-of, and which it was."""
    if case.touched_at is not None:
        return case.seconds_to(case.touched_at), "touched"
    if case.left_at is not None:
        return case.seconds_to(case.left_at), "left"
    return case.seconds_to(case.known.as_of), None


def has_real_moments(case: Case) -> bool:
    """Say whether neither the start of a case nor the moment at which it left untouched is estimated."""
    return not case.start_estimated and (case.touched_at is not None or not case.left_estimated)


def minutes_of(times: Times) -> list[int]:
    """List minute 0 and the whole minutes, rounded up, in which somebody was touched or left."""
    return sorted({0} | {-(-time // MINUTE_SECONDS) for time, way in times if way is not None})


def told_at(times: Times, minute: int) -> int:
    """Give the second at which a minute is told: its end, or the last censoring within it if nothing is known later."""
    end, longest = minute * MINUTE_SECONDS, max(time for time, _ in times)
    return longest if longest < end and (longest, None) in times else end


def percentiles(times: Times) -> Row:
    """Give the smallest times at which the incidence of touch is at least so much."""
    walked = steps(times, "touched")
    found: Row = {}
    for name, percent in PERCENTILES.items():
        reached = [step.at for step in walked if step.incidence >= Fraction(percent, 100)]
        found[name] = min(reached) / MINUTE_SECONDS if reached else None
    return found


def touch_rows(mine: list[Case]) -> Iterable[Row]:
    """Follow the cases of one slice, minute by minute; no cases, no rows."""
    times = [time_of(case) for case in mine if case.bucket not in SETTLED and has_real_moments(case)]
    seconds = {minute: told_at(times, minute) for minute in minutes_of(times)} if times else {}
    found = aalen_johansen(times, WAYS, list(seconds.values()))
    ends = percentiles(times)
    for minute, at in seconds.items():
        row: Row = {"minute": minute, "cases": len(times), "at_risk": sum(1 for time, _ in times if time >= at)}
        row |= incidence_row("touched", found["touched", at])
        row["left"] = float(found["left", at].incidence)
        row["waiting"] = float(1 - found["touched", at].incidence - found["left", at].incidence)
        yield row | ends


def time_to_first_touch(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Say which share of the hand-overs was touched by which minute, and which had left."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    return asked.in_each_slice(touch_rows) if asked.known.touched else []


# arrivals


def arrival_rows(told: Known, mine: list[Row]) -> Iterable[Row]:
    """Count the hand-overs of one slice in each of the 168 local hours of the week."""
    walls = [local({"zone": told.agreement["timezone"]}, row["started_at"]) for row in mine]
    for weekday in range(1, 8):
        for hour in range(24):
            pairs = zip(mine, walls, strict=True)
            inside = [row for row, wall in pairs if (wall.isoweekday(), wall.hour) == (weekday, hour)]
            out = sum(1 for row in inside if row["arrival"] != "working")
            yield {
                "weekday": weekday,
                "hour": hour,
                "hand_overs": len(inside),
                "out_of_hours": out,
                "out_of_hours_share": out / len(inside) if inside else None,
                "p50_minutes": median_minutes(inside) if told.touched else None,
            }


def arrivals(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Say when hand-overs came, how many of them out of hours, and how fast they were answered."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    return asked.in_each_slice_of_rows(lambda mine: arrival_rows(asked.known, mine))


# never_touched


def ending_order(exit_: str | None, reason: str | None) -> tuple[int, bool, str]:
    """Order endings as the funnel does, then who went on, then by reason, what is missing last."""
    endings = (*EXITS, GONE_ON, None)
    return endings.index(exit_), reason is None, reason or ""


def ending(row: Row) -> tuple[str | None, str | None]:
    """Say how an untouched episode ended; one that had gone on did that, whatever came of it then."""
    return (GONE_ON, None) if row["gone_on_at"] is not None else (row["exit"], row["reason"])


def never_rows(mine: list[Row]) -> Iterable[Row]:
    """Count how the untouched episodes of one slice ended, most frequent first."""
    endings = [ending(row) for row in mine if row["bucket"] in UNANSWERED]
    for kind in sorted(set(endings), key=lambda one: (-endings.count(one), *ending_order(*one))):
        leads = endings.count(kind)
        yield {"exit": kind[0], "reason": kind[1], "leads": leads, "share": leads / len(endings)}


def never_touched(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Say how the episodes of hand-overs ended that nobody touched."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    return asked.in_each_slice_of_rows(never_rows) if asked.known.touched else []


# waits


def clock_end(case: Case) -> datetime:
    """Give the first touch anywhere in the episode, else the episode's end, else as-of."""
    touched = touches(case.life, case.episode)
    return touched[0] if touched else case.episode.ended_at or case.known.as_of


def parts(case: Case) -> list[int]:
    """Split the seconds from the episode's begin: before hand-over, earlier owners', the last one's work and rest.

    The last one's time begins where their uninterrupted holding does.
    """
    begin, handed, end = case.episode.began_at, case.started_at, clock_end(case)
    if end <= handed:
        return [(end - begin) // SECOND, 0, 0, 0]
    since, person = max((held for held in holdings(case.life) if held[0] <= end), default=(handed, None))
    last = max(handed, since)
    working = elapsed(calendar_of(case.known, person), last, end)
    rest: timedelta = end - last
    return [(handed - begin) // SECOND, (last - handed) // SECOND, working, rest // SECOND - working]


def wait_row(told: Known, mine: list[Case]) -> Row:
    """Give the mean of each part in hours, and of the whole; nothing where nobody knows of touches."""
    if not told.touched:
        return {"hand_overs": len(mine), **dict.fromkeys(PARTS)}
    sums = [sum(part) for part in zip(*map(parts, mine), strict=True)] or [0] * (len(PARTS) - 1)
    means = [seconds / len(mine) / HOUR_SECONDS if mine else None for seconds in (*sums, sum(sums))]
    return {"hand_overs": len(mine), **dict(zip(PARTS, means, strict=True))}


def waits(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Say where the time of the real hand-overs of the period went until the first touch."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters, starts=hand_over)
    return asked.in_each_slice(lambda mine: [wait_row(asked.known, mine)])
