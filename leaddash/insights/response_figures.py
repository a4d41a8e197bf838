"""The headline figures of the Response page: how many hand-overs, how soon, how many never, how many out of hours."""

from __future__ import annotations

import pandas as pd

from leaddash.insights.headline import Headline
from leaddash.words import Words

UNTOUCHED = ("never", "waiting", "not_a_lead")


def response_headlines(
    raw: pd.DataFrame, touches: pd.DataFrame, hours: pd.DataFrame, words: Words, period: str, *, working: bool = False
) -> list[Headline]:
    """Four figures from the metrics `response_curve`, `time_to_first_touch` and `arrivals` of the same period.

    `period` is what it is called; `working` says that minutes are of working time, which has no days.
    """
    every = int(raw["leads"].sum())
    untouched = int(raw.loc[raw["bucket"].isin(UNTOUCHED), "leads"].sum())
    late, based = int(hours["out_of_hours"].sum()), words("headline.based", n=every)
    return [
        _figure(
            "hand_overs", words.number(every), words("headline.in_period", period=period), words, every, "answered"
        ),
        _half_touched(touches, words, every, working=working),
        _figure("untouched", _share(untouched, every, words), based, words, untouched, "untouched"),
        _figure("out_of_hours", _share(late, every, words), based, words, every, "answered"),
    ]


def _half_touched(touches: pd.DataFrame, words: Words, every: int, *, working: bool) -> Headline:
    """By when half was touched, and 90 %."""
    row = touches.iloc[0] if len(touches) else {"p50_minutes": None, "p90_minutes": None}
    half, most = (words.duration(row[name], working=working) for name in ("p50_minutes", "p90_minutes"))
    reached = not pd.isna(row["p90_minutes"])
    told = words("headline.ninety_touched", time=most) if reached else words("headline.ninety_never")
    return _figure("half_touched", half, told if len(touches) else "", words, every, "answered")


def _figure(name: str, value: str, change: str, words: Words, cases: int, figure: str) -> Headline:
    label, told = words(f"headline.{name}"), words(f"headline.{name}_help")
    link = {"figure": figure, "exit": "any", "reason": "any"}
    return Headline(label, value, change, [], told, is_count=False, cases=words("headline.cases", n=cases), link=link)


def _share(part: int, whole: int, words: Words) -> str:
    return words.share(part / whole if whole else None)
