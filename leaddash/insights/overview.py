"""The week in a minute: the sentence, the headline figures and what moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from leaddash.insights.change import Change, count_change, rate_change
from leaddash.insights.headline import Headline, count_changed, rate_changed
from leaddash.stats import THIN
from leaddash.words import Words

MOST = 0.6
ALL = 0.9
HEADLINES = (("mql", "entered"), ("mql", "rate"), ("customer", "entered"), ("sales_lead", "stalled"))
"""What the four figures count: stage and column."""


@dataclass(frozen=True)
class Move:
    """A short line about what moved, and the page and state that show it."""

    text: str
    page: str
    link: dict[str, str]


def overview_sentence(
    now: pd.DataFrame,
    before: pd.DataFrame | None,
    slices: Sequence[pd.DataFrame | None],
    words: Words,
    names: tuple[str, str],
) -> str:
    """How many MQLs the period had, against the one before, and where a change came from."""
    count = int(_row(now, "mql")["entered"])
    was = int(_row(before, "mql")["entered"]) if before is not None else 0
    if before is None or not (count and was):
        return _without_share(count, was, words, names, compared=before is not None)
    change = count_change(count, was)
    told = {"period": names[0], "before": names[1], "n": count}
    if change.direction == "same":
        return words("insight.overview.same", was=was, **told)
    verb = words(f"insight.overview.{change.direction}", share=words.share(change.share, 0), **told)
    return f"{verb}{_where(change, slices, words)}."


def headlines(
    now: pd.DataFrame,
    before: pd.DataFrame | None,
    trend: pd.DataFrame,
    words: Words,
    name: str,
    most: int = len(HEADLINES),
) -> list[Headline]:
    """The figures of the funnel on the overview, the first `most` of four."""
    return [_headline(stage, column, now, before, trend, words, name) for stage, column in HEADLINES[:most]]


def moves(now: pd.DataFrame, before: pd.DataFrame | None, words: Words) -> list[Move]:
    """The three lines: the step that changed most, where most leads wait too long, where most leave."""
    steps = now[now["stage"] != "customer"]
    stalled = steps.loc[steps["stalled"].astype(int).idxmax()]
    left = steps.loc[steps["exited"].astype(int).idxmax()]
    lines = [_step_move(now, before, words)] if before is not None else []
    lines.append(_count_move("stalled", stalled, words))
    lines.append(_count_move("exited", left, words))
    return lines


def _without_share(count: int, was: int, words: Words, names: tuple[str, str], *, compared: bool) -> str:
    """The sentence where there is nothing to take a share of: no period before, or no MQL in one of the two."""
    told = {"period": names[0], "before": names[1]}
    if not count:
        return words("insight.overview.none_after" if was else "insight.overview.none", was=was, **told)
    kind = "first" if compared else "plain"
    return words(f"insight.overview.{kind}", n=count, **told)


def _headline(
    stage: str,
    column: str,
    now: pd.DataFrame,
    before: pd.DataFrame | None,
    trend: pd.DataFrame,
    words: Words,
    name: str,
) -> Headline:
    rows = trend[trend["stage"] == stage]
    row = _row(now, stage)
    is_rate = column == "rate"
    value = words.share(row["rate"]) if is_rate else words.number(int(row[column]))
    course = [float(value) for value in rows[column].astype("Float64").fillna(0)]
    figure = "rate_entered" if is_rate else column
    was = _row(before, stage) if before is not None else None
    return Headline(
        label=words(f"headline.{stage}_{column}"),
        value=value,
        change=_changed(column, row, was, words, name),
        course=course,
        help=words(f"headline.{stage}_{column}_help"),
        is_count=not is_rate,
        cases=words("headline.cases", n=int(row[figure])),
        link={"stage": stage, "figure": figure},
    )


def _changed(column: str, row: Any, was: Any, words: Words, name: str) -> str:
    if column == "rate":
        return rate_changed(_rated(row), None if was is None else _rated(was), words, name)
    return count_changed(int(row[column]), None if was is None else int(was[column]), words, name)


def _step_move(now: pd.DataFrame, before: pd.DataFrame, words: Words) -> Move:
    """The step whose rate changed most beyond chance, or that none did; thin rates are not compared."""
    pairs = [(stage, _row(now, stage), _row(before, stage)) for stage in now["stage"][:-1]]
    steps = [(stage, _rates(row, was)) for stage, row, was in pairs if not _thin(row) and not _thin(was)]
    changed = [(stage, change) for stage, change in steps if change.direction != "same"]
    if not changed:
        return Move(words("move.none"), "funnel", {})
    stage, change = max(changed, key=lambda step: abs(step[1].now - step[1].before))
    told = {
        "stage": words(f"stage.{stage}"),
        "now": words.share(change.now),
        "was": words.share(change.before),
    }
    return Move(words(f"move.{change.direction}", **told), "funnel", {"stage": stage})


def _count_move(figure: str, row: Any, words: Words) -> Move:
    if not int(row[figure]):
        return Move(words(f"move.{figure}_none"), "funnel", {})
    text = words(f"move.{figure}", n=int(row[figure]), stage=words(f"stage.{row['stage']}"))
    return Move(text, "leads", {"stage": row["stage"], "figure": figure})


def _where(change: Change, slices: Sequence[pd.DataFrame | None], words: Words) -> str:
    """Which source the change came from, if one of several made most of all that moved, either way."""
    now, before = (_mqls_by_source(frame) for frame in slices if frame is not None)
    now, before = now.align(before, fill_value=0)
    moved = (now - before).abs()
    if len(moved) < 2 or not moved.any():
        return ""
    source, part = moved.idxmax(), moved.max() / moved.sum()
    own = count_change(int(now[source]), int(before[source]))
    if not source or part < MOST or own.direction != change.direction:
        return ""
    return words("insight.source.all" if part >= ALL else "insight.source.most", source=source)


def _mqls_by_source(frame: pd.DataFrame) -> pd.Series:
    rows = frame[frame["stage"] == "mql"]
    return pd.Series(rows["entered"].astype(int).values, index=rows["source"].fillna("").astype(str))


def _thin(row: Any) -> bool:
    return int(row["rate_entered"]) < THIN


def _rates(now: Any, before: Any) -> Change:
    return rate_change(_rated(now), _rated(before))


def _rated(row: Any) -> tuple[int, int]:
    return int(row["rate_converted"]), int(row["rate_entered"])


def _row(frame: pd.DataFrame, stage: str) -> Any:
    return frame[frame["stage"] == stage].iloc[0]
