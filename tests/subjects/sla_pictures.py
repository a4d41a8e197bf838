"""The charts of promises, drawn of frames of every shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette
from leaddash.subjects.promises.charts.compliance import compliance_trend
from leaddash.subjects.promises.charts.notices import notices
from leaddash.subjects.promises.charts.people_kept import people_kept
from leaddash.subjects.promises.charts.promises import promise_states
from leaddash.subjects.promises.charts.two_clocks import two_clocks
from leaddash.subjects.promises.charts.wait_parts import wait_parts
from leaddash.words import Words
from tests.frames import SPAN, months
from tests.sla_frames import due, escalated, sla, sla_by, sla_trend, waited, ways

Draw = Callable[[Words, Palette], Picture]

FULL = sla(
    first_touch=due(312, 77, 12, running=9, withdrawn=3, past_due_now=41, p50_minutes=95.0),
    qualify=due(148, 31, 22, running=64, withdrawn=2),
    convert=due(18, 5, 4, running=7),
)
WAYS = ways(
    first_touch={"touch": 312},
    qualify={"converted": 99, "postponed": 9, "recycled": 25, "disqualified": 12, "lost": 3},
    convert={"converted": 18},
)
NO_WAYS = ways()
OWNED = sla_by(
    "person",
    {
        "Ana": {"first_touch": due(160, 60, 3, withdrawn=20), "qualify": due(80, 20, 11)},
        "Luis": {"first_touch": due(120, 15, 9, withdrawn=2), "convert": due(9, 2)},
        "María de los Ángeles Fernández-Villanueva": {"first_touch": due(30, 1)},
        "Bo": {"first_touch": due(3, 9)},
        "Tim": {"first_touch": due(28, 1)},
        "Young": {"first_touch": due(0, running=4)},
        None: {"first_touch": due(40, 40)},
    },
)
COURSE = sla_trend(
    months(6),
    first_touch=[due(200, 90, 10), due(230, 80, 9), due(15, 9), due(0), due(280, 70, 4), due(120, 20, 9, running=80)],
)
LADDER = ((0.0, ("owner",)), (60.0, ("owner", "manager")), (240.0, ("executive",)))
DAYS = ((-1440.0, ("owner",)), (0.0, ("owner", "manager")), (2880.0, ("executive",)))
NOTICES = escalated(
    *(("first_touch", 1, "owner", 92), ("first_touch", 2, "owner", 60), ("first_touch", 2, "manager", 58)),
    *(("first_touch", 3, "executive", 14), ("qualify", 1, "owner", 5)),
)
AGREED = escalated(
    *(("first_touch", 1, "owner", 71), ("first_touch", 2, "owner", 40), ("first_touch", 2, "manager", 39)),
    ("first_touch", 3, "executive", 3),
)
WAITS = waited(
    "team",
    {
        "north": (120, 6.2, 1.5, 3.4, 9.8),
        "south": (88, 3.1, 0.0, 2.2, 4.0),
        "iberia and latin america": (41, 12.0, 7.5, 8.4, 22.5),
        "tiny": (4, 30.0, 1.0, 0.0, 45.0),
        None: (35, 2.0, 0.2, 1.0, 0.4),
        "gone": (0, float("nan"), float("nan"), float("nan"), float("nan")),
    },
)
UNKNOWN_WAITS = waited("team", {"north": (120, *[float("nan")] * 4)})
MANY_PROMISES = sla(**{f"promise_number_{number}_of_a_company": due(40 + 9 * number, number) for number in range(9)})
MANY_PEOPLE = sla_by("person", {f"person {number:03d}": {"qualify": due(40, number)} for number in range(90)})


def _states(frame: Any, by: Any = NO_WAYS) -> Draw:
    return lambda words, palette: promise_states(frame, by, words, palette)


def _course(frame: Any, promise: str = "first_touch") -> Draw:
    return lambda words, palette: compliance_trend(frame, words, palette, promise, SPAN)


def _clocks(lead: Any, owner: Any) -> Draw:
    return lambda words, palette: two_clocks(lead, owner, words, palette)


def _people(frame: Any, promise: str = "first_touch", by: str = "person") -> Draw:
    return lambda words, palette: people_kept(frame, words, palette, promise, by)


def _notices(frame: Any, steps: Any, compared: Any = None, promise: str = "first_touch") -> Draw:
    return lambda words, palette: notices(frame, words, palette, promise, steps, compared, working=True)


def _waits(frame: Any) -> Draw:
    return lambda words, palette: wait_parts(frame, words, palette)


SLA: dict[str, Draw] = {
    "promises": _states(FULL),
    "promises by how they were kept": _states(FULL, WAYS),
    "promises of one": _states(sla(send_a_quote=due(1))),
    "promises not due yet": _states(sla(first_touch=due(0, running=40), qualify=due(0))),
    "promises of many": _states(MANY_PROMISES),
    "promises of nothing": _states(sla(first_touch=due(0))),
    "promises never made, of nothing": _states(sla()),
    "compliance": _course(COURSE),
    "compliance of one": _course(sla_trend(months(1), send_a_quote=[due(50, 20)]), "send_a_quote"),
    "compliance of few": _course(sla_trend(months(3), first_touch=[due(2, 1)] * 3)),
    "compliance of two years": _course(sla_trend(months(24), first_touch=[due(200, n) for n in range(24)])),
    "compliance of nothing": _course(sla_trend(months(3), first_touch=[due(0, running=4)] * 3)),
    "compliance never promised, of nothing": _course(sla_trend(months(1)), ""),
    "two clocks": _clocks(FULL, OWNED),
    "two clocks of few": _clocks(sla(convert=due(4, 1)), sla_by("person", {})),
    "two clocks of many": _clocks(MANY_PROMISES, MANY_PEOPLE),
    "two clocks of nothing": _clocks(sla(first_touch=due(0)), OWNED),
    "kept by people": _people(OWNED),
    "kept by ninety people": _people(MANY_PEOPLE, "qualify"),
    "kept by teams": _people(sla_by("team", {"north": {"qualify": due(80, 9)}, None: {}}), "qualify", "team"),
    "kept by few people": _people(sla_by("person", {"Ana": {"first_touch": due(2, 1)}})),
    "kept by people of nothing": _people(sla_by("person", {"Ana": {"first_touch": due(0, running=3)}})),
    "kept by people never promised, of nothing": _people(sla_by("person", {}), ""),
    "waits of touches that are not known, of nothing": _waits(UNKNOWN_WAITS),
    "notices": _notices(NOTICES, LADDER),
    "notices of days": _notices(escalated(("qualify", 2, "manager", 1)), DAYS, None, "qualify"),
    "notices as proposed": _notices(NOTICES, LADDER, AGREED),
    "notices no more proposed": _notices(escalated(), LADDER, AGREED),
    "notices of nothing": _notices(escalated(), LADDER),
    "notices without a ladder, of nothing": _notices(NOTICES, ()),
    "waits": _waits(WAITS),
    "waits of many": _waits(waited("team", {f"team {number}": (9 * number, 3, 0, number, 0) for number in range(30)})),
    "waits of no time": _waits(waited("team", {"north": (40, 0, 0, 0, 0)})),
    "waits of nothing": _waits(waited("team", {})),
}
LYING = ("promises", "two clocks", "kept by", "notices", "waits")
"""Pictures with bars from left to right."""
STACKED = ("promises", "notices", "waits")
"""Pictures whose bars stand on each other's ends."""
