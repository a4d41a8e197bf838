"""Which figures belong to which reading of the funnel, and the tables behind its charts."""

from __future__ import annotations

import pandas as pd

from leaddash.agreement import EXITS
from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.parts import Cells, Table
from leaddash.cases.tables import summed
from leaddash.drawing import course
from leaddash.drawing.ranked import slice_name
from leaddash.periods import Span
from leaddash.subjects.funnel.metrics.exits import exits
from leaddash.subjects.funnel.metrics.funnel import funnel
from leaddash.subjects.funnel.metrics.funnel_bridge import funnel_bridge
from leaddash.subjects.funnel.metrics.projection import projection
from leaddash.subjects.funnel.metrics.returned import returned
from leaddash.words import Words

PROJECTED = ("projected", "projected_low", "projected_high")
COHORT = (
    "entered",
    "converted",
    "late",
    "exited",
    "open",
    "stalled",
    "rate",
    "rate_low",
    "rate_high",
    "rate_entered",
    *PROJECTED,
    "median_days",
    "p90_days",
)
FLOW = ("entered", "flow_out", "flow_rate")
STOCK = ("balance_start", "came_in", "went_out", "balance_end")
COLUMNS_SHOWN = {"cohort": COHORT, "flow": FLOW, "stock": STOCK}
WAYS = {way: f"{way}_share" for way in ("converted", *EXITS)}
TEXT = of_kind(Kind.TEXT, "stage", "exit", "reason", "period")
OF_WAYS = of_kind(Kind.SHARE, *WAYS.values(), "converted_low", "converted_high", "staying")
KINDS = {**funnel.kinds, **projection.kinds, **returned.kinds, **OF_WAYS, **TEXT}
RETURNED = (
    *("exit", "reason", "exits", "returned", "never_returned", "returned_90", "followed_90", "rate_90"),
    *("returned_180", "followed_180", "rate_180", "second_converted", "second_entered", "second_rate"),
)


def figures_table(
    frame: pd.DataFrame, reading: str, words: Words, name: str, full: pd.DataFrame | None = None
) -> Table:
    """The table below a reading: its figures per stage, the stages in words."""
    shown = frame[["stage", *[column for column in COLUMNS_SHOWN[reading] if column in frame]]]
    return _table(shown.assign(stage=_stages(frame, words)), name, funnel.opens(frame), full=full)


def trend_table(trend: pd.DataFrame, stage: str, words: Words, span: Span) -> Table:
    """The table behind the trend of a stage: per period what entered and what share went on."""
    rows = trend[trend["stage"] == stage]
    days = [words.day(day) for day in rows["period"]]
    columns = ["period", "entered", "rate", "rate_low", "rate_high", "rate_entered", *PROJECTED]
    opens = {
        name: course.links(rows, {"stage": stage}, [name] * len(rows), span) for name in ("entered", "rate_entered")
    }
    return _table(rows.assign(period=days)[columns], "funnel-trend", opens)


def slice_table(slices: pd.DataFrame, stage: str, by: str, words: Words) -> Table:
    """The table behind the slices of a stage: per slice what became of those who entered."""
    rows = slices[slices["stage"] == stage]
    shown = rows[[by, *[name for name in COHORT if name in slices]]]
    named = shown.assign(**{by: [slice_name(value, words) for value in rows[by]]})
    return Table(named, f"funnel-by-{by}", {**KINDS, by: Kind.TEXT}, "rate_entered", opens=funnel.opens(rows, by))


def ways_table(frame: pd.DataFrame, stage: str) -> Table:
    """The table behind the ways out of a stage: shares by day, from the eighth on by week."""
    rows = frame[(frame["stage"] == stage) & ((frame["day"] <= 7) | (frame["day"] % 7 == 0))]
    interval = ["converted_share", "converted_low", "converted_high"]
    others = [share for share in WAYS.values() if share not in interval]
    columns = ["day", "cases", "at_risk", *interval, *others, "staying"]
    return _table(rows.rename(columns=WAYS)[columns], "stage-times")


def bridge_table(frame: pd.DataFrame, words: Words) -> Table:
    """The table behind the bridge: every step, the stages in words."""
    shown = frame.drop(columns="rank").assign(stage=_stages(frame, words))
    return _table(shown, "funnel-bridge", {**funnel.opens(frame), **funnel_bridge.opens(frame)})


def exits_table(frame: pd.DataFrame, words: Words) -> Table:
    """The table behind the exits: which way, why, from where, how many."""
    shown = frame.drop(columns="rank").assign(stage=_stages(frame, words))
    return _table(_named_exits(shown, words), "exits", exits.opens(frame))


def returned_table(frame: pd.DataFrame, words: Words) -> Table:
    """The table behind the returns: per exit and reason who came back, and how the second pass went."""
    return _table(_named_exits(frame[list(RETURNED)], words), "returned", returned.opens(frame))


def with_projection(whole: pd.DataFrame, projected: pd.DataFrame) -> pd.DataFrame:
    """The funnel with the projection of each stage's cohort beside its rate."""
    return whole.merge(projected[["stage", *PROJECTED]], on="stage", how="left")


def whole_of(slices: pd.DataFrame) -> pd.DataFrame:
    """The funnel of all slices together; medians, which no sum knows, are left out."""
    return summed(slices).drop(columns=["median_days", "p90_days"])


def _named_exits(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    reasons = frame["reason"].astype(object).where(frame["reason"].notna(), words("slice.no_reason"))
    return frame.assign(exit=[words(f"exit.{exit_}") for exit_ in frame["exit"]], reason=reasons)


def _stages(frame: pd.DataFrame, words: Words) -> list[str]:
    return [words(f"stage.{stage}") for stage in frame["stage"]]


def _table(frame: pd.DataFrame, name: str, opens: Cells | None = None, *, full: pd.DataFrame | None = None) -> Table:
    return Table(frame, name, KINDS, "rate_entered", full, opens=opens or {})
