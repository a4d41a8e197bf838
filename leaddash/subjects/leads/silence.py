"""Stretches of time without a word from our side while a lead waited for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from leaddash.subjects.leads.life import OF_SALES, Life, Pass

LEAST = timedelta(days=1)
"""A shorter stretch is no silence."""
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Silence:
    """A stretch without a touch; `is_running` where it has not ended yet."""

    since: datetime
    until: datetime
    is_running: bool

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.until - self.since

    @property
    def days(self) -> int:
        """Its whole days."""
        return self.length // timedelta(days=1)


def silences(life: Life) -> list[Silence]:
    """Every stretch between two touches, or an end of the wait, while a promise or a hand-over was open, in time.

    None where nobody writes down who of ours did what.
    """
    touches = life.touches
    return [
        Silence(since, until, is_running=until == life.as_of and _is_waiting(life))
        for begin, end in (_waits(life) if life.knows_touches else ())
        for since, until in pairwise([begin, *(at for at in touches if begin <= at <= end), end])
    ]


def longest_silence(life: Life, after: datetime | None = None) -> Silence | None:
    """The longest of them, the last of several, of those that began after a moment; none shorter than a day."""
    every = silences(life)
    known = [one for one in every if one.length >= LEAST and (after is None or one.since >= after)]
    return max(known, key=lambda silence: (silence.length, silence.since), default=None)


def running_silence(life: Life) -> Silence | None:
    """The stretch that has not ended yet, at least a day long."""
    running = [one for one in silences(life) if one.is_running and one.length >= LEAST]
    return running[-1] if running else None


def _waits(life: Life) -> list[Span]:
    """The stretches in which the lead waited for us, those that meet made one."""
    joined = list[Span]()
    for begin, end in sorted(_open_spans(life)):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined


def _open_spans(life: Life) -> Iterator[Span]:
    for promise in life.promises:
        yield promise.started_at, promise.ended_at or life.as_of
    for passed in life.passes:
        begin, end = handed_over(passed, life), _answered(passed, life)
        if begin is not None and begin <= (end or life.as_of):
            yield begin, end or life.as_of


def handed_over(passed: Pass, life: Life) -> datetime | None:
    """From when on a pass was sales' to answer: its first assignment, or its entry of MQL or a later stage."""
    entries = [stay.since for stay in life.stays if stay.episode == passed.episode and stay.stage in OF_SALES]
    given = [moment for moment in life.assigned_at if _is_within(moment, passed)]
    return min([*entries, *given], default=None)


def _is_within(moment: datetime, passed: Pass) -> bool:
    """Whether a moment is of a pass; that of its exit is, that at which the next begins is not."""
    if passed.until is None or moment < passed.since:
        return moment >= passed.since
    return moment < passed.until or (moment == passed.until and passed.exit is not None)


def _answered(passed: Pass, life: Life) -> datetime | None:
    """When a pass was no longer sales' to answer: won, or left; none while it is."""
    won = [stay.since for stay in life.stays if stay.episode == passed.episode and stay.stage == "customer"]
    return min([*won, *_times(passed.until)], default=None)


def _is_waiting(life: Life) -> bool:
    """Whether the lead waits for us now."""
    of_passes = ((handed_over(one, life), _answered(one, life)) for one in life.passes)
    is_handed = any(begin is not None and end is None for begin, end in of_passes)
    return is_handed or any(promise.is_open for promise in life.promises)


def _times(moment: datetime | None) -> Sequence[datetime]:
    return [] if moment is None else [moment]
