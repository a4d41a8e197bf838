"""Frames of response made by hand: the counts told, the rates and intervals as the metrics compute them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

import numpy as np
import pandas as pd

from leaddash.cases.tables import share
from leaddash.stats import shrunk, wilson
from leaddash.subjects.response.metrics.arrivals import COLUMNS as ARRIVALS
from leaddash.subjects.response.metrics.response_by_person import COLUMNS as BY_PERSON
from leaddash.subjects.response.metrics.response_by_person import SHRUNK
from leaddash.subjects.response.metrics.response_curve import COLUMNS as CURVE
from leaddash.subjects.response.metrics.response_curve import COUNTS, OUTCOME_COLUMNS, OUTCOMES, with_rates
from leaddash.subjects.response.metrics.response_curve_adjusted import COLUMNS as ADJUSTED
from leaddash.subjects.response.metrics.response_curve_adjusted import TIMED_BUCKETS

EVERY_BUCKET = (*TIMED_BUCKETS, "before", "never", "waiting", "not_a_lead")
NOTHING = float("nan")
Cases = tuple[int, int]


def curve(*told: Cases) -> pd.DataFrame:
    """The response curve; told bucket by bucket: leads, and those with an outcome, the same for all three."""
    rows = []
    for bucket, (leads, had) in zip_longest(EVERY_BUCKET, told, fillvalue=(0, 0)):
        rows.append({"bucket": bucket, **{name: had if name in OUTCOME_COLUMNS.values() else leads for name in COUNTS}})
    return with_rates(pd.DataFrame(rows), COUNTS)[CURVE]


def adjusted(*told: tuple[int, float, float, float]) -> pd.DataFrame:
    """The adjusted curve; told bucket by bucket: leads, rate, difference to later ones, half their intervals."""
    rows = []
    for bucket, (leads, rate, difference, half) in zip_longest(TIMED_BUCKETS, told, fillvalue=(0, *[NOTHING] * 3)):
        found = {"leads": leads, "covered": 0.8 if leads else 0.0, "adjusted": rate, "later": rate - difference}
        found |= {"adjusted_low": rate - min(half, rate), "adjusted_high": rate + half, "difference": difference}
        found |= {"difference_low": difference - half, "difference_high": difference + half}
        rows.append({"bucket": bucket, **{f"{one}_{name}": value for one in OUTCOMES for name, value in found.items()}})
    counts = [f"{outcome}_leads" for outcome in OUTCOMES]
    return pd.DataFrame(rows)[ADJUSTED].astype(dict.fromkeys(counts, "Int64"))


def waited(
    cases: int, touched: dict[int, float], left: float = 0.0, watched: Callable[[int], int] | None = None
) -> pd.DataFrame:
    """Time to first touch of one slice; told by minute the share touched, and the share that is out in the end.

    All who wait are watched, unless `watched` says how many still are at a minute.
    """
    frame = pd.DataFrame({"minute": [0, *touched], "touched": [0.0, *touched.values()]})
    frame["left"] = [left * place / max(len(touched), 1) for place in range(len(frame))]
    frame["waiting"] = 1 - frame["touched"] - frame["left"]
    frame["touched_low"], frame["touched_high"] = wilson(frame["touched"] * cases, np.full(len(frame), cases))
    seen = frame["waiting"] * cases if watched is None else frame["minute"].map(watched)
    frame = frame.assign(cases=cases, at_risk=seen.round().astype(int))
    for name, part in (("p50", 0.5), ("p75", 0.75), ("p90", 0.9), ("p95", 0.95)):
        reached = frame.loc[frame["touched"] >= part, "minute"]
        frame[f"{name}_minutes"] = float(reached.iloc[0]) if len(reached) else NOTHING
    return frame


def by_team(**slices: pd.DataFrame) -> pd.DataFrame:
    """Time to first touch of several teams."""
    found = [rows.assign(team=name if name != "none" else None) for name, rows in slices.items()]
    return pd.concat(found, ignore_index=True) if found else waited(0, {}).assign(team=None)


def week(count: Callable[[int, int], int], minutes: Callable[[int, int], float]) -> pd.DataFrame:
    """Arrivals: how many come on a weekday (1 is Monday) at an hour, and within how many minutes half are answered."""
    cells = [(day, hour) for day in range(1, 8) for hour in range(24)]
    frame = pd.DataFrame(cells, columns=["weekday", "hour"])
    closed = (frame["weekday"] > 5) | (frame["hour"] < 9) | (frame["hour"] >= 18)
    frame["hand_overs"] = pd.array([count(*cell) for cell in cells], dtype="Int64")
    frame["out_of_hours"] = frame["hand_overs"].where(closed, 0)
    frame["out_of_hours_share"] = share(frame["out_of_hours"], frame["hand_overs"])
    frame["p50_minutes"] = [minutes(*cell) if count(*cell) else NOTHING for cell in cells]
    return frame[ARRIVALS]


def people(*told: tuple[str | None, int, int]) -> pd.DataFrame:
    """Response by person: who, how many leads, and how many of them with an outcome, the same for all three."""
    frame = pd.DataFrame(told, columns=["person", "hand_overs", "had"]).astype({"person": object})
    frame = frame.assign(touched=frame["hand_overs"], p50_minutes=45.0)
    for name in COUNTS[1:]:
        frame[name] = frame["had"] if name in OUTCOME_COLUMNS.values() else frame["hand_overs"]
    frame = with_rates(frame, ["hand_overs", "touched", *COUNTS[1:]])
    found = shrunk(frame["had"].astype(float), frame["hand_overs"].astype(float))
    for names in SHRUNK.values():
        frame[names] = np.column_stack([found.share, found.low, found.high])
    return frame[BY_PERSON]


def untouched(*told: tuple[str | None, str | None, int]) -> pd.DataFrame:
    """Hand-overs never touched: exit, reason, how many."""
    frame = pd.DataFrame(told, columns=["exit", "reason", "leads"]).astype({"exit": object, "reason": object})
    return frame.assign(share=frame["leads"] / max(frame["leads"].sum(), 1)).astype({"leads": "Int64"})
