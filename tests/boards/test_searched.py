"""What is typed above a list of leads: it is looked for in their number, their name and their company."""

from __future__ import annotations

from typing import Any

import pytest

from leaddash.blocks.ask import Ask
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.boards.leads.behind import behind
from leaddash.drawing.theme import LIGHT
from leaddash.metrics import figures
from leaddash.periods import period
from leaddash.snapshots import open_snapshot
from leaddash.words import load
from tests.companies import generated

LOOK = Look(load("en"), LIGHT, "Europe/Madrid")
COLUMNS, ALL = ["lead_id", "lead_name", "company"], 10_000


@pytest.fixture(scope="module")
def ask() -> Ask:
    shot = open_snapshot(generated(leads=4_000, months=36, seed=7))
    return Ask(shot, shot.agreement, period("year", shot.newest.date()), shot.newest, {})


@pytest.mark.parametrize("kind", figures.LIST_KINDS)
def test_every_list_finds_its_leads_by_any_part_of_number_name_or_company(kind: str, ask: Ask) -> None:
    leads = behind(ask, Chosen({"list": kind}), LOOK)
    every = leads.listed("", ALL)
    assert len(every) == leads.count > 0
    for text in every[COLUMNS].dropna().iloc[0]:
        found, holds = leads.listed(f" {text.swapcase()} ", ALL), [_names(lead, text) for lead in every.itertuples()]
        assert found["lead_id"].tolist() == every.loc[holds, "lead_id"].tolist()
        assert set(found["matches"]) == {sum(holds)}


def _names(lead: Any, text: str) -> bool:
    return any(text.lower() in str(getattr(lead, column)).lower() for column in COLUMNS)
