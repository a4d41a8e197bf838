"""Proposals kept as files: told as changes of our scoring or of a published model's."""

from __future__ import annotations

import random

import pytest

from leaddash import agreement
from leaddash.agreement import Changes
from tests.naive import scoring_settings as settings

RULES = agreement.default()
BASE = agreement.as_agreed(RULES).base


@pytest.mark.parametrize("name", ["", *agreement.presets()])
def test_the_proposal_of_a_changed_agreement_makes_it_again(name: str) -> None:
    proposed = Changes({"scoring.threshold": 61.5, "scoring.behaviour_floor": "none"}, name, BASE)
    changed = agreement.under(proposed, RULES)
    proposal = agreement.proposal_of(changed, RULES)
    assert proposal is not None
    assert (proposal.preset, proposal.base) == (name, BASE)
    assert agreement.under(proposal, RULES) == changed


def test_rules_that_nobody_has_make_no_proposal() -> None:
    strange = agreement.parse({"scoring": settings.scoring(random.Random(1))}, RULES)
    assert agreement.proposal_of(strange, RULES) is None


def test_of_another_agreement_only_the_scoring_is_proposed() -> None:
    changed = agreement.parse({"timezone": "UTC", "response": {"clock": "working"}, "scoring": {"threshold": 61}})
    assert agreement.proposal_of(changed, RULES) == Changes({"scoring.threshold": 61}, base=BASE)
