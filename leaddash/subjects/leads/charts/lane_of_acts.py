"""The lanes of what we did, with the longest silence hatched, and of what the lead did, larger the more it counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import sqrt

from leaddash.blocks.look import Look
from leaddash.drawing.markup import bold
from leaddash.drawing.sheet import EDGE, WIDE, Label, Sheet, apart, tint, width
from leaddash.subjects.leads import events, saying
from leaddash.subjects.leads.life import Act, Life
from leaddash.subjects.leads.silence import Silence, longest_silence

HIGH, LINE, LONGEST = 30, 22, 28
"""Pixels of a lane and of a line of words below it, and the most letters of those."""
TOUCH, MAIL, SEEN, LARGEST = 12, 5, 5, 18
"""Pixels of marks: a touch, a mail without a person, an act that counts nothing, the largest."""


def ours(on: Sheet, life: Life, look: Look, top: float, *, since: datetime) -> float:
    """What we did since a moment: filled where the lead was reached, hollow where we tried, small without a person."""
    palette, y = on.palette, top + HIGH / 2
    known = [act for act in life.acts if (act.is_touch or act.is_automatic) and on.shows(look.local(act.at))]
    below = _silence(on, longest_silence(life, since), look, top)
    if not known and below == top:
        return top
    on.name(look.words("lane.ours"), y)
    faint = tint(palette.muted, 0.55, palette.ground)
    _marks([act for act in known if act.is_automatic], on, look, y, size=MAIL, color=faint)
    ring = {"width": 2, "color": palette.sales}
    tried = [act for act in known if act.is_touch and not act.is_reached]
    reached = [act for act in known if act.is_touch and act.is_reached]
    _marks(tried, on, look, y, size=TOUCH, color=palette.ground, line=ring)
    _marks(reached, on, look, y, size=TOUCH, color=palette.sales, line=ring)
    return max(below, top + HIGH)


def of_lead(on: Sheet, life: Life, look: Look, top: float) -> float:
    """What the lead did: filled where it shows intent, larger the more points it counted for."""
    known = [act for act in life.acts if act.is_of_lead and on.shows(look.local(act.at))]
    if not known:
        return top
    palette, y = on.palette, top + HIGH / 2
    on.name(look.words("lane.of_lead"), y)
    meant = [act for act in known if act.part == "intent"]
    rest = [act for act in known if act.part != "intent"]
    ring = {"width": 1, "color": palette.marketing}
    light = tint(palette.marketing, 0.25, palette.ground)
    _marks(rest, on, look, y, size=[_size(act) for act in rest], color=light, line=ring)
    _marks(meant, on, look, y, size=[_size(act) for act in meant], color=palette.marketing, line=ring)
    return _named(meant, on, look, top + HIGH)


def _silence(on: Sheet, silence: Silence | None, look: Look, top: float) -> float:
    """Hatch the longest silence and name it, inside where there is room, else below; gives where it ends."""
    if silence is None:
        return top
    since, until = look.local(silence.since), look.local(silence.until)
    if not on.shows(since, until):
        return top
    text, y = look.words("lane.silence", n=silence.days), top + HIGH / 2
    on.hatched(since, until, y, HIGH - 4, text)
    begin, end = max(on.x(since), 0), min(on.x(until), WIDE)
    long, middle = width(text) + 2 * EDGE, (begin + end) / 2
    if end - begin >= long:
        on.write(Label(bold(text), on.moment(middle), y, on.palette.ink, "center", ground=on.palette.ground))
        return top + HIGH
    at = min(max(middle, long / 2), WIDE - long / 2)
    on.write(Label(bold(text), on.moment(at), top + HIGH + LINE / 2, on.palette.ink, "center"))
    return top + HIGH + LINE


def _marks(acts: Sequence[Act], on: Sheet, look: Look, y: float, **marker: object) -> None:
    on.dots([look.local(act.at) for act in acts], y, [_told(act, look) for act in acts], opacity=1, **marker)


def _told(act: Act, look: Look) -> str:
    when = look.moment(act.at, look.words("style.minute"))
    told = [saying.act_name(act, look.words), events.detail(act, look.words), events.who(act, look.words)]
    return f"{when}\n{' · '.join(filter(None, told))}"


def _size(act: Act) -> float:
    return min(SEEN + 1.6 * sqrt(max(act.points or 0, 0)), LARGEST)


def _named(acts: Sequence[Act], on: Sheet, look: Look, bottom: float) -> float:
    """Name what shows intent below its mark, what counts most and came last before others, as far as there is room."""
    ordered = sorted(acts, key=lambda act: (act.points or 0, act.at), reverse=True)
    names = [(act.asset or saying.act_name(act, look.words))[:LONGEST] for act in ordered]
    wanted = [
        (min(max(on.x(look.local(act.at)) - width(name) / 2, 0), WIDE - width(name)), name)
        for act, name in zip(ordered, names, strict=True)
    ]
    kept = apart(wanted)
    for place in kept:
        left, name = wanted[place]
        at = on.moment(left + width(name) / 2)
        on.write(Label(name, at, bottom + LINE / 2 - 3, on.palette.ink, "center"))
    return bottom + LINE if kept else bottom
