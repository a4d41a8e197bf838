"""Frames of the scoring lab made by hand: the counts told, the rates and intervals as the metrics compute them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash.stats import wilson
from tests.frames import months

NOTHING = float("nan")
COUNTS = ("worked_rate_mqls", "worked_rate_became")


def volume(*counts: tuple[int, int] | tuple[int, int, float], days: list[str] | None = None) -> pd.DataFrame:
    """MQLs by month (or by the days told): each under the rules asked, as agreed, recorded where a third is told."""
    rows = pd.DataFrame([(*one, NOTHING)[:3] for one in counts], columns=["mqls", "mqls_agreed", "recorded"])
    periods = pd.to_datetime(days if days is not None else months(len(rows)))
    frame = rows.assign(period=periods, delta=rows["mqls"] - rows["mqls_agreed"])
    return frame[["period", "mqls", "mqls_agreed", "delta", "recorded"]]


def curve(*counts: tuple[float, int, int] | tuple[float, int, int, int]) -> pd.DataFrame:
    """The threshold curve: threshold, worked MQLs whose time is over, how many became sales leads, all MQLs if more."""
    names = ["threshold", "worked_rate_mqls", "worked_rate_became", "mqls"]
    frame = pd.DataFrame([(*one, one[1])[:4] for one in counts], columns=names)
    return _rated(frame.assign(worked=frame["worked_rate_mqls"]))


def grid(*cells: tuple[float | None, float | None, int, int, int]) -> pd.DataFrame:
    """The grid of scores: fit band, behaviour band, MQLs, the worked ones whose time is over, those that became."""
    names = ["fit_band", "behaviour_band", "mqls", "worked_rate_mqls", "worked_rate_became"]
    frame = pd.DataFrame(cells, columns=names)
    return _rated(frame.assign(worked=frame["worked_rate_mqls"], became_sales_lead=frame["worked_rate_became"]))


def unassigned(frame: pd.DataFrame) -> pd.DataFrame:
    """The same where nobody knows who was worked."""
    counts = {name: pd.array([pd.NA] * len(frame), "Int64") for name in ("worked", *COUNTS)}
    return frame.assign(**counts, **dict.fromkeys(("worked_rate", "worked_low", "worked_high"), NOTHING))


def _rated(frame: pd.DataFrame) -> pd.DataFrame:
    over, became = (frame[name] for name in COUNTS)
    low, high = wilson(became, over)
    return frame.assign(worked_rate=became / over.where(over > 0), worked_low=low, worked_high=high)


def deciles(*counts: tuple[float, float, int, int], expected: list[float] | None = None, **more: Any) -> pd.DataFrame:
    """The quality of a score: of each decile its lowest and highest score, worked leads and those that became."""
    frame = pd.DataFrame(counts, columns=["score_low", "score_high", "worked", "became_sales_lead"])
    low, high = wilson(frame["became_sales_lead"], frame["worked"])
    rate = frame["became_sales_lead"] / frame["worked"].where(frame["worked"] > 0)
    overall = frame["became_sales_lead"].sum() / max(int(frame["worked"].sum()), 1)
    whole = {"roc_area": 0.714, "below_threshold": 4210, "below_threshold_worked": 310, "earlier": 40} | more
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
