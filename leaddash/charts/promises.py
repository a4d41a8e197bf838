"""How each promise stands: kept, broken, overdue, still running, withdrawn."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash.charts import axes, stacked
from leaddash.charts.markup import bold
from leaddash.charts.picture import Picture
from leaddash.charts.stacked import Look, Part
from leaddash.charts.theme import Palette, figure
from leaddash.stats import THIN
from leaddash.words import Words, promise_name

DUE = ("kept", "broken", "overdue")
STATES = (*DUE, "running", "withdrawn")
"""The states of a promise in the order of their parts; the first three are what is due."""


def promise_states(frame: pd.DataFrame, words: Words, palette: Palette) -> Picture:
    """One bar per promise, its states side by side as counts; at the right the share kept of those due."""
    rows = frame.iloc[::-1]
    title = words("chart.promises.title")
    chart = figure(palette, words, height=stacked.ROOM + stacked.ROW * max(len(rows), 2))
    if not frame[list(STATES)].to_numpy().sum():
        return Picture(title, chart, axes.say_nothing(chart, words(_empty(frame))))
    looks = looks_of(palette)
    shown = [(place, row, state) for place, row in enumerate(rows.to_dict("records")) for state in STATES]
    shown = [(place, row, state) for place, row, state in shown if int(row[state])]
    stacked.draw(chart, [_part(*each, looks, words) for each in shown], palette, stacked.NAMED_THICK)
    stacked.frame(chart, len(rows))
    for place, row in enumerate(rows.to_dict("records")):
        counts = [(state, int(row[state])) for state in STATES if int(row[state])]
        stacked.name_below(chart, place, [(_count(state, n, words), looks[state].colour) for state, n in counts])
        colour = palette.ink if int(row["due"]) >= THIN else palette.open
        stacked.head(chart, place, axes.label(promise_name(row["promise"], words)), _kept(row, words), colour)
    longest = max(int(row[list(STATES)].sum()) for _, row in rows.iterrows())
    chart.update_xaxes(axes.axis_of_counts(longest, words, words("unit.promises")))
    alt = words("chart.promises.alt", told="; ".join(_told(row, words) for row in frame.to_dict("records")))
    opens = tuple({"figure": state, "promise": str(row["promise"])} for _, row, state in shown)
    return Picture(title, chart, alt, words("chart.promises.note", thin=THIN), opens)


def looks_of(palette: Palette) -> dict[str, Look]:
    """The colour of each state by its meaning; what is not decided is hatched."""
    return {
        "kept": Look(palette.kept),
        "broken": Look(palette.lost),
        "overdue": Look(palette.late),
        "running": Look(palette.open, "/"),
        "withdrawn": Look(palette.muted, "x"),
    }


def _empty(frame: pd.DataFrame) -> str:
    return "empty.promises" if len(frame) else "empty.no_promises"


def _part(place: int, row: dict[Any, Any], state: str, looks: dict[str, Look], words: Words) -> Part:
    """A state of a promise: of what is due with its share; where it begins is the sum of those before."""
    start = sum(int(row[before]) for before in STATES[: STATES.index(state)])
    share = words.share(int(row[state]) / int(row["due"])) if state in DUE else ""
    name = axes.label(promise_name(row["promise"], words))
    hover = f"{name}: {words(f'state.{state}')} {words.number(int(row[state]))}"
    return Part(place, start, int(row[state]), looks[state], share, f"{hover} ({share})" if share else hover)


def _count(state: str, count: int, words: Words) -> str:
    return words(f"chart.promises.{state}", n=count)


def _kept(row: dict[Any, Any], words: Words) -> str:
    """The share kept of those due, with its interval."""
    if not int(row["due"]):
        return words("chart.promises.none")
    share = words("chart.promises.share", share=words.share(row["compliance"]), n=int(row["due"]))
    low, high = (words.share(row[f"compliance_{end}"]) for end in ("low", "high"))
    return f"{bold(share)} ({words('chart.promises.interval', low=low, high=high)})"


def _told(row: dict[Any, Any], words: Words) -> str:
    """A promise in words: its share kept, and how many stand in each state."""
    kept = words("chart.promises.none")
    if int(row["due"]):
        kept = words("chart.promises.share", share=words.share(row["compliance"]), n=int(row["due"]))
    counts = [_count(state, int(row[state]), words) for state in STATES if int(row[state])]
    return ", ".join([f"{promise_name(row['promise'], words)} {kept}", *counts])
