"""The week in a minute: the sentence, the headline figures and what moved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from leaddash.agreement import STAGES
from leaddash.blocks.parts import Link
from leaddash.saying.change import Change, count_change, rate_change
from leaddash.saying.headline import Headline, count_changed, rate_changed
from leaddash.stats import THIN
from leaddash.subjects.funnel.entered import Entered
from leaddash.subjects.funnel.metrics.funnel import funnel
from leaddash.words import Words

MOST_OF_CHANGE = 0.6
ALL_OF_CHANGE = 0.9
"""A change came from one source mostly, or all of it, where that made this part of all that moved."""
WAITING = ("mql", "sales_lead", "opportunity")
"""Stages in which a lead waits for somebody of ours."""
WHENEVER = {"period": "all"}
"""How a link asks for cases of any period."""


LEADING = ("mql", "sales_lead", "opportunity", "customer", "target", "engaged", "new_name")
"""The stages that may take the headline, the first recorded one does."""


def leading(known: Collection[str]) -> str:
    """The stage that takes the headline, of those recorded: the MQL, or where none is the nearest that is."""
    return next((stage for stage in LEADING if stage in known), "mql")


def overview_sentence(
    now: Entered,
    before: Entered | None,
    slices: Sequence[pd.DataFrame | None],
    words: Words,
    names: tuple[str, str],
    stage: str = "mql",
) -> str:
    """How many leads entered the leading stage in the period, against the one before, and where a change came from.

    People are counted; who came back and entered twice is told apart, since figures count passes.
    """
    placeholders = {"period": names[0], "before": names[1], "again": _again(now, words)}
    if before is None or not (now.leads and before.leads):
        return _without_share(now.leads, before, words, stage, placeholders)
    change = count_change(now.leads, before.leads)
    placeholders |= {"what": _became(stage, now.leads, words)}
    if change.direction == "same":
        return words("insight.overview.same", was=before.leads, n=now.leads, **placeholders)
    share = words.share(change.share, 0)
    verb = words(f"insight.overview.{change.direction}", share=share, n=now.leads, **placeholders)
    return f"{verb}{_where(change, slices, words, stage)}."


def headlines(
    now: pd.DataFrame,
    before: pd.DataFrame | None,
    ever: pd.DataFrame,
    known: Collection[str],
    trend: pd.DataFrame,
    words: Words,
    name: str,
    most: int = 4,
) -> list[Headline]:
    """The first `most` figures of the funnel on the overview; of stages that are not `known`, never recorded, none.

    `ever` is the funnel of all data up to as-of: what stands past its time does so whenever it came.
    """
    stage = leading(known)
    wanted = [(stage, "entered"), (_rated_stage(stage, known), "rate")]
    wanted += [("customer", "entered")] * ("customer" in known and stage != "customer")
    wanted += [("sales_lead", "stalled")] * ("sales_lead" in known)
    return [_headline(*figure, now, before, ever, trend, words, name) for figure in wanted[:most]]


def moves(
    now: pd.DataFrame,
    before: pd.DataFrame | None,
    ever: pd.DataFrame,
    known: Collection[str],
    gone: pd.DataFrame,
    words: Words,
) -> list[Link]:
    """The three lines: the step that changed most, where most stand past their time, where most left in the period.

    `ever` is the funnel of all data up to as-of, `gone` of the metric `exits`.
    """
    lines = [_step_move(now, before, known, words)] if before is not None else []
    return [*lines, _stalled_move(ever, words), _exited_move(gone, words)]


def _without_share(count: int, before: Entered | None, words: Words, stage: str, names: dict[str, str]) -> str:
    """The sentence where there is nothing to take a share of: no period before, or nobody in one of the two."""
    what = _became(stage, max(count, 1), words)
    if not count:
        was = before.leads if before else 0
        return words("insight.overview.none_after" if was else "insight.overview.none", was=was, what=what, **names)
    kind = "first" if before else "plain"
    return words(f"insight.overview.{kind}", n=count, what=what, **names)


def _became(stage: str, count: int, words: Words) -> str:
    return words(f"insight.became.{stage}", n=count)


def _again(now: Entered, words: Words) -> str:
    """How many passes are not a lead's first in the period; nothing where each is."""
    more = now.passes - now.leads
    return f" {words('insight.overview.again', n=more)}" if more else ""


def _rated_stage(stage: str, known: Collection[str]) -> str:
    """The step whose rate is told: from the leading stage, or to it where nothing follows."""
    before = [earlier for earlier in STAGES[:-1] if earlier in known]
    return stage if stage != "customer" else (before[-1] if before else "new_name")


def _headline(
    stage: str,
    column: str,
    now: pd.DataFrame,
    before: pd.DataFrame | None,
    ever: pd.DataFrame,
    trend: pd.DataFrame,
    words: Words,
    name: str,
) -> Headline:
    is_rate, is_stock = column == "rate", column == "stalled"
    row = _row(ever if is_stock else now, stage)
    was = _row(before, stage) if before is not None and not is_stock else None
    told = {"stage": words(f"stage.{stage}"), "stages": words(f"stages.{stage}"), "next": _next(stage, words)}
    figure = "rate_entered" if is_rate else column
    return Headline(
        label=words(f"headline.{column}", **told),
        value=words.share(row["rate"]) if is_rate else words.number(int(row[column])),
        change=_changed(column, row, was, words, name),
        course=_course(trend[trend["stage"] == stage], column),
        help=words(f"headline.{column}_help", **told),
        is_count=not is_rate,
        link={"stage": stage, "figure": figure, **(WHENEVER if is_stock else {})},
        counts=funnel.name,
    )


def _course(periods: pd.DataFrame, column: str) -> list[float]:
    """The figure period by period; a rate that is not known yet is a gap."""
    return [float(value) for value in periods[column].astype("Float64").astype(float)]


def _next(stage: str, words: Words) -> str:
    """The stage that follows, as the middle of a line."""
    following = STAGES[min(STAGES.index(stage) + 1, len(STAGES) - 1)]
    name = words(f"stage.{following}")
    return name if name.isupper() else name.lower()


def _changed(column: str, row: Any, was: Any, words: Words, name: str) -> str:
    if column == "rate":
        return rate_changed(_rated(row), None if was is None else _rated(was), words, name)
    return count_changed(int(row[column]), None if was is None else int(was[column]), words, name)


def _step_move(now: pd.DataFrame, before: pd.DataFrame, known: Collection[str], words: Words) -> Link:
    """The step whose rate changed most beyond chance, or that none did; thin rates are not compared."""
    pairs = [(stage, _row(now, stage), _row(before, stage)) for stage in now["stage"][:-1] if stage in known]
    steps = [(stage, _rates(row, was)) for stage, row, was in pairs if not _thin(row) and not _thin(was)]
    changed = [(stage, change) for stage, change in steps if change.direction != "same"]
    if not changed:
        return Link(words("move.none"), "funnel", {})
    stage, change = max(changed, key=lambda step: abs(step[1].now - step[1].before))
    told = {
        "stage": words(f"stage.{stage}"),
        "now": words.share(change.now),
        "was": words.share(change.before),
    }
    return Link(words(f"move.{change.direction}", **told), "funnel", {"stage": stage})


def _stalled_move(ever: pd.DataFrame, words: Words) -> Link:
    """Where most of those in somebody's hands stand past their time now, whenever they came."""
    steps = ever[ever["stage"].isin(WAITING)]
    row = steps.loc[steps["stalled"].astype(int).idxmax()]
    return _count_move("stalled", str(row["stage"]), int(row["stalled"]), WHENEVER, words)


def _exited_move(gone: pd.DataFrame, words: Words) -> Link:
    """From where most left in the period, whenever they came."""
    counts = gone.groupby("stage", sort=False)["exits"].sum().astype(int)
    if counts.empty:
        return _count_move("exited", "", 0, {}, words)
    return _count_move("exited", str(counts.idxmax()), int(counts.max()), {}, words)


def _count_move(kind: str, stage: str, count: int, link: dict[str, str], words: Words) -> Link:
    if not count:
        return Link(words(f"move.{kind}_none"), "funnel", {})
    text = words(f"move.{kind}", n=count, stage=words(f"stage.{stage}"))
    figure = {"stalled": "stalled", "exited": "exits"}[kind]
    narrowed = {"exit": "any", "reason": "any"} if figure == "exits" else {}
    return Link(text, "leads", {"stage": stage, "figure": figure, **narrowed, **link})


def _where(change: Change, slices: Sequence[pd.DataFrame | None], words: Words, stage: str) -> str:
    """Which source the change came from, if one of several made most of all that moved, either way."""
    now, before = (_entered_by_source(frame, stage) for frame in slices if frame is not None)
    now, before = now.align(before, fill_value=0)
    moved = (now - before).abs()
    if len(moved) < 2 or not moved.any():
        return ""
    source, part = moved.idxmax(), moved.max() / moved.sum()
    own = count_change(int(now[source]), int(before[source]))
    if not source or part < MOST_OF_CHANGE or own.direction != change.direction:
        return ""
    return words("insight.source.all" if part >= ALL_OF_CHANGE else "insight.source.most", source=source)


def _entered_by_source(frame: pd.DataFrame, stage: str) -> pd.Series:
    rows = frame[frame["stage"] == stage]
    return pd.Series(rows["entered"].astype(int).values, index=rows["source"].fillna("").astype(str))


def _thin(row: Any) -> bool:
    return int(row["rate_entered"]) < THIN


def _rates(now: Any, before: Any) -> Change:
    return rate_change(_rated(now), _rated(before))


def _rated(row: Any) -> tuple[int, int]:
    return int(row["rate_converted"]), int(row["rate_entered"])


def _row(frame: pd.DataFrame, stage: str) -> Any:
    return frame[frame["stage"] == stage].iloc[0]
