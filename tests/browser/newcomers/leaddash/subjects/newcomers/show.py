"""Who came, and from where."""

from __future__ import annotations

from collections.abc import Iterator

from leaddash.subjects.newcomers.charts.countries import countries
from leaddash.subjects.newcomers.metrics.newcomers import newcomers

from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.kinds import Kind
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Chart, Sentence, Table


def show(ask: Ask, _chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page Newcomers."""
    frame = ask(newcomers)
    yield Sentence(look.words("insight.newcomers", n=int(frame["leads"].sum())))
    table = Table(frame, "newcomers", {**newcomers.kinds, "country": Kind.TEXT})
    yield Chart(countries(frame, look.words, look.palette), table)
