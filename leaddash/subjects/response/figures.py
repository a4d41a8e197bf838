"""The headline figures of the Response page: how many hand-overs, how soon, how many never, how many out of hours."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash.saying.headline import Headline
from leaddash.subjects.response.metrics.arrivals import arrivals
from leaddash.subjects.response.metrics.response_curve import response_curve
from leaddash.subjects.response.metrics.time_to_first_touch import time_to_first_touch
from leaddash.words import Words

UNTOUCHED = ("never", "waiting", "not_a_lead")
UNTIMED = ("before", "not_a_lead")
"""Hand-overs that wait for no touch."""
COUNTED = {
    "hand_overs": arrivals,
    "half_touched": time_to_first_touch,
    "untouched": response_curve,
    "out_of_hours": arrivals,
}
"""The metric that counts each figure."""


def response_headlines(
    raw: pd.DataFrame,
    touches: pd.DataFrame,
    hours: pd.DataFrame,
    words: Words,
    period: str,
    *,
    working: bool = False,
    whole_days: bool = False,
) -> list[Headline]:
    """Four figures from the metrics `response_curve`, `time_to_first_touch` and `arrivals` of the same period.

    `period` is what it is called; `working` says that minutes are of working time, which has no days; `whole_days`
    that the data hold days without hours. Where they know no touches `raw` has no rows, and what rests on touches is a
    dash that says so.
    """
    every = int(hours["hand_overs"].fillna(0).sum())
    given = words("headline.in_period", period=period)
    return [
        _figure("hand_overs", words.number(every), given, words, "answered"),
        _half_touched(raw, touches, words, every, working=working),
        _untouched(raw, words, every),
        _out_of_hours(hours, words, every, whole_days=whole_days),
    ]


def waited(raw: pd.DataFrame) -> int:
    """How many hand-overs waited for a touch; 0 where nothing is known of touches."""
    return int(raw.loc[~raw["bucket"].isin(UNTIMED), "leads"].sum())


def _half_touched(raw: pd.DataFrame, touches: pd.DataFrame, words: Words, every: int, *, working: bool) -> Headline:
    """By when half was touched, and 90 %; how many are left out because their moment is not known."""
    row: Any = touches.iloc[0] if len(touches) else {"p50_minutes": None, "p90_minutes": None, "cases": 0}
    half, most = (words.duration(row[name], working=working) for name in ("p50_minutes", "p90_minutes"))
    unknown = waited(raw) - int(row["cases"])
    if raw.empty:
        told = words("headline.no_touches")
    elif unknown > 0:
        told = words("headline.left_out", n=unknown, whole=words.number(waited(raw)))
    else:
        reached = not pd.isna(row["p90_minutes"])
        told = words("headline.ninety_touched", time=most) if reached else words("headline.ninety_never")
    return _figure("half_touched", half, told if every else "", words, "answered")


def _untouched(raw: pd.DataFrame, words: Words, every: int) -> Headline:
    """The share nobody touched; none where nobody writes down who touched whom."""
    if raw.empty:
        return _figure("untouched", words.share(None), words("headline.no_touches"), words, "answered")
    count = int(raw.loc[raw["bucket"].isin(UNTOUCHED), "leads"].sum())
    return _figure("untouched", _share(count, every, words), words("headline.based", n=every), words, "untouched")


def _out_of_hours(hours: pd.DataFrame, words: Words, every: int, *, whole_days: bool) -> Headline:
    """The share that came out of hours; none of days without hours."""
    if whole_days:
        return _figure("out_of_hours", words.share(None), words("headline.whole_days"), words, "answered")
    late = int(hours["out_of_hours"].fillna(0).sum())
    return _figure("out_of_hours", _share(late, every, words), words("headline.based", n=every), words, "answered")


def _figure(name: str, value: str, change: str, words: Words, figure: str) -> Headline:
    label, told = words(f"headline.{name}"), words(f"headline.{name}_help")
    link = {"figure": figure, "exit": "any", "reason": "any"}
    return Headline(label, value, change, [], told, is_count=False, link=link, counts=COUNTED[name].name)


def _share(part: int, whole: int, words: Words) -> str:
    return words.share(part / whole if whole else None)
