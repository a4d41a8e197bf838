"""The charts of response, drawn of frames of every shape."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

import pandas as pd

from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette
from leaddash.subjects.response.charts.arrivals import SHADES, arrivals
from leaddash.subjects.response.charts.first_touch import first_touch
from leaddash.subjects.response.charts.never_touched import never_touched
from leaddash.subjects.response.charts.people import response_people
from leaddash.subjects.response.charts.response_curve import response_curve
from leaddash.subjects.response.metrics.response_curve import OUTCOMES
from leaddash.words import Words
from tests.response_frames import adjusted, by_team, curve, people, untouched, waited, week

Draw = Callable[[Words, Palette], Picture]
Curves = tuple[pd.DataFrame, pd.DataFrame]

FULL: Curves = (
    curve((120, 78), (90, 54), (160, 85), (29, 12), (200, 70), (150, 41), (40, 8), (12, 1), (30, 20), (80, 0), (20, 0)),
    adjusted((110, 0.62, 0.18, 0.09), (85, 0.58, 0.14, 0.1), (150, 0.5, 0.1, 0.08), (25, 0.43, 0.05, 0.2)),
)
SCHOOL: Curves = (
    curve(
        *((239, 12), (900, 57), (1500, 95), (1300, 78), (3100, 170), (4300, 224), (2100, 109), (2094, 75)),
        *((0, 0), (3800, 20), (1029, 0), (1231, 0)),
    ),
    adjusted(
        *(
            (231, 0.051, 0.004, 0.028),
            (880, 0.06, 0.01, 0.016),
            (1480, 0.061, 0.012, 0.012),
            (1280, 0.058, 0.01, 0.013),
        ),
        *((3000, 0.054, 0.008, 0.008), (4200, 0.051, 0.012, 0.007), (2000, 0.05, 0.014, 0.01)),
    ),
)
"""As in a real export of 21,593 deals: no factor of ten, and most of those never called were no leads."""
THIN: Curves = (curve((3, 1), (5, 0), (2, 2), (12, 4), (20, 5), (29, 3), (8, 1), (1, 0)), adjusted())
FIRST_THIN: Curves = (curve((4, 1), *[(900, 50)] * 7), SCHOOL[1])
ONE: Curves = (curve((0, 0), (0, 0), (0, 0), (0, 0), (60, 20)), adjusted())
ALL_HAD: Curves = (curve((60, 60), (60, 60)), adjusted((60, 1.0, 0.0, 0.0)))
UNTIMED: Curves = (curve(*[(0, 0)] * 8, (40, 20), (30, 0), (10, 0), (5, 0)), adjusted())


def _reached(half: float, end: float) -> dict[int, float]:
    """Share touched by some minutes: slower and slower towards the end."""
    minutes = (1, 2, 3, 5, 8, 12, 20, 30, 45, 60, 90, 120, 240, 480, 900, 1440, 2880, 4320, 9000, 20000)
    return {minute: end * (1 - exp(-((minute / half) ** 0.5))) for minute in minutes}


TEAMS = by_team(
    North=waited(480, _reached(20, 0.94), 0.05),
    **{"South and the islands of the west": waited(390, _reached(60, 0.93), 0.02)},
    Inbound=waited(60, _reached(5, 0.97)),
    none=waited(90, _reached(700, 0.7)),
    Tiny=waited(12, _reached(30, 0.9)),
    Sixth=waited(40, _reached(30, 0.9)),
    Seventh=waited(5, _reached(30, 0.9)),
    Idle=waited(0, {}),
)
EVERYONE = waited(1200, _reached(45, 0.9))
YOUNG = waited(
    100, {5: 0.3, 60: 0.5, 600: 0.6, 3000: 1.0}, watched={0: 100, 5: 70, 60: 50, 600: 9, 3000: 0}.__getitem__
)
"""Most of those who still wait are not watched for longer than an hour."""


def daily(peak: int) -> Callable[[int, int], int]:
    """How many come in each hour of the week, most at one in the afternoon of a working day."""
    return lambda day, hour: round(peak * (0.25 if day > 5 else 1) * exp(-(((hour - 13) / 4.5) ** 2)))


def slower_at_night(day: int, hour: int) -> float:
    """Minutes until half are answered; before five in the morning half never are."""
    return (
        float("nan")
        if hour < 5
        else 12.0
        if day < 6 and 9 <= hour < 18
        else 60.0 * ((33 - hour) % 24 + 24 * (day == 6))
    )


WEEK = week(daily(230), slower_at_night)
SELLERS = people(
    *[(f"Seller {place:02d}", 40 + 17 * place, 12 + 5 * place) for place in range(14)],
    *[("Ana", 12, 9), ("A very long name of somebody who sells", 5, 0), (None, 60, 20), ("New", 0, 0)],
)
UNTOUCHED = untouched(
    *[("disqualified", "duplicate", 1233), ("disqualified", "invalid number", 988), (None, None, 800)],
    *[("recycled", f"reason number {number}", 10 - number) for number in range(8)],
    *[("recycled", None, 90), ("lost", "price", 60)],
)


def _curve(curves: Curves, outcome: str, *, published: bool = True, working: bool = False) -> Draw:
    return lambda words, palette: response_curve(*curves, words, palette, outcome, published, working=working)


def _touch(frame: pd.DataFrame, by: str = "team", *, working: bool = False) -> Draw:
    return lambda words, palette: first_touch(frame, words, palette, by, working=working)


def _arrivals(frame: pd.DataFrame, shade: str, *, working: bool = False) -> Draw:
    return lambda words, palette: arrivals(frame, words, palette, shade, working=working)


def _people(frame: pd.DataFrame, outcome: str = "contact") -> Draw:
    return lambda words, palette: response_people(frame, words, palette, outcome)


def _untouched(frame: pd.DataFrame) -> Draw:
    return lambda words, palette: never_touched(frame, words, palette)


RESPONSE: dict[str, Draw] = {
    **{f"curve of {outcome}": _curve(FULL, outcome) for outcome in OUTCOMES},
    "curve alone": _curve(FULL, "contact", published=False, working=True),
    "curve of a school": _curve(SCHOOL, "win"),
    "curve that is thin": _curve(THIN, "contact"),
    "curve whose first is thin": _curve(FIRST_THIN, "qualify"),
    "curve of one bucket": _curve(ONE, "contact"),
    "curve where all had it": _curve(ALL_HAD, "contact"),
    "curve of the untimed of nothing": _curve(UNTIMED, "contact"),
    "curve of nothing": _curve((curve(), adjusted()), "win"),
    "first touch by team": _touch(TEAMS),
    "first touch of all": _touch(EVERYONE, ""),
    "first touch in working time": _touch(EVERYONE, "", working=True),
    "first touch of the young": _touch(YOUNG, ""),
    "first touch of one team": _touch(by_team(North=waited(40, {3: 0.9}))),
    "first touch of the untouched": _touch(waited(40, {}), ""),
    "first touch of nothing": _touch(by_team()),
    "first touch of all of nothing": _touch(waited(0, {}), ""),
    **{f"arrivals by {shade}": _arrivals(WEEK, shade) for shade in SHADES},
    "arrivals in working time": _arrivals(WEEK, "p50_minutes", working=True),
    "arrivals of few": _arrivals(week(daily(9), slower_at_night), "p50_minutes"),
    "arrivals of thousands": _arrivals(week(daily(13000), slower_at_night), "hand_overs"),
    "arrivals of one": _arrivals(week(lambda day, hour: int((day, hour) == (3, 10)), slower_at_night), "hand_overs"),
    "arrivals of days, of nothing": _arrivals(week(lambda day, hour: 9 * (hour == 0), slower_at_night), "p50_minutes"),
    "arrivals of nothing": _arrivals(week(lambda day, hour: 0, slower_at_night), "hand_overs"),
    **{f"people by {outcome}": _people(SELLERS, outcome) for outcome in OUTCOMES},
    "people of whom all are thin": _people(people(("Ana", 12, 9), ("Leo", 3, 0))),
    "people of many": _people(people(*[(f"Seller {place}", 90, place) for place in range(40)], ("Thin", 9, 1))),
    "people of one": _people(people(("Ana", 120, 0))),
    "people of nothing": _people(people(("New", 0, 0))),
    "untouched": _untouched(UNTOUCHED),
    "untouched who went on": _untouched(untouched(("gone_on", None, 12), ("lost", "price", 3))),
    "untouched of one": _untouched(untouched((None, None, 1))),
    "untouched of nothing": _untouched(untouched()),
}
LYING = ("arrivals", "people", "untouched")
"""Pictures whose numbers run from left to right."""
