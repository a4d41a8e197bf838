"""Frames of promises made by hand: the counts told, what follows from them as the metrics compute it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd

from leaddash.stats import wilson
from leaddash.subjects.promises.metrics.at_risk import COLUMNS as AT_RISK

STATES = ("kept", "broken", "overdue", "running", "withdrawn")
COUNTS = ("due", *STATES, "missed_in_period", "past_due_now")
MINUTES = {"p50_minutes": float("nan"), "p95_minutes": float("nan")}
COLUMNS = ["promise", *COUNTS, "compliance", "compliance_low", "compliance_high", *MINUTES]
PARTS = ("before_hand_over_hours", "earlier_owners_hours", "working_hours", "off_hours")
Promises = dict[str, dict[str, Any]]


def sla(**promises: dict[str, Any]) -> pd.DataFrame:
    """The metric `sla`: of each promise the counts of its states; what is not told is 0, or overdue for past due."""
    return _made([_row(name, counts) for name, counts in promises.items()])[COLUMNS]


def sla_by(dimension: str, slices: dict[Any, Promises]) -> pd.DataFrame:
    """The same per slice of a dimension; None is the slice where it is missing."""
    rows = [{dimension: one} | _row(name, told) for one, of in slices.items() for name, told in of.items()]
    return _made(rows, dimension)[[dimension, *COLUMNS]].astype({dimension: "str"})


def sla_trend(days: list[str], **promises: list[dict[str, Any]]) -> pd.DataFrame:
    """The same per period; of each promise one dict of counts per period."""
    rows = [
        {"period": pd.Timestamp(day)} | _row(name, of[place])
        for place, day in enumerate(days)
        for name, of in promises.items()
    ]
    return _made(rows, "period")[["period", *COLUMNS]]


def escalated(*notices: tuple[str, int, str, int]) -> pd.DataFrame:
    """The metric `escalations`: promise, step and role, and how many notices of that kind there are."""
    at = pd.Timestamp("2026-09-01 08:00")
    rows = [
        (at + pd.Timedelta(hours=place), promise, f"L{place}", step, role, f"P{place % 7}")
        for promise, step, role, count in notices
        for place in range(count)
    ]
    return pd.DataFrame(rows, columns=["at", "promise", "lead_id", "step", "to_role", "person_id"])


def ways(**promises: dict[str, int]) -> pd.DataFrame:
    """The metric `kept_ways`: of each promise how many were kept by which way."""
    rows = [(promise, way, count) for promise, told in promises.items() for way, count in told.items()]
    frame = pd.DataFrame(rows, columns=["promise", "way", "kept"])
    return frame.assign(share=frame["kept"] / frame.groupby("promise")["kept"].transform("sum"))


def waited(dimension: str, slices: dict[Any, tuple[int, float, float, float, float]]) -> pd.DataFrame:
    """The metric `waits`: per slice its hand-overs and the mean hours of the four parts."""
    rows = [(name, *told, sum(told[1:])) for name, told in slices.items()]
    frame = pd.DataFrame(rows, columns=[dimension, "hand_overs", *PARTS, "total_hours"])
    return frame.astype({dimension: "str"})


def at_risk(*rows: dict[str, Any]) -> pd.DataFrame:
    """The metric `at_risk`: what is open, each row by `owes` or `nobodys`."""
    frame = pd.DataFrame(list(rows), columns=AT_RISK)
    moments = {name: "datetime64[us]" for name in AT_RISK if name.endswith("_at")}
    texts = {name: "str" for name in AT_RISK if name not in moments and name != "minutes_left"}
    return frame.astype({**moments, **texts})


def owes(lead: str, owner: str | None, due_at: datetime, promise: str = "first_touch", **more: Any) -> dict[str, Any]:
    """An open promise about a lead; `more` says what else is known of it."""
    return {"lead_id": lead, "owner": owner, "promise": promise, "due_at": due_at, **more}


def nobodys(lead: str, since: datetime) -> dict[str, Any]:
    """An MQL that nobody was given."""
    return {"lead_id": lead, "started_at": since}


def due(kept: int, broken: int = 0, overdue: int = 0, **more: Any) -> dict[str, Any]:
    """Counts of a promise."""
    return {"kept": kept, "broken": broken, "overdue": overdue, **more}


def _row(name: str, told: dict[str, Any]) -> dict[str, Any]:
    counts = dict.fromkeys(STATES, 0) | MINUTES | told
    missed = counts["broken"] + counts["overdue"]
    rest = {"missed_in_period": missed, "past_due_now": told.get("past_due_now", counts["overdue"])}
    return {"promise": name, **counts, "due": counts["kept"] + missed, **rest}


def _made(rows: list[dict[str, Any]], *first: str) -> pd.DataFrame:
    """A frame of the rows with their shares and intervals; without any, its columns."""
    frame = pd.DataFrame(rows, columns=[*first, "promise", *COUNTS, *MINUTES])
    frame = frame.astype(dict.fromkeys(COUNTS, "Int64"))
    kept, cases = frame["kept"].astype(float), frame["due"].astype(float)
    low, high = wilson(kept, cases)
    return frame.assign(compliance=kept / cases.where(cases > 0), compliance_low=low, compliance_high=high)
