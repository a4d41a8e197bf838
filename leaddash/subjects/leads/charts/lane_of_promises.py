"""The lane of promises: each a bar from its start to its end, the due moment a black stroke, its state in a colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leaddash.blocks.look import Look
from leaddash.drawing.markup import bold, coloured
from leaddash.drawing.sheet import EDGE, WIDE, Label, Sheet, width
from leaddash.drawing.theme import Palette
from leaddash.subjects.leads import saying
from leaddash.subjects.leads.life import Life, Promise
from leaddash.words import promise_name

ROW, BAR, TICK = 38, 9, 17
"""Pixels of a row with its words above the bar, of the bar, and of the stroke at the due moment."""
MOST = 12
"""Promises drawn, the latest ones; all are in the table."""


@dataclass(frozen=True)
class Drawn:
    """A promise with its words, and the pixels from which to which it needs its row for itself."""

    promise: Promise
    name: str
    state: str
    left: float
    begin: float
    end: float


def promises(on: Sheet, life: Life, look: Look, top: float) -> float:
    """The promises, those that overlap below each other; gives where the lane ends."""
    known = [promise for promise in life.promises if on.shows(*_ends(promise, life, look))]
    found = [_drawn(promise, on, life, look) for promise in known[-MOST:]]
    rows = _rows(sorted(found, key=lambda drawn: (drawn.begin, drawn.end)))
    for place, row in enumerate(rows):
        for drawn in row:
            _draw(drawn, on, life, look, top + place * ROW)
    if rows:
        on.name(look.words("lane.promises"), top + ROW / 2)
    return top + len(rows) * ROW


def _rows(ordered: Sequence[Drawn]) -> list[list[Drawn]]:
    """Each in the first row that is free from where it begins."""
    rows = list[list[Drawn]]()
    for drawn in ordered:
        free = next((row for row in rows if row[-1].end + 2 * EDGE < drawn.begin), None)
        if free is None:
            rows.append([drawn])
        else:
            free.append(drawn)
    return rows


def _drawn(promise: Promise, on: Sheet, life: Life, look: Look) -> Drawn:
    name, state = promise_name(promise.name, look.words), _state(promise, life, look)
    since, until = (min(max(on.x(moment), 0), WIDE) for moment in _ends(promise, life, look))
    long = width(f"{name} {state}")
    left = max(min(since, WIDE - long), 0)
    return Drawn(promise, name, state, left, min(since, left), max(until, left + long))


def _ends(promise: Promise, life: Life, look: Look) -> tuple[datetime, datetime]:
    """From the start to the end, or the due moment where that is later."""
    ended = promise.ended_at or life.as_of
    return look.local(promise.started_at), look.local(max(ended, promise.due_at))


def _state(promise: Promise, life: Life, look: Look) -> str:
    """How it stands, with the time that was left or is."""
    words, time = look.words, saying.time_left(promise, look.words)
    due = look.short_day(promise.due_at, life.as_of)
    outcome = promise.outcome
    if outcome == "broken" and promise.stop_at is None:
        outcome = "never"
    left = look.words.duration(abs(promise.minutes_left), working=promise.is_working)
    return words(f"lane_promise.{outcome}", time=left if outcome == "running" else time, due=due)


def _colour(promise: Promise, palette: Palette) -> str:
    colours = {"kept": palette.kept, "broken": palette.lost, "overdue": palette.late}
    return colours.get(promise.outcome, palette.open)


def _draw(drawn: Drawn, on: Sheet, life: Life, look: Look, top: float) -> None:
    """The bar: thin until it fell due where it was not kept by then, hollow while it runs."""
    promise, palette, y = drawn.promise, on.palette, top + ROW - BAR
    since, due = look.local(promise.started_at), look.local(promise.due_at)
    ended = look.local(promise.ended_at or life.as_of)
    colour, told = _colour(promise, palette), _told(drawn, look)
    if promise.outcome in ("broken", "overdue"):
        on.rule(since, due, y, palette.muted)
        if ended > due:
            on.bar(due, ended, y, BAR, colour, told)
    elif promise.outcome == "running":
        on.hollow(since, ended, y, BAR, colour, told)
    else:
        on.bar(since, ended, y, BAR, colour, told)
    if due > ended:
        on.rule(ended, due, y, palette.muted, "dot")
    if on.since <= due <= on.until:
        on.tick(due, y, TICK, palette.ink)
    text = f"{bold(drawn.name)} {coloured(drawn.state, colour)}"
    on.write(Label(text, on.moment(drawn.left), top + BAR, palette.ink))


def _told(drawn: Drawn, look: Look) -> str:
    words, promise = look.words, drawn.promise
    since, due = (look.moment(at, words("style.minute")) for at in (promise.started_at, promise.due_at))
    return words("lane_promise.told", name=drawn.name, state=drawn.state, since=since, due=due)
