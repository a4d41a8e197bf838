"""Working calendars: a zone, opening hours by weekday, holidays of a country, closed days."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator

from leaddash.agreement.values import Country, ListOf, Part, TimeZone

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[str, ...] = get_args(Weekday)

_MINUTES_A_DAY = 24 * 60
_INTERVAL = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]|24):([0-5]\d)", re.ASCII)


def _interval_minutes(interval: str) -> tuple[int, int]:
    """Return an interval's begin and end in minutes after midnight, the end maybe on the next day."""
    found = _INTERVAL.fullmatch(interval)
    if not found:
        raise ValueError(f'"{interval}" is no interval of hours; write it like "09:00-18:00"')
    from_hour, from_minute, to_hour, to_minute = map(int, found.groups())
    begin, end = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if end > _MINUTES_A_DAY:
        raise ValueError(f'"{interval}" ends after midnight; write 24:00, or an end on the next day like "22:00-06:00"')
    return begin, end if end > begin else end + _MINUTES_A_DAY


def _legal_interval(interval: str) -> str:
    _interval_minutes(interval)
    return interval


def _plain_date(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        day = None
    if not isinstance(value, str) or day is None or day.isoformat() != value:
        raise ValueError(f'"{value}" is no date; write it like "2026-12-24"')
    return day


Interval = Annotated[str, AfterValidator(_legal_interval)]
Day = Annotated[date, BeforeValidator(_plain_date)]


class Calendar(Part):
    """When somebody works; a weekday without hours is closed."""

    zone: TimeZone
    hours: Mapping[Weekday, ListOf[Interval]]
    holidays: Country = ""
    closed: ListOf[Day] = ()

    def open_minutes(self, weekday: Weekday) -> tuple[tuple[int, int], ...]:
        """Return the weekday's intervals [from, to) in minutes after midnight; past 1440 is the next day."""
        return tuple(_interval_minutes(interval) for interval in self.hours.get(weekday, ()))
