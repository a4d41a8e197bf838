"""Runs of a scoring model over a stretch of the tape, compiled by numba: first MQL moments, scores at moments.

A run takes the leads from `low` to `high` of a list and releases Python's lock (`nogil`), so that `replay` can have
several run in threads. Scores are float64: in float32 leads change sides of a threshold.

Three habits make the loops fast; the last two together halve their time:

- Most events change nothing but the sums: behaviour is below `need`, with which the score would be of interest, and the
  mark says no more than `OPEN`. One condition skips them, and the processor guesses it right nearly every time.
- Tuples of arrays are unpacked before a loop. Numba counts references each time an array is taken out of a tuple.
- Loops over events are over unsigned integers (`np.uint64`). For a signed index numba has to check whether it is
  negative and so counts from the array's end.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leaddash.scoring.coding_pass import local_day
from leaddash.scoring.compiling import compiled
from leaddash.scoring.numbers import TOLERANCE, Numbers
from leaddash.scoring.tape import AT_CREATION, BEGINS, CREATED, OPEN, RAISED, RETURNS, Array


class Events(NamedTuple):
    """The arrays of a tape that a run reads, and which episodes it answers for (`chosen`, 1 by row)."""

    gaps: Array
    codes: Array
    marks: Array
    offsets: Array
    fit_codes: Array
    rows: Array
    gates: Array
    chosen: Array


class Bounds(NamedTuple):
    """A period on the tape, and the leads that have something in it.

    By lead: the places of the first event in the period (`begins`) and of the first after it (`ends`), and its creation
    (`created`). `since`, `until` and `created` are seconds since the tape's `base`. `leads` are the places of those to
    run over: all others have neither an event nor their creation in the period, or are not asked. `stretches` are the
    cuts of that list for threads.
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
    """Where each chosen episode first becomes an MQL: row of the episode, lead, place of the event."""
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
        behaviour, intent, need = 0.0, 0.0, np.inf if done else threshold - fit - TOLERANCE
        for place in range(np.uint64(offsets[lead]), end):
            code, mark, factor = codes[place], marks[place], decay[gaps[place]]
            behaviour = behaviour * factor + points[code]
            intent = intent * factor + intents[code]
            if not ((behaviour >= need) & (intent >= intent_floor) | (mark > OPEN)):
                continue
            if mark & BEGINS:
                row += 1
                done, need = False, threshold - fit - TOLERANCE
            score = score_at(mark & opens[code], fit, behaviour, intent, intent_floor, behaviour_floor)
            if not done and score >= threshold:
                done = True
                rows[found], leads[found], places[found] = row, lead, place
                found += chosen[row] & (place >= first)
                need = np.inf
                if not returns:
                    break
    return rows[:found], leads[:found], places[:found]


class EventTimes(NamedTuple):
    """When the events of a tape were (`moments`, seconds since `base`), and what turns seconds of UTC into local dates.

    `clock` holds the seconds by which local time is ahead from each of the seconds `shifts` on.
    """

    moments: Array
    base: int
    shifts: Array
    clock: Array


@compiled
def scores_at(
    low: int, high: int, tape: Events, model: Numbers, times: EventTimes, leads: Array, seconds: Array, scores: Array
) -> None:
    """Fit, behaviour and intent of each lead at a second of UTC, faded to that local date, into `scores`."""
    for request in range(low, high):
        lead, second = leads[request], seconds[request]
        behaviour, intent, last = 0.0, 0.0, -1
        for place in range(tape.offsets[lead], tape.offsets[lead + 1]):
            if times.base + times.moments[place] > second:
                break
            factor = model.decay[tape.gaps[place]]
            behaviour = behaviour * factor + model.points[tape.codes[place]]
            intent = intent * factor + model.intents[tape.codes[place]]
            last = place
        if last >= 0:
            then = local_day(times.base + times.moments[last], times.shifts, times.clock)
            days = local_day(second, times.shifts, times.clock) - then
            factor = model.decay[min(max(days, 0), len(model.decay) - 1)]
            behaviour *= factor
            intent *= factor
        scores[request, 0], scores[request, 1], scores[request, 2] = model.fits[tape.fit_codes[lead]], behaviour, intent


@compiled
def scores_after(low: int, high: int, tape: Events, model: Numbers, leads: Array, places: Array, scores: Array) -> None:
    """Fit, behaviour and intent of each lead right after an event, by its place, into `scores`."""
    for request in range(low, high):
        lead, behaviour, intent = leads[request], 0.0, 0.0
        for place in range(tape.offsets[lead], places[request] + 1):
            factor = model.decay[tape.gaps[place]]
            behaviour = behaviour * factor + model.points[tape.codes[place]]
            intent = intent * factor + model.intents[tape.codes[place]]
        scores[request, 0], scores[request, 1], scores[request, 2] = model.fits[tape.fit_codes[lead]], behaviour, intent


@compiled
def seconds(
    low: int, high: int, moments: Array, created: Array, base: int, leads: Array, places: Array, utc_seconds: Array
) -> None:
    """Seconds of UTC of events by their places, or of the lead's creation, into `utc_seconds`."""
    for request in range(low, high):
        place = places[request]
        utc_seconds[request] = base + (created[leads[request]] if place == AT_CREATION else moments[place])


@compiled
def passed(low: int, high: int, before: Array, score: Array, bar: float) -> Array:
    """Which of the new best scores, by their places in the list, first reach a bar."""
    places, found = np.empty(high - low, np.int32), 0
    for place in range(low, high):
        places[found] = place
        found += (before[place] < bar) & (bar <= score[place])
    return places[:found]


@compiled
def places_before(low: int, high: int, offsets: Array, moments: Array, since: int, first_places: Array) -> None:
    """By lead the place of its first event at or after a second (since `base`, as `moments`), into `first_places`."""
    for lead in range(low, high):
        least, most = offsets[lead], offsets[lead + 1]
        while least < most:
            middle = (least + most) // 2
            if moments[middle] < since:
                least = middle + 1
            else:
                most = middle
        first_places[lead] = least


@compiled
def leads_of_rule(low: int, high: int, offsets: Array, codes: Array, rule: int, has_rule: Array) -> None:
    """Which leads have an event that a behaviour rule counts (1 by lead), into `has_rule`."""
    for lead in range(low, high):
        has_rule[lead] = 0
        for place in range(offsets[lead], offsets[lead + 1]):
            if codes[place] == rule:
                has_rule[lead] = 1
                break


@compiled
def episodes(low: int, high: int, leads: Array, first_rows: Array) -> int:
    """How many episodes the listed leads have."""
    found = 0
    for lead in leads[low:high]:
        found += int(first_rows[lead + 1]) - int(first_rows[lead])
    return found


@compiled
def are_asked(low: int, high: int, leads: Array, first_rows: Array, chosen: Array, is_asked: Array) -> None:
    """Which of the listed leads have a chosen episode, into `is_asked`."""
    for place in range(low, high):
        episodes_chosen = 0
        for row in range(first_rows[leads[place]], first_rows[leads[place] + 1]):
            episodes_chosen += chosen[row]
        is_asked[place] = episodes_chosen > 0


@compiled
def at_creation(gate: int, fit: float, intent_floor: float, behaviour_floor: float) -> float:
    """The score at a lead's creation, which is its fit alone; minus infinity where no MQL may come of it."""
    if gate & CREATED and intent_floor <= 0 and behaviour_floor < 0:
        return fit
    return -np.inf


@compiled
def score_at(
    mark: int, fit: float, behaviour: float, intent: float, intent_floor: float, behaviour_floor: float
) -> float:
    """The score at an event: infinite where the lead raised a hand, minus infinity where no MQL may come of it."""
    if not mark & OPEN:
        return -np.inf
    if mark & RAISED:
        return np.inf
    if intent >= intent_floor and behaviour > behaviour_floor:
        return fit + behaviour
    return -np.inf
