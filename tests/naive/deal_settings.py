"""Random agreements about forecasts: periods, categories, rates, goals and quotas."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from . import histories

ZONES = ("Europe/Madrid", "America/New_York", "UTC")
CATEGORIES: tuple[dict[str, list[str]], ...] = (
    {
        "omitted": ["omitted"],
        "pipeline": ["pipeline", "not forecasted"],
        "best_case": ["best case", "best_case", "bestcase", "upside"],
        "commit": ["commit", "forecast", "most likely", "probable"],
    },
    {"omitted": [], "pipeline": ["omitted"], "best_case": ["Upside", "pipeline"], "commit": ["COMMIT", "Best Case"]},
)
STAGE_CATEGORIES: tuple[dict[str, str], ...] = (
    {},
    {"Negotiation": "commit", "proposal": "best_case"},
    {"demo": "omitted", "PROPOSAL": "commit"},
)
RATES: tuple[dict[str, float], ...] = ({}, {"USD": 0.92}, {"USD": 0.92, "GBP": 1.175, "EUR": 1.085})
GOALS: dict[str, float] = {"bookings": 5000, "pipeline": 12_000.5, "mql": 3, "opportunity": 2.5, "customer": 1}
QUOTAS: tuple[list[dict[str, Any]], ...] = (
    [],
    [{"person": "p1", "bookings": 2000}, {"person": "p3", "bookings": 1000.5}, {"person": "p4", "bookings": 500}],
    [{"team": "north", "bookings": 4000}, {"person": "p1", "bookings": 1500}, {"person": "p2", "bookings": 0}],
)


@st.composite
def forecasts(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what a forecast is of, and how texts are read."""
    return {
        "period": draw(st.sampled_from(["quarter", "quarter", "month"])),
        "year_starts": draw(st.sampled_from([1, 1, 2, 4, 6, 12])),
        "history_periods": draw(st.integers(1, 6)),
        "sourced": draw(st.sampled_from(["marketing_role", "touched_first"])),
        "categories": draw(st.sampled_from(CATEGORIES)),
        "stage_categories": draw(st.sampled_from(STAGE_CATEGORIES)),
    }


@st.composite
def settings(draw: st.DrawFn) -> dict[str, Any]:
    """Draw an agreement as the tables of its file, with the funnel's rules and the scoring that makes fit bands."""
    rates, currency = draw(st.sampled_from(RATES)), draw(st.sampled_from(["EUR", "EUR", "EUR", "USD"]))
    asked = draw(st.sets(st.sampled_from(sorted(GOALS))))
    return {
        **histories.to_agreement(draw(histories.rule_sets())),
        "timezone": draw(st.sampled_from(ZONES)),
        "currency": currency,
        "rates": {name: rate for name, rate in rates.items() if name != currency},
        "forecast": draw(forecasts()),
        "goals": {name: goal for name, goal in GOALS.items() if name in asked},
        "quotas": draw(st.sampled_from(QUOTAS)),
    }
