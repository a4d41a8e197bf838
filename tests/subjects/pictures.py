"""Every chart there is, drawn of frames of every shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette
from leaddash.subjects.funnel.charts.breakdown import breakdown
from leaddash.subjects.funnel.charts.bridge import bridge
from leaddash.subjects.funnel.charts.funnel_bars import READINGS, funnel_bars
from leaddash.subjects.funnel.charts.leaving import exits, returned
from leaddash.subjects.funnel.charts.trend import trend_of_counts, trend_of_rates
from leaddash.subjects.funnel.charts.ways_out import ways_out
from leaddash.words import Words
from tests.frames import SPAN, bridged, by, came_back, funnel, left, months, projected, step, times, trend
from tests.subjects import forecast_pictures, lab_pictures, lead_lives, response_pictures, sla_pictures

Draw = Callable[[Words, Palette], Picture]

FULL = funnel(
    new_name=step(9000, 5000, balance_end=700, balance_start=600, flow_out=4100),
    engaged=step(4000, 2000, balance_end=300, flow_out=1900),
    target=step(1800, 900, balance_end=80, flow_out=800),
    mql={"entered": 100, "converted": 44, "exited": 31, "open": 25, "rate_entered": 55, "rate_converted": 25},
    sales_lead=step(29, 12, balance_end=4),
    opportunity={"entered": 27, "open": 27, "balance_end": 27},
    customer={"entered": 13, "balance_end": 300},
)
YEAR = trend(
    months(4),
    mql=[
        step(120, 40),
        step(29, 12),
        {"entered": 80, "rate_entered": 60, "rate_converted": 30, "open": 20},
        {"entered": 70, "open": 70},
    ],
)
SOURCES = by(
    "source",
    {
        "web": {"mql": step(400, 100)},
        "fair": {"mql": step(50, 25)},
        "tiny": {"mql": step(3, 3)},
        "small": {"mql": step(20, 20)},
        None: {"mql": step(90, 9)},
        "young": {"mql": {"entered": 40, "open": 40}},
        "none entered": {"mql": {}},
    },
)


def _bars(reading: str, frame: Any, **goals: float) -> Draw:
    return lambda words, palette: funnel_bars(frame, words, palette, reading, goals=goals)


def _counts(frame: Any) -> Draw:
    return lambda words, palette: trend_of_counts(frame, words, palette, "mql", SPAN)


def _rates(frame: Any) -> Draw:
    return lambda words, palette: trend_of_rates(frame, words, palette, "mql", SPAN)


def _slices(frame: Any, dimension: str = "source") -> Draw:
    return lambda words, palette: breakdown(frame, words, palette, "mql", dimension)


def _ways(frame: Any, stage: str = "mql", window: float = 14, entered: int | None = None) -> Draw:
    return lambda words, palette: ways_out(frame, words, palette, stage, window, entered)


def _bridge(frame: Any) -> Draw:
    return lambda words, palette: bridge(frame, words, palette, "mql")


def _exits(frame: Any) -> Draw:
    return lambda words, palette: exits(frame, words, palette, "mql")


def _returned(frame: Any) -> Draw:
    return lambda words, palette: returned(frame, words, palette)


WAYS = times("mql", 60, 400, converted=0.5, recycled=0.2, disqualified=0.1, lost=0.05)
LEFT = left(
    ("recycled", "no budget", "mql", 30),
    ("recycled", None, "mql", 10),
    ("postponed", "next year", "mql", 4),
    ("disqualified", "duplicate", "mql", 12),
    ("lost", "price", "opportunity", 50),
    *[("recycled", f"reason number {number} of a very long list of them", "mql", 2) for number in range(9)],
)
BACK = came_back(
    ("recycled", "no budget", 40, 400), ("postponed", None, 20, 60), ("lost", "price", 1, 12), second=(30, 50)
)
REST: dict[str, Draw] = {
    "ways out": _ways(WAYS),
    "ways out without a window": _ways(WAYS, window=0),
    "ways out of few": _ways(times("mql", 3, 5, converted=0.2)),
    "ways out of some": _ways(times("mql", 60, 35, converted=0.4, lost=0.2), entered=40),
    "ways out of all": _ways(times("mql", 4, 40, converted=0.8, lost=0.2)),
    "ways out of nothing": _ways(times("target", 3, 5)),
    "ways out of the unknown, of nothing": _ways(times("mql", 3, 1, converted=1.0), entered=3),
    "bridge": _bridge(bridged(mql=[188, 2, 5, 11])),
    "bridge of nothing": _bridge(bridged()),
    "exits": _exits(LEFT),
    "exits of nothing": _exits(left(("lost", None, "customer", 1))),
    "returned": _returned(BACK),
    "returned of many": _returned(came_back(*[("lost", f"reason {place}", place, 90) for place in range(30)])),
    "returned of nothing": _returned(came_back(("lost", None, 0, 0))),
}
YOUNG = projected(FULL, mql=0.5, opportunity=0.3)
SHAPES: dict[str, Any] = {
    "nothing": trend([]),
    "no rates": trend(months(3), mql=[{"entered": 5}] * 3),
    "zeros": trend(months(3)),
    "gaps": trend(months(5), mql=[step(60, 20), {"entered": 40, "open": 40}, {}, step(60, 20), step(9, 1)]),
    "passed by": trend(months(2), mql=[step(60, 60, skipped=60)] * 2),
    "one": trend(months(1), mql=[step(60, 20)]),
    "two years": trend(months(24), mql=[step(1000 + month, 300 + 20 * month) for month in range(24)]),
    "weeks": trend(["2026-06-29", "2026-07-06"], mql=[step(60, 20)] * 2),
    "a year": YEAR,
}
MANY = {f"source {number:03d}": {"mql": step(30 + number, 20)} for number in range(200)}
SLICES: dict[str, Any] = {
    "nothing": by("source", {}),
    "zeros": by("source", {"web": {}, None: {}}),
    "only missing": by("source", {None: {"mql": step(60, 20)}}),
    "two hundred": by("source", MANY),
    "sources": SOURCES,
}
PICTURES: dict[str, Draw] = {
    **{f"funnel {reading} full": _bars(reading, FULL) for reading in READINGS},
    **{f"funnel {reading} empty": _bars(reading, funnel()) for reading in READINGS},
    **{f"counts of {name}": _counts(frame) for name, frame in SHAPES.items()},
    **{f"rates of {name}": _rates(frame) for name, frame in SHAPES.items()},
    "funnel with goals": _bars("cohort", FULL, new_name=9500.0, mql=220.0, customer=16.0),
    "funnel of a young cohort": _bars("cohort", YOUNG),
    **REST,
    **response_pictures.RESPONSE,
    **sla_pictures.SLA,
    **lab_pictures.LAB,
    **forecast_pictures.FORECAST,
    **lead_lives.LANES,
    **{f"slices of {name}": _slices(frame) for name, frame in SLICES.items()},
}
