"""Which figures belong to which reading of the funnel."""

from __future__ import annotations

import pandas as pd

from leaddash.agreement import EXITS
from leaddash.cases.tables import summed
from leaddash.drawing.ranked import slice_name
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
SHOWN = {"cohort": COHORT, "flow": FLOW, "stock": STOCK}
RETURNED = (
    *("exit", "reason", "exits", "returned", "never_returned", "returned_90", "followed_90", "rate_90"),
    *("returned_180", "followed_180", "rate_180", "second_converted", "second_entered", "second_rate"),
)


def columns_of(frame: pd.DataFrame, reading: str, words: Words) -> pd.DataFrame:
    """The table below a reading: its figures per stage, the stages in words."""
    shown = frame[["stage", *[name for name in SHOWN[reading] if name in frame]]].copy()
    return shown.assign(stage=[words(f"stage.{stage}") for stage in frame["stage"]])


def trend_table(trend: pd.DataFrame, stage: str, words: Words) -> pd.DataFrame:
    """The table behind the trend of a stage: per period what entered and what share went on."""
    rows = trend[trend["stage"] == stage]
    told = [words.day(day) for day in rows["period"]]
    return rows.assign(period=told)[["period", "entered", "rate", "rate_low", "rate_high", "rate_entered", *PROJECTED]]


def slice_table(slices: pd.DataFrame, stage: str, by: str, words: Words) -> pd.DataFrame:
    """The table behind the slices of a stage: per slice what became of those who entered."""
    rows = slices.loc[slices["stage"] == stage, [by, *[name for name in COHORT if name in slices]]]
    return rows.assign(**{by: [slice_name(value, words) for value in rows[by]]})


def ways_table(frame: pd.DataFrame, stage: str) -> pd.DataFrame:
    """The table behind the ways out of a stage: shares by day, from the eighth on by week."""
    rows = frame[(frame["stage"] == stage) & ((frame["day"] <= 7) | (frame["day"] % 7 == 0))]
    shares = {way: f"{way}_share" for way in ("converted", *EXITS)}
    interval = ["converted_share", "converted_low", "converted_high"]
    others = [name for name in shares.values() if name not in interval]
    return rows.rename(columns=shares)[["day", "cases", "at_risk", *interval, *others, "staying"]]


def bridge_table(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The table behind the bridge: every step, the stages in words."""
    return frame.drop(columns="rank").assign(stage=[words(f"stage.{stage}") for stage in frame["stage"]])


def exits_table(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The table behind the exits: which way, why, from where, how many."""
    told = frame.drop(columns="rank").assign(stage=[words(f"stage.{stage}") for stage in frame["stage"]])
    return _named_exits(told, words)


def returned_table(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The table behind the returns: per exit and reason who came back, and how the second pass went."""
    return _named_exits(frame[list(RETURNED)], words)


def _named_exits(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    reasons = frame["reason"].astype(object).where(frame["reason"].notna(), words("slice.no_reason"))
    return frame.assign(exit=[words(f"exit.{exit_}") for exit_ in frame["exit"]], reason=reasons)


def with_projection(funnel: pd.DataFrame, projected: pd.DataFrame) -> pd.DataFrame:
    """The funnel with the projection of each stage's cohort beside its rate."""
    return funnel.merge(projected[["stage", *PROJECTED]], on="stage", how="left")


def whole_of(slices: pd.DataFrame) -> pd.DataFrame:
    """The funnel of all slices together; medians, which no sum knows, are left out."""
    return summed(slices).drop(columns=["median_days", "p90_days"])
