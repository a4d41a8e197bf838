"""What the funnel's tables have in common: counts, rates with their intervals, columns in their order."""

from __future__ import annotations

import pandas as pd

from leaddash.agreement import STAGES
from leaddash.scope import Question
from leaddash.stats import wilson

CONVERSION = ["converted", "late", "exited", "open", "stalled", "rate_converted", "rate_entered"]
FLOW = ["rate", "rate_low", "rate_high", "median_days", "p90_days", "flow_out", "flow_rate"]
BALANCE = ["balance_start", "came_in", "went_out", "balance_end"]
COLUMNS = ["stage", "rank", "entered", "skipped", *CONVERSION, *FLOW, *BALANCE]


def with_rates(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the funnel's rates; every conversion column is empty for `customer`, which nothing follows."""
    counts = ["entered", "skipped", *CONVERSION, "flow_out", *BALANCE]
    frame[counts] = frame[counts].fillna(0).astype("Int64")
    frame["rank"] = frame["rank"].astype("Int64")
    add_rate(frame, "rate", "rate_converted", "rate_entered")
    frame["flow_rate"] = share(frame["flow_out"], frame["entered"])
    frame.loc[frame["stage"] == "customer", [*CONVERSION, *FLOW]] = pd.NA
    return frame


def summed(slices: pd.DataFrame) -> pd.DataFrame:
    """The funnel of all slices together: counts summed, rates of the sums; medians, which no sum knows, are empty."""
    counts = slices.groupby("stage")[["entered", "skipped", *CONVERSION, "flow_out", *BALANCE]].sum()
    frame = counts.reindex(pd.Index(STAGES, name="stage")).reset_index()
    ranks = range(1, len(STAGES) + 1)
    return with_rates(frame.assign(rank=ranks, median_days=float("nan"), p90_days=float("nan")))[COLUMNS]


def add_rate(frame: pd.DataFrame, rate: str, part: str, whole: str) -> None:
    """Add the share of one count in another with its 95 % Wilson bounds, NaN where there is nothing to share."""
    frame[rate] = share(frame[part], frame[whole])
    frame[f"{rate}_low"], frame[f"{rate}_high"] = wilson(frame[part].astype(float), frame[whole].astype(float))


def share(part: pd.Series, whole: pd.Series) -> pd.Series:
    """`part / whole` as a fraction, NaN where the whole is 0."""
    return part.astype(float) / whole.astype(float).where(whole > 0)


def finite(values: pd.Series) -> pd.Series:
    """The values, NaN where they are infinite."""
    known = values.astype(float)
    return known.where(known != float("inf"))


def sliced(frame: pd.DataFrame, question: Question, columns: list[str]) -> pd.DataFrame:
    """The columns in their order, headed by the asked dimension where there is one."""
    if question.by is None:
        return frame[columns].reset_index(drop=True)
    named = frame.drop(columns=question.by, errors="ignore").rename(columns={"slice": question.by})
    return named[[question.by, *[name for name in columns if name != question.by]]].reset_index(drop=True)
