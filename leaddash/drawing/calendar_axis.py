"""A time axis in the reader's style: a few round steps of hours, days, weeks, months or years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from leaddash.words import Words

MOST_TICKS = 9
HOUR = "HH:mm"
DAY = timedelta(days=1)
Step = Callable[[datetime], datetime]


def ticks(since: datetime, until: datetime, words: Words) -> dict[str, Any]:
    """An axis of at most nine dates between two local moments, the finest that are so few."""
    for form, floor, following in _steps():
        found = list(_moments(since, until, floor, following))
        if len(found) <= MOST_TICKS:
            told = [_told(moment, form, words) for moment in found]
            return {"tickmode": "array", "tickvals": found, "ticktext": told, "range": [since, until]}
    raise ValueError("no step is long enough")


def _steps() -> Iterator[tuple[str, Step, Step]]:
    """Steps from fine to coarse: how their dates are written, the last one before a moment, and the next one."""
    for hours in (1, 3, 6, 12):
        step = timedelta(hours=hours)
        yield HOUR, _midnight, _by(step)
    for days in (1, 2):
        yield "style.day_short", _midnight, _by(DAY * days)
    for weeks in (1, 2):
        yield "style.day_short", _monday, _by(DAY * 7 * weeks)
    for months in (1, 2, 3, 6):
        yield "style.month_short", _january, _by_months(months)
    for years in (1, 2, 5, 10, 50, 100, 1000):
        yield "y", _january, _by_months(12 * years)


def _moments(since: datetime, until: datetime, floor: Step, following: Step) -> Iterator[datetime]:
    moment = floor(since)
    for _ in range(100_000):
        if moment > until:
            return
        if moment >= since:
            yield moment
        moment = following(moment)


def _told(moment: datetime, form: str, words: Words) -> str:
    """A date in its form; among hours a midnight is told by its day."""
    if form == HOUR:
        form = "style.day_short" if moment == _midnight(moment) else form
    return words.moment(moment, words(form) if "." in form else form)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _monday(moment: datetime) -> datetime:
    return _midnight(moment) - DAY * moment.weekday()


def _january(moment: datetime) -> datetime:
    return _midnight(moment).replace(month=1, day=1)


def _by(step: timedelta) -> Step:
    return lambda moment: moment + step


def _by_months(months: int) -> Step:
    def following(moment: datetime) -> datetime:
        place = moment.year * 12 + moment.month - 1 + months
        return moment.replace(year=place // 12, month=place % 12 + 1)

    return following
