"""The charts of the scoring lab, drawn of frames of every shape."""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from typing import Any

from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette
from leaddash.subjects.lab.charts.mql_months import mql_months
from leaddash.subjects.lab.charts.score_grid import score_grid
from leaddash.subjects.lab.charts.score_quality import lift_by_decile
from leaddash.subjects.lab.charts.threshold_counts import threshold_counts
from leaddash.subjects.lab.charts.threshold_rates import threshold_rates
from leaddash.words import Words
from tests.frames import SPAN
from tests.lab_frames import curve, deciles, grid, unassigned, volume

Draw = Callable[[Words, Palette], Picture]

THRESHOLDS = [float(step) for step in range(0, 201, 5)]
COUNTS = [round(40 + 4200 * exp(-step / 62)) for step in THRESHOLDS]
AGREED_COUNTS = [round(55 + 3700 * exp(-step / 70)) for step in THRESHOLDS]
YEAR = volume(
    *((962, 990, 955), (1010, 1003, 981), (1088, 1020, 1033), (1130, 1071, 1060), (905, 902, 888), (1184, 1102, 1090)),
    *((1240, 1156, 1120), (1221, 1149, 1161), (1003, 1066, 1040), (988, 1001, 1020), (1174, 1097, 1065)),
    *((1203, 1130, 1128), (610, 590, 560)),
)
UNRECORDED = volume((120, 90), (90, 120), (100, 100), (0, 12))
RATES = curve(*((step, n, round(n * (0.12 + step / 600))) for step, n in zip(THRESHOLDS, COUNTS, strict=True)))
UNSENT = curve(
    *((step, 900, round(900 * (0.4 + step / 900)), max(900, round(9000 - 90 * step))) for step in THRESHOLDS)
)
TO_FEW = curve(*((step, max(0, round(900 - 6 * step)), max(0, round((900 - 6 * step) * 0.3))) for step in THRESHOLDS))
GRID = grid(
    *((None, 0, 40, 31, 1), (None, 20, 22, 18, 2), (None, 50, 4, 0, 0), (None, 100, 0, 0, 0)),
    *((0, 0, 210, 190, 14), (0, 20, 160, 144, 19), (0, 50, 88, 70, 12), (0, 100, 31, 30, 7)),
    *((20, 0, 140, 122, 15), (20, 20, 171, 150, 31), (20, 50, 130, 101, 29), (20, 100, 66, 52, 18)),
    *((40, 0, 60, 44, 9), (40, 20, 1204, 1010, 282), (40, 50, 99, 81, 33), (40, 100, 71, 60, 31)),
)
DECILES = deciles(
    *((-30, 4, 210, 9), (5, 12, 205, 12), (13, 21, 214, 19), (22, 30, 190, 17), (31, 44, 208, 29)),
    *((45, 58, 201, 33), (59, 74, 214, 41), (75, 96, 199, 52), (97, 131, 203, 66), (132, 410, 207, 95)),
    expected=[0.03, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.24, 0.3, 0.5],
)
SMALL = deciles((0, 10, 12, 1), (11, 40, 0, 0), (41, 90, 40, 9), (91, 91, 20, 9), roc_area=None, below_threshold=None)


def _months(frame: Any) -> Draw:
    return lambda words, palette: mql_months(frame, words, palette, SPAN)


def _counts(counts: list[int], agreed: list[int] | None, threshold: float, was: float, at: Any = THRESHOLDS) -> Draw:
    def draw(words: Words, palette: Palette) -> Picture:
        told: dict[str, Any] = {"threshold": threshold, "agreed_threshold": was, "agreed_counts": agreed}
        return threshold_counts(at, counts, words, palette, **told)

    return draw


def _rates(frame: Any, threshold: float) -> Draw:
    return lambda words, palette: threshold_rates(frame, words, palette, threshold)


def _grid(frame: Any) -> Draw:
    return lambda words, palette: score_grid(frame, words, palette)


def _lift(frame: Any) -> Draw:
    return lambda words, palette: lift_by_decile(frame, words, palette)


LAB: dict[str, Draw] = {
    "mqls by month": _months(YEAR),
    "mqls as agreed": _months(volume((120, 120, 100), (90, 90, 70))),
    "mqls unrecorded": _months(UNRECORDED),
    "mqls without the column of recorded ones": _months(UNRECORDED.drop(columns="recorded")),
    "mqls of one month": _months(volume((4, 2, 3))),
    "mqls of two years": _months(volume(*((1000 + 9 * n, 1100, 1050 + n) for n in range(26)))),
    "mqls of no month, of nothing": _months(volume()),
    "threshold": _counts(COUNTS, AGREED_COUNTS, 85, 100),
    "threshold as agreed": _counts(COUNTS, None, 100, 100),
    "threshold as agreed of other weights": _counts(COUNTS, AGREED_COUNTS, 100, 100),
    "threshold high": _counts(COUNTS, AGREED_COUNTS, 190, 100),
    "threshold that was not counted": _counts(COUNTS, AGREED_COUNTS, 87.5, 102),
    "threshold of none, of nothing": _counts([0] * 41, None, 100, 100),
    "threshold never counted, of nothing": _counts([], None, 100, 100, []),
    "rates by threshold": _rates(RATES, 100),
    "rates by threshold to few": _rates(TO_FEW, 150),
    "rates by threshold of few": _rates(curve((0, 12, 3), (5, 4, 1), (10, 0, 0)), 10),
    "rates by threshold mostly never sent": _rates(UNSENT, 60),
    "rates by threshold never sent at the end": _rates(curve((0, 90, 40), (5, 80, 40), (10, 9, 3, 40)), 5),
    "rates by threshold unassigned, of nothing": _rates(unassigned(UNSENT), 60),
    "rates by threshold of nothing": _rates(curve((0, 0, 0), (5, 0, 0)), 5),
    "grid of scores": _grid(GRID),
    "grid of few scores": _grid(grid((0, 0, 3, 2, 1), (0, 20, 1, 0, 0))),
    "grid of scores nobody worked": _grid(grid((0, 0, 3, 0, 0), (0, 20, 900, 0, 0), (20, 20, 50, 40, 9))),
    "grid of scores unassigned": _grid(unassigned(GRID)),
    "grid of scores of nothing": _grid(grid((0, 0, 0, 0, 0), (0, 20, 0, 0, 0))),
    "grid of no scores, of nothing": _grid(grid()),
    "lift": _lift(DECILES),
    "lift of few": _lift(SMALL),
    "lift of one moment": _lift(deciles((0, 10, 40, 4), (11, 20, 40, 9), earlier=0)),
    "lift of nothing": _lift(deciles((0, 10, 0, 0))),
    "lift of no score, of nothing": _lift(deciles()),
}
LYING = ("grid of",)
"""Pictures whose numbers run from left to right."""
