"""Frames of the scoring lab made by hand: the counts told, the rates and intervals as the metrics compute them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash.stats import wilson
from tests.frames import months

NOTHING = float("nan")


def volume(*counts: tuple[int, int] | tuple[int, int, float], days: list[str] | None = None) -> pd.DataFrame:
    """MQLs by month (or by the days told): each under the rules asked, as agreed, recorded where a third is told."""
    rows = pd.DataFrame([(*one, NOTHING)[:3] for one in counts], columns=["mqls", "mqls_agreed", "recorded"])
    periods = pd.to_datetime(days if days is not None else months(len(rows)))
    frame = rows.assign(period=periods, delta=rows["mqls"] - rows["mqls_agreed"])
    return frame[["period", "mqls", "mqls_agreed", "delta", "recorded"]]


def curve(*counts: tuple[float, int, int]) -> pd.DataFrame:
    """The threshold curve: threshold, MQLs whose time is over, and how many of these became sales leads."""
    frame = pd.DataFrame(counts, columns=["threshold", "sales_lead_rate_mqls", "sales_lead_rate_became"])
    low, high = wilson(frame["sales_lead_rate_became"], frame["sales_lead_rate_mqls"])
    rate = frame["sales_lead_rate_became"] / frame["sales_lead_rate_mqls"].where(frame["sales_lead_rate_mqls"] > 0)
    return frame.assign(
        mqls=frame["sales_lead_rate_mqls"], sales_lead_rate=rate, sales_lead_low=low, sales_lead_high=high
    )


def grid(*cells: tuple[float | None, float | None, int, int, int]) -> pd.DataFrame:
    """The grid of scores: fit band, behaviour band, MQLs, those whose time is over, and the ones that became."""
    names = ["fit_band", "behaviour_band", "mqls", "sales_lead_rate_mqls", "sales_lead_rate_became"]
    frame = pd.DataFrame(cells, columns=names)
    low, high = wilson(frame["sales_lead_rate_became"], frame["sales_lead_rate_mqls"])
    rate = frame["sales_lead_rate_became"] / frame["sales_lead_rate_mqls"].where(frame["sales_lead_rate_mqls"] > 0)
    told = {"worked": frame["sales_lead_rate_mqls"], "became_sales_lead": frame["sales_lead_rate_became"]}
    return frame.assign(**told, sales_lead_rate=rate, sales_lead_low=low, sales_lead_high=high)


def deciles(*counts: tuple[float, float, int, int], expected: list[float] | None = None, **more: Any) -> pd.DataFrame:
    """The quality of a score: of each decile its lowest and highest score, worked leads and those that became."""
    frame = pd.DataFrame(counts, columns=["score_low", "score_high", "worked", "became_sales_lead"])
    low, high = wilson(frame["became_sales_lead"], frame["worked"])
    rate = frame["became_sales_lead"] / frame["worked"].where(frame["worked"] > 0)
    overall = frame["became_sales_lead"].sum() / max(int(frame["worked"].sum()), 1)
    whole = {"roc_area": 0.714, "below_threshold": 4210, "below_threshold_worked": 310} | more
    return frame.assign(
        decile=range(1, len(frame) + 1),
        rate=rate,
        rate_low=low,
        rate_high=high,
        lift=rate / overall if overall else NOTHING,
        expected_rate=expected if expected is not None else NOTHING,
        **whole,
    )


def flips(*rows: tuple[str, str, str | None, str | None, str]) -> pd.DataFrame:
    """Flips: which, lead, MQL moment as agreed and as proposed (UTC), reason; scores 80.0 and 112.5."""
    frame = pd.DataFrame(rows, columns=["flip", "lead_id", "mql_at_agreed", "mql_at", "reason"])
    moments = {name: pd.to_datetime(frame[name]).astype("datetime64[us]") for name in ("mql_at_agreed", "mql_at")}
    return frame.assign(**moments, episode=1, score_agreed=80.0, score=112.5)


def hygiene(*rows: tuple[str, str, int, int, int, int, Any, str | None, Any]) -> pd.DataFrame:
    """What each rule does, column by column."""
    names = ["part", "rule", "fired", "mqls_without", "gained", "lost", "resting", "overlaps_with", "overlap"]
    return pd.DataFrame(rows, columns=names)


def ledger(*rows: tuple[str, str | None, str | None, str | None, str | None, float, float, float]) -> pd.DataFrame:
    """A lead's ledger: part, rule, moment (UTC), activity, asset, points, days, contribution."""
    names = ["part", "rule", "occurred_at", "activity_type", "asset", "points", "days", "contribution"]
    frame = pd.DataFrame(rows, columns=names)
    moments = pd.to_datetime(frame["occurred_at"]).astype("datetime64[us]")
    return frame.assign(occurred_at=moments, activity_id=None, lead_id="L1")
