"""Proposals: packed into a link and read again, laid over the agreement, told apart from nonsense."""

from __future__ import annotations

import random

import pytest

from leaddash import agreement
from leaddash.agreement import Agreement, Proposal
from tests.naive import scoring_settings as settings

RULES = agreement.default()
BASE = agreement.as_agreed(RULES).base
MOVED = Proposal(BASE, "", {"threshold": 80, "fit_floor": None, "fit:decides": 25.5, "behaviour:trial": -5})


def test_a_packed_proposal_is_read_again_and_fits_a_link() -> None:
    word = agreement.packed(MOVED)
    assert agreement.unpacked(word) == MOVED
    assert len(word) < 200
    assert all(letter.isalnum() or letter in "-_." for letter in word)


def test_what_changes_nothing_is_not_in_the_link() -> None:
    assert agreement.packed(agreement.as_agreed(RULES)) == ""


def test_a_hundred_moved_weights_take_less_than_two_thousand_letters() -> None:
    values = {f"behaviour:a rule of some kind, number {place}": float(place) for place in range(100)}
    assert len(agreement.packed(Proposal(BASE, "", values))) < 2000


@pytest.mark.parametrize("word", ["", "1", "1.abc", "1.abc.!!!", "2.abc.eJw", "1.abc.eJw", f"1.{BASE}.{'A' * 50_000}"])
def test_nonsense_is_no_proposal(word: str) -> None:
    assert agreement.unpacked(word) is None


def test_a_link_cannot_make_us_unpack_a_mountain() -> None:
    huge = agreement.packed(Proposal(BASE, "", {"behaviour:" + "x" * 5_000_000: 1}))
    assert agreement.unpacked(huge) is None


def test_it_changes_what_it_says_and_nothing_else() -> None:
    changed = agreement.under(MOVED, RULES)
    assert changed.scoring.threshold == 80
    assert changed.scoring.fit_floor is None
    points = {rule.name: rule.points for rule in (*changed.scoring.fit, *changed.scoring.behaviour)}
    assert points["decides"] == 25.5
    assert points["trial"] == -5
    before = agreement.dump(RULES)
    after = agreement.dump(changed)
    assert {key for key in before if before[key] != after[key]} == {"scoring"}


def test_values_that_ours_does_not_have_or_allow_are_left_out() -> None:
    odd = Proposal(BASE, "", {"fit:not there": 5, "half_life_days": -3, "threshold": None, "timezone": 1})
    assert agreement.under(odd, RULES) == RULES


@pytest.mark.parametrize("name", ["", *agreement.presets()])
def test_the_proposal_of_a_changed_agreement_makes_it_again(name: str) -> None:
    asked = Proposal(BASE, name, {"threshold": 61.5, "behaviour_floor": None})
    changed = agreement.under(asked, RULES)
    found = agreement.proposal_of(changed, RULES)
    assert found is not None
    assert found.preset == name
    assert agreement.under(found, RULES) == changed


def test_rules_that_nobody_has_make_no_proposal() -> None:
    strange = agreement.parse({"scoring": settings.scoring(random.Random(1))}, RULES)
    assert agreement.proposal_of(strange, RULES) is None


def test_the_file_of_a_proposal_says_the_same() -> None:
    assert agreement.parse(agreement.file_of(MOVED, RULES), RULES) == agreement.under(MOVED, RULES)
    assert isinstance(agreement.under(MOVED, RULES), Agreement)
