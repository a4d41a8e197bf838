"""Owners' clocks the slow way: each holding of a lead, while a promise was open, on a clock of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .promises import Clock, close_of, moment_after
from .sales import calendar_of, holdings


def owners_clocks(clock: Clock) -> list[Clock]:
    """Give each holding of the lead, while the promise was open, a clock of its own."""
    given = holdings(clock.life)
    ends = [*(at for at, _ in given), None][1:]
    held = [(at, person, handed) for (at, person), handed in zip(given, ends, strict=True)]
    return [owners_clock(clock, *holding) for holding in held if was_open(clock, holding[0], holding[2])]


def was_open(clock: Clock, since: datetime, handed: datetime | None) -> bool:
    """Say whether a promise was open in some second of a holding `[since, handed)`."""
    close = close_of(clock)
    return (close is None or since <= close) and (handed is None or handed > clock.started_at)


def owners_clock(clock: Clock, since: datetime, person: str, handed: datetime | None) -> Clock:
    """Start an owner's own clock; who hands the lead on before the promise is closed has left it unstopped.

    Only a clock that starts with the promise starts at its estimated moment. A lead that went on and was handed on
    since was not stopped by the one who held it then.
    """
    start, close = max(clock.started_at, since), close_of(clock)
    calendar, minutes = calendar_of(clock.known, person), clock.promise["target_minutes"][clock.tier]
    due_at = moment_after(clock.promise, calendar, start, minutes)
    rough = clock.start_estimated and start == clock.started_at
    own = replace(clock, person=person, started_at=start, due_at=due_at, start_estimated=rough)
    if handed is not None and (close is None or handed <= close):
        unstopped = replace(own, stop_at=None, stop_estimated=False, gone_on_at=None)
        return replace(unstopped, left_at=handed, left_as_no_lead=True)
    if handed is not None and clock.stop_at is not None and handed <= clock.stop_at:
        return replace(own, stop_at=None, stop_estimated=False)
    return own
