"""Many thresholds at once over stretches of the tape, compiled: MQLs of a period, what became of them, who they are."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from leaddash.scoring.compiling import compiled
from leaddash.scoring.numbers import CLOSE, Numbers
from leaddash.scoring.runs import Bounds, Events, at_creation, score_at
from leaddash.scoring.tape import AT_CREATION, BEGINS, OPEN, Array

ENDLESS = 2**61
"""Seconds that no moment reaches; a horizon of so many never ends."""
OF_OUTCOME = 3
"""Counts per outcome: those that reached it, of them the ones whose horizon is over, and all whose horizon is over."""
OF_WORKED = 3
"""Counts of worked ones: all, of them those that reached the first outcome, its horizon over, and all with it over."""
COUNTS = 1 + 2 * OF_OUTCOME + OF_WORKED


class Outcomes(NamedTuple):
    """What became of each episode: its slice (of so many), and the seconds of UTC at which it reached either outcome.

    `worked` says by row whether anybody ever worked it (1). `horizons` are seconds within which an outcome counts;
    `moments` and `base` tell when the events of the tape were.
    """

    slices: int
    slice: Array
    first: Array
    second: Array
    worked: Array
    moments: Array
    horizons: tuple[int, int]
    as_of: int
    base: int


@compiled
def counts(low: int, high: int, tape: Events, model: Numbers, thresholds: Array, period: Bounds) -> Array:
    """Steps of the number of chosen episodes that become MQLs in a period, at each of the rising `thresholds`."""
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
        behaviour, intent, need = 0.0, 0.0, within - fit - CLOSE
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
            need = within - fit - CLOSE
            if place < np.uint64(first):
                before = within
        _count(steps, thresholds, before, within, chosen[row])
    return steps


@compiled
def outcomes(
    low: int, high: int, tape: Events, model: Numbers, thresholds: Array, period: Bounds, told: Outcomes, found: Array
) -> None:
    """Steps of what `counts` counts and of what became of them, by slice and count, added to `found`."""
    gaps, codes, marks, offsets, fit_codes, first_rows, gates, chosen = tape
    fits, points, intents, opens, decay, _, fit_floor, intent_floor, behaviour_floor = model
    begins, ends, born, since, _, walked, _ = period
    moments, base = told.moments, told.base
    for lead in walked[low:high]:
        fit, first, end = fits[fit_codes[lead]], np.uint64(begins[lead]), np.uint64(ends[lead])
        if fit < fit_floor:
            continue
        row, best = np.int64(first_rows[lead]), at_creation(gates[lead], fit, intent_floor, behaviour_floor)
        if born[lead] >= since and chosen[row]:
            _reach(found, thresholds, -np.inf, best, told, row, base + born[lead])
        behaviour, intent, need = 0.0, 0.0, best - fit - CLOSE
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
                    _reach(found, thresholds, best, score, told, row, base + moments[place])
                best = score
            need = best - fit - CLOSE


@compiled
def rises(
    low: int, high: int, tape: Events, model: Numbers, least: float, period: Bounds
) -> tuple[Array, Array, Array, Array, Array]:
    """Each time in a period that a chosen episode's best score rises to `least` or more: row, lead, place, from, to."""
    gaps, codes, marks, offsets, fit_codes, first_rows, gates, chosen = tape
    fits, points, intents, opens, decay, _, fit_floor, intent_floor, behaviour_floor = model
    begins, ends, born, since, _, walked, _ = period
    most, found = np.int64(1024), 0
    rows, leads, places = np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int64)
    olds, news = np.empty(most, np.float64), np.empty(most, np.float64)
    for lead in walked[low:high]:
        fit, first, end = fits[fit_codes[lead]], np.uint64(begins[lead]), np.uint64(ends[lead])
        is_new = born[lead] >= since
        if fit < fit_floor:
            continue
        events = np.int64(end) - np.int64(offsets[lead])
        if found + events + 1 >= most:
            most = 2 * most + events
            rows, leads, places = _longer(rows, most), _longer(leads, most), _longer(places, most)
            olds, news = _longer(olds, most), _longer(news, most)
        row, score = np.int64(first_rows[lead]), at_creation(gates[lead], fit, intent_floor, behaviour_floor)
        best = score if score >= least else -np.inf
        if best >= least and is_new:
            rows[found], leads[found], places[found] = row, lead, AT_CREATION
            olds[found], news[found] = -np.inf, best
            found += chosen[row]
        behaviour, intent, need = 0.0, 0.0, max(best, least) - fit - CLOSE
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
                olds[found], news[found] = best, score
                found += chosen[row] & (place >= first)
                best = score
            need = max(best, least) - fit - CLOSE
    return rows[:found], leads[:found], places[:found], olds[:found], news[:found]


@compiled
def _longer(old: Array, length: Any) -> Array:
    """The same in an array with room for more."""
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
def _reach(found: Array, thresholds: Array, before: float, score: float, told: Outcomes, row: Any, second: int) -> None:
    """Count an episode whose best score rises from `before` to `score` at a second, and what became of it."""
    begin, end = (np.searchsorted(thresholds, before, side="right"), np.searchsorted(thresholds, score, side="right"))
    if begin == end:
        return
    of = found[told.slice[row]]
    _step(of[0], begin, end)
    for outcome in range(2):
        reached = told.first[row] if outcome == 0 else told.second[row]
        over, first = second + told.horizons[outcome], 1 + OF_OUTCOME * outcome
        became, is_over = second <= reached <= over, over <= told.as_of or told.horizons[outcome] == ENDLESS
        if became:
            _step(of[first], begin, end)
        if became and is_over:
            _step(of[first + 1], begin, end)
        if is_over:
            _step(of[first + 2], begin, end)
        if outcome == 0 and told.worked[row]:
            _reach_worked(of[1 + 2 * OF_OUTCOME :], begin, end, became, is_over)


@compiled
def _reach_worked(of: Array, begin: Any, end: Any, became: bool, is_over: bool) -> None:
    """Count an episode that was worked."""
    _step(of[0], begin, end)
    if became and is_over:
        _step(of[1], begin, end)
    if is_over:
        _step(of[2], begin, end)


@compiled
def _step(steps: Array, begin: Any, end: Any) -> None:
    steps[begin] += 1
    steps[end] -= 1
