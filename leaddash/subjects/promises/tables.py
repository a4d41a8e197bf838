"""The tables behind the charts of promises."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from leaddash.drawing.ranked import slice_name
from leaddash.subjects.promises.charts.notices import ROLES, Steps, counted, step_name
from leaddash.subjects.promises.charts.wait_parts import PARTS
from leaddash.words import Words, promise_name

STATES = {
    "due": "due",
    "kept": "promises_kept",
    "broken": "broken",
    "overdue": "overdue",
    "running": "running",
    "withdrawn": "withdrawn",
}
"""The counts of a promise and what their columns are called; `kept` is a column of other tables."""
SHARE = ("compliance", "compliance_low", "compliance_high")
TOTALS = ("missed_in_period", "past_due_now")
MINUTES = ("p50_minutes", "p95_minutes")


def sla_table(frame: pd.DataFrame, words: Words, working: Collection[str] = ()) -> pd.DataFrame:
    """The table behind the states of the promises; `working` names those that run in working time.

    Times are in words: promises of one table may run on different clocks.
    """
    named = frame.assign(promise=[promise_name(name, words) for name in frame["promise"]])
    times = {
        name: [
            words.duration(minutes, working=promise in working)
            for promise, minutes in zip(frame["promise"], frame[name], strict=True)
        ]
        for name in MINUTES
    }
    return _told(named.assign(**times), ["promise"], [*TOTALS, *MINUTES])


def sla_trend_table(frame: pd.DataFrame, promise: str, words: Words) -> pd.DataFrame:
    """The table behind the course of a promise: per period how it stands."""
    rows = frame[frame["promise"] == promise]
    return _told(rows.assign(period=[words.day(day) for day in rows["period"]]), ["period"], ["missed_in_period"])


def people_kept_table(
    frame: pd.DataFrame, promise: str, by: str, words: Words, working: Collection[str] = ()
) -> pd.DataFrame:
    """The table behind the people or teams of a promise."""
    rows = frame[frame["promise"] == promise]
    named = {by: [slice_name(value, words) for value in rows[by]]}
    times = {name: [words.duration(one, working=promise in working) for one in rows[name]] for name in MINUTES}
    return _told(rows.assign(**named, **times), [by], [*MINUTES])


def notices_table(
    frame: pd.DataFrame,
    promise: str,
    steps: Steps,
    words: Words,
    compared: pd.DataFrame | None = None,
    *,
    working: bool = False,
) -> pd.DataFrame:
    """The leads a ladder told of: a row per step and role, beside what is agreed where that is compared."""
    counts = counted(frame, promise, steps)
    agreed = None if compared is None else counted(compared, promise, steps)
    rows = [
        {
            "step": step,
            "told_when": step_name(after, words, working=working),
            "to_role": words(f"role.{role}"),
            "notices": int(counts.loc[step, role]),
            **({} if agreed is None else {"notices_agreed": int(agreed.loc[step, role])}),
        }
        for step, (after, roles) in enumerate(steps, 1)
        for role in ROLES
        if role in roles
    ]
    columns = ["step", "told_when", "to_role", "notices", *([] if compared is None else ["notices_agreed"])]
    return pd.DataFrame(rows, columns=columns)


def waits_table(frame: pd.DataFrame, by: str, words: Words) -> pd.DataFrame:
    """The table behind the parts of the wait: mean hours per team or person."""
    named = frame.assign(**{by: [slice_name(value, words) for value in frame[by]]})
    return named[[by, "hand_overs", *PARTS, "total_hours"]]


def _told(frame: pd.DataFrame, first: list[str], last: list[str]) -> pd.DataFrame:
    """The states and the share kept between the first columns and the last ones."""
    return frame[[*first, *STATES, *SHARE, *last]].rename(columns=STATES)
