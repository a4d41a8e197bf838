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
    """The calendars of an agreement, each known to tables by its number from 1 on.

    `since` and `until` are the seconds of UTC that the snapshot's data span.
    """

    rules: Agreement
    since: int
    until: int

    def calendar(self, number: int) -> WorkingTime:
        """The calendar of a number."""
        name = calendar_names(self.rules)[number - 1]
        return working_time(name, self.rules.calendars[name], self.since, self.until)

    def due(self, starts: Ints, seconds: Ints, calendars: Ints, working: Bools) -> Ints:
        """When so many seconds have passed since each start; where `working`, only the calendar's open ones count."""
        found = starts + seconds
        for number in np.unique(calendars[working]):
            uses_it = working & (calendars == number)
            found[uses_it] = self.calendar(int(number)).due(starts[uses_it], seconds[uses_it])
        return found

    def elapsed(self, starts: Ints, stops: Ints, calendars: Ints, working: Bools) -> Ints:
        """Seconds from each start to its stop; where `working`, only the calendar's open ones count."""
        found = stops - starts
        for number in np.unique(calendars[working]):
            uses_it = working & (calendars == number)
            found[uses_it] = self.calendar(int(number)).elapsed(starts[uses_it], stops[uses_it])
        return found


def clockwork(snapshot: Snapshot, question: Question) -> Clockwork:
    """The calendars of the agreement in force for a question."""
    return Clockwork(question.agreement, second(snapshot.first), second(snapshot.newest))


def promises(snapshot: Snapshot, question: Question, lead_id: str | None = None) -> Given:
    """The table `timed_promises`: those of the asked slice begun by as-of (of one lead only, if named).

    Each has its due moment, and in `seconds` how long it took to keep it, on its clock.
    """
    return {"timed_promises": _kept(snapshot, question, "promise_cases", with_due, lead_id=lead_id)}


def holdings(snapshot: Snapshot, question: Question) -> Given:
    """The same table by person who held the lead while the promise was open, each on a clock of that person's."""
    return {"timed_promises": _kept(snapshot, question, "promise_holdings", with_due)}


def with_due(table: pa.Table, clocks: Clockwork) -> pa.Table:
    """Add to promises `due_at`, and the `seconds` from start to stop on their clock, empty where nothing stopped it."""
    starts, stops = seconds_of(table["started_at"]), seconds_of(table["stop_at"])
    places, working = numbers(table, "calendar"), flags(table, "runs_working")
    due = clocks.due(starts, numbers(table, "target_seconds"), places, working)
    seconds = _elapsed(clocks, starts, stops, places, working)
    return table.append_column("due_at", stamps(due)).append_column("seconds", seconds)


def hand_overs(snapshot: Snapshot, question: Question) -> Given:
    """The table `timed_hand_overs`: the hand-overs of the period with their response times."""
    return {"timed_hand_overs": _kept(snapshot, question, "hand_over_cases", with_response)}


def with_response(table: pa.Table, clocks: Clockwork) -> pa.Table:
    """Add to hand-overs the seconds on the response clock to the first touch, to the end of the episode and to as-of.

    `arrival` says whether they came in working hours (0), in the evening (1) or at a weekend (2).
    """
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
    """The table `timed_waits`: the hand-overs of the period, with the seconds of each part of the wait for a touch.

    The parts are before the hand-over, with earlier owners, and with the last owner in working hours and off them. An
    MQL does not stand in for a hand-over.
    """
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
    """The timed rows of a statement, kept by the parameters that it names.

    Questions that differ only in what the statement does not name (as promises in the period) share them.
    """
    file, clocks = cases.file(name), clockwork(snapshot, question)
    named = statements.named_in(statements.with_imports(file), {**snapshot.parameters(question), **more})
    calendars = {calendar: hours.model_dump_json() for calendar, hours in clocks.rules.calendars.items()}
    digest = hashlib.sha256(repr((name, named, clocks.rules.response.clock, calendars)).encode()).hexdigest()
    return snapshot.answers.get(("timed", digest), lambda: timed(snapshot.table(file, question, **more), clocks))


def _elapsed(clocks: Clockwork, starts: Ints, stops: Ints, calendars: Ints, working: Bools) -> pa.Array:
    known = stops != NEVER
    found = np.zeros(len(starts), dtype=np.int64)
    found[known] = clocks.elapsed(starts[known], stops[known], calendars[known], working[known])
    return pa.array(found, mask=~known)


def _arrivals(clocks: Clockwork, starts: Ints, calendars: Ints) -> NDArray[np.int8]:
    """0 in working hours, 1 in the evening, 2 at a weekend, each start by its calendar."""
    found = np.zeros(len(starts), dtype=np.int8)
    for number in np.unique(calendars):
        uses_it = calendars == number
        found[uses_it] = clocks.calendar(int(number)).arrival_class(starts[uses_it])
    return found
