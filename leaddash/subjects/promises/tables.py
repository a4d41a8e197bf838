"""The tables behind the charts of promises."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.parts import Cells, Table
from leaddash.drawing import course
from leaddash.drawing.ranked import slice_name
from leaddash.periods import Span
from leaddash.subjects.promises.charts.notices import ROLES, Steps, counted, step_name
from leaddash.subjects.promises.metrics.sla import sla
from leaddash.subjects.promises.metrics.sla_by_person import sla_by_person
from leaddash.subjects.promises.metrics.waits import WAIT_PARTS, waits
from leaddash.subjects.promises.wording import Clock
from leaddash.words import Words, promise_name

COUNT_COLUMNS = {
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
KINDS = {
    **sla.kinds,
    **waits.kinds,
    **of_kind(Kind.TEXT, "promise", "period", "person", "team", "told_when", "to_role"),
}
AT_RISK_MOMENTS = ("due_at", "started_at", "next_notice_at")
AT_RISK_KINDS = {
    **of_kind(Kind.TEXT, "lead_id", "owner", "promise", "left_time", "next_notice_to"),
    **of_kind(Kind.MOMENT, *AT_RISK_MOMENTS),
}


def sla_table(frame: pd.DataFrame, words: Words, working: Collection[str] = ()) -> Table:
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
    shown = _states(named.assign(**times), ["promise"], [*TOTALS, *MINUTES])
    return _table(shown, "sla", frame, sla.opens(frame, renamed=COUNT_COLUMNS))


def sla_trend_table(frame: pd.DataFrame, promise: str, words: Words, span: Span) -> Table:
    """The table behind the course of a promise: per period how it stands."""
    rows = frame[frame["promise"] == promise]
    named = rows.assign(period=[words.day(day) for day in rows["period"]])
    opens = {
        shown: course.links(rows, {"promise": promise}, [count] * len(rows), span)
        for count, shown in {**COUNT_COLUMNS, "missed_in_period": "missed_in_period"}.items()
    }
    return _table(_states(named, ["period"], ["missed_in_period"]), "sla-trend", frame, opens)


def people_kept_table(
    frame: pd.DataFrame,
    promise: str,
    by: str,
    words: Words,
    working: Collection[str] = (),
    full: pd.DataFrame | None = None,
) -> Table:
    """The table behind the people or teams of a promise; `full` is all that is known of people."""
    rows = frame[frame["promise"] == promise]
    named = {by: [slice_name(value, words) for value in rows[by]]}
    times = {name: [words.duration(one, working=promise in working) for one in rows[name]] for name in MINUTES}
    opens = sla_by_person.opens(rows, by, COUNT_COLUMNS)
    return _table(_states(rows.assign(**named, **times), [by], [*MINUTES]), "sla-by-person", full, opens)


def notices_table(
    frame: pd.DataFrame,
    promise: str,
    steps: Steps,
    words: Words,
    compared: pd.DataFrame | None = None,
    *,
    working: bool = False,
) -> Table:
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
    return _table(pd.DataFrame(rows, columns=columns), "notices", frame)


def waits_table(frame: pd.DataFrame, by: str, words: Words) -> Table:
    """The table behind the parts of the wait: mean hours per team or person."""
    named = frame.assign(**{by: [slice_name(value, words) for value in frame[by]]})
    return _table(named[[by, "hand_overs", *WAIT_PARTS, "total_hours"]], "waits", frame)


def at_risk_table(risks: pd.DataFrame, people: Mapping[str, str], clock: Clock) -> pd.DataFrame:
    """What is open, in words: names for ids, the time left as the worklist says it; moments stay moments."""
    words = clock.words
    nobody = words("owing.nobody")
    names = [people.get(owner, owner) if isinstance(owner, str) else "" for owner in risks["owner"]]
    told = [cell.split(", ") if isinstance(cell, str) else [] for cell in risks["next_notice_to"]]
    columns = {
        "lead_id": risks["lead_id"],
        "owner": names,
        "promise": [promise_name(name, words) if isinstance(name, str) else nobody for name in risks["promise"]],
        "left_time": ["" if pd.isna(due) else clock.left(due) for due in risks["due_at"]],
        **{name: risks[name] for name in AT_RISK_MOMENTS},
        "next_notice_to": [words.listed([words(f"role.{role}") for role in roles]) if roles else "" for roles in told],
    }
    return pd.DataFrame(columns)


def _states(frame: pd.DataFrame, first: list[str], last: list[str]) -> pd.DataFrame:
    """The states and the share kept between the first columns and the last ones."""
    return frame[[*first, *COUNT_COLUMNS, *SHARE, *last]].rename(columns=COUNT_COLUMNS)


def _table(frame: pd.DataFrame, name: str, full: pd.DataFrame | None, opens: Cells | None = None) -> Table:
    return Table(frame, name, KINDS, "due", full, opens=opens or {})
