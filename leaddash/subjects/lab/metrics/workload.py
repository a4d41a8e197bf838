"""How much work the MQLs of a period are: who shares them, on how many days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from leaddash.agreement import DEFAULT_CALENDAR
from leaddash.cases import replays, timed
from leaddash.cases.takes_scope import takes_scope
from leaddash.moments import local_date, midnight, second
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

REPS = Path(__file__).with_name("workload_reps.sql")


@dataclass(frozen=True)
class Workload:
    """People who were given leads in a period, and days of it (up to as-of) on which the default calendar is open."""

    reps: int
    days: int

    def each(self, mqls: float) -> float | None:
        """MQLs for each of them on each day; None where there is nobody or no day."""
        return mqls / (self.reps * self.days) if self.reps and self.days else None


@takes_scope
def workload(snapshot: Snapshot, question: Question) -> Workload:
    """Who shared the hand-overs of a question, on how many working days."""
    question = replays.sliced_as_built(snapshot, question)
    reps = int(snapshot.ask(REPS, question, response_event="hand_over")["reps"].iloc[0])
    return Workload(reps, _working_days(snapshot, question))


def _working_days(snapshot: Snapshot, question: Question) -> int:
    zone = question.agreement.calendars[DEFAULT_CALENDAR].zone
    first, last = local_date(max(question.since, snapshot.first), zone), local_date(question.closed, zone)
    days = [first + timedelta(days=day) for day in range(max((last - first).days, 0) + 2)]
    edges = np.array([second(midnight(day, zone)) for day in days])
    edges = np.minimum(edges, second(question.closed))
    place = np.ones(max(len(edges) - 1, 0), dtype=np.int64)
    clocks = timed.clockwork(snapshot, question)
    return int(np.count_nonzero(clocks.elapsed(edges[:-1], edges[1:], place, place.astype(np.bool_)) > 0))
