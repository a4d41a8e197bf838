"""What the drawer shows of what was pressed: the leads behind a figure, split, searched and listed, or one lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pandas as pd

from leaddash.blocks import opens
from leaddash.blocks.ask import Ask, at_once, names_of
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.figure import NARROWED, Wanted
from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.look import Look
from leaddash.blocks.opens import Opens
from leaddash.blocks.parts import Columns, Heading, Link, Notice, Opened, Ranking, Row, Search, Table
from leaddash.boards.leads.described import briefly
from leaddash.boards.leads.lead import show_lead_briefly
from leaddash.boards.leads.links import SLICE_KEY, SPAN_KEY
from leaddash.boards.leads.narrowing import asked_of, narrowing
from leaddash.boards.leads.saving import saved
from leaddash.boards.leads.within import within
from leaddash.drawing.ranked import slice_name
from leaddash.metrics import figures, registry
from leaddash.subjects.leads.sentences import leads_sentence
from leaddash.words import Words

SEARCH_KEY = "search_in_drawer"
ROWS, ROWS_KEY = 50, "rows"
"""How many leads are listed at first, and each time that more are asked for; and what is opened calls their number."""
KEYS = ("lead", "list", "figure", *NARROWED, SLICE_KEY, SPAN_KEY, "search", ROWS_KEY)
"""What may be said of what is opened."""
SPLIT_BY = ("source", "person")
MOST_VALUES = 6


@dataclass(frozen=True)
class Behind:
    """The leads behind a figure: the kind of their list, what is wanted, of which question, how many."""

    kind: str
    wanted: Wanted
    ask: Ask
    opened: Opens
    count: int


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
    kinds = figures.LIST_KINDS
    kind = chosen.get("list") if chosen.get("list") in kinds else figures.kind_of(chosen.get("figure"))
    narrow = within(ask, chosen, look)
    wanted, _ = narrowing(kind, narrow.ask, chosen, look)
    narrowed = asked_of(kind, narrow.ask, chosen, look)
    behind = Behind(kind, wanted, narrowed, opened, figures.count(narrowed, kind, wanted, narrowed.as_of))
    again = registry.came_back(ask.snapshot, narrowed.question(), kind, wanted) if behind.count else 0
    period = narrowed.names(look.words)[0]
    yield Heading(leads_sentence(behind.count, look.words, kind, wanted, period, narrow.names, again))
    if not behind.count:
        yield Notice(look.words("empty.leads"), is_warning=False)
        return
    yield from _listed(behind, chosen, look)


def _listed(behind: Behind, chosen: Chosen, look: Look) -> Iterator[Block]:
    """Who and whence they are, a search, the leads themselves, and the ways out."""
    splits = [partial(_split, behind, dimension, look) for dimension in SPLIT_BY]
    search = chosen.get("search")
    sources, people, listed = at_once([*splits, partial(_cases, behind, _rows(chosen), search)])
    yield Columns((1, 1), [[sources], [people]])
    yield Search(SEARCH_KEY, look.words("drawer.search_hint", n=behind.count), width=None, is_live=True)
    if listed.empty:
        yield Notice(look.words("empty.search"), is_warning=False)
    else:
        yield _table(listed, behind, look)
        yield from _more(len(listed), int(listed["matches"].iloc[0]), behind, look)
    page = Link(look.words("drawer.open_as_page"), "leads", behind.opened)
    of = behind.kind, behind.wanted, search, behind.ask, look.words
    yield Row([page, *([] if listed.empty else [saved(listed, *of, "leads-behind")])])


def _cases(behind: Behind, most: int, search: str) -> pd.DataFrame:
    ask = behind.ask
    return registry.lead_list(ask.snapshot, ask.question(), behind.kind, behind.wanted, search=search, most=most)


def _split(behind: Behind, dimension: str, look: Look) -> Ranking:
    """The values of a dimension with most of the leads, each opening its own; what all others have together."""
    counts = figures.split(behind.ask, behind.kind, behind.wanted, behind.ask.as_of, dimension)
    names, known = names_of(behind.ask.snapshot, dimension), list(counts.items())
    most = [
        (slice_name(names.get(value, value) or None, look.words), n, _only(behind.opened, dimension, value))
        for value, n in known[:MOST_VALUES]
    ]
    others = known[MOST_VALUES:]
    rest = [(look.words("drawer.others", n=len(others)), sum(n for _, n in others), None)] if others else []
    return Ranking(look.words(f"dimension.{dimension}"), [*most, *rest])


def _only(opened: Opens, dimension: str, value: str) -> Opens:
    """What is opened, of one value alone."""
    slices = {**opens.read(opened.get(SLICE_KEY, "")), dimension: value}
    return {**opened, SLICE_KEY: opens.written(slices)}


def _table(listed: pd.DataFrame, behind: Behind, look: Look) -> Table:
    shown = briefly(listed, look, behind.ask.as_of)
    leads = [{**behind.opened, "lead": str(lead)} for lead in listed["lead_id"]]
    kinds = of_kind(Kind.TEXT, *shown.columns)
    return Table(shown, "drawer", kinds, is_saved=False, opens={"lead_name": leads})


def _more(shown: int, matches: int, behind: Behind, look: Look) -> Iterator[Block]:
    if matches > shown:
        more = {**behind.opened, ROWS_KEY: str(shown + ROWS)}
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
