"""A lead's score over time: what it was from each moment at which it changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np

from leaddash import scoring
from leaddash.agreement import Agreement
from leaddash.cases import replays
from leaddash.moments import local_date, midnight, moment_of, second
from leaddash.scoring import Array
from leaddash.snapshots import Snapshot
from leaddash.subjects.leads.life import Score

DAY = timedelta(days=1)


def score_course(
    snapshot: Snapshot, rules: Agreement, lead_number: int, created_at: datetime, as_of: datetime
) -> list[Score]:
    """The score from creation on, at every moment by as-of at which it changed: at activities, and as they fade.

    Points fade with the local date, so between activities it changes at midnights.
    """
    model = replays.model(snapshot, rules)
    place = int(scoring.lead_places(np.array([lead_number]))[0])
    seconds = _moments(model, place, rules, second(created_at), second(as_of))
    leads = np.full(len(seconds), place, dtype=np.int32)
    read = scoring.scores_at(model.tape, model.numbers, leads, seconds)
    return [
        Score(moment_of(int(at)), float(fit), float(behaviour)) for at, (fit, behaviour, _) in _changes(seconds, read)
    ]


def _moments(model: replays.Model, lead: int, rules: Agreement, born: int, now: int) -> Array:
    """The creation, every event by now, and each midnight after the first event where points fade."""
    tape = model.tape
    events = tape.base + tape.moments[tape.offsets[lead] : tape.offsets[lead + 1]].astype(np.int64)
    events = events[events <= now]
    fades = len(events) and rules.scoring.half_life_days
    nights = _midnights(int(events[0]), now, rules.timezone) if fades else []
    return np.unique(np.array([born, *events, *nights], dtype=np.int64))


def _midnights(since: int, until: int, zone: str) -> list[int]:
    first, last = (local_date(moment_of(moment), zone) for moment in (since, until))
    days = (first + DAY * number for number in range(1, (last - first).days + 1))
    return [second(midnight(day, zone)) for day in days]


def _changes(seconds: Array, read: Array) -> list[tuple[Any, Any]]:
    """The first of them and those that differ from the one before."""
    moved = np.append(True, (np.diff(read[:, :2], axis=0) != 0).any(axis=1)) if len(read) else np.zeros(0, dtype=bool)
    return list(zip(seconds[moved], read[moved], strict=True))
