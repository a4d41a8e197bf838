"""Frames of the funnel made by hand: the counts told, the rates and intervals as the metrics compute them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from leaddash.agreement import EXITS, STAGES
from leaddash.cases import tables
from leaddash.periods import Span
from leaddash.subjects.funnel.metrics.returned import RATES

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
    named = found.rename(columns={"slice": "period"})[["period", *tables.COLUMNS]]
    return projected(named)


def projected(frame: pd.DataFrame, **shares: float) -> pd.DataFrame:
    """The frame with projections: told by stage, give or take five points; else none where some time is not over."""
    known = frame["stage"].map(shares)
    ripe = frame["rate"].where(frame["rate_entered"] >= frame["entered"])
    middle = known.fillna(ripe).astype(float)
    return frame.assign(projected=middle, projected_low=middle - 0.05, projected_high=middle + 0.05)


def times(stage: str, days: int, cases: int, **ways: float) -> pd.DataFrame:
    """Time in a stage: every way out grows evenly to its share on the last day."""
    found = {"stage": stage, "rank": STAGES.index(stage) + 1, "day": range(days + 1), "cases": cases}
    frame = pd.DataFrame(found).assign(at_risk=lambda rows: cases - rows["day"])
    for way in ("converted", *EXITS):
        share = ways.get(way, 0.0) * frame["day"] / max(days, 1)
        frame = frame.assign(**{way: share, f"{way}_low": share * 0.9, f"{way}_high": share * 1.1})
    return frame.assign(staying=1 - frame[["converted", *EXITS]].sum(axis=1))


def bridged(**stages: list[int]) -> pd.DataFrame:
    """The bridge; of each stage told converted, late, converted later and carried in."""
    rows = []
    for rank, stage in enumerate(STAGES[:-1], 1):
        converted, late, later, carried = stages.get(stage, [0, 0, 0, 0])
        counts = {"converted": converted, "late": late, "converted_later": later, "carried_in": carried}
        flow = converted + late - later + carried
        rows.append({"stage": stage, "rank": rank, **counts, "flow_out": flow, "remainder": 0})
    return pd.DataFrame(rows)


def left(*rows: tuple[str, str | None, str, int]) -> pd.DataFrame:
    """Exits: exit, reason, highest stage and how many."""
    frame = pd.DataFrame(rows, columns=["exit", "reason", "stage", "exits"])
    ranks = [STAGES.index(stage) + 1 for stage in frame["stage"]]
    return frame.assign(rank=ranks, share=frame["exits"] / max(frame["exits"].sum(), 1))


def came_back(*rows: tuple[str, str | None, int, int], second: tuple[int, int] = (0, 0)) -> pd.DataFrame:
    """Returns: exit, reason, how many of how many came back within 90 days; the second passes all of the first row."""
    frame = pd.DataFrame(rows, columns=["exit", "reason", "returned_90", "followed_90"])
    converted, entered = ([one, *[0] * len(rows)][: len(rows)] for one in second)
    frame = frame.assign(exits=frame["followed_90"], returned=frame["returned_90"], returned_180=0, followed_180=0)
    frame = frame.assign(never_returned=frame["exits"] - frame["returned"], first_converted=400, first_entered=1000)
    frame = frame.assign(second_converted=converted, second_entered=entered)
    for rate, (part, whole) in RATES.items():
        tables.add_rate(frame, rate, part, whole)
    return frame


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
