"""Random scoring models: every limit, condition and floor, and points that meet the thresholds exactly."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

Settings = dict[str, Any]

LIMITS = ("every", "1/day", "1/week", "1/month", "1/90 days", "once")
TYPES = (
    "call",
    "email",
    "form_submit",
    "demo_request",
    "pricing_page",
    "webinar_attended",
    "careers_page",
)
PATTERNS = ("*contact*", "*PRICING*", "pricing", "pricing ?02*", "*", "?*", "NEWS*", "p*g", "Precio.*", "[a]*", "??")
POINTS = (1, 2.5, 5, 5, 10, 10, 15, 20, 20, 25, 25, 40, 40, 50, 50, 100, 0.1, 0, -5, -10, -25, 33.3)
FIT_POINTS = (5, 5, 10, 10, 20, 20, 25, 45, 0.5, 0, -5, -10, -20, -50)
HALF_LIVES = (0, 0, 1, 7, 7, 14, 30, 30, 30, 90, 0.5, 12.5, 365)
THRESHOLDS = (0, 5, 10, 12.5, 15, 20, 20, 25, 25, 30, 30, 35, 40, 40, 45, 50, 50, 60, 75, 100, 102, 110, 130, -5, -7.5)
FLOORS = (*("none",) * 12, 0, 0, 0, 5, 10, 20, 25, -5, -5, -10, -20)
BEHAVIOUR_FLOORS = (*("none",) * 4, 0, 0, 0, 0, 5, 10, 25, -5, -10)
CAPS = ("none", "none", 0, 5, 20, 30, 70, -5)
AGES = (0, 0.5, 1, 7, 14, 14, 30)
CONDITIONS: tuple[Settings, ...] = (
    {"column": "grade", "equals": "a"},
    {"column": "Grade", "equals": "B"},
    {"column": "grade", "in": ["a", "C"]},
    {"column": "industry", "equals": "Software"},
    {"column": "industry", "in": ["finance", "RETAIL", "software"]},
    {"column": "industry", "matches": "*WARE"},
    {"column": "source", "matches": "?eb"},
    {"column": "job_title", "matches": "*student*"},
    {"column": "job_title", "matches": "head of ?*"},
    {"column": "employees", "range": [50, 250]},
    {"column": "employees", "range": [250, 5000]},
    {"column": "employees", "equals": 250},
    {"column": "employees", "in": [9, 10, 5000]},
    {"column": "employees", "range": [1, 9]},
    {"column": "budget", "equals": True},
    {"column": "budget", "equals": False},
    {"column": "country", "in": ["es", "us"]},
    {"column": "not there", "equals": "a"},
)


def fit_rules(rng: Random) -> list[Settings]:
    """Draw rules of fit, now and then none."""
    chosen = rng.sample(CONDITIONS, rng.choice((0, 1, 2, 3, 4, 6, 9)))
    return [{"name": f"fit {place}", **one, "points": rng.choice(FIT_POINTS)} for place, one in enumerate(chosen)]


def behaviour_rule(rng: Random, name: str) -> Settings:
    """Draw one rule of behaviour."""
    found: Settings = {"name": name, "activity_type": rng.sample(TYPES, rng.choice((1, 1, 1, 2, 3, 7)))}
    if rng.random() < 0.4:
        found["asset"] = rng.choice(PATTERNS)
    if rng.random() < 0.3:
        found["direction"] = rng.choice(("inbound", "outbound"))
    found |= {"kind": rng.choice(("intent", "engagement")), "points": rng.choice(POINTS)}
    if rng.random() < 0.95:  # the default is `every`
        found["limit"] = rng.choice(LIMITS)
    if rng.random() < 0.6:
        found["hand_raise"] = rng.random() < 0.2
    return found


def behaviour_rules(rng: Random) -> list[Settings]:
    """Draw rules of behaviour, now and then none."""
    return [behaviour_rule(rng, f"rule {place}") for place in range(rng.choice((0, 2, 3, 4, 5, 6, 8, 10, 10, 12)))]


def scoring(rng: Random) -> Settings:
    """Draw a scoring model, as the agreement's `scoring` table has it."""
    return {
        "threshold": rng.choice(THRESHOLDS),
        "target_threshold": 5,
        "fit_cap": rng.choice(CAPS),
        "fit_at_least_zero": rng.random() < 0.4,
        "half_life_days": rng.choice(HALF_LIVES),
        "fit_floor": rng.choice(FLOORS),
        "intent_floor": rng.choice(FLOORS),
        "behaviour_floor": rng.choice(BEHAVIOUR_FLOORS),
        "fit_bands": [0, 20, 40],
        "after_contact": rng.choice(([], ["budget"], ["Budget", "employees"])),
        "score_age_days": rng.choice(AGES),
        "fit": fit_rules(rng),
        "behaviour": behaviour_rules(rng),
    }


def changed(rng: Random, model: Settings) -> Settings:
    """Draw a proposal near a model: some of its numbers moved, a rule dropped, put elsewhere or added."""
    found = {**model, "fit": [dict(rule) for rule in model["fit"]], "behaviour": [dict(r) for r in model["behaviour"]]}
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        other, name = scoring(rng), rng.choice(MOVABLE)
        found[name] = other[name]
    rules = found["behaviour"]
    for rule in rng.sample(rules, min(len(rules), rng.choice((0, 1, 1, 2)))):
        rule |= {"points": rng.choice(POINTS), "limit": rng.choice(LIMITS)}
    if rules and rng.random() < 0.3:
        rules.insert(rng.randrange(len(rules)), rules.pop(rng.randrange(len(rules))))
    if rules and rng.random() < 0.2:
        rules.pop(rng.randrange(len(rules)))
    if rng.random() < 0.2:
        rules.insert(rng.randrange(len(rules) + 1), behaviour_rule(rng, "new rule"))
    return found


MOVABLE = (
    "threshold",
    "threshold",
    "fit_cap",
    "fit_at_least_zero",
    "half_life_days",
    "fit_floor",
    "intent_floor",
    "behaviour_floor",
    "fit",
)


def response(rng: Random) -> Settings:
    """Draw how long outcomes may take; the other keys of the agreement's `response` table stay."""
    return {"horizon_days": {name: rng.choice((0, 1, 7, 30, 180)) for name in ("contact", "qualify", "win")}}


randoms = st.randoms(use_true_random=False)
scorings = randoms.map(scoring)
