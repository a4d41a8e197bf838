"""What is said of promises: the sentence, the headlines, the proposal."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from leaddash.subjects.promises.owed import Owed, owed
from leaddash.subjects.promises.sentences import (
    begin_sentence,
    owing_sentence,
    sla_headlines,
    sla_sentence,
    what_if_sentence,
)
from leaddash.subjects.promises.worklist import Group, Nobody
from leaddash.words import LANGUAGES, load
from tests.sla_frames import due, escalated, sla, sla_trend

ENGLISH, SPANISH = load("en"), load("es")
NAMES = ("September", "August")
NOTHING = sla_trend([])


NOBODY = Owed(0, 0, 0, 0)


def late(leads: int, unassigned: int = 0) -> Owed:
    return Owed(leads, leads + 3, unassigned, 5)


def said(now: dict[str, Any], before: dict[str, Any] | None, owed_now: Owed = NOBODY) -> str:
    was = None if before is None else sla(first_touch=before)
    return sla_sentence(sla(first_touch=now), was, owed_now, ENGLISH, NAMES)


def test_a_share_that_wavers_is_about_the_same() -> None:
    # 312 of 401 against 290 of 381: 77.8 % and 76.1 %, pooled z = 0.56 (statsmodels 0.15.0, proportions_ztest).
    assert said(due(312, 77, 12), due(290, 91), late(41)) == (
        "In September, 312 of 401 first touches due were kept in time (77.8%, 95 % interval 73.5% to 81.6%), "
        "about the same as in August (76.1%); 41 leads are past due now on some promise."
    )


@pytest.mark.parametrize(
    ("before", "change"), [(due(200, 181), "up from 52.5% in August"), (due(370, 11), "down from 97.1% in August")]
)
def test_a_share_that_changed_beyond_chance_says_which_way(before: dict[str, Any], change: str) -> None:
    assert f"81.6%), {change}; no lead is past due now on any promise." in said(due(312, 77, 12), before)


@pytest.mark.parametrize("before", [None, due(0), due(29)], ids=["none", "empty", "thin"])
def test_without_a_sound_share_before_no_change_is_told(before: dict[str, Any] | None) -> None:
    assert said(due(312, 77, 12), before).endswith("73.5% to 81.6%); no lead is past due now on any promise.")


def test_few_are_too_few_for_a_share() -> None:
    assert said(due(20, 9), due(290, 91), late(1)) == (
        "In September, only 29 first touches fell due and 20 were kept in time: too few to say more; "
        "1 lead is past due now on some promise."
    )
    assert "only 1 first touch fell due and 1 was kept in time" in said(due(1), None)


def test_where_nothing_was_due_that_is_said() -> None:
    assert said(due(0, running=9), None, late(3, 56)) == (
        "In September, “First touch” was not due for any lead; 3 leads are past due now on some promise, "
        "and 56 MQLs were given to nobody."
    )


def test_the_sentence_is_of_the_first_promise_and_says_a_promise_of_ones_own_by_its_name() -> None:
    now = sla(send_a_quote=due(30, 10), first_touch=due(1))
    assert sla_sentence(now, None, NOBODY, ENGLISH, NAMES).startswith(
        "In September, 30 of 40 cases of “send a quote” due were kept in time (75.0%"
    )
    assert "venció el plazo de 40 casos de «send a quote» y se cumplió en 30" in sla_sentence(
        now, None, NOBODY, SPANISH, NAMES
    )


def test_it_is_told_in_spanish() -> None:
    now, before = sla(first_touch=due(312, 77, 12)), sla(first_touch=due(290, 91))
    assert sla_sentence(now, before, late(41), SPANISH, ("septiembre", "agosto")) == (
        "En septiembre venció el plazo de 401 primeras respuestas y se cumplió en 312 "
        "(77,8\u00a0%; intervalo del 95 %: 73,5\u00a0% a 81,6\u00a0%), casi lo mismo que en agosto (76,1\u00a0%); "
        "41 prospectos están ahora fuera de plazo en algún compromiso."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_promised_nothing_is_owed(language: str) -> None:
    words = load(language)
    assert sla_sentence(sla(), None, NOBODY, words, NAMES) == words("insight.sla.no_promises")
    assert sla_headlines(sla(), None, NOTHING, NOBODY, words, "") == []


def notices(executives: int) -> pd.DataFrame:
    return escalated(
        ("first_touch", 3, "executive", executives), ("first_touch", 1, "owner", 50), ("qualify", 3, "executive", 7)
    )


def test_a_proposal_stands_beside_what_is_agreed() -> None:
    agreed, proposed = sla(first_touch=due(312, 77, 12)), sla(first_touch=due(245, 150, 7))
    asked = ("first_touch", "the third quarter", "10 min")
    assert what_if_sentence(agreed, proposed, notices(1), notices(14), ENGLISH, *asked) == (
        "Had everyone worked as they did, 60.9% of 402 first touches would have been kept within 10 min in the third "
        "quarter, with 14 leads told to executives (agreed: 77.8% of 401, with 1 lead)."
    )
    assert what_if_sentence(agreed, proposed, notices(0), notices(1), SPANISH, *asked) == (
        "Si todos hubieran trabajado igual, en the third quarter se habría cumplido en 10 min el 60,9\u00a0% de "
        "402 primeras respuestas, con 1 prospecto avisado a dirección "
        "(según lo acordado: el 77,8\u00a0% de 401, con 0 prospectos)."
    )


def test_a_proposal_of_few_says_so() -> None:
    few, many = sla(first_touch=due(12)), sla(first_touch=due(300))
    asked = (notices(0), notices(0), ENGLISH, "first_touch", "May", "10 min")
    for agreed, proposed in ((few, many), (many, few)):
        assert what_if_sentence(agreed, proposed, *asked) == (
            "Within 10 min, or as agreed, only 12 first touches fall due in May: too few to say what would change."
        )
    assert what_if_sentence(many, sla(first_touch=due(0)), *asked) == (
        "Within 10 min, “First touch” would not have been due for any lead in May."
    )


def test_the_headlines_are_the_share_kept_and_who_is_past_due_on_any_promise() -> None:
    now = sla(first_touch=due(312, 77, 12, past_due_now=41), qualify=due(1))
    asked = (now, sla(first_touch=due(200, 181)), NOTHING, Owed(316, 340, 56, 9), ENGLISH, "August")
    share, past_due = sla_headlines(*asked)
    assert (share.label, share.value, share.change) == (
        "Hand-overs touched in time",
        "77.8%",
        "up from 52.5% in August",
    )
    told = (past_due.label, past_due.value, past_due.change)
    assert told == ("Leads past due now", "316", "on 340 promises and 56 MQLs given to nobody")
    assert [one.link for one in (share, past_due)] == [
        {"figure": "due", "promise": "first_touch"},
        {"figure": "overdue_now", "promise": "any"},
    ]
    assert [one.is_count for one in (share, past_due)] == [False, True]


def test_a_thin_share_says_its_cases_and_one_of_nothing_is_a_dash() -> None:
    thin, past_due = sla_headlines(sla(first_touch=due(20, 9)), None, NOTHING, NOBODY, SPANISH, "")
    assert (thin.value, thin.change) == ("69,0\u00a0%", "29 casos: muy pocos para comparar")
    assert (past_due.value, past_due.change) == ("0", "")
    assert sla_headlines(sla(first_touch=due(0)), None, NOTHING, NOBODY, SPANISH, "")[0].value == "–"


def test_the_course_has_a_gap_where_nothing_was_due() -> None:
    trend = sla_trend(
        ["2024-01-01", "2024-02-01", "2024-03-01"],
        first_touch=[due(3, 1), due(0), due(1, 0, 3)],
        qualify=[due(9), due(9, 0, 2), due(9)],
    )
    share, past_due = sla_headlines(sla(first_touch=due(4)), None, trend, NOBODY, ENGLISH, "")
    assert share.course == pytest.approx([0.75, math.nan, 0.25], nan_ok=True)
    assert past_due.course == [0.0, 2.0, 3.0]


def test_what_is_owed_is_leads_past_due_on_any_promise_whenever_and_mqls_of_nobody() -> None:
    now = datetime(2026, 3, 1, 12)
    rows = [
        ("a", "first_touch", now - timedelta(days=90)),
        ("a", "convert", now),
        ("b", "qualify", now + timedelta(seconds=1)),
        ("c", None, None),
    ]
    frame = pd.DataFrame(rows, columns=["lead_id", "promise", "due_at"])
    assert owed(frame, now) == Owed(leads=1, promises=2, unassigned=1, still_open=1)


def test_the_first_promise_of_ones_own_is_named_in_its_headline() -> None:
    share = sla_headlines(sla(send_a_quote=due(40)), None, NOTHING, NOBODY, ENGLISH, "")[0]
    assert share.label == "send a quote kept in time"
    assert "send a quote" in share.help


@pytest.mark.parametrize(
    ("owed_now", "english", "spanish"),
    [
        (
            Owed(316, 320, 56, 14),
            "316 leads are past due on some promise; 14 more can still be kept.",
            "316 prospectos están fuera de plazo en algún compromiso; 14 más aún se pueden cumplir.",
        ),
        (
            Owed(1, 1, 0, 1),
            "1 lead is past due on some promise; 1 more can still be kept.",
            "1 prospecto está fuera de plazo en algún compromiso; 1 más aún se puede cumplir.",
        ),
        (
            Owed(2, 2, 0, 0),
            "2 leads are past due on some promise; nothing else is waiting to be kept.",
            "2 prospectos están fuera de plazo en algún compromiso; no queda nada más por cumplir.",
        ),
        (
            Owed(0, 0, 0, 1),
            "No lead is past due on any promise; 1 can still be kept.",
            "Ningún prospecto está fuera de plazo en ningún compromiso; 1 aún se puede cumplir.",
        ),
        (
            Owed(0, 0, 3, 0),
            "Nothing is owed right now: of the promises these data tell of, "
            "none is past due and none is waiting to be kept.",
            "Ahora mismo no se debe nada: de los compromisos de los que hablan estos datos, "
            "ninguno está fuera de plazo ni queda ninguno por cumplir.",
        ),
    ],
)
def test_what_is_owed_is_said_first(owed_now: Owed, english: str, spanish: str) -> None:
    assert owing_sentence(owed_now, ENGLISH) == english
    assert owing_sentence(owed_now, SPANISH) == spanish


def group(late: int, in_time: int) -> Group:
    return Group("s", late, in_time, None, None, (), 0, None)


@pytest.mark.parametrize(
    ("begin", "nobody", "english"),
    [
        (
            group(41, 3),
            (56, 10),
            "Start with Sabine: 3 can still be kept, 41 are late. "
            "56 MQLs were never given to anyone, 10 of them in September.",
        ),
        (group(1, 1), (1, 0), "Start with Sabine: 1 can still be kept, 1 is late. 1 MQL was never given to anyone."),
        (group(0, 2), (0, 0), "Start with Sabine: 2 can still be kept."),
        (group(9, 0), (0, 0), "Start with Sabine: 9 are late."),
        (None, (0, 0), ""),
    ],
)
def test_then_with_whom_to_begin(begin: Group | None, nobody: tuple[int, int], english: str) -> None:
    assert begin_sentence(begin, "Sabine", Nobody(*nobody, None, ()), "September", ENGLISH) == english


def test_with_whom_to_begin_is_told_in_spanish() -> None:
    assert begin_sentence(group(41, 1), "Sabine", Nobody(56, 10, None, ()), "septiembre", SPANISH) == (
        "Empiece por Sabine: 1 aún se puede cumplir, 41 van con retraso. "
        "56 MQL no se asignaron nunca a nadie, 10 de ellos en septiembre."
    )
