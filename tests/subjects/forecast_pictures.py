"""The charts of the forecast, drawn of frames of every shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from leaddash.blocks.look import Look
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette
from leaddash.subjects.forecast.charts.accuracy import accuracy
from leaddash.subjects.forecast.charts.course import course
from leaddash.subjects.forecast.charts.moves import moves
from leaddash.subjects.forecast.charts.stack import stack
from leaddash.words import Words
from tests import forecast_frames as frames

Draw = Callable[[Words, Palette], Picture]
FULL = frames.categories(
    closed=(21, 318e3), commit=(6, 58e3), best_case=(5, 47e3), pipeline=(9, 62e3), omitted=(3, 20e3)
)
MOVED = frames.movement(
    start=(40, 202e3), new=(3, 22e3), pulled_in=(2, 12e3), raised=(1, 6e3), lowered=(2, -9e3), pushed_out=(-2, -14e3),
    lost=(-1, -11e3), won=(-4, -41e3),
)  # fmt: skip
ERRORS = {"projected": [0.08, 0.1, 0.2], "commit": [0.3, 0.25, 0.22], "conversion": [0.09, 0.09, 0.18]}
WORST = {"best_case": [2.4, 1.9, 0.9], "called": [float("nan")] * 3}


def look_of(words: Words, palette: Palette) -> Look:
    """A reader of those words and colours."""
    return Look(words, palette, frames.ZONE)


def _stack(categories: pd.DataFrame, summary: pd.DataFrame) -> Draw:
    row = summary.iloc[0].to_dict()
    return lambda words, palette: stack(categories, row, look_of(words, palette), frames.SPAN)


def _moves(frame: pd.DataFrame, projected: str = "") -> Draw:
    return lambda words, palette: moves(frame, frames.WEEK_AGO, look_of(words, palette), frames.SPAN, projected)


def _course(frame: pd.DataFrame) -> Draw:
    return lambda words, palette: course(frame, frames.QUARTER, look_of(words, palette))


def _accuracy(**errors: list[float]) -> Draw:
    return lambda words, palette: accuracy(frames.accuracy(**errors), look_of(words, palette))


NONE: dict[str, Any] = {"goal": None, **dict.fromkeys(frames.KNOWN, float("nan"))}
FORECAST: dict[str, Draw] = {
    "stack": _stack(FULL, frames.summary()),
    "stack without a goal": _stack(FULL, frames.summary(goal=None)),
    "stack without a projection": _stack(FULL, frames.unknown()),
    "stack of a goal far away": _stack(FULL, frames.summary(goal=9e6)),
    "stack of what is won": _stack(frames.categories(closed=(2, 800.0)), frames.summary(**{**NONE, "goal": 1000})),
    "stack of nothing": _stack(frames.categories(), frames.summary(**NONE)),
    "moves": _moves(MOVED),
    "moves of one": _moves(frames.movement(start=(4, 9_500.0), won=(-1, -9_500.0))),
    "moves of none that moved": _moves(frames.movement(start=(4, 9e8))),
    "moves of nothing": _moves(frames.movement()),
    "course": _course(frames.trend(76)),
    "course of a young quarter": _course(frames.trend(3)),
    "course without a goal": _course(frames.trend(92, goal=float("nan"))),
    "course without a projection": _course(frames.trend(20, **dict.fromkeys(frames.RANGE, float("nan")))),
    "course of nothing": _course(frames.trend(0)),
    "errors": _accuracy(**ERRORS, **WORST),
    "errors of the projection alone": _accuracy(projected=[0.1]),
    "errors of nothing": _accuracy(commit=[0.1, 0.2]),
}
LYING = ("stack",)
"""Pictures with bars from left to right."""
STACKED = ("stack",)
"""Pictures whose bars stand on each other's ends."""
FLOATING = ("moves",)
"""Pictures whose bars all float between two levels: none stands on a floor, so none need begin at zero."""
