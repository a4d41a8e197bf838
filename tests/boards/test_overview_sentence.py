"""The sentence of the overview: how many MQLs, against the period before, and where a change came from."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from leaddash.agreement import STAGES
from leaddash.boards.overview.sentences import overview_sentence
from leaddash.subjects.funnel.entered import Entered
from leaddash.words import LANGUAGES, load
from tests.frames import by

ENGLISH = load("en")
NAMES = ("March", "February")
Sources = dict[Any, int]


def people(count: int, again: int = 0) -> Entered:
    return Entered(count, count + again)


def sources(counts: Sources) -> pd.DataFrame:
    return by("source", {name: {"mql": {"entered": count}} for name, count in counts.items()})


def said(now: Sources, before: Sources | None, language: str = "en") -> str:
    """The sentence of two periods told by their sources."""
    was = people(sum(before.values())) if before is not None else None
    slices = (sources(now), sources(before)) if before is not None else None
    return overview_sentence(people(sum(now.values())), was, slices, load(language), NAMES)


def test_people_are_counted_and_who_came_back_is_told_apart() -> None:
    # 2,819 passes of 2,530 leads
    asked = (people(2_530, 289), None, [None], ENGLISH, NAMES)
    assert overview_sentence(*asked) == "In March, 2,530 leads became MQLs (289 came back and count twice below)."
    changed = overview_sentence(people(20, 1), people(100, 40), [sources({}), sources({})], load("es"), NAMES)
    assert changed == (
        "En March, 20 prospectos llegaron a MQL (1 volvió y cuenta dos veces más abajo), "
        "un 80\u00a0% menos que en February."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", STAGES)
def test_where_mqls_are_not_recorded_another_stage_is_told_in_words(stage: str, language: str) -> None:
    for count in (0, 1, 2):
        sentence = overview_sentence(people(count), None, [None], load(language), NAMES, stage)
        assert sentence.endswith(".")
        assert not {"{", "}"} & set(sentence)


def test_without_a_period_before_it_only_counts() -> None:
    assert said({"web": 412}, None) == "In March, 412 leads became MQLs."
    assert said({"web": 1412}, None, "es") == "En March, 1.412 prospectos llegaron a MQL."


def test_one_lead_is_told_in_the_singular() -> None:
    assert said({"web": 1}, None) == "In March, 1 lead became an MQL."
    assert said({"web": 1}, None, "es") == "En March, 1 prospecto llegó a MQL."


def test_a_change_within_chance_is_about_as_many_and_names_no_source() -> None:
    # 412 - 453 = -41, and 1.96 · √(412 + 453) = 57.6
    assert said({"web": 412, "fair": 0}, {"web": 448, "fair": 5}) == (
        "In March, 412 leads became MQLs, about as many as in February (453)."
    )
    assert said({"web": 412}, {"web": 453}, "es") == (
        "En March, 412 prospectos llegaron a MQL, casi tantos como en February (453)."
    )


def test_a_fall_names_the_source_that_made_nearly_all_of_it() -> None:
    # 500 to 412 is 17.6 % less; of the 88 fewer, web lost 84 of the 88 that moved: 95 %
    now, before = {"web": 16, "fair": 96, "mail": 300}, {"web": 100, "fair": 100, "mail": 300}
    assert said(now, before) == (
        "In March, 412 leads became MQLs, 18% fewer than in February; nearly all of the change is in web."
    )
    assert said(now, before, "es") == (
        "En March, 412 prospectos llegaron a MQL, un 18\u00a0% menos que en February; casi todo el cambio está en web."
    )


def test_a_rise_names_the_source_that_made_most_of_it() -> None:
    # web rose by 80 and fair by 30: 80 / 110 = 73 %
    now, before = {"web": 180, "fair": 130}, {"web": 100, "fair": 100}
    assert said(now, before) == (
        "In March, 310 leads became MQLs, 55% more than in February; most of the change is in web."
    )
    assert said(now, before, "es") == (
        "En March, 310 prospectos llegaron a MQL, un 55\u00a0% más que en February; "
        "la mayor parte del cambio está en web."
    )


@pytest.mark.parametrize(
    ("now", "before"),
    [
        pytest.param({"web": 150, "fair": 150}, {"web": 100, "fair": 100}, id="half each"),
        pytest.param({"web": 40, "fair": 210}, {"web": 200, "fair": 100}, id="another source moved the other way"),
        pytest.param({"web": 50, "fair": 60}, {"web": 100, "fair": 100}, id="under 60 % of what moved"),
        pytest.param({None: 20, "fair": 100}, {None: 100, "fair": 100}, id="the source is missing"),
        pytest.param({"web": 20}, {"web": 100}, id="there is only one source"),
        pytest.param(
            {"web": 54, **{f"s{n}": 100 for n in range(8)}, "z": 46},
            {"web": 100, **{f"s{n}": 100 for n in range(8)}, "z": 152},
            id="most, though under 90 %, is in another one",
        ),
    ],
)
def test_a_source_is_named_only_where_it_made_most_of_all_that_moved(now: Sources, before: Sources) -> None:
    sentence = said(now, before)
    assert "web" not in sentence
    assert "(none)" not in sentence


def test_a_source_whose_own_change_is_within_chance_is_not_named() -> None:
    # 90 small sources fell by one each, web by 140 of 230 (61 %) but from 6000: 140 < 1.96 · √11860 = 213
    now = {"web": 5860, **{f"s{n}": 0 for n in range(90)}}
    before = {"web": 6000, **{f"s{n}": 1 for n in range(90)}}
    assert said(now, before).endswith("fewer than in February.")


def test_a_source_that_ended_and_one_that_began_count_as_changes_from_and_to_nothing() -> None:
    assert said({"fair": 100}, {"fair": 100, "web": 60}).endswith("; nearly all of the change is in web.")
    assert said({"fair": 100, "web": 60}, {"fair": 100}).endswith("; nearly all of the change is in web.")


def test_no_mql_at_all_is_said_in_words() -> None:
    assert said({}, None) == "In March, no lead became an MQL."
    assert said({}, {}) == "In March, no lead became an MQL."
    assert said({}, {"web": 50}) == "In March, no lead became an MQL; in February 50 did."
    assert said({}, {"web": 50}, "es") == "En March, ningún prospecto llegó a MQL (en February: 50)."


def test_mqls_after_none_are_no_percentage() -> None:
    assert said({"web": 10}, {}) == "In March, 10 leads became MQLs; in February none did."
    assert said({"web": 1}, {}, "es") == "En March, 1 prospecto llegó a MQL; en February, ninguno."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("now", [0, 1, 30, 100])
@pytest.mark.parametrize("before", [None, 0, 1, 30, 100])
def test_the_sentence_is_one_sentence_without_gaps(language: str, now: int, before: int | None) -> None:
    sentence = said({"web": now, "fair": 0}, None if before is None else {"web": before, "fair": 0}, language)
    assert sentence.endswith(".")
    assert not {"{", "}", "∞", "–"} & set(sentence)
    assert ". " not in sentence
    assert f" {now} " in sentence or not now
