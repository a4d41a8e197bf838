"""Frames of the funnel made by hand: the counts told, the rates and intervals as the metrics compute them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from leaddash.agreement import STAGES
from leaddash.charts import Span
from leaddash.metrics import tables

COUNTS = ["entered", "skipped", *tables.CONVERSION, "flow_out", *tables.BALANCE]
Stages = dict[str, dict[str, int]]
SPAN = Span("month", date(2030, 12, 31))


def funnel(**stages: dict[str, int]) -> pd.DataFrame:
    """The funnel of one slice; counts that are not told are 0."""
    return _made([_rows(stages)])[tables.COLUMNS]


def by(dimension: str, slices: dict[Any, Stages]) -> pd.DataFrame:
    """The funnel of several slices, headed by the dimension; None is the slice where it is missing."""
    found = _made([_rows(stages, name) for name, stages in slices.items()])
    return found.astype({"slice": "str"}).rename(columns={"slice": dimension})[[dimension, *tables.COLUMNS]]


def trend(days: list[str], **counts: list[dict[str, int]]) -> pd.DataFrame:
    """The funnel of several periods named by their first dates; of each stage told one dict of counts per period."""
    told: list[Stages] = [{stage: of[place] for stage, of in counts.items()} for place in range(len(days))]
    found = _made([_rows(stages, pd.Timestamp(day)) for day, stages in zip(days, told, strict=True)])
    return found.rename(columns={"slice": "period"})[["period", *tables.COLUMNS]]


def months(count: int) -> list[str]:
    """First dates of so many months."""
    return [f"{2024 + place // 12}-{place % 12 + 1:02d}-01" for place in range(count)]


def step(cases: int, went_on: int, **more: int) -> dict[str, int]:
    """Counts of a stage that as many entered as went on or left, the time of all of them over."""
    told = {"entered": cases, "converted": went_on, "exited": cases - went_on}
    return {**told, "rate_entered": cases, "rate_converted": went_on, **more}


def _made(slices: list[list[dict[str, Any]]]) -> pd.DataFrame:
    """One frame of the rows of all slices; without any, the columns of one."""
    rows = [row for rows in slices for row in rows]
    return tables.with_rates(pd.DataFrame(rows or _rows({}))).head(len(rows))


def _rows(stages: Stages, name: Any = None) -> list[dict[str, Any]]:
    blank = dict.fromkeys(COUNTS, 0) | {"median_days": float("nan"), "p90_days": float("nan"), "slice": name}
    return [{"stage": stage, "rank": rank, **blank, **stages.get(stage, {})} for rank, stage in enumerate(STAGES, 1)]
