"""The replay: a scoring model run over every lead's past, in stretches of about as many events, one a thread.

Compiled runs (`runs`, `by_threshold`) do the work; here the leads are divided among threads and the answers joined.
Periods, moments and as-of are seconds of UTC; leads and events are named by their places on the tape, episodes by rows.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from leaddash.moments import NEVER
from leaddash.scoring import by_threshold, runs
from leaddash.scoring.by_threshold import Outcomes
from leaddash.scoring.numbers import TOLERANCE, Numbers
from leaddash.scoring.tape import STRETCHES, WORKERS, Array, Tape, fixed


@dataclass(frozen=True)
class Mqls:
    """Model MQLs, one value of each array per MQL.

    `rows` of the episodes, `leads` by their places, `places` of the events that made them MQLs (-1: the lead's
    creation), and the moments `at`, in seconds of UTC.
    """

    rows: Array
    leads: Array
    places: Array
    at: Array

    def chosen(self, which: Array) -> Mqls:
        """Some of them."""
        return Mqls(self.rows[which], self.leads[which], self.places[which], self.at[which])


@dataclass(frozen=True)
class BestScores:
    """Each new best score of an episode, where it is `least` or more: from these the MQLs at any threshold are read.

    By row of the episode and then in time: its moment `at` (seconds of UTC), the episode's best score `before` (minus
    infinity: none yet) and the new best `score`.
    """

    least: float
    rows: Array
    at: Array
    before: Array
    score: Array

    def mqls(self, threshold: float) -> tuple[Array, Array]:
        """Rows and seconds of UTC of the MQLs at a threshold of `least` or more: where the best score reaches it."""
        bar = threshold - TOLERANCE
        parts = _split(len(self.rows), lambda low, high: runs.passed(low, high, self.before, self.score, bar))
        reached = np.concatenate(parts)
        return self.rows[reached], self.at[reached]


def first_moments(tape: Tape, model: Numbers, chosen: Array | None = None, within: runs.Bounds | None = None) -> Mqls:
    """Where each chosen episode (1 by row) first becomes a model MQL, within a period if given; in order of rows."""
    events, bounds = _events(tape, chosen), within or _ever(tape)
    found = _each(bounds, lambda low, high: runs.first_moments(low, high, events, model, bounds))
    rows, leads, places = _joined(found)
    return Mqls(rows, leads, places, _seconds(tape, leads, places))


def period(tape: Tape, since: int, until: int) -> runs.Bounds:
    """Where the events of the period [since, until) lie on the tape, and which leads have any of it."""
    begins, ends = places_before(tape, since), places_before(tape, until)
    first, end = since - tape.base, until - tape.base
    happens = (tape.created < end) & ((tape.created >= first) | (begins < ends))
    return _bounded(tape, runs.Bounds(begins, ends, tape.created, first, end, *tape.whole), happens)


def among(tape: Tape, within: runs.Bounds, chosen: Array) -> runs.Bounds:
    """The same period, narrowed to the leads that have a chosen episode (1 by row): fewer to run over."""
    leads, is_asked = within.leads, np.empty(len(within.leads), dtype=np.bool_)
    _split(len(leads), lambda low, high: runs.are_asked(low, high, leads, tape.rows, chosen, is_asked))
    return _bounded(tape, within, is_asked)


def among_rows(tape: Tape, within: runs.Bounds, episode_rows: Array) -> runs.Bounds:
    """The same period, narrowed to the leads of some episodes, given by their rows.

    Where the episodes are few this is faster than `among`, which looks at every lead of the period.
    """
    leads = fixed(np.unique(np.searchsorted(tape.rows, episode_rows, side="right") - 1).astype(within.leads.dtype))
    return within._replace(leads=leads, stretches=tape.stretches(leads))


def episodes_of_rule(tape: Tape, rule_place: int, *, is_fit: bool) -> Array:
    """Episodes (1 by row) whose lead's score depends on the points of a rule: no other one changes when they do.

    The rule is given by its place among the fit rules (`is_fit`) or the behaviour rules of the agreement.
    """
    if is_fit:
        found = tape.fit_masks[:, rule_place].astype(np.uint8)[tape.fit_codes]
    else:
        found = np.empty(tape.leads, dtype=np.uint8)
        _split(tape.leads, lambda low, high: runs.leads_of_rule(low, high, tape.offsets, tape.codes, rule_place, found))
    episodes_of_lead: Array = np.diff(tape.rows.astype(np.int64))
    return np.repeat(found, episodes_of_lead)


def counts(tape: Tape, model: Numbers, thresholds: Array, within: runs.Bounds, chosen: Array | None = None) -> Array:
    """How many chosen episodes become MQLs within a period at each of the rising thresholds."""
    events, steps = _events(tape, chosen), thresholds - TOLERANCE
    found = _each(within, lambda low, high: by_threshold.counts(low, high, events, model, steps, within))
    return np.asarray(np.cumsum(sum(found))[:-1])


def best_scores(
    tape: Tape, model: Numbers, least: float, within: runs.Bounds, chosen: Array | None = None
) -> BestScores:
    """Within a period each new best score of a chosen episode, where it is `least` or more."""
    events, bar = _events(tape, chosen), least - TOLERANCE
    found = _each(within, lambda low, high: by_threshold.best_scores(low, high, events, model, bar, within))
    rows, leads, places, before, score = _joined(found)
    return BestScores(least, rows, _seconds(tape, leads, places), before, score)


def outcomes(
    tape: Tape,
    model: Numbers,
    thresholds: Array,
    within: runs.Bounds,
    known: Outcomes,
    chosen: Array | None = None,
) -> Array:
    """How many chosen episodes become MQLs within a period, and what became of them: [slice, count, threshold].

    The ten counts are: all MQLs; for either outcome those that reached it at or after their MQL moment and within its
    horizon, those of them whose horizon is over by as-of, and all whose horizon is over; the MQLs that were ever
    worked, those of them that reached the first outcome with its horizon over, and all of them with it over.
    """
    events, steps = _events(tape, chosen), thresholds - TOLERANCE

    def run(low: int, high: int) -> Array:
        found = np.zeros((known.slices, by_threshold.COUNTS, len(steps) + 1), dtype=np.int64)
        by_threshold.outcomes(low, high, events, model, steps, within, known, found)
        return found

    return np.asarray(np.cumsum(sum(_each(within, run)), axis=2)[:, :, :-1])


def scores_at(tape: Tape, model: Numbers, leads: Array, seconds: Array) -> Array:
    """Fit, behaviour and intent (columns) of leads, by their places, each at a second of UTC."""
    found, events = np.empty((len(leads), 3)), _events(tape)
    times = runs.EventTimes(tape.moments, tape.base, tape.shifts, tape.clock)
    _split(len(leads), lambda low, high: runs.scores_at(low, high, events, model, times, leads, seconds, found))
    return found


def scores_after(tape: Tape, model: Numbers, mqls: Mqls) -> Array:
    """Fit, behaviour and intent (columns) right after the events that made leads MQLs."""
    found, events = np.empty((len(mqls.leads), 3)), _events(tape)
    _split(
        len(mqls.leads),
        lambda low, high: runs.scores_after(low, high, events, model, mqls.leads, mqls.places, found),
    )
    return found


def places_before(tape: Tape, second: int) -> Array:
    """By lead the place of its first event at or after a second of UTC; its end where it has none."""
    if second <= tape.base:
        return tape.offsets[:-1]
    found = np.empty(tape.leads, dtype=np.int64)
    since = second - tape.base
    _split(tape.leads, lambda low, high: runs.places_before(low, high, tape.offsets, tape.moments, since, found))
    return fixed(found)


def warm(tape: Tape, model: Numbers) -> None:
    """Run everything once, so that numba compiles it, or reads what it compiled from the disk, before anybody waits."""
    first_moments(tape, model)
    counts(tape, model, np.array([model.threshold]), period(tape, tape.base, tape.base + 1))
    found, ever = first_moments(tape, model), period(tape, tape.base, tape.base + 1)
    nobody, nowhere = np.full(tape.episodes, NEVER), np.zeros(tape.episodes, dtype=np.int32)
    known = Outcomes(1, nowhere, nobody, nobody, tape.everybody, tape.moments, (1, 1), 0, tape.base)
    outcomes(tape, model, np.array([model.threshold]), ever, known)
    best_scores(tape, model, model.threshold, ever).mqls(model.threshold)
    among(tape, ever, episodes_of_rule(tape, 0, is_fit=False))
    scores_after(tape, model, found)
    scores_at(tape, model, found.leads, found.at)


def _ever(tape: Tape) -> runs.Bounds:
    return runs.Bounds(tape.offsets[:-1], tape.offsets[1:], tape.created, 0, by_threshold.ENDLESS, *tape.whole)


def _bounded(tape: Tape, within: runs.Bounds, which: Array) -> runs.Bounds:
    """The same period, narrowed to some of its leads (true by place in their list)."""
    leads = fixed(within.leads[which])
    return within._replace(leads=leads, stretches=tape.stretches(leads))


def _events(tape: Tape, chosen: Array | None = None) -> runs.Events:
    asked = tape.everybody if chosen is None else chosen
    return runs.Events(tape.gaps, tape.codes, tape.marks, tape.offsets, tape.fit_codes, tape.rows, tape.gates, asked)


def _each(within: runs.Bounds, run: Callable[[int, int], Any]) -> list[Any]:
    """What a run answers for each stretch of a period's leads, cut so that stretches have about as many events."""
    return list(_pool().map(lambda pair: run(int(pair[0]), int(pair[1])), pairwise(within.stretches)))


def _seconds(tape: Tape, leads: Array, places: Array) -> Array:
    """Seconds of UTC of events by their places, or of the lead's creation where the place is `AT_CREATION`."""
    found = np.empty(len(leads), dtype=np.int64)
    moments = tape.moments, tape.created, tape.base
    _split(len(leads), lambda low, high: runs.seconds(low, high, *moments, leads, places, found))
    return found


def _split(length: int, run: Callable[[int, int], Any]) -> list[Any]:
    """What a run answers for each stretch of a list of some length, cut into stretches of equal length."""
    bounds = np.linspace(0, length, STRETCHES * WORKERS + 1).astype(np.int64)
    return list(_pool().map(lambda pair: run(int(pair[0]), int(pair[1])), pairwise(bounds)))


def _joined(parts: list[tuple[Array, ...]]) -> tuple[Array, ...]:
    return tuple(np.concatenate(columns) for columns in zip(*parts, strict=True))


@cache
def _pool() -> ThreadPoolExecutor:
    """The threads of all replays: numba's own can end the process where two visitors run at once."""
    return ThreadPoolExecutor(WORKERS, thread_name_prefix="replay")
