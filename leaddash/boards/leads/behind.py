"""The leads behind a figure, as the page of the leads and the drawer beside a page both say them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from leaddash.blocks.ask import Ask, kept
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.figure import Wanted, narrowed
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Choice, Link
from leaddash.boards.leads.narrowing import OF_PERIODS, asked_of, narrowing, owner_name
from leaddash.boards.leads.within import within
from leaddash.metrics import figures, registry
from leaddash.subjects.forecast import period
from leaddash.subjects.forecast.naming import period_name
from leaddash.subjects.leads.sentences import leads_sentence


@dataclass(frozen=True)
class Behind:
    """The leads behind a figure: the kind of their list, what is wanted, of which question, how many, and in words.

    The `choices` and the `chips` are what it can be narrowed by and be rid of.
    """

    kind: str
    wanted: Wanted
    ask: Ask
    count: int
    sentence: str
    choices: list[Choice]
    chips: list[Link]

    def listed(self, search: str, most: int, skipped: int = 0) -> pd.DataFrame:
        """A part of the list as it is on screen: those that are looked for, newest first, `matches` in all."""
        snapshot, question, part = self.ask.snapshot, self.ask.question(), (search, skipped, most)
        key = repr((self.kind, *narrowed(self.wanted).values(), part, question.key))

        def make() -> pd.DataFrame:
            of = self.kind, self.wanted
            return registry.lead_list(snapshot, question, *of, search=search, skipped=skipped, most=most)

        return kept(snapshot, "listed", key, make)


def behind(ask: Ask, chosen: Chosen, look: Look) -> Behind:
    """The leads behind the figure that is chosen, as it is narrowed."""
    kinds = Choice("list", look.named("list", figures.LIST_KINDS), figures.kind_of(chosen.get("figure")))
    kind, narrow = chosen(kinds), within(ask, chosen, look)
    wanted, choices = narrowing(kind, narrow.ask, chosen, look)
    asked = asked_of(kind, narrow.ask, chosen, look)
    count = figures.count(asked, kind, wanted, asked.as_of)
    again = registry.came_back(asked.snapshot, asked.question(), kind, wanted) if count else 0
    names = [*narrow.names, *owner_name(wanted, asked, look)]
    told = leads_sentence(count, look.words, kind, wanted, _period_name(kind, asked, look), names, again)
    return Behind(kind, wanted, asked, count, told, [kinds, *choices], narrow.chips)


def _period_name(kind: str, ask: Ask, look: Look) -> str:
    """What the period is called of which the list is."""
    return period_name(period.named_by(ask), look.words) if kind in OF_PERIODS else ask.names(look.words)[0]
