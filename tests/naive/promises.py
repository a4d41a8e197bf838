"""Promises the slow way: when each one started, when it was due, what stopped it, and whose clocks ran on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from .company import Row
from .episodes import EXITS, STAGES, Episode
from .sales import (
    Known,
    Life,
    calendar_of,
    contacts,
    entry,
    first_from,
    hand_over,
    holder_at,
    is_not_a_lead,
    raised_hand,
    touches,
)
from .working_time import Calendar, due, elapsed

OTHERWISE = "otherwise"
EVENTS = {"touch": touches, "contact": contacts}


@dataclass(frozen=True)
class Clock:
    """A promise on one clock: the lead's, or that of one owner."""

    known: Known
    promise: Row
    life: Life
    episode: Episode
    person: str | None
    started_at: datetime
    tier: str
    due_at: datetime
    stop_at: datetime | None = None
    left_at: datetime | None = None
    left_as_no_lead: bool = False

    @property
    def calendar(self) -> Calendar:
        """When the owner of the clock works."""
        return calendar_of(self.known, self.person)

    @property
    def state(self) -> str:
        """What became of the promise by as-of."""
        if self.stop_at is not None:
            return "kept" if self.stop_at <= self.due_at else "broken"
        if self.left_at is not None:
            return "withdrawn" if self.left_as_no_lead and self.left_at < self.due_at else "broken"
        return "overdue" if self.known.as_of >= self.due_at else "running"

    @property
    def counted(self) -> str:
        """What the promise counts as: before it is due it is running, whatever it is, unless it was withdrawn."""
        ahead = self.due_at > self.known.as_of
        return "running" if ahead and self.state != "withdrawn" else self.state

    @property
    def minutes(self) -> float | None:
        """The minutes from start to stop in the promise's clock; nothing where it was not stopped."""
        if self.stop_at is None:
            return None
        return seconds_between(self.promise, self.calendar, self.started_at, self.stop_at) / 60

    def row(self) -> Row:
        """Tell the clock in columns."""
        return {
            "promise": self.promise["name"],
            "lead_id": self.life.lead["lead_id"],
            "episode": self.episode.number,
            "person": self.person,
            "tier": self.tier,
            "started_at": self.started_at,
            "due_at": self.due_at,
            "stop_at": self.stop_at,
            "left_at": self.left_at,
            "state": self.state,
            "counted": self.counted,
        }


def whole_seconds(minutes: float) -> int:
    """Turn minutes into whole seconds."""
    return round(minutes * 60)


def moment_after(promise: Row, calendar: Calendar, moment: datetime, minutes: float) -> datetime:
    """Give the moment some minutes after (or before) another in the promise's clock."""
    seconds = whole_seconds(minutes)
    return due(calendar, moment, seconds) if promise["clock"] == "working" else moment + timedelta(seconds=seconds)


def seconds_between(promise: Row, calendar: Calendar, since: datetime, until: datetime) -> int:
    """Count the seconds between two moments in the promise's clock."""
    if promise["clock"] == "working":
        return elapsed(calendar, since, until)
    return (until - since) // timedelta(seconds=1)


# The lead's clock


def start_of(known: Known, promise: Row, life: Life, episode: Episode) -> datetime | None:
    """Give the moment at which a promise starts in an episode."""
    if promise["start"] in STAGES:
        return episode.entered.get(promise["start"])
    handed = hand_over(known, life, episode)
    if handed is None or promise["start"] == "hand_over":
        return handed
    return first_from(contacts(life, episode), handed)


def arises(promise: Row, life: Life, episode: Episode, start: datetime) -> bool:
    """Say whether there is still something to promise: no keeping stage by the start, no keeping event before it."""
    for keep in promise["keep"]:
        if keep in EVENTS and any(at < start for at in EVENTS[keep](life, episode)):
            return False
        entered = entry(episode, keep) if keep in STAGES else None
        if entered is not None and entered <= start:
            return False
    return True


def stop_of(promise: Row, life: Life, episode: Episode, start: datetime) -> datetime | None:
    """Give the first event at or after the start that keeps a promise."""
    moments = [at for keep in promise["keep"] if keep in EVENTS for at in EVENTS[keep](life, episode)]
    entries = [entry(episode, keep) for keep in promise["keep"] if keep in STAGES]
    exits = [episode.exited_at for keep in promise["keep"] if keep in EXITS and keep == episode.exit]
    return first_from([*moments, *(at for at in [*entries, *exits] if at is not None)], start)


def leave_of(promise: Row, episode: Episode) -> datetime | None:
    """Give the end of an episode, if that keeps nothing."""
    return None if episode.exit in promise["keep"] else episode.ended_at


def tier_of(known: Known, promise: Row, life: Life, start: datetime) -> str:
    """Name the target that holds for a lead: its priority's, that of the hot, or everybody's."""
    priority = (life.lead.get("priority") or "").strip().lower()
    if priority in promise["target_minutes"]:
        return priority
    return "hot" if "hot" in promise["target_minutes"] and raised_hand(known, life, start) else OTHERWISE


def clock_of(known: Known, promise: Row, life: Life, episode: Episode) -> Clock | None:
    """Give the lead's clock of a promise in an episode, if it arose."""
    start = start_of(known, promise, life, episode)
    if start is None or not arises(promise, life, episode, start):
        return None
    person, tier = holder_at(life, start), tier_of(known, promise, life, start)
    due_at = moment_after(promise, calendar_of(known, person), start, promise["target_minutes"][tier])
    stop, left = stop_of(promise, life, episode, start), leave_of(promise, episode)
    no_lead = is_not_a_lead(known.agreement, episode)
    return Clock(known, promise, life, episode, person, start, tier, due_at, stop, left, no_lead)


def clocks(known: Known) -> list[Clock]:
    """List the leads' clocks of all promises made by as-of."""
    promises: list[dict[str, Any]] = known.agreement["promises"]
    passes = [(life, episode) for life in known.lives for episode in life.episodes]
    found = [clock_of(known, promise, life, episode) for promise in promises for life, episode in passes]
    return [clock for clock in found if clock is not None]


# The owners' clocks


def owners_clocks(clock: Clock) -> list[Clock]:
    """Give each holding of the lead, while the promise was open, a clock of its own."""
    given = clock.life.assignments
    ends = [*(at for at, _ in given), None][1:]
    held = [(at, person, handed) for (at, person), handed in zip(given, ends, strict=True)]
    return [owners_clock(clock, *holding) for holding in held if was_open(clock, holding[0], holding[2])]


def close_of(clock: Clock) -> datetime | None:
    """Give the moment after which a promise is no longer open."""
    return clock.stop_at if clock.stop_at is not None else clock.left_at


def was_open(clock: Clock, since: datetime, handed: datetime | None) -> bool:
    """Say whether a promise was open in some second of a holding `[since, handed)`."""
    close = close_of(clock)
    return (close is None or since <= close) and (handed is None or handed > clock.started_at)


def owners_clock(clock: Clock, since: datetime, person: str, handed: datetime | None) -> Clock:
    """Start an owner's own clock; who hands the lead on before the promise is closed has left it unstopped."""
    start, close = max(clock.started_at, since), close_of(clock)
    calendar, minutes = calendar_of(clock.known, person), clock.promise["target_minutes"][clock.tier]
    due_at = moment_after(clock.promise, calendar, start, minutes)
    own = replace(clock, person=person, started_at=start, due_at=due_at)
    if handed is not None and (close is None or handed <= close):
        return replace(own, stop_at=None, left_at=handed, left_as_no_lead=True)
    return own
