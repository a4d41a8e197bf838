"""What is said of other scoring rules, and of the leads that they add."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leaddash.subjects.lab.sentences import LabFigures, lab_sentence, worked_sentence
from leaddash.words import LANGUAGES, load

ENGLISH, SPANISH = load("en"), load("es")
MORE = LabFigures(1240, 1156, 1120, 131, 47, 85, 6.2, 8)
AGREED = LabFigures(1156, 1156, 1120, 0, 0, 100, None, None)


def said(**changes: Any) -> str:
    return lab_sentence(replace(MORE, **changes), ENGLISH, "October")


def test_more_mqls_are_told_against_the_agreed_rules_with_who_enters_and_leaves_and_the_work() -> None:
    # 1,240 − 1,156 = 84 = 7.3 % of 1,156 = 131 − 47.
    assert said() == (
        "In October, 1,240 passes would have become MQLs, 84 more (+7.3%) than under the agreed rules: "
        "131 enter and 47 leave. That is 6.2 per rep and working day; 8 are agreed."
    )
    assert lab_sentence(MORE, SPANISH, "octubre") == (
        "En octubre, 1.240 pases se habrían convertido en MQL, 84 más (+7,3\u00a0%) que con las reglas acordadas: "
        "entran 131 y salen 47. Son 6,2 por comercial y día laborable; lo acordado son 8."
    )


def test_fewer_mqls_are_told_as_fewer() -> None:
    assert said(mqls=1, mqls_agreed=2, flips_in=0, flips_out=1, per_rep_per_day=0.96, capacity=1) == (
        "In October, 1 pass would have become an MQL, 1 fewer (−50.0%) than under the agreed rules: "
        "none enters and 1 leaves. That is 1.0 per rep and working day; 1 is agreed."
    )


def test_while_the_hand_is_on_it_nobody_knows_who_enters_and_leaves() -> None:
    assert said(flips_in=None, flips_out=None, capacity=None) == (
        "In October, 1,240 passes would have become MQLs, 84 more (+7.3%) than under the agreed rules. "
        "That is 6.2 per rep and working day."
    )


@pytest.mark.parametrize("flips", [None, 30])
def test_as_many_mqls_need_not_be_the_same_ones(flips: int | None) -> None:
    told = said(mqls=1156, flips_in=flips, flips_out=flips, per_rep_per_day=None)
    who = "" if flips is None else ": 30 enter and 30 leave"
    assert told == f"In October, 1,156 passes would have become MQLs, as many as under the agreed rules{who}."


@pytest.mark.parametrize(
    ("recorded", "ending"), [(1120, "; the CRM recorded 1,120."), (0, "; the CRM recorded none."), (None, ".")]
)
def test_the_agreed_rules_are_told_against_what_the_crm_recorded(recorded: int | None, ending: str) -> None:
    told = lab_sentence(replace(AGREED, recorded=recorded), ENGLISH, "October")
    assert told == f"In October, the agreed rules send 1,156 passes to sales{ending}"


def test_no_mqls_at_all_are_told_with_their_threshold_and_no_share_of_nothing() -> None:
    assert said(mqls=0, threshold=180.5, flips_in=0, flips_out=1156, per_rep_per_day=None) == (
        "In October, no pass would have become an MQL at a threshold of 180.5; under the agreed rules 1,156 would: "
        "none enters and 1,156 leave."
    )
    assert said(mqls=3, mqls_agreed=0, flips_in=3, flips_out=0, per_rep_per_day=None) == (
        "In October, 3 passes would have become MQLs, under the agreed rules none: 3 enter and none leaves."
    )


def test_who_is_an_mql_in_another_period_neither_enters_nor_leaves_but_moves() -> None:
    # 1,240 − 1,156 = 84 = 110 + 14 + 1 − 3 − 37 − 1.
    moves = {"flips_in": 110, "moved_in": (14, 1), "flips_out": 3, "moved_out": (37, 1), "per_rep_per_day": None}
    assert said(**moves).endswith(
        ": 110 enter, 14 come from an earlier period, 1 comes from a later period, 3 leave, "
        "37 become MQLs in an earlier period, and 1 becomes an MQL in a later period."
    )
    told = lab_sentence(replace(MORE, **{**moves, "flips_out": 0, "moved_in": (0, 0)}), SPANISH, "octubre")
    assert told.endswith(
        ": entran 110, no sale ninguno, 37 llegan a MQL en un periodo anterior y 1 llega a MQL en un periodo posterior."
    )


def test_those_that_only_change_their_period_make_it_another_proposal() -> None:
    told = lab_sentence(replace(AGREED, moved_in=(2, 0), moved_out=(0, 2)), ENGLISH, "October")
    assert told == (
        "In October, 1,156 passes would have become MQLs, as many as under the agreed rules: none enters, "
        "2 come from an earlier period, none leaves, and 2 become MQLs in a later period."
    )


def test_another_model_that_comes_to_the_same_is_not_said_to_be_agreed() -> None:
    told = lab_sentence(replace(AGREED, is_another=True), ENGLISH, "October")
    assert told.startswith("In October, 1,156 passes would have become MQLs, as many as under the agreed rules")


@pytest.mark.parametrize(
    ("each", "capacity", "told"),
    [
        # 8 / 0.2 = 40; 8 / 0.44 = 18.2; a tenth is none too few; 1 / 0.01 = 100
        (0.2, 8, "That is 0.20 per rep and working day; the agreed capacity is 8, 40 times as much: is it right?"),
        (0.44, 8, "That is 0.44 per rep and working day; the agreed capacity is 8, 18 times as much: is it right?"),
        (0.8, 8, "That is 0.8 per rep and working day; 8 are agreed."),
        (0.01, 1, "That is 0.01 per rep and working day; the agreed capacity is 1, 100 times as much: is it right?"),
        (0, 8, "That is 0.0 per rep and working day; 8 are agreed."),
    ],
)
def test_a_capacity_far_beyond_the_load_is_asked_about(each: float, capacity: float, told: str) -> None:
    assert said(per_rep_per_day=each, capacity=capacity).endswith(told)


def test_a_doubtful_capacity_is_asked_about_in_spanish() -> None:
    assert lab_sentence(replace(MORE, per_rep_per_day=0.2), SPANISH, "octubre").endswith(
        "Son 0,20 por comercial y día laborable; la capacidad acordada es 8, 40 veces esa carga: ¿es correcta?"
    )


def test_where_neither_rules_send_anybody_that_is_one_sentence() -> None:
    assert said(mqls=0, mqls_agreed=0, flips_in=0, flips_out=0, is_another=True, per_rep_per_day=None) == (
        "In October, no pass would have become an MQL at a threshold of 85, nor does any under the agreed rules."
    )


def test_a_capacity_may_be_a_half() -> None:
    assert said(capacity=7.5).endswith("; 7.5 are agreed.")


def test_of_few_worked_no_rate_is_told_but_the_ends_between_which_it_lies() -> None:
    # 4 of 131 = 3.1 %; (4 + 109) of 131 = 86.3 %.
    assert worked_sentence(131, 22, 4, ENGLISH) == (
        "Of the 131 that enter, 22 were ever worked: too few to say how they would do; "
        "if all the others failed 3.1% would succeed, if all succeeded 86.3%."
    )
    assert worked_sentence(131, 22, 4, SPANISH) == (
        "De los 131 que entran se trabajaron alguna vez 22: son pocos para decir cómo les iría; "
        "si fracasaran todos los demás, tendría éxito el 3,1\u00a0%; si lo tuvieran todos, el 86,3\u00a0%."
    )


def test_of_thirty_worked_the_rate_is_told_with_its_interval() -> None:
    # 9 of 30: 30.0 %, Wilson 16.7 % to 47.9 % (scipy.stats.binomtest); 9 of 100 = 9 %, 79 of 100.
    assert worked_sentence(100, 30, 9, ENGLISH) == (
        "Of the 100 that enter, 30 were ever worked; "
        "30.0% of these became sales leads (9, 95 % interval 16.7% to 47.9%); "
        "if all the others failed 9.0% would succeed, if all succeeded 79.0%."
    )
    assert "too few" in worked_sentence(100, 29, 9, ENGLISH)


def test_where_all_were_worked_nothing_is_open() -> None:
    assert worked_sentence(40, 40, 10, ENGLISH).endswith("interval 14.2% to 40.2%).")
    assert (
        worked_sentence(1, 1, 1, ENGLISH) == "Of the 1 that enters, 1 was ever worked: too few to say how it would do."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nobody_enters_or_was_worked_no_share_is_told(language: str) -> None:
    words = load(language)
    assert worked_sentence(0, 0, 0, words) == words("insight.worked.nobody")
    assert "%" not in worked_sentence(131, 0, 0, words) + worked_sentence(1, 0, 0, words)


def test_without_assignments_nobody_knows_who_was_worked() -> None:
    assert worked_sentence(131, None, 0, ENGLISH) == (
        "These data have no assignments, so nobody knows which of those that enter were ever worked, "
        "nor how they would do."
    )
    assert worked_sentence(131, None, 0, SPANISH) == SPANISH("insight.worked.unknown")
