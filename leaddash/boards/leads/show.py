"""The leads behind a figure, and everything that happened to one of them."""

from __future__ import annotations

from collections.abc import Iterator

from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Cases, Chips, Note, Notice, Paging, Row, Search, Sentence
from leaddash.boards.leads.behind import Behind, behind
from leaddash.boards.leads.described import in_words
from leaddash.boards.leads.lead import is_list_asked, show_lead
from leaddash.boards.leads.saving import KINDS, saved

MOST_LISTED = 500
"""Rows of the list on screen at once; the others stay in the database until asked for."""
HEIGHT = 380


def show(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page Leads: the lead that the link names, and the list of leads, unless only a lead is asked for."""
    if chosen.get("lead"):
        yield from show_lead(ask, chosen, look)
        if not is_list_asked(chosen):
            return
    leads = behind(ask, chosen, look)
    yield Row([*leads.choices, Search("search", look.words("control.search_hint"))])
    if leads.chips:
        yield Chips(leads.chips)
    yield Sentence(leads.sentence)
    if leads.count:
        yield from _list(leads, chosen, look)
    else:
        yield Notice(look.words("empty.leads"), is_warning=False)
    if not chosen.get("lead"):
        yield Note(look.words("leads.choose"))


def _list(leads: Behind, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The cases behind a figure, newest first and part by part; choosing one opens its lead below."""
    search = chosen.get("search")
    paging = "_".join(["part", leads.kind, *(value or "" for value in leads.wanted.values()), search])
    skipped = (int(chosen.get(paging, "1")) - 1) * MOST_LISTED
    listed = leads.listed(search, MOST_LISTED, skipped)
    if listed.empty:
        yield Notice(look.words("empty.search"), is_warning=False)
        return
    shown = in_words(listed.drop(columns="matches"), look.words)
    yield Cases(shown, f"list_{paging}_{skipped}", look.words("leads.alt"), kinds=KINDS, height=HEIGHT)
    matches = int(listed["matches"].iloc[0])
    parts = [Paging(paging, skipped + 1, skipped + len(listed), matches, MOST_LISTED)] if matches > MOST_LISTED else []
    yield Row([saved(listed, leads, search, look.words), *parts])
