"""The lane of the lead's deals: each change a mark that points where it went, named by the stages it reached."""

from __future__ import annotations

from leaddash.blocks.look import Look
from leaddash.drawing.sheet import WIDE, Label, Sheet, apart, width
from leaddash.drawing.theme import Palette
from leaddash.subjects.leads import events, saying
from leaddash.subjects.leads.life import Deal, Life

HIGH, LINE, SIZE = 26, 22, 14
"""Pixels of the lane, of a line of words below it, and of a mark."""
SYMBOLS = {
    "pushed": "triangle-right",
    "pulled": "triangle-left",
    "raised": "triangle-up",
    "lowered": "triangle-down",
    **dict.fromkeys(("won", "lost"), "circle"),
}
"""How a change is marked; any other one by a diamond."""


def deals(on: Sheet, life: Life, look: Look, top: float) -> float:
    """The changes of the deals by as-of; gives where the lane ends."""
    known = [deal for deal in life.deals if on.shows(look.local(deal.at))]
    if not known:
        return top
    y = top + HIGH / 2
    on.name(f"{look.words('lane.deals')}\n{look.words('lane.deals_mark')}", y)
    on.dots(
        [look.local(deal.at) for deal in known],
        y,
        [_told(deal, look) for deal in known],
        size=SIZE,
        symbol=[SYMBOLS.get(deal.turn, "diamond") for deal in known],
        color=[_colour(deal, on.palette) for deal in known],
        line={"width": 1, "color": on.palette.ground},
    )
    return _named(known, on, look, top + HIGH)


def _colour(deal: Deal, palette: Palette) -> str:
    meant = {"won": palette.kept, "lost": palette.lost, "pushed": palette.late, "lowered": palette.late}
    return meant.get(deal.turn, palette.sales)


def _told(deal: Deal, look: Look) -> str:
    what, more = events.deal_in_words(deal, look.words)
    when = look.moment(deal.at, look.words("style.minute"))
    return f"{when}\n{' · '.join(filter(None, [what, more]))}"


def _named(known: list[Deal], on: Sheet, look: Look, bottom: float) -> float:
    """The stages below their marks, the latest before others, as far as there is room."""
    staged = [deal for deal in known if deal.stage][::-1]
    names = [saying.named("deal", str(deal.stage), look.words) for deal in staged]
    wanted = [
        (min(max(on.x(look.local(deal.at)) - width(name) / 2, 0), WIDE - width(name)), name)
        for deal, name in zip(staged, names, strict=True)
    ]
    kept = apart(wanted)
    for place in kept:
        left, name = wanted[place]
        on.write(Label(name, on.moment(left + width(name) / 2), bottom + LINE / 2, on.palette.muted, "center"))
    return bottom + LINE if kept else bottom
