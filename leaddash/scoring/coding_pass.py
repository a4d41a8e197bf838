"""The compiled pass over all matched activities that codes the tape: what the rules' limits count, lead by lead."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leaddash.scoring.compiling import compiled
from leaddash.scoring.tape import BEGINS, LONGEST_GAP, OPEN, RAISED, Array


class Matched(NamedTuple):
    """Activities that rules match, in running order.

    `offsets` are by lead the place of its first activity (and the end of the last lead's); `at` is by activity its
    second of UTC, `rule` the place of its rule.
    """

    offsets: Array
    at: Array
    rule: Array


class Episodes(NamedTuple):
    """The episodes of leads: `rows` are by lead the row of its first one (and the end of the last lead's).

    By row, in seconds of UTC: `begins`, its first second; `holds`, its last one; `qualifies`, when it became a sales
    lead, from which on it can no more become an MQL.
    """

    rows: Array
    begins: Array
    holds: Array
    qualifies: Array


class Limits(NamedTuple):
    """The rules' limits: `between` by rule the least local days between counted activities (-1: only one counts).

    `raises` says by rule whether it is a hand raise; `shifts` and `clock` are those of the tape.
    """

    between: Array
    raises: Array
    shifts: Array
    clock: Array


class Written(NamedTuple):
    """The events of a tape: gaps, codes, marks, seconds of UTC, and the place of the activity each is of (-1: none)."""

    gaps: Array
    codes: Array
    marks: Array
    at: Array
    origins: Array


@compiled
def local_day(second: int, shifts: Array, clock: Array) -> int:
    """The local date of a second of UTC, in days since 1970."""
    low, high = 0, len(shifts)
    while high - low > 1:
        middle = (low + high) // 2
        if shifts[middle] <= second:
            low = middle
        else:
            high = middle
    return (second + clock[low]) // 86_400  # type: ignore[no-any-return]


@compiled
def code_events(matched: Matched, episodes: Episodes, limits: Limits) -> tuple[Written, Array]:
    """The events that the rules' limits count, with their marks, and by lead the place of its first one (and the end).

    A hand raise is kept where its limit does not count it, but then adds no points.
    """
    leads, rules = len(matched.offsets) - 1, len(limits.between)
    tape, written = _room(len(matched.at) + len(episodes.begins) + 16), 0
    ends = np.zeros(leads + 1, np.int64)
    counted_on, counted_of = np.zeros(rules + 1, np.int64), np.full(rules + 1, -1, np.int64)
    for lead in range(leads):
        episode, last = episodes.rows[lead], episodes.rows[lead + 1] - 1
        day_before, begun = np.iinfo(np.int64).min, 0
        for place in range(matched.offsets[lead], matched.offsets[lead + 1]):
            second, code = matched.at[place], matched.rule[place]
            while episode < last and second >= episodes.begins[episode + 1]:
                episode += 1
                begun += 1
            day = local_day(second, limits.shifts, limits.clock)
            between = limits.between[code]
            counts = counted_of[code] != lead or (between >= 0 and day - counted_on[code] >= between)
            opens = episode <= last and second <= episodes.holds[episode] and second < episodes.qualifies[episode]
            if not counts and not (limits.raises[code] and opens):
                continue
            gap = max(day - day_before, 0) if written > ends[lead] else 0
            while written + begun + gap // LONGEST_GAP + 1 > len(tape.gaps):
                tape = _wider(tape)
            written, gap = _fillers(tape, written, gap, begun, second, rules)
            mark = (OPEN if opens else 0) | (RAISED if limits.raises[code] else 0) | (BEGINS if begun else 0)
            _write(tape, written, gap, code if counts else rules, mark, second, place)
            written, begun, day_before = written + 1, 0, max(day, day_before)
            if counts:
                counted_of[code], counted_on[code] = lead, day
        ends[lead + 1] = written
    return _cut(tape, written), ends


@compiled
def _fillers(tape: Written, written: int, gap: int, begun: int, second: int, nothing: int) -> tuple[int, int]:
    """Write events that add nothing: for a gap too long for one event, and for each episode without an event."""
    for _ in range(begun - 1):
        _write(tape, written, 0, nothing, BEGINS, second, -1)
        written += 1
    while gap > LONGEST_GAP:
        _write(tape, written, LONGEST_GAP, nothing, 0, second, -1)
        written, gap = written + 1, gap - LONGEST_GAP
    return written, gap


@compiled
def _write(tape: Written, position: int, gap: int, code: int, mark: int, second: int, origin: int) -> None:
    tape.gaps[position], tape.codes[position], tape.marks[position] = gap, code, mark
    tape.at[position], tape.origins[position] = second, origin


@compiled
def _room(most: int) -> Written:
    return Written(
        np.empty(most, np.uint16),
        np.empty(most, np.uint8),
        np.empty(most, np.uint8),
        np.empty(most, np.int64),
        np.empty(most, np.int64),
    )


@compiled
def _wider(old: Written) -> Written:
    """A copy with room for half as many events more, and never for fewer than 1024 more."""
    new = _room(len(old.gaps) + len(old.gaps) // 2 + 1024)
    new.gaps[: len(old.gaps)], new.codes[: len(old.gaps)] = old.gaps, old.codes
    new.marks[: len(old.gaps)], new.at[: len(old.gaps)] = old.marks, old.at
    new.origins[: len(old.gaps)] = old.origins
    return new


@compiled
def _cut(tape: Written, length: int) -> Written:
    return Written(
        tape.gaps[:length], tape.codes[:length], tape.marks[:length], tape.at[:length], tape.origins[:length]
    )
