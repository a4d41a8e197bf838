"""Which figures belong to which reading of the funnel."""

from __future__ import annotations

import pandas as pd

from leaddash.charts.breakdown import slice_name
from leaddash.words import Words

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
    "median_days",
    "p90_days",
)
FLOW = ("entered", "flow_out", "flow_rate")
STOCK = ("balance_start", "came_in", "went_out", "balance_end")
SHOWN = {"cohort": COHORT, "flow": FLOW, "stock": STOCK}
LISTED = (
    "entered",
    "skipped",
    "converted",
    "late",
    "exited",
    "open",
    "stalled",
    "rate_entered",
    "rate_converted",
    "flow_out",
)


def columns_of(frame: pd.DataFrame, reading: str, words: Words) -> pd.DataFrame:
    """The table below a reading: its figures per stage, the stages in words."""
    shown = frame[["stage", *SHOWN[reading]]].copy()
    return shown.assign(stage=[words(f"stage.{stage}") for stage in frame["stage"]])


def trend_table(trend: pd.DataFrame, stage: str, words: Words) -> pd.DataFrame:
    """The table behind the trend of a stage: per period what entered and what share went on."""
    rows = trend[trend["stage"] == stage]
    told = [words.day(day) for day in rows["period"]]
    return rows.assign(period=told)[["period", "entered", "rate", "rate_low", "rate_high", "rate_entered"]]


def slice_table(slices: pd.DataFrame, stage: str, by: str, words: Words) -> pd.DataFrame:
    """The table behind the slices of a stage: per slice what became of those who entered."""
    rows = slices.loc[slices["stage"] == stage, [by, *COHORT]]
    return rows.assign(**{by: [slice_name(value, words) for value in rows[by]]})


def figures_of(stage: str) -> list[str]:
    """Counts of a stage whose cases can be listed."""
    return ["entered", "skipped", *STOCK] if stage == "customer" else [*LISTED, *STOCK]
