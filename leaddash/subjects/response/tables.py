"""The tables behind the charts of response: what is drawn, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.parts import Table
from leaddash.drawing.ranked import slice_name
from leaddash.subjects.response.charts.arrivals import are_whole_days, day_name, hour_name
from leaddash.subjects.response.charts.first_touch import ROUND_MINUTES, slices_of
from leaddash.subjects.response.charts.never_touched import names_of
from leaddash.subjects.response.charts.people import people_of
from leaddash.subjects.response.metrics.response_curve import OUTCOME_COLUMNS
from leaddash.words import Words

ADJUSTED = ("adjusted", "adjusted_low", "adjusted_high")
DIFFERENCE = ("difference", "difference_low", "difference_high")
KINDS = {
    **of_kind(Kind.SHARE, "rate", "rate_low", "rate_high", *ADJUSTED, "covered", "shrunk", "shrunk_low", "shrunk_high"),
    **of_kind(Kind.SHARE, "share", "out_of_hours_share"),
    **of_kind(Kind.SHARE, "touched_share", "touched_low", "touched_high", "left_share", "waiting_share"),
    **of_kind(Kind.TEXT, "bucket", "exit", "reason", "weekday", "person", "time"),
}


def curve_table(raw: pd.DataFrame, adjusted: pd.DataFrame, outcome: str, words: Words) -> Table:
    """The table behind the response curve: per bucket the recorded rate and, where it has a time, the adjusted one."""
    rates = {f"{outcome}_rate": "rate", f"{outcome}_low": "rate_low", f"{outcome}_high": "rate_high"}
    mine = raw.rename(columns={"leads": "hand_overs", f"{outcome}_leads": "rate_entered", **rates})
    mine = mine[["bucket", "hand_overs", "rate_entered", OUTCOME_COLUMNS[outcome], *rates.values()]]
    alike = {
        f"{outcome}_{name}": name for name in ("adjusted", "adjusted_low", "adjusted_high", *DIFFERENCE, "covered")
    }
    both = mine.merge(adjusted[["bucket", *alike]].rename(columns=alike), on="bucket", how="left")
    points = {name: [words.points(value) for value in both[name]] for name in DIFFERENCE}
    named = both.assign(bucket=[words(f"bucket.{bucket}") for bucket in both["bucket"]], **points)
    return _table(named, "response-curve", raw)


def people_table(
    frame: pd.DataFrame, outcome: str, words: Words, full: pd.DataFrame | None = None, *, working: bool = False
) -> Table:
    """The table behind the people: what each was given, answered and reached, their own rate and the shrunk one.

    `full` is what is saved: people by their ids.
    """
    ranked = people_of(frame, outcome).index
    rows = frame.loc[[*ranked, *frame.index.difference(ranked, sort=False)]]
    names = {f"{outcome}_rate": "rate", f"{outcome}_low": "rate_low", f"{outcome}_high": "rate_high"}
    names |= {f"{outcome}_shrunk{end}": f"shrunk{end}" for end in ("", "_low", "_high")}
    names = {f"{outcome}_leads": "rate_entered", OUTCOME_COLUMNS[outcome]: OUTCOME_COLUMNS[outcome], **names}
    rows = rows[["person", "hand_overs", "touched", "p50_minutes", *names]].rename(columns=names)
    waits = [words.duration(minutes, working=working) for minutes in rows["p50_minutes"]]
    named = rows.assign(person=[slice_name(one, words) for one in rows["person"]], p50_minutes=waits)
    return _table(named, "people", full, p50_minutes=Kind.TEXT)


def never_table(frame: pd.DataFrame, words: Words) -> Table:
    """The table behind those never answered: how they ended, why, how many."""
    named = [names_of(row, words) for row in frame.itertuples()]
    told = {"exit": [exit_ for exit_, _ in named], "reason": [reason or words.number(None) for _, reason in named]}
    shown = frame.assign(**told)[["exit", "reason", "leads", "share"]].rename(columns={"leads": "hand_overs"})
    return _table(shown, "never-touched", frame)


def arrivals_table(frame: pd.DataFrame, words: Words, *, working: bool = False) -> Table:
    """The table behind the hours of the week: those in which anybody was handed over, unknown of days without hours."""
    rows = frame[frame["hand_overs"].fillna(0) > 0]
    if are_whole_days(frame):
        rows = rows.assign(out_of_hours=pd.NA, out_of_hours_share=pd.NA)
    told = {
        "weekday": [day_name(day, words) for day in rows["weekday"]],
        "hour": [hour_name(hour) for hour in rows["hour"]],
        "p50_minutes": [words.duration(minutes, working=working) for minutes in rows["p50_minutes"]],
    }
    columns = ["weekday", "hour", "hand_overs", "out_of_hours", "out_of_hours_share", "p50_minutes"]
    return _table(rows.assign(**told)[columns], "arrivals", frame, p50_minutes=Kind.TEXT)


def first_touch_table(frame: pd.DataFrame, words: Words, by: str = "team", *, working: bool = False) -> Table:
    """The table behind the curves: per slice the share touched, out and waiting by some round times."""
    ticks = ROUND_MINUTES["working" if working else "wall"]
    columns = [by] if by else []
    shares = {"touched": "touched_share", "left": "left_share", "waiting": "waiting_share"}
    found: list[dict[str, Any]] = []
    for name, rows in slices_of(frame, by):
        for tick in ticks:
            row = rows[rows["minute"] <= tick].iloc[-1].rename(shares).to_dict()
            told = {"time": words.duration(tick, working=working), **({by: slice_name(name, words)} if by else {})}
            found.append({**row, **told})
    columns += ["time", "cases", "touched_share", "touched_low", "touched_high", "left_share", "waiting_share"]
    return _table(pd.DataFrame(found, columns=columns), "first-touch", frame, **({by: Kind.TEXT} if by else {}))


def _table(frame: pd.DataFrame, name: str, full: pd.DataFrame | None, **more: Kind) -> Table:
    return Table(frame, name, {**KINDS, **more}, "rate_entered", full)
