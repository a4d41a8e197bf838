"""The slice and the days that a list of leads is of, beside the page's filters and period."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from leaddash.blocks import opens
from leaddash.blocks.ask import Ask, names_of
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Link
from leaddash.boards.leads.links import HOUR_KEY, SLICE_KEY, SPAN_KEY, WHENEVER
from leaddash.drawing.ranked import slice_name
from leaddash.moments import local_date
from leaddash.periods import DAY, Period, period
from leaddash.scope import DIMENSIONS

SUNDAY = date(2023, 12, 31)
"""A day before a Monday: the weekdays are counted from it."""


@dataclass(frozen=True)
class Within:
    """The questions of a list, the names of what narrows it alone, and a link for each to be rid of it."""

    ask: Ask
    names: list[str]
    chips: list[Link]


def within(ask: Ask, chosen: Chosen, look: Look) -> Within:
    """What the link says that the list is of; what it says wrongly is left out."""
    asked, names, chips = ask, list[str](), list[Link]()
    slices = {name: value for name, value in opens.read(chosen.get(SLICE_KEY)).items() if name in DIMENSIONS}
    for name, value in slices.items():
        asked = replace(asked, filters={**asked.filters, name: (value,)})
        names.append(slice_name(names_of(ask.snapshot, name).get(value, value) or None, look.words))
        label = look.words("leads.only", dimension=look.words(f"dimension.{name}"), value=names[-1])
        others = {each: own for each, own in slices.items() if each != name}
        chips.append(Link(label, "leads", {SLICE_KEY: opens.written(others)}))
    hour = hour_of(chosen)
    if hour:
        weekday, _, begins = hour.partition(".")
        day = look.words.day(SUNDAY + int(weekday) * DAY, "ccc")
        names.append(look.words("leads.hour", day=day, hour=f"{int(begins):02d}:00"))
        chips.append(Link(look.words("leads.without", name=names[-1]), "leads", {HOUR_KEY: ""}))
    days = _days(chosen.get(SPAN_KEY), ask)
    if days is not None:
        asked = asked.over(days)
        chips.append(Link(look.words("leads.span", period=days.name(look.words)), "leads", {SPAN_KEY: ""}))
    return Within(asked, names, chips)


def hour_of(chosen: Chosen) -> str:
    """The hour of the week that the list is of, `1.13` for Mondays from 13:00 on; nothing where none is said."""
    said = chosen.get(HOUR_KEY)
    return said if re.fullmatch(r"[1-7]\.(\d|1\d|2[0-3])", said) else ""


def _days(span: str, ask: Ask) -> Period | None:
    if span == WHENEVER:
        return period("all", local_date(ask.as_of, ask.rules.timezone))
    first, dots, last = span.partition("..")
    try:
        return Period("custom", date.fromisoformat(first), date.fromisoformat(last) + DAY) if dots else None
    except (ValueError, OverflowError):
        return None
