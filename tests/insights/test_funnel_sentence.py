"""The sentence of the funnel in its three readings."""

from __future__ import annotations

import pytest

from leaddash.insights import funnel_sentence
from leaddash.words import LANGUAGES, load
from tests.frames import funnel, step

ENGLISH, SPANISH = load("en"), load("es")


def test_the_cohort_names_the_narrowest_step_with_its_interval() -> None:
    # Wilson bounds of 30 of 100, computed by statsmodels 0.15.0:
    # python -c "from statsmodels.stats.proportion import proportion_confint as c; print(c(30, 100, method='wilson'))"
    now = funnel(engaged=step(100, 60), mql=step(100, 30), sales_lead=step(100, 31))
    assert funnel_sentence(now, ENGLISH, "cohort", "May") == (
        "In May the narrowest step is from MQL: 30.0% went on in time (95 % interval 21.9% to 39.6%, 100 cases)."
    )
    assert funnel_sentence(now, SPANISH, "cohort", "mayo") == (
        "En mayo el paso más estrecho es desde MQL: avanzó a tiempo el 30,0\u00a0% "
        "(intervalo del 95 %: 21,9\u00a0% a 39,6\u00a0%, 100 casos)."
    )


def test_a_thin_step_is_never_the_narrowest() -> None:
    now = funnel(mql=step(29, 0), sales_lead=step(30, 29))
    assert "from Sales lead" in funnel_sentence(now, ENGLISH, "cohort", "May")


def test_where_every_step_is_thin_none_is_named() -> None:
    now = funnel(mql=step(29, 0), sales_lead=step(12, 1))
    assert funnel_sentence(now, ENGLISH, "cohort", "May") == (
        "In May no step has 30 cases whose time is over: too few to compare the steps."
    )
    assert "ningún paso tiene 30 casos" in funnel_sentence(now, SPANISH, "cohort", "mayo")


def test_the_flow_tells_what_moved() -> None:
    now = funnel(mql={"entered": 1412, "flow_out": 199}, customer={"entered": 13})
    assert funnel_sentence(now, ENGLISH, "flow", "May") == (
        "In May, 1,412 leads became MQLs, 199 MQLs moved on to sales, and 13 became customers."
    )
    assert funnel_sentence(now, SPANISH, "flow", "mayo") == (
        "En mayo, 1.412 prospectos llegaron a MQL, 199 MQL pasaron a ventas y 13 llegaron a cliente."
    )


def test_the_flow_of_one_is_told_in_the_singular() -> None:
    now = funnel(mql={"entered": 1, "flow_out": 1}, customer={"entered": 1})
    assert funnel_sentence(now, ENGLISH, "flow", "May") == (
        "In May, 1 lead became an MQL, 1 MQL moved on to sales, and 1 became a customer."
    )
    assert funnel_sentence(now, SPANISH, "flow", "mayo") == (
        "En mayo, 1 prospecto llegó a MQL, 1 MQL pasó a ventas y 1 llegó a cliente."
    )


@pytest.mark.parametrize(
    ("start", "end", "english", "spanish"),
    [
        (40, 52, "52, 12 more than at its start.", "52, 12 más que al inicio."),
        (52, 40, "40, 12 fewer than at its start.", "40, 12 menos que al inicio."),
        (40, 40, "40, as many as at its start.", "40, las mismas que al inicio."),
    ],
)
def test_the_stock_names_the_fullest_open_stage(start: int, end: int, english: str, spanish: str) -> None:
    now = funnel(
        engaged={"balance_end": 900},
        mql={"balance_end": 7},
        opportunity={"balance_start": start, "balance_end": end},
        customer={"balance_end": 800},
    )
    told = funnel_sentence(now, ENGLISH, "stock", "May")
    assert told == f"At the end of May most open hand-overs stand at Opportunity: {english}"
    assert funnel_sentence(now, SPANISH, "stock", "mayo").endswith(f"es Oportunidad: {spanish}")


def test_an_empty_stock_names_no_stage() -> None:
    now = funnel(mql={"balance_start": 9}, engaged={"balance_end": 5})
    assert funnel_sentence(now, ENGLISH, "stock", "May") == (
        "At the end of May no MQL, sales lead or opportunity is open."
    )
    assert funnel_sentence(now, SPANISH, "stock", "mayo").startswith("Al final de mayo no hay ningún MQL")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reading", ["cohort", "flow", "stock"])
def test_an_empty_funnel_has_a_sentence_in_each_reading(reading: str, language: str) -> None:
    assert funnel_sentence(funnel(), load(language), reading, "2026").endswith(".")
