"""What is said and drawn of the deals of one lead: each change against what was known before it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leaddash.blocks.look import Look
from leaddash.drawing.theme import LIGHT
from leaddash.subjects.leads.charts.lanes import lanes
from leaddash.subjects.leads.events import deal_in_words
from leaddash.subjects.leads.life import Deal
from leaddash.subjects.leads.tables import lanes_table
from leaddash.words import load
from tests.subjects.lead_lives import CUSTOMER, LATE, ZONE, on

LOOK = Look(load("en"), LIGHT, ZONE)
SEPTEMBER, OCTOBER = on("09-20"), on("10-20")


def change(**told: Any) -> Deal:
    return Deal(on("09-05"), False, **told)


@pytest.mark.parametrize(
    ("deal", "turn"),
    [
        (change(close_date=OCTOBER, was_close_date=SEPTEMBER), "pushed"),
        (change(close_date=SEPTEMBER, was_close_date=OCTOBER), "pulled"),
        (change(close_date=OCTOBER), ""),
        (change(amount=12.0, was_amount=10.0), "raised"),
        (change(amount=8.0, was_amount=10.0), "lowered"),
        (change(amount=10.0, was_amount=10.0), ""),
        (change(stage=" Won ", amount=8.0, was_amount=10.0), "won"),
        (change(stage="lost"), "lost"),
    ],
)
def test_a_change_means_most_what_it_does_to_the_forecast(deal: Deal, turn: str) -> None:
    assert deal.turn == turn


def test_a_change_says_what_was_and_what_is() -> None:
    deal = change(amount=70_700, was_amount=64_000, currency="EUR", close_date=OCTOBER, was_close_date=SEPTEMBER)
    what, more = deal_in_words(replace(deal, category="Commit"), LOOK.words)
    assert what == "Opportunity changed"
    assert "64,000 → 70,700" in more
    assert "called Commit" in more
    assert more.count("→") == 2


def test_what_is_as_it_was_is_not_said() -> None:
    deal = change(amount=64_000, was_amount=64_000, currency="EUR", close_date=OCTOBER, was_close_date=OCTOBER)
    assert deal_in_words(deal, LOOK.words) == ("Opportunity changed", "64,000\u00a0EUR")


def test_the_deals_of_a_lead_have_a_lane_and_rows_and_a_lead_without_one_neither() -> None:
    def names(life: Any) -> str:
        return " ".join(note.text for note in lanes(life, LOOK).figure.layout.annotations)

    assert "<b>Deal</b>" in names(CUSTOMER)
    assert "<b>Deal</b>" not in names(replace(LATE, deals=()))
    assert list(lanes_table(CUSTOMER, LOOK).frame["lane"]).count("Deal") == len(CUSTOMER.deals)
