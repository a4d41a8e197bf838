"""Random agreements about response and SLA: calendars, promises with their ladders, and what counts as an answer."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from . import histories
from .episodes import EXITS
from .working_time import WEEKDAYS

Settings = dict[str, Any]

BUDGET = {"name": "has a budget", "column": "budget", "equals": True, "points": 20}
BEHAVIOUR: list[dict[str, Any]] = [
    {
        "name": "contact form",
        "activity_type": ["form_submit"],
        "asset": "*CONTACT*",
        "kind": "intent",
        "hand_raise": True,
    },
    {"name": "demo", "activity_type": "demo_request", "direction": "inbound", "kind": "intent", "hand_raise": True},
    {"name": "prices", "activity_type": ["pricing_page", "form_submit"], "asset": "pricing ?02*", "kind": "intent"},
    {"name": "prices as well", "activity_type": ["pricing_page"], "kind": "engagement"},
    {"name": "any form", "activity_type": ["form_submit"], "kind": "engagement"},
    {"name": "calls us", "activity_type": ["call"], "direction": "inbound", "kind": "intent"},
    {"name": "call", "activity_type": ["call"], "kind": "engagement"},
]
SCORING: dict[str, Any] = {
    **histories.SCORING,
    "fit": [*histories.SCORING["fit"], BUDGET],
    "behaviour": [{"points": 10, "limit": "1/day", "hand_raise": False, **rule} for rule in BEHAVIOUR],
    "after_contact": ["budget"],
    "half_life_days": 30,
}


def hours(days: str, *intervals: str) -> dict[str, list[str]]:
    """Open some weekdays at the same hours, and close the others expressly."""
    return {day: list(intervals) if day in days.split() else [] for day in WEEKDAYS}


WEEK = "mon tue wed thu fri"
EVERY_DAY = f"{WEEK} sat sun"
CALENDARS: tuple[dict[str, Any], ...] = (
    {"zone": "Europe/Madrid", "hours": hours(WEEK, "09:00-18:00"), "holidays": "ES", "closed": ["2025-03-31"]},
    {"zone": "Europe/Madrid", "hours": hours(WEEK, "09:00-14:00", "16:00-19:00"), "holidays": "ES", "closed": []},
    {"zone": "Europe/Madrid", "hours": hours(EVERY_DAY, "01:30-03:15"), "holidays": "", "closed": []},
    {"zone": "America/New_York", "hours": hours(WEEK, "08:30-12:00", "11:00-17:00"), "holidays": "US", "closed": []},
    {"zone": "America/New_York", "hours": hours("sun mon thu fri", "22:00-06:00"), "holidays": "US", "closed": []},
    {"zone": "Europe/Madrid", "hours": hours("fri sat", "20:00-04:00"), "holidays": "ES", "closed": ["2025-10-26"]},
    {"zone": "UTC", "hours": hours(EVERY_DAY, "00:00-24:00"), "holidays": "", "closed": ["2025-11-03"]},
    {"zone": "UTC", "hours": hours("tue", "09:00-18:00"), "holidays": "", "closed": []},
    {"zone": "Asia/Kolkata", "hours": hours(f"{WEEK} sat", "10:15-19:00"), "holidays": "", "closed": []},
    {"zone": "America/New_York", "hours": hours("sun wed", "09:00-09:00"), "holidays": "", "closed": ["2025-03-30"]},
)

TARGETS = (0.51, 5, 7.5, 60, 240, 540, 1_440, 2_700, 7_200)
AFTER = (-7_200, -540, -60, -0.7, 0, 1, 30.25, 60, 240, 2_880)
TIERS = ("hot", "gold", "vip")
NOTHING = 7  # the draw at which nothing is promised
ADDRESSEES = (["owner"], ["owner", "manager"], ["executive"], ["manager", "executive"], ["manager"])
KEEPS: dict[str, list[list[str]]] = {
    "touch": [["touch"], ["touch", "contact"], ["touch", "recycled"]],
    "stage": [["contact", "sales_lead"], ["sales_lead", *EXITS], ["opportunity", "lost"], ["customer"]],
    "exit": [["disqualified"], ["recycled", "postponed"]],
}
STARTS = ("hand_over", "hand_over", "contact", "mql", "sales_lead", "new_name", "customer")


@st.composite
def ladders(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw a ladder, in no order; no two steps come at the same time."""
    after = draw(st.lists(st.sampled_from(AFTER), max_size=3, unique=True))
    return [{"after_minutes": minutes, "to": draw(st.sampled_from(ADDRESSEES))} for minutes in after]


@st.composite
def promises(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Draw a promise of a given name."""
    tiers = ["otherwise", *draw(st.lists(st.sampled_from(TIERS), max_size=3, unique=True))]
    kind = draw(st.sampled_from(["touch", "stage", "stage", "exit"]))
    return {
        "name": name,
        "start": draw(st.sampled_from(STARTS)),
        "keep": draw(st.sampled_from(KEEPS[kind])),
        "clock": draw(st.sampled_from(["working", "working", "wall"])),
        "target_minutes": {tier: draw(st.sampled_from(TARGETS)) for tier in tiers},
        "ladder": draw(ladders()),
    }


@st.composite
def promise_lists(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw what is promised: a first touch within working time and more, now and then nothing at all."""
    if draw(st.integers(0, 19)) == NOTHING:
        return []
    first: dict[str, Any] = {"start": "hand_over", "keep": ["touch"], "clock": "working"}
    names = draw(st.permutations(("qualify", "convert", "Answer", "éxito")))[: draw(st.integers(1, 4))]
    return [{**draw(promises("first_touch")), **first}, *(draw(promises(name)) for name in names)]


@st.composite
def calendars(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Draw the default calendar, and perhaps others."""
    names = ["default", *draw(st.lists(st.sampled_from(["other", "night"]), max_size=2, unique=True))]
    return {name: draw(st.sampled_from(CALENDARS)) for name in names}


@st.composite
def responses(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what answering means."""
    return {
        "start": draw(st.sampled_from(["hand_over", "hand_over", "created", "form"])),
        "clock": draw(st.sampled_from(["wall", "wall", "working"])),
        "horizon_days": {name: draw(st.sampled_from([0, 1, 7])) for name in ("contact", "qualify", "win")},
        "not_a_lead": draw(st.sampled_from([[], ["duplicate"], ["Duplicate", "invalid number", "spam"]])),
    }


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    """Draw what an agreement may say about response and SLA, with the scoring that tells hand raises and fit."""
    return {
        "response": draw(responses()),
        "calendars": draw(calendars()),
        "promises": draw(promise_lists()),
        "scoring": {**SCORING, "after_contact": draw(st.sampled_from([[], ["Budget"], ["budget"]]))},
    }
