"""The leads behind a figure, and everything that happened to one of them."""

from __future__ import annotations

from collections.abc import Iterator

from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.figure import Wanted
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Cases, Chips, Choice, Note, Notice, Paging, Row, Search, Sentence
from leaddash.boards.leads.described import in_words
from leaddash.boards.leads.lead import is_list_asked, show_lead
from leaddash.boards.leads.narrowing import asked_of, narrowing, owner_name
from leaddash.boards.leads.saving import KINDS, saved
from leaddash.boards.leads.within import within
from leaddash.metrics import figures, registry
from leaddash.subjects.leads.sentences import leads_sentence

MOST_LISTED = 500
"""Rows of the list on screen at once; the others stay in the database until asked for."""
HEIGHT = 380


def show(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page Leads: the lead that the link names, and the list of leads, unless only a lead is asked for."""
    if chosen.get("lead"):
        yield from show_lead(ask, chosen, look)
        if not is_list_asked(chosen):
            return
    kinds = Choice("list", look.named("list", figures.LIST_KINDS), figures.kind_of(chosen.get("figure")))
    kind, search = chosen(kinds), chosen.get("search")
    narrow = within(ask, chosen, look)
    wanted, choices = narrowing(kind, narrow.ask, chosen, look)
    yield Row([kinds, *choices, Search("search", look.words("control.search_hint"))])
    if narrow.chips:
        yield Chips(narrow.chips)
    ask = asked_of(kind, narrow.ask, chosen, look)
    count = figures.count(ask, kind, wanted, ask.as_of)
    again = registry.came_back(ask.snapshot, ask.question(), kind, wanted) if count else 0
    names = [*narrow.names, *owner_name(wanted, ask, look)]
    yield Sentence(leads_sentence(count, look.words, kind, wanted, ask.names(look.words)[0], names, again))
    if count:
        yield from _list(kind, wanted, search, ask, chosen, look)
    else:
        yield Notice(look.words("empty.leads"), is_warning=False)
    if not chosen.get("lead"):
        yield Note(look.words("leads.choose"))


def _list(kind: str, wanted: Wanted, search: str, ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The cases behind a figure, newest first and part by part; choosing one opens its lead below."""
    paging = "_".join(["part", kind, *(value or "" for value in wanted.values()), search])
    skipped = (int(chosen.get(paging, "1")) - 1) * MOST_LISTED
    listed = registry.lead_list(
        ask.snapshot, ask.question(), kind, wanted, search=search, skipped=skipped, most=MOST_LISTED
    )
    if listed.empty:
        yield Notice(look.words("empty.search"), is_warning=False)
        return
    shown = in_words(listed.drop(columns="matches"), look.words)
    yield Cases(shown, f"list_{paging}_{skipped}", look.words("leads.alt"), kinds=KINDS, height=HEIGHT)
    matches = int(listed["matches"].iloc[0])
    parts = [Paging(paging, skipped + 1, skipped + len(listed), matches, MOST_LISTED)] if matches > MOST_LISTED else []
    yield Row([saved(listed, kind, wanted, search, ask, look.words), *parts])
