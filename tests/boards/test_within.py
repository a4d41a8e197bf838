"""What a list of leads is narrowed to by its link alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from leaddash import metrics
from leaddash.blocks.ask import Ask
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.boards.leads.within import within
from leaddash.drawing.theme import LIGHT
from leaddash.periods import Period
from leaddash.snapshots import open_snapshot
from leaddash.words import load
from tests.companies import generated

LOOK = Look(load("en"), LIGHT, "Europe/Madrid")
JULY = Period("month", date(2026, 7, 1), date(2026, 8, 1))


@pytest.fixture(scope="module")
def ask() -> Ask:
    shot = open_snapshot(generated(leads=4_000, months=36, seed=7))
    return Ask(shot, shot.agreement, JULY, shot.newest, {"country": ("ES",)})


def test_a_slice_goes_beside_the_filters_and_in_place_of_one_of_its_dimension(ask: Ask) -> None:
    found = within(ask, Chosen({"only": "source:webinar"}), LOOK)
    assert found.ask.filters == {"country": ("ES",), "source": ("webinar",)}
    assert (found.names, [chip.text for chip in found.chips]) == (["webinar"], ["Source: webinar ✕"])
    assert within(ask, Chosen({"only": "country:FR"}), LOOK).ask.filters == {"country": ("FR",)}
    missing = within(ask, Chosen({"only": "team:"}), LOOK)
    assert (missing.ask.filters["team"], missing.names) == (("",), [LOOK.words("slice.missing")])


def test_a_person_is_called_by_name(ask: Ask) -> None:
    person, name = next(iter(ask.people().items()))
    assert within(ask, Chosen({"only": f"person:{person}"}), LOOK).names == [name]


def test_days_take_the_place_of_the_period(ask: Ask) -> None:
    found = within(ask, Chosen({"span": "2026-03-01..2026-03-31"}), LOOK)
    assert found.ask.period == Period("custom", date(2026, 3, 1), date(2026, 4, 1))
    march = replace(ask, period=Period("month", date(2026, 3, 1), date(2026, 4, 1)))
    assert found.ask(metrics.funnel).equals(march(metrics.funnel))
    assert within(ask, Chosen({"span": "all"}), LOOK).ask.period.since is None
    assert [chip.changes for chip in found.chips] == [{"span": ""}]


@pytest.mark.parametrize("said", [{}, {"only": "colour:red"}, {"only": "x"}, {"span": "then..now"}, {"span": "2026"}])
def test_what_is_said_wrongly_narrows_nothing(said: dict[str, str], ask: Ask) -> None:
    found = within(ask, Chosen(said), LOOK)
    assert (found.ask, found.names, found.chips) == (ask, [], [])
