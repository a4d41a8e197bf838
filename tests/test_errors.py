"""Errors a reader can act on, and the nearest known word."""

import pytest

from leaddash.errors import (
    AgreementError,
    LeadDashError,
    ScopeError,
    SnapshotError,
    SourceError,
    did_you_mean,
    nearest,
)


@pytest.mark.parametrize("error", [AgreementError, SourceError, SnapshotError, ScopeError])
def test_every_error_is_a_leaddash_error_that_shows_its_sentence(error: type[LeadDashError]) -> None:
    with pytest.raises(LeadDashError, match=r"^Say what to do.$"):
        raise error("Say what to do.")


def test_the_nearest_word_forgives_a_typing_error() -> None:
    assert nearest("sale_lead", ["mql", "sales_lead", "customer"]) == "sales_lead"


def test_the_nearest_word_ignores_case_and_keeps_the_known_spelling() -> None:
    assert nearest(" EUROPE/madird", ["Europe/Paris", "Europe/Madrid"]) == "Europe/Madrid"


def test_nothing_is_near_a_word_unlike_all_others() -> None:
    assert nearest("xyzzy", ["mql", "customer"]) is None


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("mql", []) is None


def test_the_question_follows_a_sentence() -> None:
    assert did_you_mean("sale_lead", iter(["sales_lead"])) == ' Did you mean "sales_lead"?'


def test_there_is_no_question_where_nothing_is_near() -> None:
    assert did_you_mean("xyzzy", ["mql"]) == ""
