"""Promises the slow way: when each one started, when it was due, what stopped it, and whose clocks ran on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .company import Row
from .episodes import EXITS, STAGES, Episode
from .sales import (
    Known,
    Life,
    calendar_of,
    contacts,
    entry,
    entry_is_estimated,
    first_from,
    gone_on,
    hand_over,
    hand_over_is_estimated,
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
    gone_on_at: datetime | None = None
    start_estimated: bool = False
    stop_estimated: bool = False

    @property
    def calendar(self) -> Calendar:
        """When the owner of the clock works."""
        return calendar_of(self.known, self.person)

    @property
    def state(self) -> str:
        """What became of the promise by as-of."""
        if self.stop_at is not None and self.stop_at <= self.due_at:
            return "kept"
        if self.is_withdrawn:
            return "withdrawn"
        if close_of(self) is not None:
            return "broken"
        return "overdue" if self.known.as_of >= self.due_at else "running"

    @property
    def is_withdrawn(self) -> bool:
        """Whether, if not kept, it went on by the due moment, or left before it unstopped as no lead."""
        if self.gone_on_at is not None and self.gone_on_at <= self.due_at:
            return True
        if self.stop_at is not None or self.left_at is None:
            return False
        return self.left_as_no_lead and self.left_at < self.due_at

    @property
    def counted(self) -> str:
        """What the promise counts as: before it is due it is running, whatever it is, unless it was withdrawn."""
        ahead = self.due_at > self.known.as_of
        return "running" if ahead and self.state != "withdrawn" else self.state

    @property
    def is_timed(self) -> bool:
        """Whether both its moments are known to the second, so that it is in medians and percentiles."""
        return not self.start_estimated and not self.stop_estimated

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
            "gone_on_at": self.gone_on_at,
            "state": self.state,
            "counted": self.counted,
        }


def close_of(clock: Clock) -> datetime | None:
    """Give the moment after which a promise is no longer open: the earlier of its stop and its leave."""
    return min((at for at in (clock.stop_at, clock.left_at) if at is not None), default=None)


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


# What is known to keep promises


def only_events_keep(promise: Row) -> bool:
    """Say whether nothing but a touch or a contact keeps a promise."""
    return bool(promise["keep"]) and all(keep in EVENTS for keep in promise["keep"])


def is_known(told: Known, promise: Row) -> bool:
    """Say whether a snapshot can tell if a promise is kept: not if only events would that it never recorded."""
    recorded = {"touch": told.touched, "contact": told.contacted}
    return not only_events_keep(promise) or any(recorded[keep] for keep in promise["keep"])


def known_promises(told: Known) -> list[Row]:
    """List the promises of which the snapshot can tell, in the agreement's order."""
    return [promise for promise in told.agreement["promises"] if is_known(told, promise)]


# The lead's clock


def start_of(known: Known, promise: Row, life: Life, episode: Episode) -> datetime | None:
    """Give the moment at which a promise starts in an episode."""
    if promise["start"] in STAGES:
        return episode.entered.get(promise["start"])
    handed = hand_over(known, life, episode)
    if handed is None or promise["start"] == "hand_over":
        return handed
    return first_from(contacts(life, episode), handed)


def start_is_estimated(known: Known, promise: Row, episode: Episode) -> bool:
    """Say whether that moment is estimated; a contact never is."""
    if promise["start"] in STAGES:
        return promise["start"] in episode.estimated
    return promise["start"] == "hand_over" and hand_over_is_estimated(known, episode)


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
    return first_from([at for at, _ in keeping_events(promise, life, episode)], start)


def keeping_events(promise: Row, life: Life, episode: Episode) -> list[tuple[datetime, bool]]:
    """List the moments that keep a promise, each with whether it is estimated."""
    found: list[tuple[datetime, bool]] = []
    for keep in promise["keep"]:
        if keep in EVENTS:
            found += [(at, False) for at in EVENTS[keep](life, episode)]
        entered = entry(episode, keep) if keep in STAGES else None
        if entered is not None:
            found.append((entered, entry_is_estimated(episode, keep)))
        if keep in EXITS and keep == episode.exit and episode.exited_at is not None:
            found.append((episode.exited_at, episode.exit_estimated))
    return found


def stop_is_estimated(promise: Row, life: Life, episode: Episode, stop: datetime | None) -> bool:
    """Say whether everything that kept a promise in the second of its stop is estimated."""
    return stop is not None and all(rough for at, rough in keeping_events(promise, life, episode) if at == stop)


def leave_of(promise: Row, episode: Episode, went_on: datetime | None) -> datetime | None:
    """Give the earlier of the end of an episode, if that keeps nothing, and of its going on."""
    end = None if episode.exit in promise["keep"] else episode.ended_at
    return min((at for at in (end, went_on) if at is not None), default=None)


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
    stop, went_on = stop_of(promise, life, episode, start), gone_on(episode, start)
    went_on = went_on if only_events_keep(promise) else None
    return Clock(
        known,
        promise,
        life,
        episode,
        person,
        start,
        tier,
        due_at,
        stop_at=stop,
        left_at=leave_of(promise, episode, went_on),
        left_as_no_lead=is_not_a_lead(known.agreement, episode),
        gone_on_at=went_on,
        start_estimated=start_is_estimated(known, promise, episode),
        stop_estimated=stop_is_estimated(promise, life, episode, stop),
    )


def clocks(known: Known) -> list[Clock]:
    """List the leads' clocks of all promises made by as-of of which the snapshot can tell."""
    passes = [(life, episode) for life in known.lives for episode in life.episodes]
    found = [clock_of(known, promise, *one) for promise in known_promises(known) for one in passes]
    return [clock for clock in found if clock is not None]
