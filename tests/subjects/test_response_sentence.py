"""The sentence of the Response page: what a fast answer goes with here, and whether the published factor shows."""

from __future__ import annotations

import re

import pytest

from leaddash.subjects.response.sentences import odds_ratio, response_sentence
from leaddash.words import LANGUAGES, load
from tests.response_frames import adjusted, curve
from tests.subjects import response_pictures as shapes

ENGLISH, SPANISH = load("en"), load("es")
ALIKE = adjusted((60, 0.62, 0.18, 0.09), (60, 0.58, 0.14, 0.1))
CAUSAL = re.compile(r"because|raises?|causes?|leads? to|thanks to|porque|aumenta|causa|gracias a", re.IGNORECASE)


def test_a_difference_beyond_chance_is_told_with_its_interval_and_whom_it_is_against() -> None:
    # Odds 78/42 over 54/36 = 1.24, times and over exp(1.96 · √(1/78 + 1/42 + 1/54 + 1/36)) = 1.76: 0.7 to 2.2.
    assert response_sentence(*shapes.FULL, ENGLISH) == (
        "Answering within 5 minutes goes with a contact rate 18.0 points higher than among alike hand-overs answered "
        "later (95 % interval +9.0 to +27.0); the published factor of 10 does not show in your data "
        "(odds 0.7 to 2.2 times those of 5 to 10 minutes)."
    )
    assert response_sentence(*shapes.FULL, SPANISH) == (
        "Responder en 5 minutos como máximo va unido a una tasa de contacto 18,0 puntos mayor que entre entregas "
        "parecidas con respuesta más tardía (intervalo del 95 %: +9,0 a +27,0); el factor publicado de 10 no se ve en "
        "sus datos (odds de 0,7 a 2,2 veces las de 5 a 10 minutos)."
    )


def test_a_difference_the_other_way_is_told_too() -> None:
    told = response_sentence(shapes.FULL[0], adjusted((60, 0.3, -0.12, 0.05)), ENGLISH)
    assert "a contact rate 12.0 points lower than" in told
    assert "(95 % interval −17.0 to −7.0)" in told


def test_a_difference_within_chance_is_none() -> None:
    told = response_sentence(*shapes.SCHOOL, ENGLISH, "win")
    assert told == (
        "Answering within 5 minutes shows no difference in the win rate beyond chance: +0.4 points against alike "
        "hand-overs answered later (95 % interval −2.4 to +3.2)."
    )
    assert "no muestra en la tasa de cierre una diferencia" in response_sentence(*shapes.SCHOOL, SPANISH, "win")


def test_where_few_were_answered_at_once_the_first_time_that_many_were_is_compared_and_named() -> None:
    alike = adjusted((29, 0.9, 0.5, 0.1), (30, 0.5, 0.1, 0.05))
    told = response_sentence(shapes.FULL[0], alike, ENGLISH, "win")
    assert told == (
        "Fewer than 30 comparable hand-overs were answered within 5 minutes. Answering in 5 to 10 minutes goes with "
        "a win rate 10.0 points higher than among alike hand-overs answered later (95 % interval +5.0 to +15.0)."
    )


def test_where_few_can_be_compared_at_all_that_is_said() -> None:
    told = response_sentence(*shapes.THIN, ENGLISH)
    assert told.startswith("No time to first touch has 30 hand-overs that can be compared")
    assert "published" not in told
    assert response_sentence(*shapes.THIN, SPANISH).startswith("Ningún tiempo de respuesta tiene 30 entregas")


def test_the_published_factor_is_told_even_where_nobody_is_alike() -> None:
    told = response_sentence(shapes.FULL[0], adjusted(), ENGLISH)
    assert "too few to say what a faster answer goes with; the published factor of 10 does not show" in told


@pytest.mark.parametrize(
    ("first", "second", "outcome", "said"),
    [
        ((100, 60), (100, 50), "contact", "factor of 10 does not show in your data (odds 0.9 to 2.6 times"),
        ((100, 60), (100, 50), "qualify", "factor of 4 does not show in your data"),
        # 20/20 over 4/36: 9 times, and over exp(1.96 · √(1/20 + 1/20 + 1/4 + 1/36)) = 3.3: 2.7 to 30.0.
        ((40, 20), (40, 4), "contact", "factor of 10 can neither be seen nor ruled out (odds 2.7 to 30.0 times"),
        ((40, 20), (40, 4), "qualify", "factor of 4 can neither be seen nor ruled out"),
        ((400, 390), (400, 20), "contact", "even more than the published factor of 10"),
    ],
)
def test_the_published_factor_is_absent_open_or_exceeded(
    first: tuple[int, int], second: tuple[int, int], outcome: str, said: str
) -> None:
    assert said in response_sentence(curve(first, second), ALIKE, ENGLISH, outcome)


@pytest.mark.parametrize("thin", [((29, 20), (400, 40)), ((400, 40), (29, 20))])
def test_the_published_factor_is_not_judged_by_thin_rates(thin: tuple[tuple[int, int], tuple[int, int]]) -> None:
    assert "published" not in response_sentence(curve(*thin), ALIKE, ENGLISH)


def test_of_customers_nothing_was_published() -> None:
    assert "published" not in response_sentence(*shapes.FULL, ENGLISH, "win")


def test_the_interval_of_an_odds_ratio_is_woolfs() -> None:
    # log 1.5 = 0.405465; its standard error √(1/60 + 1/40 + 1/50 + 1/50) = 0.285774
    assert odds_ratio((60, 100), (50, 100)) == pytest.approx((1.5, 0.85674, 2.62625), abs=1e-4)


def test_where_nobody_or_everybody_had_it_half_a_case_is_added_to_each_cell() -> None:
    # 30.5 · 20.5 / (0.5 · 10.5) = 119.095
    assert odds_ratio((30, 30), (10, 30))[0] == pytest.approx(119.095, abs=1e-3)
    assert odds_ratio((0, 40), (0, 40)) == pytest.approx((1.0, 0.01938, 51.597), rel=1e-3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", ["contact", "qualify", "win"])
@pytest.mark.parametrize("shape", ["FULL", "SCHOOL", "THIN", "FIRST_THIN", "ONE", "ALL_HAD", "UNTIMED"])
def test_every_shape_has_its_sentence_and_none_speaks_of_causes(shape: str, outcome: str, language: str) -> None:
    raw, alike = getattr(shapes, shape)
    told = response_sentence(raw, alike, load(language), outcome)
    assert told[0].isupper()
    assert told.endswith(".")
    assert "nan" not in told
    assert not CAUSAL.search(told)


def test_where_nobody_was_handed_over_that_is_said() -> None:
    assert response_sentence(curve(), adjusted(), ENGLISH) == "Nobody was handed over in this period."
    assert response_sentence(curve(), adjusted(), SPANISH) == "No se entregó a nadie en este periodo."


def test_what_keeps_the_data_from_telling_takes_the_place_of_the_sentence() -> None:
    assert response_sentence(*shapes.FULL, ENGLISH, "contact", "Nobody knows.") == "Nobody knows."
