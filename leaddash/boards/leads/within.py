"""The slice and the days that a list of leads is of, beside the page's filters and period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from leaddash.blocks.ask import Ask, names_of
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Link
from leaddash.boards.leads.links import SLICE_KEY, SPAN_KEY, WHENEVER
from leaddash.drawing.ranked import slice_name
from leaddash.moments import local_date
from leaddash.periods import DAY, Period, period
from leaddash.scope import DIMENSIONS


@dataclass(frozen=True)
class Within:
    """The questions of a list, the names of what narrows it alone, and a link for each to be rid of it."""

    ask: Ask
    names: list[str]
    chips: list[Link]


def within(ask: Ask, chosen: Chosen, look: Look) -> Within:
    """What the link says that the list is of; what it says wrongly is left out."""
    asked, names, chips = ask, list[str](), list[Link]()
    name, _, value = chosen.get(SLICE_KEY).partition(":")
    if name in DIMENSIONS:
        asked = replace(asked, filters={**asked.filters, name: (value,)})
        said = slice_name(names_of(ask.snapshot, name).get(value, value) or None, look.words)
        names.append(said)
        label = look.words("leads.only", dimension=look.words(f"dimension.{name}"), value=said)
        chips.append(Link(label, "leads", {SLICE_KEY: ""}))
    days = _days(chosen.get(SPAN_KEY), ask)
    if days is not None:
        asked = asked.over(days)
        chips.append(Link(look.words("leads.span", period=days.name(look.words)), "leads", {SPAN_KEY: ""}))
    return Within(asked, names, chips)


def _days(span: str, ask: Ask) -> Period | None:
    if span == WHENEVER:
        return period("all", local_date(ask.as_of, ask.rules.timezone))
    first, dots, last = span.partition("..")
    try:
        return Period("custom", date.fromisoformat(first), date.fromisoformat(last) + DAY) if dots else None
    except (ValueError, OverflowError):
        return None
