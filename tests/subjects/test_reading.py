"""What is estimated, and what a list of leads lists."""

from __future__ import annotations

from leaddash.saying.estimated import Moments, estimated_note
from leaddash.subjects.leads.sentences import leads_sentence
from leaddash.words import load

ENGLISH, SPANISH = load("en"), load("es")


def test_nothing_is_noted_where_no_moment_is_estimated() -> None:
    assert estimated_note(Moments(100, 0, 9, 0), ENGLISH) == estimated_note(Moments(0, 0, 0, 0), SPANISH) == ""


def test_some_estimated_moments_are_counted() -> None:
    known = Moments(3000, 1499, 200, 7)
    assert estimated_note(known, ENGLISH).startswith(
        "1,499 of 3,000 stage entries and 7 of 200 exits have an estimated"
    )
    assert estimated_note(known, SPANISH).startswith("1.499 de 3.000 entradas en etapas y 7 de 200 salidas")
    assert "7 of 200 exits" in estimated_note(Moments(0, 0, 200, 7), ENGLISH)


def test_from_three_quarters_on_the_note_says_that_times_say_little() -> None:
    assert "times between stages say little" in estimated_note(Moments(3000, 2250, 900, 0), ENGLISH)
    assert "los tiempos entre etapas dicen poco" in estimated_note(Moments(3000, 3000, 0, 0), SPANISH)
    assert "2,250 of 3,000" in estimated_note(Moments(3000, 2250, 900, 0), ENGLISH)


def test_a_list_says_of_what_it_is_one() -> None:
    asked = {"stage": "mql", "figure": "entered", "exit": None, "reason": None}
    assert leads_sentence(1, ENGLISH, "funnel", asked, "May") == "1 lead: “Entered” at MQL, May."
    assert leads_sentence(0, SPANISH, "funnel", {**asked, "figure": "stalled"}, "mayo") == (
        "0 prospectos: «Fuera de plazo» en MQL, mayo."
    )


def test_a_list_of_exits_says_which_way_and_why() -> None:
    asked = {"stage": None, "figure": "exits", "exit": "recycled", "reason": "no budget"}
    told = leads_sentence(3, ENGLISH, "funnel", asked, "May")
    assert told == "3 leads: “Left in the period: Returned to marketing: no budget” at any stage, May."
    assert "no reason given” at MQL" in leads_sentence(
        3, ENGLISH, "funnel", {**asked, "stage": "mql", "reason": ""}, "May"
    )


def test_a_list_of_hand_overs_or_promises_says_which() -> None:
    answered = {"figure": "answered", "bucket": "le_5m"}
    assert leads_sentence(1, ENGLISH, "response", answered, "May") == (
        "1 lead handed over: “Hand-overs: ≤ 5 min”, May."
    )
    assert leads_sentence(2, SPANISH, "sla", {"figure": "kept", "promise": "our_own"}, "mayo") == (
        "2 compromisos: «Compromisos cumplidos: our own», mayo."
    )


def test_a_list_says_how_many_count_again_because_they_came_back() -> None:
    asked = {"stage": "mql", "figure": "entered", "exit": None, "reason": None}
    assert leads_sentence(9, ENGLISH, "funnel", asked, "May", came_back=2) == (
        "9 leads: “Entered” at MQL, May (2 came back and count again)."
    )
    assert leads_sentence(9, SPANISH, "response", {"figure": "answered"}, "mayo", came_back=1).endswith(
        "(1 volvió y cuenta otra vez)."
    )
