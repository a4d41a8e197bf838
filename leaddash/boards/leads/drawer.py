"""What the drawer shows of what was pressed: the leads behind a figure, split, searched and listed, or one lead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

import pandas as pd

from leaddash.blocks import opens
from leaddash.blocks.ask import Ask, at_once, names_of
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.look import Look
from leaddash.blocks.opens import Opens
from leaddash.blocks.parts import Columns, Heading, Link, Notice, Opened, Ranking, Row, Search, Table
from leaddash.boards.leads.behind import Behind, behind
from leaddash.boards.leads.described import briefly
from leaddash.boards.leads.lead import show_lead_briefly
from leaddash.boards.leads.links import LIST_KEYS, SLICE_KEY
from leaddash.boards.leads.saving import saved
from leaddash.drawing.ranked import slice_name
from leaddash.metrics import registry
from leaddash.words import Words

SEARCH_KEY = "search_in_drawer"
ROWS, ROWS_KEY = 50, "rows"
"""How many leads are listed at first, and each time that more are asked for; and what is opened calls their number."""
KEYS = ("lead", *LIST_KEYS, "start", ROWS_KEY)
"""What may be said of what is opened, and from where its response clocks start."""
SPLIT_BY = ("source", "person")
MOST_VALUES = 6


def title_of(opened: Opens, words: Words) -> str:
    """What the drawer is called: the figure, or that it is of one lead."""
    figure = opened.get("figure", "")
    return words(f"figure.{figure}") if words.has(f"figure.{figure}") else words("drawer.lead")


def show_drawer(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The drawer, of what is opened."""
    opened = {key: str(value) for key, value in chosen.values.items() if key in KEYS}
    if chosen.get("lead"):
        yield from _lead(ask, opened, chosen, look)
        return
    leads = behind(ask, chosen, look)
    yield Heading(leads.sentence)
    if leads.count:
        yield from _listed(leads, opened, chosen, look)
    else:
        yield Notice(look.words("empty.leads"), is_warning=False)


def _listed(leads: Behind, opened: Opens, chosen: Chosen, look: Look) -> Iterator[Block]:
    """Who and whence they are, a search, the leads themselves, and the ways out."""
    splits = [partial(_split, leads, opened, dimension, look) for dimension in SPLIT_BY]
    search = chosen.get("search")
    listed, *rankings = at_once([partial(leads.listed, search, _rows(chosen)), *splits])
    yield Columns((1, 1), [[ranking] for ranking in rankings])
    yield Search(SEARCH_KEY, look.words("drawer.search_hint", n=leads.count), width=None, is_live=True)
    if listed.empty:
        yield Notice(look.words("empty.search"), is_warning=False)
    else:
        yield _table(listed, leads.ask.as_of, opened, look)
        yield from _more(len(listed), int(listed["matches"].iloc[0]), opened, look)
    page = Link(look.words("drawer.open_as_page"), "leads", opened)
    yield Row([page, *([] if listed.empty else [saved(listed, leads, search, look.words, "leads-behind")])])


def _split(leads: Behind, opened: Opens, dimension: str, look: Look) -> Ranking:
    """The values of a dimension with most of the leads, each opening its own; what all others have together."""
    counts = registry.split(leads.ask.snapshot, leads.ask.question(), leads.kind, leads.wanted, dimension)
    names, known = names_of(leads.ask.snapshot, dimension), list(counts.items())
    most = [
        (slice_name(names.get(value, value) or None, look.words), n, _only(opened, dimension, value))
        for value, n in known[:MOST_VALUES]
    ]
    others = known[MOST_VALUES:]
    rest = [(look.words("drawer.others", n=len(others)), sum(n for _, n in others), None)] if others else []
    return Ranking(look.words(f"dimension.{dimension}"), [*most, *rest])


def _only(opened: Opens, dimension: str, value: str) -> Opens:
    """What is opened, of one value alone."""
    slices = {**opens.read(opened.get(SLICE_KEY, "")), dimension: value}
    return {**opened, SLICE_KEY: opens.written(slices)}


def _table(listed: pd.DataFrame, as_of: datetime, opened: Opens, look: Look) -> Table:
    shown = briefly(listed, look, as_of)
    leads = [{**opened, "lead": str(lead)} for lead in listed["lead_id"]]
    kinds = of_kind(Kind.TEXT, *shown.columns)
    return Table(shown, "drawer", kinds, is_saved=False, opens={"lead_name": leads})


def _more(shown: int, matches: int, opened: Opens, look: Look) -> Iterator[Block]:
    if matches > shown:
        more = {**opened, ROWS_KEY: str(shown + ROWS)}
        yield Opened(look.words("drawer.more", n=matches - shown), more)


def _lead(ask: Ask, opened: Opens, chosen: Chosen, look: Look) -> Iterator[Block]:
    """One lead, with the way back to the list it was opened from."""
    rest = {key: value for key, value in opened.items() if key != "lead"}
    ways = [Link(look.words("drawer.open_as_page"), "leads", {"lead": chosen.get("lead")})]
    yield Row([*([Opened(look.words("drawer.back"), rest)] if "figure" in rest else []), *ways])
    yield from show_lead_briefly(ask, chosen, look)


def _rows(chosen: Chosen) -> int:
    """How many leads are to be listed."""
    wanted = chosen.get(ROWS_KEY)
    return int(wanted) if wanted.isdigit() and len(wanted) < 6 else ROWS
