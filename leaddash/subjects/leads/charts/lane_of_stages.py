"""The lanes of stages and of owners: bars that follow each other, named where they are long enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leaddash.agreement import STAGES
from leaddash.blocks.look import Look
from leaddash.drawing.markup import bold
from leaddash.drawing.sheet import EDGE, WIDE, Label, Sheet, apart, tint, width
from leaddash.drawing.theme import stage_colour
from leaddash.subjects.leads import saying
from leaddash.subjects.leads.life import Life

HIGH, LINE = 26, 22
"""Pixels of a bar, and of a line of words below it."""
TINTS = {"new_name": 0.12, "engaged": 0.22, "target": 0.34}
"""Stages that are nobody's to answer yet are drawn lighter."""
OF_OWNER = 0.18


@dataclass(frozen=True)
class Bar:
    """A named stretch of time; `is_strong` where its words stand on the colour itself."""

    name: str
    since: datetime
    until: datetime
    colour: str
    is_strong: bool
    told: str


def stages(on: Sheet, life: Life, look: Look, top: float) -> float:
    """The stages pass by pass, and how each pass was left; gives where the lane ends."""
    on.name(look.words("lane.stage"), top + HIGH / 2)
    bars = [_stage(stay.stage, stay.since, stay.until, on, life, look) for stay in life.stays]
    short = _draw([bar for bar in bars if on.shows(bar.since, bar.until)], on, top)
    _exits(on, life, look, top)
    rank = {look.words(f"stage.{stage}"): place for place, stage in enumerate(STAGES)}
    return _below(sorted(short, key=lambda bar: -rank[bar.name]), on, top + HIGH)


def owners(on: Sheet, life: Life, look: Look, top: float) -> float:
    """Who held the lead; gives where the lane ends."""
    bars = [
        _held(holding.name, holding.since, holding.until, on, life, look)
        for holding in life.holdings
        if on.shows(look.local(holding.since), look.local(holding.until or life.as_of))
    ]
    if not bars:
        return top
    on.name(look.words("lane.owner"), top + HIGH / 2)
    return _below(_draw(bars, on, top)[::-1], on, top + HIGH)


def _stage(stage: str, since: datetime, until: datetime | None, on: Sheet, life: Life, look: Look) -> Bar:
    colour, name = stage_colour(stage, on.palette), look.words(f"stage.{stage}")
    told = _told(name, since, until, life, look)
    shade = tint(colour, TINTS[stage], on.palette.ground) if stage in TINTS else colour
    return Bar(name, look.local(since), look.local(until or life.as_of), shade, stage not in TINTS, told)


def _held(name: str, since: datetime, until: datetime | None, on: Sheet, life: Life, look: Look) -> Bar:
    told = _told(name, since, until, life, look)
    shade = tint(on.palette.sales, OF_OWNER, on.palette.ground)
    return Bar(name, look.local(since), look.local(until or life.as_of), shade, False, told)


def _told(name: str, since: datetime, until: datetime | None, life: Life, look: Look) -> str:
    words = look.words
    time = words.duration(saying.minutes_between(since, until or life.as_of))
    begin = look.moment(since, words("style.minute"))
    if until is None:
        return words("lane.since", name=name, since=begin, time=time)
    return words("lane.from_to", name=name, since=begin, until=look.moment(until, words("style.minute")), time=time)


def _draw(bars: Sequence[Bar], on: Sheet, top: float) -> list[Bar]:
    """Draw the bars, named inside; gives those that are too short for their names."""
    short = list[Bar]()
    for bar in bars:
        on.bar(bar.since, bar.until, top + HIGH / 2, HIGH, bar.colour, bar.told)
        begin, end = max(on.x(bar.since), 0), min(on.x(bar.until), WIDE)
        if begin > 0:
            on.tick(bar.since, top + HIGH / 2, HIGH, on.palette.ground)
        if end - begin < width(bar.name) + 2 * EDGE:
            short.append(bar)
            continue
        colour = on.palette.ground if bar.is_strong else on.palette.ink
        on.write(Label(bold(bar.name), on.moment(begin), top + HIGH / 2, colour, shift=EDGE))
    return short


def _below(short: Sequence[Bar], on: Sheet, bottom: float) -> float:
    """Name the bars below them, the first ones before others, as far as there is room; gives where the lane ends."""
    wanted = [(min(max(on.x(bar.since), 0), WIDE - width(bar.name)), bar.name) for bar in short]
    kept = apart(wanted)
    for place in kept:
        on.write(Label(short[place].name, on.moment(wanted[place][0]), bottom + LINE / 2, on.palette.muted))
    return bottom + LINE if kept else bottom


def _exits(on: Sheet, life: Life, look: Look, top: float) -> None:
    """How each pass was left, in the time after it, where there is room."""
    begins = [look.local(passed.since) for passed in life.passes[1:]] + [look.local(life.as_of)]
    for passed, following in zip(life.passes, begins, strict=True):
        if passed.exit is None or passed.until is None:
            continue
        at, name = look.local(passed.until), look.words(f"exit.{passed.exit}")
        begin, room = on.x(at), min(on.x(following), WIDE) - on.x(at)
        if begin >= 0 and room >= width(name) + 2 * EDGE:
            colour = on.palette.lost if passed.exit == "lost" else on.palette.muted
            on.write(Label(name, at, top + HIGH / 2, colour, shift=EDGE))
