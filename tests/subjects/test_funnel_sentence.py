"""The sentence of the funnel in its three readings."""

from __future__ import annotations

import pandas as pd
import pytest

from leaddash.subjects.funnel.sentences import funnel_sentence
from leaddash.words import LANGUAGES, load
from tests.frames import funnel, projected, step

ENGLISH, SPANISH = load("en"), load("es")


def test_the_cohort_names_the_narrowest_step_with_its_interval() -> None:
    # Wilson bounds of 30 of 100, computed by statsmodels 0.15.0:
    # python -c "from statsmodels.stats.proportion import proportion_confint as c; print(c(30, 100, method='wilson'))"
    now = funnel(engaged=step(100, 60), mql=step(100, 30), sales_lead=step(100, 31))
    assert funnel_sentence(now, None, ENGLISH, "cohort", "May") == (
        "In May the narrowest step is from MQL: 30.0% went on in time (95 % interval 21.9% to 39.6%, 100 cases)."
    )
    assert funnel_sentence(now, None, SPANISH, "cohort", "mayo") == (
        "En mayo el paso más estrecho es desde MQL: avanzó a tiempo el 30,0\u00a0% "
        "(intervalo del 95 %: 21,9\u00a0% a 39,6\u00a0%, 100 casos)."
    )


def test_a_thin_step_is_never_the_narrowest() -> None:
    now = funnel(mql=step(29, 0), sales_lead=step(30, 29))
    assert "from Sales lead" in funnel_sentence(now, None, ENGLISH, "cohort", "May")


def test_where_every_step_is_thin_none_is_named() -> None:
    now = funnel(mql=step(29, 0), sales_lead=step(12, 1))
    assert funnel_sentence(now, None, ENGLISH, "cohort", "May") == (
        "In May no step has 30 cases of whom enough is known: too few to compare the steps."
    )
    assert "ningún paso tiene 30 casos" in funnel_sentence(now, None, SPANISH, "cohort", "mayo")


def test_a_stage_whose_entries_are_all_by_skipping_is_not_the_narrowest_nor_is_the_step_into_it() -> None:
    now = funnel(
        engaged=step(100, 90),
        target=step(90, 40),
        mql=step(40, 40, skipped=40),
        sales_lead=step(40, 30),
        opportunity=step(30, 29),
    )
    told = funnel_sentence(now, None, ENGLISH, "cohort", "May")
    assert told.startswith("In May the narrowest step is from Sales lead: 75.0% went on in time")
    assert told.endswith("Not compared: the steps into and out of MQL, which nobody is recorded to enter.")
    only = funnel(mql=step(100, 100, skipped=100))
    assert "narrowest" not in funnel_sentence(only, None, ENGLISH, "cohort", "May")
    assert "hacia y desde MQL: no consta" in funnel_sentence(only, None, SPANISH, "cohort", "mayo")


def test_a_step_into_a_stage_nobody_ever_entered_is_not_the_narrowest_but_one_nobody_passed_in_this_slice_is() -> None:
    now = funnel(new_name=step(100, 60), mql=step(308, 0))
    early = funnel_sentence(now, None, ENGLISH, "cohort", "May", {"new_name", "engaged", "mql"})
    assert early.startswith("In May the narrowest step is from New name: 60.0%")
    assert "Target, Sales lead, Opportunity, and Customer, which nobody" in early
    told = funnel_sentence(now, None, ENGLISH, "cohort", "May", set(now["stage"]))
    assert told.startswith(
        "In May the narrowest step is from MQL: 0.0% went on in time (95 % interval 0.0% to 1.2%, 308"
    )


def test_a_step_whose_time_is_not_over_is_judged_by_its_projection() -> None:
    young = {"entered": 80, "converted": 4, "exited": 40, "open": 36, "rate_entered": 3, "rate_converted": 1}
    now = projected(funnel(mql=step(100, 30), opportunity=young), opportunity=0.2)
    assert funnel_sentence(now, None, ENGLISH, "cohort", "May") == (
        "In May the narrowest step is from Opportunity: about 20.0% will have gone on when everyone's time is over, "
        "projected from what all 80 show so far (95 % interval 15.0% to 25.0%)."
    )
    wider = projected(funnel(mql=step(100, 30), opportunity=young), opportunity=0.4)
    assert "narrowest step is from MQL" in funnel_sentence(wider, None, ENGLISH, "cohort", "May")


def test_a_step_that_so_many_have_left_that_it_is_narrowest_whatever_comes_is_named() -> None:
    left = {"entered": 100, "exited": 80, "open": 20}
    now = funnel(mql=step(100, 30), opportunity=left)
    assert funnel_sentence(now, None, ENGLISH, "cohort", "May") == (
        "In May the narrowest step is from Opportunity, though nobody's time is over: 80 of 100 have already left, "
        "so at most 20.0% can still go on in time."
    )
    assert "como mucho puede avanzar a tiempo el 20,0" in funnel_sentence(now, None, SPANISH, "cohort", "mayo")


def test_a_step_that_half_have_left_is_told_of_even_where_it_need_not_be_the_narrowest() -> None:
    # At most 50 % can go on, perhaps none: that need not be less than the 30 % of MQLs.
    now = funnel(mql=step(100, 30), opportunity={"entered": 100, "exited": 50, "open": 50})
    told = funnel_sentence(now, None, ENGLISH, "cohort", "May")
    assert told.startswith("In May the narrowest step is from MQL: 30.0%")
    assert told.endswith(" From Opportunity 50 of 100 have already left.")
    fewer = funnel(mql=step(100, 30), opportunity={"entered": 100, "exited": 49, "open": 51})
    assert "already left" not in funnel_sentence(fewer, None, ENGLISH, "cohort", "May")
    alone = funnel_sentence(funnel(opportunity={"entered": 40, "exited": 30}), None, ENGLISH, "cohort", "May")
    assert alone.endswith("too few to compare the steps. From Opportunity 30 of 40 have already left.")


def test_where_nobody_is_lost_no_step_is_called_narrow() -> None:
    told = funnel_sentence(funnel(mql=step(510, 510)), None, ENGLISH, "cohort", "May")
    assert told == "In May no step that can be compared loses anybody: also from MQL all 510 went on in time."


def came(mql: tuple[int, int], customer: tuple[int, int]) -> pd.DataFrame:
    """Leads that entered two stages, and their passes."""
    told = {"mql": mql, "customer": customer}
    rows = [{"stage": stage, "leads": leads, "entered": passes} for stage, (leads, passes) in told.items()]
    return pd.DataFrame(rows)


def test_the_flow_tells_what_moved_and_counts_people() -> None:
    now, who = funnel(mql={"entered": 1412, "flow_out": 199}, customer={"entered": 13}), came((1400, 1412), (13, 13))
    assert funnel_sentence(now, who, ENGLISH, "flow", "May") == (
        "In May, 1,400 leads became MQLs (1,412 passes: some came back), "
        "199 MQLs moved on to sales, and 13 became customers."
    )
    assert funnel_sentence(now, who, SPANISH, "flow", "mayo") == (
        "En mayo, 1.400 prospectos llegaron a MQL (1.412 pases: algunos volvieron), "
        "199 MQL pasaron a ventas y 13 llegaron a cliente."
    )


def test_the_flow_of_one_is_told_in_the_singular() -> None:
    now, who = funnel(mql={"entered": 1, "flow_out": 1}, customer={"entered": 1}), came((1, 1), (1, 1))
    assert funnel_sentence(now, who, ENGLISH, "flow", "May") == (
        "In May, 1 lead became an MQL, 1 MQL moved on to sales, and 1 became a customer."
    )
    assert funnel_sentence(now, who, SPANISH, "flow", "mayo") == (
        "En mayo, 1 prospecto llegó a MQL, 1 MQL pasó a ventas y 1 llegó a cliente."
    )


def test_the_flow_says_nothing_of_stages_nobody_is_recorded_to_enter() -> None:
    now, who = funnel(customer={"entered": 13}), came((0, 0), (13, 13))
    assert funnel_sentence(now, who, ENGLISH, "flow", "May", {"customer"}) == "In May, 13 became customers."
    assert funnel_sentence(now, who, ENGLISH, "flow", "May", {"new_name"}) == (
        "In May nothing can be said of MQLs or customers: nobody is recorded to become one."
    )


@pytest.mark.parametrize(
    ("start", "end", "english", "spanish"),
    [
        (40, 52, "52, 12 more than at its start.", "52, 12 más que al inicio."),
        (52, 40, "40, 12 fewer than at its start.", "40, 12 menos que al inicio."),
        (40, 40, "40, as many as at its start.", "40, tantos como al inicio."),
    ],
)
def test_the_stock_names_the_fullest_open_stage(start: int, end: int, english: str, spanish: str) -> None:
    now = funnel(
        engaged={"balance_end": 900},
        mql={"balance_end": 7},
        opportunity={"balance_start": start, "balance_end": end},
        customer={"balance_end": 800},
    )
    told = funnel_sentence(now, None, ENGLISH, "stock", "May")
    assert told == f"At the end of May most open leads that are an MQL or further stand at Opportunity: {english}"
    assert funnel_sentence(now, None, SPANISH, "stock", "mayo").endswith(f"es Oportunidad: {spanish}")


def test_an_empty_stock_names_no_stage() -> None:
    now = funnel(mql={"balance_start": 9}, engaged={"balance_end": 5})
    assert funnel_sentence(now, None, ENGLISH, "stock", "May") == (
        "At the end of May no MQL, sales lead or opportunity is open."
    )
    assert funnel_sentence(now, None, SPANISH, "stock", "mayo").startswith("Al final de mayo no hay ningún MQL")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reading", ["cohort", "flow", "stock"])
def test_an_empty_funnel_has_a_sentence_in_each_reading(reading: str, language: str) -> None:
    assert funnel_sentence(funnel(), came((0, 0), (0, 0)), load(language), reading, "2026").endswith(".")
