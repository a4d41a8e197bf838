"""Moments put on people's calendars: when promises fall due, how long answers took, where waiting went."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leaddash import cases, statements
from leaddash.agreement import Agreement
from leaddash.agreement.parameters import calendar_names
from leaddash.calendars import WorkingTime, working_time
from leaddash.moments import NEVER, second, seconds_of, stamps
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Given = dict[str, pa.Table]


@dataclass(frozen=True)
class Clockwork:
    """The calendars of an agreement, each known by its place from 1 on, over the span of a snapshot's data."""

    rules: Agreement
    since: int
    until: int

    def calendar(self, place: int) -> WorkingTime:
        """The calendar of a place."""
        name = calendar_names(self.rules)[place - 1]
        return working_time(name, self.rules.calendars[name], self.since, self.until)

    def due(self, starts: Ints, seconds: Ints, places: Ints, working: Bools) -> Ints:
        """When so many seconds have run since each start: on the wall, or of the calendar where it is `working`."""
        found = starts + seconds
        for place in np.unique(places[working]):
            mine = working & (places == place)
            found[mine] = self.calendar(int(place)).due(starts[mine], seconds[mine])
        return found

    def elapsed(self, starts: Ints, stops: Ints, places: Ints, working: Bools) -> Ints:
        """Seconds from each start to its stop, on the wall, or of the calendar where it is `working`."""
        found = stops - starts
        for place in np.unique(places[working]):
            mine = working & (places == place)
            found[mine] = self.calendar(int(place)).elapsed(starts[mine], stops[mine])
        return found


def clockwork(snapshot: Snapshot, question: Question) -> Clockwork:
    """The calendars of the agreement in force for a question."""
    return Clockwork(question.agreement, second(snapshot.first), second(snapshot.newest))


def promises(snapshot: Snapshot, question: Question, lead_id: str | None = None) -> Given:
    """Every promise of the asked slice begun by as-of (of one lead only, if named), with its due moment.

    `seconds` is how long keeping it took.
    """
    return {"timed_promises": _kept(snapshot, question, "promise_cases", with_due, lead_id=lead_id)}


def holdings(snapshot: Snapshot, question: Question) -> Given:
    """The same by who held the lead while the promise was open, each on a clock of its own."""
    return {"timed_promises": _kept(snapshot, question, "promise_holdings", with_due)}


def with_due(table: pa.Table, clocks: Clockwork) -> pa.Table:
    """Add `due_at`, and `seconds` from start to stop in the promise's clock, empty where nothing stopped it."""
    starts, stops = seconds_of(table["started_at"]), seconds_of(table["stop_at"])
    places, working = numbers(table, "calendar"), flags(table, "runs_working")
    due = clocks.due(starts, numbers(table, "target"), places, working)
    seconds = _elapsed(clocks, starts, stops, places, working)
    return table.append_column("due_at", stamps(due)).append_column("seconds", seconds)


def hand_overs(snapshot: Snapshot, question: Question) -> Given:
    """The hand-overs of the period with their response times."""
    return {"timed_hand_overs": _kept(snapshot, question, "hand_over_cases", with_response)}


def with_response(table: pa.Table, clocks: Clockwork) -> pa.Table:
    """Add the seconds in the response clock to touch, end of the episode and as-of, and the class of arrival."""
    starts, places = seconds_of(table["started_at"]), numbers(table, "calendar")
    working = np.full(len(table), clocks.rules.response.clock == "working")
    for name, stop in (
        ("response_seconds", "touched_at"),
        ("left_seconds", "left_at"),
        ("watched_seconds", "seen_at"),
    ):
        table = table.append_column(name, _elapsed(clocks, starts, seconds_of(table[stop]), places, working))
    return table.append_column("arrival", pa.array(_arrivals(clocks, starts, places)))


def waits(snapshot: Snapshot, question: Question) -> Given:
    """The real hand-overs of the period with the seconds of each part of their wait."""
    table = snapshot.table(cases.file("wait_cases"), question, response_event="hand_over")
    began, handed, ends, owner = (
        seconds_of(table[f"{name}"]) for name in ("began_at", "handed_at", "ends_at", "owner_from")
    )
    met, places = np.minimum(handed, ends), numbers(table, "calendar")
    working = clockwork(snapshot, question).elapsed(owner, ends, places, np.ones(len(table), dtype=np.bool_))
    parts = {"before": met - began, "earlier": owner - met, "working": working, "off": ends - owner - working}
    for name, seconds in {**parts, "total": ends - began}.items():
        table = table.append_column(f"{name}_seconds", pa.array(seconds))
    return {"timed_waits": table}


def numbers(table: pa.Table, name: str) -> Ints:
    """A column of whole numbers."""
    return np.asarray(table[name].to_numpy(), dtype=np.int64)


def flags(table: pa.Table, name: str) -> Bools:
    """A column of yes and no."""
    return np.asarray(table[name].to_numpy(), dtype=np.bool_)


def _kept(
    snapshot: Snapshot, question: Question, name: str, timed: Callable[[pa.Table, Clockwork], pa.Table], **more: Any
) -> pa.Table:
    """The rows of a statement, timed: made once for all that ask for the same.

    What a statement does not name (of promises the period) does not tell two questions apart.
    """
    file, clocks = cases.file(name), clockwork(snapshot, question)
    named = statements.named_in(statements.with_imports(file), {**snapshot.parameters(question), **more})
    rules = clocks.rules.response.clock, {each: one.model_dump_json() for each, one in clocks.rules.calendars.items()}
    key = "timed", hashlib.sha256(repr((name, named, rules)).encode()).hexdigest()
    return snapshot.answers.get(key, lambda: timed(snapshot.table(file, question, **more), clocks))


def _elapsed(clocks: Clockwork, starts: Ints, stops: Ints, places: Ints, working: Bools) -> pa.Array:
    known = stops != NEVER
    found = np.zeros(len(starts), dtype=np.int64)
    found[known] = clocks.elapsed(starts[known], stops[known], places[known], working[known])
    return pa.array(found, mask=~known)


def _arrivals(clocks: Clockwork, starts: Ints, places: Ints) -> NDArray[np.int8]:
    """0 in working hours, 1 in the evening, 2 at a weekend, by the calendar of each place."""
    found = np.zeros(len(starts), dtype=np.int8)
    for place in np.unique(places):
        mine = places == place
        found[mine] = clocks.calendar(int(place)).arrival_class(starts[mine])
    return found
