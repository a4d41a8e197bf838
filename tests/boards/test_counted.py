"""Every headline figure and every chart of the pages names the metric that says how it is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from leaddash.blocks.ask import Ask
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Block, Chart, Columns, Figures, Live, Row
from leaddash.boards.overview.show import show as overview
from leaddash.drawing.theme import LIGHT
from leaddash.metrics import registry
from leaddash.periods import Period
from leaddash.snapshots import open_snapshot
from leaddash.subjects.funnel.show import VIEWS
from leaddash.subjects.funnel.show import show as funnel
from leaddash.subjects.promises.show import show as promises
from leaddash.subjects.response.show import show as response
from leaddash.ui.page import Show
from leaddash.words import load
from tests.companies import generated

LOOK = Look(load("en"), LIGHT, "Europe/Madrid")
PAGES = [
    *((funnel, {"view": view}, 0, 1) for view in VIEWS),
    (overview, {}, 4, 1),
    (response, {}, 4, 5),
    (promises, {}, 1, 5),
]


@pytest.fixture(scope="module")
def ask() -> Ask:
    shot = open_snapshot(generated(leads=4_000, months=36, seed=7))
    return Ask(shot, shot.agreement, Period("month", date(2026, 7, 1), date(2026, 8, 1)), shot.newest, {})


def shown(blocks: Iterable[Block], ask: Ask, chosen: Chosen) -> Iterator[Block]:
    """All blocks of a page, those within others too."""
    for block in blocks:
        yield block
        if isinstance(block, Row):
            yield from shown(block.parts, ask, chosen)
        if isinstance(block, Columns):
            yield from (inner for column in block.parts for inner in shown(column, ask, chosen))
        if isinstance(block, Live):
            yield from shown(block.show(ask, chosen, LOOK), ask, chosen)


@pytest.mark.parametrize(("show", "link", "figures", "charts"), PAGES)
def test_what_a_page_counts_names_its_metric(
    show: Show, link: dict[str, str], figures: int, charts: int, ask: Ask
) -> None:
    chosen = Chosen(link)
    blocks = list(shown(show(ask, chosen, LOOK), ask, chosen))
    headlines = [each for block in blocks if isinstance(block, Figures) for each in block.headlines]
    pictures = [block.picture for block in blocks if isinstance(block, Chart)]
    assert len(headlines) >= figures
    assert len(pictures) >= charts
    assert {each.counts for each in [*headlines, *pictures]} <= set(registry.names())
