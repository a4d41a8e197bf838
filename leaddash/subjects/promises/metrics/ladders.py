"""When each step of a ladder tells of a promise: what was sent, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leaddash import cases
from leaddash.agreement import OTHERWISE, Agreement, parameters
from leaddash.cases import timed
from leaddash.cases.timed import Bools, Clockwork, Given, Ints
from leaddash.moments import NEVER, second, seconds_of, stamps
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

Texts = NDArray[np.object_]
PROMISE_COLUMNS = ("slice", "promise", "place", "lead", "episode")


@dataclass(frozen=True)
class Notices:
    """The notices of one step: rows of their promises, their moments, and whether the promise was open then."""

    place: int
    step: int
    rows: Ints
    at: Ints
    is_open: Bools


def sent(snapshot: Snapshot, question: Question) -> Given:
    """The notices of the period, each of its promise and step."""
    promises = timed.promises(snapshot, question)["timed_promises"]
    since, until = second(question.since), second(question.closed)
    every = [_within(found, since, until) for found in notices(promises, timed.clockwork(snapshot, question))]
    rows = np.concatenate([found.rows for found in every]) if every else np.zeros(0, dtype=np.int64)
    steps = [np.full(len(found.rows), found.step, dtype=np.int32) for found in every]
    table = promises.select(PROMISE_COLUMNS).take(rows)
    table = table.append_column("step", pa.array(np.concatenate([np.zeros(0, dtype=np.int32), *steps])))
    moments = np.concatenate([np.zeros(0, dtype=np.int64), *(found.at for found in every)])
    return {"timed_notices": table.append_column("at", stamps(moments))}


def still_open(snapshot: Snapshot, question: Question, lead_id: str | None = None) -> Given:
    """The open promises with the tier of their target, the time they have left, their next notice and their last.

    Of one lead only, if named.
    """
    clocks = timed.clockwork(snapshot, question)
    promises = timed.with_due(snapshot.table(cases.file("promise_open"), question, lead_id=lead_id), clocks)
    now = second(question.as_of)
    table = promises.append_column("seconds_left", pa.array(_seconds_left(promises, clocks, now)))
    for name, (at, to) in _around(promises, clocks, now).items():
        table = table.append_column(f"{name}_at", stamps(at)).append_column(f"{name}_to", pa.array(to, pa.string()))
    return {"timed_open": table.append_column("tier_name", pa.array(_tiers(promises, clocks.rules), pa.string()))}


def notices(promises: pa.Table, clocks: Clockwork) -> Iterator[Notices]:
    """The notices of every step of all promises, so long after the due moment on the promise's clock.

    A step whose notice would lie before the promise's start gives none.
    """
    starts, due = seconds_of(promises["started_at"]), seconds_of(promises["due_at"])
    calendars, working = timed.numbers(promises, "calendar"), timed.flags(promises, "runs_working")
    places, ends = timed.numbers(promises, "place"), _ends(promises)
    for place, step, after_seconds in steps(clocks.rules):
        rows = np.flatnonzero(places == place)
        at = clocks.due(due[rows], np.full(len(rows), after_seconds), calendars[rows], working[rows])
        rows, at = rows[at >= starts[rows]], at[at >= starts[rows]]
        yield Notices(place, step, rows, at, at < ends[rows])


def steps(rules: Agreement) -> Iterator[tuple[int, int, int]]:
    """Every step of the ladders: its promise's place, its number from 1 on, its seconds from the due moment on."""
    for place, promise in enumerate(rules.promises):
        for step, rung in enumerate(promise.ladder, start=1):
            yield place, step, parameters.seconds(rung.after_minutes)


def _within(notices_of_step: Notices, since: int, until: int) -> Notices:
    """The notices of one step that lie in the period and whose promise was open then."""
    sent = notices_of_step.is_open & (notices_of_step.at >= since) & (notices_of_step.at < until)
    return Notices(
        notices_of_step.place,
        notices_of_step.step,
        notices_of_step.rows[sent],
        notices_of_step.at[sent],
        notices_of_step.is_open[sent],
    )


def _ends(promises: pa.Table) -> Ints:
    """When each promise stopped or was left, `NEVER` where neither."""
    stops, lefts = seconds_of(promises["stop_at"]), seconds_of(promises["left_at"])
    return np.minimum(stops, lefts)


def _seconds_left(promises: pa.Table, clocks: Clockwork, now: int) -> Ints:
    due = seconds_of(promises["due_at"])
    calendars, working = timed.numbers(promises, "calendar"), timed.flags(promises, "runs_working")
    return clocks.elapsed(np.full(len(due), now), due, calendars, working)


def _around(promises: pa.Table, clocks: Clockwork, now: int) -> dict[str, tuple[Ints, list[str | None]]]:
    """The earliest notice of each promise after now and the latest before, each with whom its step tells."""
    following, last = _none(len(promises)), _none(len(promises))
    for found in notices(promises, clocks):
        at, to = following
        sooner = (found.at > now) & (found.at < at[found.rows])
        at[found.rows[sooner]], to[found.rows[sooner]] = found.at[sooner], _roles(clocks.rules, found.place, found.step)
        at, to = last
        later = (found.at <= now) & ((at[found.rows] == NEVER) | (found.at >= at[found.rows]))
        at[found.rows[later]], to[found.rows[later]] = found.at[later], _roles(clocks.rules, found.place, found.step)
    return {"next_notice": (following[0], list(following[1])), "last_notice": (last[0], list(last[1]))}


def _none(count: int) -> tuple[Ints, Texts]:
    """No notice of so many promises: never, to nobody."""
    return np.full(count, NEVER), np.full(count, None, dtype=object)


def _tiers(promises: pa.Table, rules: Agreement) -> list[str | None]:
    """The tier of each promise's target; none where it is that of all others."""
    names = {
        (place, number): tier
        for place, promise in enumerate(rules.promises)
        for number, tier in enumerate(promise.target_minutes, start=1)
        if tier != OTHERWISE
    }
    return [names.get(key) for key in zip(promises["place"].to_pylist(), promises["tier"].to_pylist(), strict=True)]


def _roles(rules: Agreement, promise_place: int, step: int) -> str:
    return ", ".join(dict.fromkeys(rules.promises[promise_place].ladder[step - 1].to))
