"""How each promise stands: kept, broken, overdue, still running, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from leaddash.blocks.chart import chart
from leaddash.drawing import axes, stacked
from leaddash.drawing.left_open import ANY
from leaddash.drawing.markup import bold
from leaddash.drawing.picture import Picture
from leaddash.drawing.stacked import Look, Part
from leaddash.drawing.theme import Palette, figure
from leaddash.stats import THIN
from leaddash.subjects.promises.metrics.sla import sla
from leaddash.words import Words, promise_name

ROW = 92
"""Pixels for each promise with the words above and below its bar."""
DUE = ("kept", "broken", "overdue")
STATES = (*DUE, "running", "withdrawn")
"""The states of a promise in the order of their parts; the first three are what is due."""


WAYS_KEPT = ("touch", "contact", "converted", "postponed", "recycled", "disqualified", "lost")
"""How a promise is kept: the options after a contact, going on first."""
FAINTER = (1.0, 0.72, 0.58, 0.44, 0.3)
"""How strong the parts of what was kept are drawn, one after the other."""


@dataclass(frozen=True)
class Counted:
    """A part of a promise's bar: so many in a state, of what was kept by one way; where it begins."""

    place: int
    row: dict[Any, Any]
    state: str
    way: str
    count: int
    start: int
    look: Look


@chart("states", counts=sla)
def promise_states(frame: pd.DataFrame, ways: pd.DataFrame, words: Words, palette: Palette) -> Picture:
    """One bar per promise, its states side by side as counts; at the right the share kept of those due.

    `ways` (of `kept_ways`) tells what was kept apart by how: going on, postponed, returned and so on.
    """
    promises = frame.iloc[::-1]
    title = words("chart.promises.title")
    chart = figure(palette, words, height=stacked.ROOM + ROW * max(len(promises), 2))
    if not frame[list(STATES)].to_numpy().sum():
        return Picture(title, chart, axes.say_nothing(chart, words(_empty(frame))))
    shown = [part for bar, row in enumerate(promises.to_dict("records")) for part in _counted(bar, row, ways, palette)]
    stacked.draw(chart, [_part(part, words) for part in shown], palette, stacked.NAMED_THICK)
    stacked.frame(chart, len(promises))
    for bar, row in enumerate(promises.to_dict("records")):
        stacked.name_below(chart, bar, [(_named(part, words), part.look.colour) for part in shown if part.place == bar])
        colour = palette.ink if int(row["due"]) >= THIN else palette.open
        stacked.head(chart, bar, axes.label(promise_name(row["promise"], words)), _kept(row, words), colour)
    longest = max(int(row[list(STATES)].sum()) for _, row in promises.iterrows())
    chart.update_xaxes(axes.axis_of_counts(longest, words, words("unit.promises")))
    alt = words("chart.promises.alt", told="; ".join(_told(row, ways, words) for row in frame.to_dict("records")))
    opens = tuple({"figure": part.state, "promise": str(part.row["promise"]), **_exit(part)} for part in shown)
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


def _counted(bar: int, row: dict[Any, Any], ways: pd.DataFrame, palette: Palette) -> Iterator[Counted]:
    """The parts of a promise's bar: what was kept by its ways, then the other states; empty ones are none."""
    looks, start = looks_of(palette), 0
    for state, way, count in _parts(row, ways):
        kept = [kept_way for kept_way, _ in _ways(row, ways)]
        look = replace(looks[state], opacity=FAINTER[kept.index(way) % len(FAINTER)]) if way else looks[state]
        yield Counted(bar, row, state, way, count, start, look)
        start += count


def _parts(row: dict[Any, Any], ways: pd.DataFrame) -> list[tuple[str, str, int]]:
    """State, way (of what was kept in several) and count of each part of a promise."""
    kept = [("kept", way, count) for way, count in _ways(row, ways)]
    states = [(state, "", int(row[state])) for state in STATES if int(row[state])]
    return [*kept, *[part for part in states if part[0] != "kept"]] if kept else states


def _ways(row: dict[Any, Any], ways: pd.DataFrame) -> list[tuple[str, int]]:
    """How a promise was kept, where a stage or an exit keeps it; nothing where only a touch or a contact does."""
    own_ways = ways[ways["promise"] == row["promise"]]
    counts = {way: int(own_ways.loc[own_ways["way"] == way, "kept"].sum()) for way in WAYS_KEPT}
    taken = [(way, count) for way, count in counts.items() if count]
    return taken if {way for way, _ in taken} - {"touch", "contact"} else []


def _part(part: Counted, words: Words) -> Part:
    """A part as it is drawn: of what is due with its share."""
    share = words.share(part.count / int(part.row["due"])) if part.state in DUE else ""
    name = axes.label(promise_name(part.row["promise"], words))
    state = ": ".join([words(f"state.{part.state}"), *([way_name(part.way, words)] if part.way else [])])
    hover = f"{name}: {state} {words.number(part.count)}"
    return Part(part.place, part.start, part.count, part.look, share, f"{hover} ({share})" if share else hover)


def way_name(way: str, words: Words) -> str:
    """How a promise was kept, in words."""
    return words(f"way.{way}" if words.has(f"way.{way}") else f"exit.{way}")


def _exit(part: Counted) -> dict[str, str]:
    return {"exit": part.way or ANY}


def _named(part: Counted, words: Words) -> str:
    return words(f"chart.promises.by_{part.way}" if part.way else f"chart.promises.{part.state}", n=part.count)


def _kept(row: dict[Any, Any], words: Words) -> str:
    """The share kept of those due, with its interval."""
    if not int(row["due"]):
        return words("chart.promises.none")
    share = words("chart.promises.share", share=words.share(row["compliance"]), n=int(row["due"]))
    low, high = (words.share(row[f"compliance_{end}"]) for end in ("low", "high"))
    return f"{bold(share)} ({words('chart.promises.interval', low=low, high=high)})"


def _told(row: dict[Any, Any], ways: pd.DataFrame, words: Words) -> str:
    """A promise in words: its share kept, and how many stand in each state."""
    kept = words("chart.promises.none")
    if int(row["due"]):
        kept = words("chart.promises.share", share=words.share(row["compliance"]), n=int(row["due"]))
    counts = [
        words(f"chart.promises.by_{way}" if way else f"chart.promises.{state}", n=count)
        for state, way, count in _parts(row, ways)
    ]
    return ", ".join([f"{promise_name(row['promise'], words)} {kept}", *counts])
