"""How a lead's life is said: spans of time, what was done, what is owed."""

from __future__ import annotations

from datetime import datetime

from leaddash.subjects.leads.life import Act, Promise
from leaddash.words import Words, promise_name
from leaddash.words.words import MANY

DAY_MINUTES, HOUR_MINUTES = 24 * 60, 60


def span(minutes: float, words: Words, *, is_working: bool = False) -> str:
    """So much time in its largest unit, rounded as durations are; of a working clock hours: its days have no length."""
    if minutes >= DAY_MINUTES and not is_working:
        return words("span.days", n=_count(minutes, DAY_MINUTES))
    if minutes >= HOUR_MINUTES:
        return words("span.working_hours" if is_working else "span.hours", n=_count(minutes, HOUR_MINUTES))
    if minutes < 1:
        return words("span.moment")
    return words("span.working_minutes" if is_working else "span.minutes", n=int(minutes))


def _count(minutes: float, unit: int) -> int:
    """How many of a unit: the nearest number of many, of which a duration says no smaller unit, else the whole ones."""
    return round(minutes / unit) if minutes >= MANY * unit else int(minutes // unit)


def minutes_between(since: datetime, until: datetime) -> float:
    """The minutes from one moment to another."""
    return (until - since).total_seconds() / 60


def act_name(act: Act, words: Words) -> str:
    """What was done."""
    name = act.activity_type
    return words(f"activity.{name}") if words.has(f"activity.{name}") else name.replace("_", " ")


def named(family: str, name: str, words: Words) -> str:
    """A key of the data in words where it has some, else as it is written, underscores as spaces."""
    key = f"{family}.{name.strip().lower().replace(' ', '_')}"
    return words(key) if words.has(key) else name.replace("_", " ")


def owed(promise: Promise, words: Words) -> str:
    """What a promise owes the lead."""
    if words.has(f"owed.{promise.name}"):
        return words(f"owed.{promise.name}")
    return words("owed.by_name", promise=promise_name(promise.name, words))


def time_left(promise: Promise, words: Words) -> str:
    """How long before the due moment it ended, or how long after it, in two units of its clock."""
    time = words.duration(abs(promise.minutes_left), working=promise.is_working)
    return words("promise_time.late" if promise.minutes_left < 0 else "promise_time.early", time=time)
