"""The lane of the score: a line of steps over time, what fit gives below it, the threshold dotted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

import plotly.graph_objects as go

from leaddash.blocks.look import Look
from leaddash.drawing.markup import bold
from leaddash.drawing.sheet import EDGE, WIDE, Label, Sheet, tint, width
from leaddash.subjects.leads.life import Life, Score, Stay

HIGH, ABOVE, BELOW, AWAY = 92, 20, 6, 12
"""Pixels of the lane, of the words above its highest point, below its lowest, and of words from the line."""
LEAST_HIGH = 15
"""Pixels below which a bar has no room for words."""


Span = tuple[float, float]
"""Pixels from the left edge, from and to."""


@dataclass(frozen=True)
class Line:
    """The line of a score on its lane: the heights that points have, and its steps: from, to, at which height."""

    base: float
    scale: float
    least: float
    steps: list[tuple[float, float, float]] = field(default_factory=list)

    def height(self, points: float) -> float:
        """Pixels from the top at which a score is drawn."""
        return self.base - (points - self.least) * self.scale

    def is_clear(self, left: float, right: float, y: float) -> bool:
        """Whether the line keeps away from words between two edges, around a height."""
        return all(end < left or begin > right or abs(high - y) > AWAY for begin, end, high in self.steps)


def score(on: Sheet, life: Life, look: Look, top: float) -> float:
    """The score over time; gives where the lane ends."""
    known = _shown(on, life, look)
    if not known or not life.is_scored:
        return top
    most = max([life.threshold, *(then.total for _, then in known)])
    least = min([0.0, *(then.total for _, then in known), *(then.fit for _, then in known)])
    line = Line(top + HIGH, (HIGH - ABOVE) / ((most - least) or 1), least)
    line.steps.extend(
        (on.x(since), on.x(until), line.height(then.total)) for (since, then), (until, _) in pairwise(known)
    )
    on.name(look.words("lane.score"), top + HIGH / 2)
    _fit(on, known, look, line.height(0), line.height(known[-1][1].fit))
    named = _threshold(on, line, life, look)
    ys = [line.height(then.total) for _, then in known]
    hovers = [_told(at, then, look) for at, then in known]
    stroke = {"color": on.palette.marketing, "width": 2, "shape": "hv"}
    drawn = {"x": [at for at, _ in known], "y": ys, "mode": "lines", "line": stroke}
    on.traces.append(go.Scatter(**drawn, hovertext=hovers, hoverinfo="text"))
    _at_mql(on, line, life, look, named)
    _last(on, known, look, ys[-1])
    return top + HIGH + BELOW


def _shown(on: Sheet, life: Life, look: Look) -> list[tuple[datetime, Score]]:
    """The scores on the sheet at local moments: the one it begins with, each change, and the last one at its end."""
    every = [(look.local(one.at), one) for one in life.scores]
    before = [(on.since, one) for at, one in every if at <= on.since][-1:]
    within = [(at, one) for at, one in every if on.since < at <= on.until]
    known = [*before, *within]
    end = min(on.until, look.local(life.as_of))
    return [*known, (end, known[-1][1])] if known and end > known[-1][0] else known


def _fit(on: Sheet, known: list[tuple[datetime, Score]], look: Look, ground: float, y: float) -> None:
    """What of the score is fit, as an area."""
    fit, high = known[-1][1].fit, ground - y
    if fit <= 0:
        return
    text = look.words("lane.fit", points=look.words.number(fit))
    on.bar(known[0][0], known[-1][0], (ground + y) / 2, high, tint(on.palette.marketing, 0.18, on.palette.ground), text)
    if high >= LEAST_HIGH and on.x(known[-1][0]) - on.x(known[0][0]) > width(text) + 2 * EDGE:
        on.write(Label(text, known[0][0], (ground + y) / 2, on.palette.ink, shift=EDGE))


def _threshold(on: Sheet, line: Line, life: Life, look: Look) -> Span:
    """The threshold, named where the line leaves room above it; gives from where to where its name stands."""
    y = line.height(life.threshold)
    on.rule(on.since, on.until, y, on.palette.ink, "dot", 1)
    text = look.words("lane.threshold", points=look.words.number(life.threshold))
    free = [left for left in range(0, WIDE - 2 * AWAY, AWAY) if line.is_clear(left, left + width(text), y - 10)]
    ground = "" if free else on.palette.ground
    left = free[0] if free else 0
    on.write(Label(text, on.moment(left), y - 10, on.palette.muted, ground=ground))
    return left, left + width(text)


def _last(on: Sheet, known: list[tuple[datetime, Score]], look: Look, y: float) -> None:
    """The last score at the line's end."""
    at, last = known[-1]
    palette = on.palette
    on.dots([at], y, [_told(at, last, look)], size=8, color=palette.marketing)
    text = bold(look.words.number(round(last.total)))
    on.write(Label(text, at, y - 17, palette.marketing, "right", size=16, shift=4, ground=palette.ground))


def _at_mql(on: Sheet, line: Line, life: Life, look: Look, taken: Span) -> None:
    """The score with which it last became an MQL, named left of it where line and threshold leave room."""
    entered = [stay for stay in life.stays if stay.stage == "mql" and not stay.is_estimated]
    if not entered:
        return
    at, then = look.local(entered[-1].since), _score_at(entered[-1], life)
    if then is None or not on.since <= at <= on.until:
        return
    y, ring = line.height(then.total), {"width": 2, "color": on.palette.marketing}
    on.dots([at], y, [_told(at, then, look)], size=9, color=on.palette.ground, line=ring)
    text = look.words("lane.mql", points=look.words.number(round(then.total)))
    right = on.x(at) - EDGE
    left = right - width(text)
    is_free = right < taken[0] or left > taken[1] or y < line.height(life.threshold) - 2 * AWAY
    if left > 0 and is_free and line.is_clear(left, right - EDGE, y - 13):
        on.write(Label(text, at, y - 13, on.palette.ink, "right", shift=-EDGE))


def _score_at(stay: Stay, life: Life) -> Score | None:
    before = [one for one in life.scores if one.at <= stay.since]
    return before[-1] if before else None


def _told(moment: datetime, then: Score, look: Look) -> str:
    words = look.words
    fit, behaviour, score = (words.number(points, 1) for points in (then.fit, then.behaviour, then.total))
    told = words("lane.score_of", score=score, fit=fit, behaviour=behaviour)
    return f"{words.moment(moment, words('style.minute'))}\n{told}"
