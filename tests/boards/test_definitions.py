"""The definitions, searched and pointed at."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st

from leaddash.agreement import EXITS, STAGES
from leaddash.blocks.ask import Ask
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Block, Folded, Heading, Notice, Terms
from leaddash.boards.definitions.search import is_found
from leaddash.boards.definitions.show import show
from leaddash.drawing.theme import LIGHT
from leaddash.metrics import figures, registry
from leaddash.periods import Period
from leaddash.snapshots import open_snapshot
from leaddash.words import LANGUAGES, load
from tests.companies import generated

FIGURES = {name for kind in figures.LIST_KINDS for name in figures.names(kind)}
NAMES = sorted({*STAGES, *EXITS, *FIGURES, *registry.names()})


@pytest.fixture(scope="module")
def ask() -> Ask:
    shot = open_snapshot(generated(leads=4_000, months=36, seed=7))
    return Ask(shot, shot.agreement, Period("month", date(2026, 7, 1), date(2026, 8, 1)), shot.newest, {})


def page(ask: Ask, language: str = "en", **link: str) -> list[Block]:
    return list(show(ask, Chosen(link), Look(load(language), LIGHT, "Europe/Madrid")))


def names(blocks: list[Block]) -> set[str]:
    """The names that a page tells, of metrics as their folds are called."""
    told = {name for block in blocks if isinstance(block, Terms) for name in block.cells}
    return told | {block.key for block in blocks if isinstance(block, Folded)}


@pytest.mark.parametrize(
    ("wanted", "text", "is_there"),
    [
        ("", "anything", True),
        ("  ", "anything", True),
        ("INTERACCION", "Tuvo una primera interacción", True),
        ("interacción", "interaccion", True),
        ("lead sales", "Sales lead", True),
        ("lead buyer", "Sales lead", False),
        ("sales_lead", "sales_lead", True),
        ("sales lead", "sales_lead", True),
        ("ñ", "España", True),
        ("touch", "first_touch", True),
        ("x", "", False),
    ],
)
def test_words_are_found_in_any_order_without_capitals_or_accents(wanted: str, text: str, *, is_there: bool) -> None:
    assert is_found(wanted, text) == is_there


@seed(16)
@given(st.text(), st.text(), st.text())
def test_every_part_of_a_text_is_found_in_it(before: str, part: str, after: str) -> None:
    assert is_found(part, f"{before} {part} {after}")
    assert is_found(part.swapcase().swapcase(), part) or part.swapcase().swapcase() != part


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_looked_for_shows_everything_once(language: str, ask: Ask) -> None:
    blocks = page(ask, language)
    assert names(blocks) == {*STAGES, *EXITS, *FIGURES, *(f"metric_{name}" for name in registry.names())}
    assert len([block for block in blocks if isinstance(block, Heading)]) == 4
    assert not any(isinstance(block, Notice) for block in blocks)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_everything_is_found_by_its_technical_name_and_by_what_it_is_called(name: str, language: str, ask: Ask) -> None:
    words = load(language)
    kinds = {"metric": registry.names(), "stage": STAGES, "exit": EXITS, "figure": FIGURES}
    called = next(words(f"{kind}.{name}") for kind, known in kinds.items() if name in known)
    for wanted in (name, called, called.upper()):
        assert {name, f"metric_{name}"} & names(page(ask, language, term=wanted)), wanted


def test_what_does_not_match_goes_with_its_heading(ask: Ask) -> None:
    blocks = page(ask, term="response_curve_adjusted")
    assert names(blocks) == {"metric_response_curve_adjusted"}
    assert [block.text for block in blocks if isinstance(block, Heading)] == [load("en")("definitions.metrics")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_nothing_is_found_is_said_in_the_place_of_it(language: str, ask: Ask) -> None:
    blocks = page(ask, language, term="xyzzy *b*")
    assert names(blocks) == set()
    said = [block.text for block in blocks if isinstance(block, Notice)]
    assert said == [load(language)("definitions.nothing", wanted="xyzzy *b*")]


@pytest.mark.parametrize("name", NAMES)
def test_a_link_points_at_exactly_one_thing(name: str, ask: Ask) -> None:
    blocks = page(ask, define=name)
    folds = [block.key for block in blocks if isinstance(block, Folded) and block.is_chosen]
    rows = [block.chosen for block in blocks if isinstance(block, Terms) and block.chosen]
    assert (folds, rows) == (([f"metric_{name}"], []) if name in registry.names() else ([], [name]))


def test_a_link_to_what_there_is_not_says_so_and_shows_the_rest(ask: Ask) -> None:
    blocks = page(ask, define="luck")
    assert [block.text for block in blocks if isinstance(block, Notice)] == [
        load("en")("definitions.unknown", name="luck")
    ]
    assert names(blocks) == names(page(ask))
