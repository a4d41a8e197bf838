"""Running rules over stretches of the tape, compiled: first MQL moments, scores at moments.

One thread runs one stretch of leads and lets others run (`nogil`); which stretches run side by side is not decided
here. Arithmetic is in float64. What is seldom true (a score high enough, a mark that says more than "open") is asked
first: a branch that goes the same way nearly always costs nothing. Tuples are unpacked before the loops, for whoever
reads an array out of one, or hands one on, also counts its users; places are unsigned, for a signed one is asked
whether it counts from the end. Both together halve the time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leaddash.scoring.coding_pass import local_day
from leaddash.scoring.compiling import compiled
from leaddash.scoring.numbers import CLOSE, Numbers
from leaddash.scoring.tape import AT_CREATION, BEGINS, CREATED, OPEN, RAISED, RETURNS, Array


class Events(NamedTuple):
    """The arrays of a tape that a run walks over, and which episodes are asked (1 by row)."""

    gaps: Array
    codes: Array
    marks: Array
    offsets: Array
    fit_codes: Array
    rows: Array
    gates: Array
    chosen: Array


class Bounds(NamedTuple):
    """A period: by lead the places of the first events in and after it, and its moments as `created` tells them.

    `leads` are those to run over, by their places: whoever else has neither an event nor the creation in the period, or
    is not asked. `stretches` are where that list is cut for threads.
    """

    begins: Array
    ends: Array
    created: Array
    since: int
    until: int
    leads: Array
    stretches: Array


@compiled
def first_moments(low: int, high: int, tape: Events, model: Numbers, period: Bounds) -> tuple[Array, Array, Array]:
    """Where each chosen episode of the leads from `low` to `high` becomes an MQL: row, lead, place of the event."""
    gaps, codes, marks, offsets, fit_codes, first_rows, gates, chosen = tape
    fits, points, intents, opens, decay, threshold, fit_floor, intent_floor, behaviour_floor = model
    begins, ends, born, since, _, walked, _ = period
    most, found = episodes(low, high, walked, first_rows), 0
    rows, leads, places = np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int64)
    for lead in walked[low:high]:
        fit, first, end = fits[fit_codes[lead]], np.uint64(begins[lead]), np.uint64(ends[lead])
        is_new = born[lead] >= since
        if fit < fit_floor:
            continue
        row, returns = np.int64(first_rows[lead]), (gates[lead] & RETURNS) != 0
        done = at_creation(gates[lead], fit, intent_floor, behaviour_floor) >= threshold
        if done:
            rows[found], leads[found], places[found] = row, lead, AT_CREATION
            found += chosen[row] & is_new
            if not returns:
                continue
        behaviour, intent, need = 0.0, 0.0, np.inf if done else threshold - fit - CLOSE
        for place in range(np.uint64(offsets[lead]), end):
            code, mark, factor = codes[place], marks[place], decay[gaps[place]]
            behaviour = behaviour * factor + points[code]
            intent = intent * factor + intents[code]
            if not ((behaviour >= need) & (intent >= intent_floor) | (mark > OPEN)):
                continue
            if mark & BEGINS:
                row += 1
                done, need = False, threshold - fit - CLOSE
            score = score_at(mark & opens[code], fit, behaviour, intent, intent_floor, behaviour_floor)
            if not done and score >= threshold:
                done = True
                rows[found], leads[found], places[found] = row, lead, place
                found += chosen[row] & (place >= first)
                need = np.inf
                if not returns:
                    break
    return rows[:found], leads[:found], places[:found]


class Moments(NamedTuple):
    """Moments of a tape's events, and what tells local dates from seconds of UTC."""

    moments: Array
    base: int
    shifts: Array
    clock: Array


@compiled
def scores_at(
    low: int, high: int, tape: Events, model: Numbers, told: Moments, leads: Array, seconds: Array, found: Array
) -> None:
    """Fit, behaviour and intent of the leads asked from `low` to `high`, each at a second of UTC, into `found`."""
    for asked in range(low, high):
        lead, second = leads[asked], seconds[asked]
        behaviour, intent, last = 0.0, 0.0, -1
        for place in range(tape.offsets[lead], tape.offsets[lead + 1]):
            if told.base + told.moments[place] > second:
                break
            factor = model.decay[tape.gaps[place]]
            behaviour = behaviour * factor + model.points[tape.codes[place]]
            intent = intent * factor + model.intents[tape.codes[place]]
            last = place
        if last >= 0:
            then = local_day(told.base + told.moments[last], told.shifts, told.clock)
            days = local_day(second, told.shifts, told.clock) - then
            factor = model.decay[min(max(days, 0), len(model.decay) - 1)]
            behaviour *= factor
            intent *= factor
        found[asked, 0], found[asked, 1], found[asked, 2] = model.fits[tape.fit_codes[lead]], behaviour, intent


@compiled
def scores_after(low: int, high: int, tape: Events, model: Numbers, leads: Array, places: Array, found: Array) -> None:
    """Fit, behaviour and intent right after an event of each lead asked from `low` to `high`, into `found`."""
    for asked in range(low, high):
        lead, behaviour, intent = leads[asked], 0.0, 0.0
        for place in range(tape.offsets[lead], places[asked] + 1):
            factor = model.decay[tape.gaps[place]]
            behaviour = behaviour * factor + model.points[tape.codes[place]]
            intent = intent * factor + model.intents[tape.codes[place]]
        found[asked, 0], found[asked, 1], found[asked, 2] = model.fits[tape.fit_codes[lead]], behaviour, intent


@compiled
def seconds(
    low: int, high: int, moments: Array, created: Array, base: int, leads: Array, places: Array, found: Array
) -> None:
    """Seconds of UTC of the events asked from `low` to `high`, before a lead's first one of its creation."""
    for asked in range(low, high):
        place = places[asked]
        found[asked] = base + (created[leads[asked]] if place == AT_CREATION else moments[place])


@compiled
def passed(low: int, high: int, before: Array, score: Array, bar: float) -> Array:
    """Places of the rises from `low` to `high` that pass a bar."""
    places, found = np.empty(high - low, np.int32), 0
    for place in range(low, high):
        places[found] = place
        found += (before[place] < bar) & (bar <= score[place])
    return places[:found]


@compiled
def places_before(low: int, high: int, offsets: Array, moments: Array, second: int, found: Array) -> None:
    """By lead the place of its first event at or after a second told as `moments` are, into `found`."""
    for lead in range(low, high):
        least, most = offsets[lead], offsets[lead + 1]
        while least < most:
            middle = (least + most) // 2
            if moments[middle] < second:
                least = middle + 1
            else:
                most = middle
        found[lead] = least


@compiled
def leads_of_rule(low: int, high: int, offsets: Array, codes: Array, rule: int, found: Array) -> None:
    """Which leads have an event of a behaviour rule, by its place, (1 by lead) into `found`."""
    for lead in range(low, high):
        found[lead] = 0
        for place in range(offsets[lead], offsets[lead + 1]):
            if codes[place] == rule:
                found[lead] = 1
                break


@compiled
def episodes(low: int, high: int, leads: Array, first_rows: Array) -> int:
    """How many episodes the leads listed from `low` to `high` have."""
    found = 0
    for lead in leads[low:high]:
        found += int(first_rows[lead + 1]) - int(first_rows[lead])
    return found


@compiled
def are_asked(low: int, high: int, leads: Array, first_rows: Array, chosen: Array, found: Array) -> None:
    """Which of the leads listed from `low` to `high` have a chosen episode, into `found`."""
    for place in range(low, high):
        asked = 0
        for row in range(first_rows[leads[place]], first_rows[leads[place] + 1]):
            asked += chosen[row]
        found[place] = asked > 0


@compiled
def at_creation(gate: int, fit: float, intent_floor: float, behaviour_floor: float) -> float:
    """The score at a lead's creation, without any behaviour; minus infinity where that is no moment of an MQL."""
    if gate & CREATED and intent_floor <= 0 and behaviour_floor < 0:
        return fit
    return -np.inf


@compiled
def score_at(
    mark: int, fit: float, behaviour: float, intent: float, intent_floor: float, behaviour_floor: float
) -> float:
    """The score at an event, infinite where a hand is raised; minus infinity where no MQL may come of it."""
    if not mark & OPEN:
        return -np.inf
    if mark & RAISED:
        return np.inf
    if intent >= intent_floor and behaviour > behaviour_floor:
        return fit + behaviour
    return -np.inf
