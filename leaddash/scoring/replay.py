"""The replay: a model run over every lead's past, side by side in stretches of equal events."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from leaddash.scoring import by_threshold, runs
from leaddash.scoring.by_threshold import Outcomes
from leaddash.scoring.numbers import CLOSE, Numbers
from leaddash.scoring.tape import STRETCHES, WORKERS, Array, Tape, fixed


@dataclass(frozen=True)
class Mqls:
    """Model MQLs: row of the episode, place of the lead, place of the event (-1: at creation), second of UTC."""

    rows: Array
    leads: Array
    places: Array
    at: Array

    def chosen(self, which: Array) -> Mqls:
        """Some of them."""
        return Mqls(self.rows[which], self.leads[which], self.places[which], self.at[which])


@dataclass(frozen=True)
class Rises:
    """Each time an episode's best score so far rose to `least` or more: row, second of UTC, from which score, to which.

    In order of rows, then of time.
    """

    least: float
    rows: Array
    at: Array
    before: Array
    score: Array

    def mqls(self, threshold: float) -> tuple[Array, Array]:
        """Rows and seconds of the MQLs at a threshold that is at least `least`: where the best score passes it."""
        bar = threshold - CLOSE
        parts = _split(len(self.rows), lambda low, high: runs.passed(low, high, self.before, self.score, bar))
        mine = np.concatenate(parts)
        return self.rows[mine], self.at[mine]


def first_moments(tape: Tape, model: Numbers, chosen: Array | None = None, within: runs.Bounds | None = None) -> Mqls:
    """Where each episode becomes a model MQL, of the chosen ones (1 by row) and within a period; in order of rows."""
    events, bounds = _events(tape, chosen), within or _ever(tape)
    found = _each(bounds, lambda low, high: runs.first_moments(low, high, events, model, bounds))
    rows, leads, places = _joined(found)
    return Mqls(rows, leads, places, _seconds(tape, leads, places))


def period(tape: Tape, since: int, until: int) -> runs.Bounds:
    """Where the events of [since, until), seconds of UTC, lie on the tape."""
    begins, ends = places_before(tape, since), places_before(tape, until)
    first, end = since - tape.base, until - tape.base
    happens = (tape.created < end) & ((tape.created >= first) | (begins < ends))
    return _bounded(tape, runs.Bounds(begins, ends, tape.created, first, end, *tape.whole), happens)


def among(tape: Tape, within: runs.Bounds, chosen: Array) -> runs.Bounds:
    """The same period for those leads alone that have a chosen episode: less to run over, where few are chosen."""
    leads, asked = within.leads, np.empty(len(within.leads), dtype=np.bool_)
    _split(len(leads), lambda low, high: runs.are_asked(low, high, leads, tape.rows, chosen, asked))
    return _bounded(tape, within, asked)


def among_rows(tape: Tape, within: runs.Bounds, rows: Array) -> runs.Bounds:
    """The same period for the leads of some episodes alone, by their rows: however many leads there are besides."""
    leads = fixed(np.unique(np.searchsorted(tape.rows, rows, side="right") - 1).astype(within.leads.dtype))
    return within._replace(leads=leads, stretches=tape.stretches(leads))


def episodes_of_rule(tape: Tape, place: int, *, is_fit: bool) -> Array:
    """Episodes (1 by row) whose lead's score depends on the points of a rule, by its place among those of its kind."""
    if is_fit:
        found = tape.fit_masks[:, place].astype(np.uint8)[tape.fit_codes]
    else:
        found = np.empty(tape.leads, dtype=np.uint8)
        _split(tape.leads, lambda low, high: runs.leads_of_rule(low, high, tape.offsets, tape.codes, place, found))
    each: Array = np.diff(tape.rows.astype(np.int64))
    return np.repeat(found, each)


def counts(tape: Tape, model: Numbers, thresholds: Array, within: runs.Bounds, chosen: Array | None = None) -> Array:
    """How many chosen episodes become MQLs within a period at each of the rising thresholds."""
    events, steps = _events(tape, chosen), thresholds - CLOSE
    found = _each(within, lambda low, high: by_threshold.counts(low, high, events, model, steps, within))
    return np.asarray(np.cumsum(sum(found))[:-1])


def rises(tape: Tape, model: Numbers, least: float, within: runs.Bounds, chosen: Array | None = None) -> Rises:
    """Within a period each rise of a chosen episode's best score to `least` or more."""
    events, bar = _events(tape, chosen), least - CLOSE
    found = _each(within, lambda low, high: by_threshold.rises(low, high, events, model, bar, within))
    rows, leads, places, before, score = _joined(found)
    return Rises(least, rows, _seconds(tape, leads, places), before, score)


def outcomes(
    tape: Tape,
    model: Numbers,
    thresholds: Array,
    within: runs.Bounds,
    told: Outcomes,
    chosen: Array | None = None,
) -> Array:
    """The same by slice, and what became of them: [slice, count, threshold].

    The counts are all; for either outcome those that reached it at or after the moment and within its horizon, of these
    the ones whose horizon is over by as-of, and all whose horizon is over; then of all that were ever worked how many,
    and for the first outcome the last two of these.
    """
    events, steps = _events(tape, chosen), thresholds - CLOSE

    def run(low: int, high: int) -> Array:
        found = np.zeros((told.slices, by_threshold.COUNTS, len(steps) + 1), dtype=np.int64)
        by_threshold.outcomes(low, high, events, model, steps, within, told, found)
        return found

    return np.asarray(np.cumsum(sum(_each(within, run)), axis=2)[:, :, :-1])


def scores_at(tape: Tape, model: Numbers, leads: Array, seconds: Array) -> Array:
    """Fit, behaviour and intent (columns) of leads, by their places, each at a second of UTC."""
    found, events = np.empty((len(leads), 3)), _events(tape)
    told = runs.Moments(tape.moments, tape.base, tape.shifts, tape.clock)
    _split(len(leads), lambda low, high: runs.scores_at(low, high, events, model, told, leads, seconds, found))
    return found


def scores_after(tape: Tape, model: Numbers, mqls: Mqls) -> Array:
    """Fit, behaviour and intent (columns) right after the events of some moments."""
    found, events = np.empty((len(mqls.leads), 3)), _events(tape)
    _split(
        len(mqls.leads),
        lambda low, high: runs.scores_after(low, high, events, model, mqls.leads, mqls.places, found),
    )
    return found


def places_before(tape: Tape, second: int) -> Array:
    """By lead the place of its first event at or after a second of UTC."""
    if second <= tape.base:
        return tape.offsets[:-1]
    found = np.empty(tape.leads, dtype=np.int64)
    since = second - tape.base
    _split(tape.leads, lambda low, high: runs.places_before(low, high, tape.offsets, tape.moments, since, found))
    return fixed(found)


def warm(tape: Tape, model: Numbers) -> None:
    """Compile every run (or read it from the disk) before anybody waits for it."""
    first_moments(tape, model)
    counts(tape, model, np.array([model.threshold]), period(tape, tape.base, tape.base + 1))
    found, ever = first_moments(tape, model), period(tape, tape.base, tape.base + 1)
    nobody, nowhere = np.full(tape.episodes, by_threshold.ENDLESS), np.zeros(tape.episodes, dtype=np.int32)
    told = Outcomes(1, nowhere, nobody, nobody, tape.everybody, tape.moments, (1, 1), 0, tape.base)
    outcomes(tape, model, np.array([model.threshold]), ever, told)
    rises(tape, model, model.threshold, ever).mqls(model.threshold)
    among(tape, ever, episodes_of_rule(tape, 0, is_fit=False))
    scores_after(tape, model, found)
    scores_at(tape, model, found.leads, found.at)


def _ever(tape: Tape) -> runs.Bounds:
    return runs.Bounds(tape.offsets[:-1], tape.offsets[1:], tape.created, 0, by_threshold.ENDLESS, *tape.whole)


def _bounded(tape: Tape, within: runs.Bounds, which: Array) -> runs.Bounds:
    """The same period for some of its leads."""
    leads = fixed(within.leads[which])
    return within._replace(leads=leads, stretches=tape.stretches(leads))


def _events(tape: Tape, chosen: Array | None = None) -> runs.Events:
    asked = tape.everybody if chosen is None else chosen
    return runs.Events(tape.gaps, tape.codes, tape.marks, tape.offsets, tape.fit_codes, tape.rows, tape.gates, asked)


def _each(within: runs.Bounds, run: Callable[[int, int], Any]) -> list[Any]:
    """What a run says of each stretch of the leads it walks over."""
    return list(_pool().map(lambda pair: run(int(pair[0]), int(pair[1])), pairwise(within.stretches)))


def _seconds(tape: Tape, leads: Array, places: Array) -> Array:
    """Seconds of UTC of events, or where the place is before the first one, of the leads' creations."""
    found = np.empty(len(leads), dtype=np.int64)
    told = tape.moments, tape.created, tape.base
    _split(len(leads), lambda low, high: runs.seconds(low, high, *told, leads, places, found))
    return found


def _split(length: int, run: Callable[[int, int], Any]) -> list[Any]:
    """What a run says of each of as many equal stretches."""
    bounds = np.linspace(0, length, STRETCHES * WORKERS + 1).astype(np.int64)
    return list(_pool().map(lambda pair: run(int(pair[0]), int(pair[1])), pairwise(bounds)))


def _joined(parts: list[tuple[Array, ...]]) -> tuple[Array, ...]:
    return tuple(np.concatenate(columns) for columns in zip(*parts, strict=True))


@cache
def _pool() -> ThreadPoolExecutor:
    """Threads of our own, shared by all who ask."""
    return ThreadPoolExecutor(WORKERS, thread_name_prefix="replay")
