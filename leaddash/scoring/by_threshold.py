"""Runs over the tape that answer for many thresholds at once, compiled: MQLs of a period and what became of them.

An episode is an MQL at every threshold up to its best score. A run finds the best score before a period and the best
within it; the thresholds between the two are those at which the episode becomes an MQL in the period. Thresholds rise,
so that these are neighbours: the run adds 1 at the first of them and takes 1 away behind the last. Such an array is
called `steps`; its running sum is the number of episodes at each threshold.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from leaddash.scoring.compiling import compiled
from leaddash.scoring.numbers import TOLERANCE, Numbers
from leaddash.scoring.runs import Bounds, Events, at_creation, score_at
from leaddash.scoring.tape import AT_CREATION, BEGINS, OPEN, Array

ENDLESS = 2**61
"""Seconds of a horizon that never ends: it reaches beyond every moment, but not to `NEVER`."""
OF_OUTCOME = 3
"""Counts per outcome: MQLs that reached it, those of them whose horizon is over, and all whose horizon is over."""
OF_WORKED = 3
"""Counts of worked MQLs: all, those that reached the first outcome with its horizon over, and all with it over."""
COUNTS = 1 + 2 * OF_OUTCOME + OF_WORKED
"""Counts at each threshold: MQLs, then those of two outcomes, then those of the worked."""


class Outcomes(NamedTuple):
    """What became of each episode, and what is needed to tell whether it did in time.

    By row of the episode: `slice`, its number below `slices`; `first` and `second`, when it reached the first and the
    second outcome, in seconds of UTC (`NEVER` where it has not); `worked`, whether anybody ever worked it (1).
    `horizon_seconds` say how long after the MQL moment either outcome counts, `as_of` is a second of UTC. `moments` and
    `base` are those of the tape: when its events were.
    """

    slices: int
    slice: Array
    first: Array
    second: Array
    worked: Array
    moments: Array
    horizon_seconds: tuple[int, int]
    as_of: int
    base: int


@compiled
def counts(low: int, high: int, tape: Events, model: Numbers, thresholds: Array, period: Bounds) -> Array:
    """The `steps` of how many chosen episodes become MQLs in a period, at each of the rising `thresholds`."""
    gaps, codes, marks, offsets, fit_codes, first_rows, gates, chosen = tape
    fits, points, intents, opens, decay, _, fit_floor, intent_floor, behaviour_floor = model
    begins, ends, born, since, _, walked, _ = period
    steps = np.zeros(len(thresholds) + 1, np.int64)
    for lead in walked[low:high]:
        fit, first, end = fits[fit_codes[lead]], begins[lead], ends[lead]
        if fit < fit_floor:
            continue
        row, within = np.int64(first_rows[lead]), at_creation(gates[lead], fit, intent_floor, behaviour_floor)
        before = within if born[lead] < since else -np.inf
        behaviour, intent, need = 0.0, 0.0, within - fit - TOLERANCE
        for place in range(np.uint64(offsets[lead]), np.uint64(end)):
            code, mark, factor = codes[place], marks[place], decay[gaps[place]]
            behaviour = behaviour * factor + points[code]
            intent = intent * factor + intents[code]
            if not ((behaviour >= need) & (intent >= intent_floor) | (mark > OPEN)):
                continue
            if mark & BEGINS:
                _count(steps, thresholds, before, within, chosen[row])
                row += 1
                before, within = -np.inf, -np.inf
            within = max(within, score_at(mark & opens[code], fit, behaviour, intent, intent_floor, behaviour_floor))
            need = within - fit - TOLERANCE
            if place < np.uint64(first):
                before = within
        _count(steps, thresholds, before, within, chosen[row])
    return steps


@compiled
def outcomes(
    low: int, high: int, tape: Events, model: Numbers, thresholds: Array, period: Bounds, known: Outcomes, steps: Array
) -> None:
    """Add the MQLs that `counts` counts, and what became of them, to `steps` [slice, count, threshold]."""
    gaps, codes, marks, offsets, fit_codes, first_rows, gates, chosen = tape
    fits, points, intents, opens, decay, _, fit_floor, intent_floor, behaviour_floor = model
    begins, ends, born, since, _, walked, _ = period
    moments, base = known.moments, known.base
    for lead in walked[low:high]:
        fit, first, end = fits[fit_codes[lead]], np.uint64(begins[lead]), np.uint64(ends[lead])
        if fit < fit_floor:
            continue
        row, best = np.int64(first_rows[lead]), at_creation(gates[lead], fit, intent_floor, behaviour_floor)
        if born[lead] >= since and chosen[row]:
            _reach(steps, thresholds, -np.inf, best, known, row, base + born[lead])
        behaviour, intent, need = 0.0, 0.0, best - fit - TOLERANCE
        for place in range(np.uint64(offsets[lead]), end):
            code, mark, factor = codes[place], marks[place], decay[gaps[place]]
            behaviour = behaviour * factor + points[code]
            intent = intent * factor + intents[code]
            if not ((behaviour >= need) & (intent >= intent_floor) | (mark > OPEN)):
                continue
            if mark & BEGINS:
                row += 1
                best = -np.inf
            score = score_at(mark & opens[code], fit, behaviour, intent, intent_floor, behaviour_floor)
            if score > best:
                if place >= first and chosen[row]:
                    _reach(steps, thresholds, best, score, known, row, base + moments[place])
                best = score
            need = best - fit - TOLERANCE


@compiled
def best_scores(
    low: int, high: int, tape: Events, model: Numbers, least: float, period: Bounds
) -> tuple[Array, Array, Array, Array, Array]:
    """Each new best score of a chosen episode in a period, where it is `least` or more.

    Columns: row of the episode, lead, place of the event, the best score before (minus infinity: none), the new one.
    """
    gaps, codes, marks, offsets, fit_codes, first_rows, gates, chosen = tape
    fits, points, intents, opens, decay, _, fit_floor, intent_floor, behaviour_floor = model
    begins, ends, born, since, _, walked, _ = period
    most, found = np.int64(1024), 0
    rows, leads, places = np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int64)
    before, after = np.empty(most, np.float64), np.empty(most, np.float64)
    for lead in walked[low:high]:
        fit, first, end = fits[fit_codes[lead]], np.uint64(begins[lead]), np.uint64(ends[lead])
        is_new = born[lead] >= since
        if fit < fit_floor:
            continue
        events = np.int64(end) - np.int64(offsets[lead])
        if found + events + 1 >= most:
            most = 2 * most + events
            rows, leads, places = _longer(rows, most), _longer(leads, most), _longer(places, most)
            before, after = _longer(before, most), _longer(after, most)
        row, score = np.int64(first_rows[lead]), at_creation(gates[lead], fit, intent_floor, behaviour_floor)
        best = score if score >= least else -np.inf
        if best >= least and is_new:
            rows[found], leads[found], places[found] = row, lead, AT_CREATION
            before[found], after[found] = -np.inf, best
            found += chosen[row]
        behaviour, intent, need = 0.0, 0.0, max(best, least) - fit - TOLERANCE
        for place in range(np.uint64(offsets[lead]), end):
            code, mark, factor = codes[place], marks[place], decay[gaps[place]]
            behaviour = behaviour * factor + points[code]
            intent = intent * factor + intents[code]
            if not ((behaviour >= need) & (intent >= intent_floor) | (mark > OPEN)):
                continue
            if mark & BEGINS:
                row += 1
                best = -np.inf
            score = score_at(mark & opens[code], fit, behaviour, intent, intent_floor, behaviour_floor)
            if score > best and score >= least:
                rows[found], leads[found], places[found] = row, lead, place
                before[found], after[found] = best, score
                found += chosen[row] & (place >= first)
                best = score
            need = max(best, least) - fit - TOLERANCE
    return rows[:found], leads[:found], places[:found], before[:found], after[:found]


@compiled
def _longer(old: Array, length: Any) -> Array:
    """A copy of an array with room for more values behind those it has."""
    new = np.empty(length, old.dtype)
    new[: len(old)] = old
    return new


@compiled
def _count(steps: Array, thresholds: Array, before: float, within: float, chosen: int) -> None:
    """Count an episode at the thresholds above `before` and not above `within`."""
    if chosen and within > before:
        steps[np.searchsorted(thresholds, before, side="right")] += 1
        steps[np.searchsorted(thresholds, within, side="right")] -= 1


@compiled
def _reach(
    steps: Array, thresholds: Array, before: float, score: float, known: Outcomes, row: Any, moment: int
) -> None:
    """Count an episode whose best score rises from `before` to `score` at a moment, and what became of it."""
    begin, end = (np.searchsorted(thresholds, before, side="right"), np.searchsorted(thresholds, score, side="right"))
    if begin == end:
        return
    of = steps[known.slice[row]]
    _step(of[0], begin, end)
    for outcome in range(2):
        reached = known.first[row] if outcome == 0 else known.second[row]
        over, first = moment + known.horizon_seconds[outcome], 1 + OF_OUTCOME * outcome
        became, is_over = moment <= reached <= over, over <= known.as_of or known.horizon_seconds[outcome] == ENDLESS
        if became:
            _step(of[first], begin, end)
        if became and is_over:
            _step(of[first + 1], begin, end)
        if is_over:
            _step(of[first + 2], begin, end)
        if outcome == 0 and known.worked[row]:
            _reach_worked(of[1 + 2 * OF_OUTCOME :], begin, end, became, is_over)


@compiled
def _reach_worked(of: Array, begin: Any, end: Any, became: bool, is_over: bool) -> None:
    """Count a worked episode, and whether it became (within the horizon) and whether its horizon is over."""
    _step(of[0], begin, end)
    if became and is_over:
        _step(of[1], begin, end)
    if is_over:
        _step(of[2], begin, end)


@compiled
def _step(steps: Array, begin: Any, end: Any) -> None:
    """Count one at the thresholds from `begin` up to, but not at, `end`."""
    steps[begin] += 1
    steps[end] -= 1
