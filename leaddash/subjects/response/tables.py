"""The tables behind the charts of response: what is drawn, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash.blocks.figure import text_of
from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.opens import Opens
from leaddash.blocks.parts import Cells, Kinds, Table
from leaddash.drawing.ranked import slice_name
from leaddash.subjects.response.charts.arrivals import are_whole_days, day_name, hour_name
from leaddash.subjects.response.charts.first_touch import ROUND_MINUTES, slices_of
from leaddash.subjects.response.charts.never_touched import names_of
from leaddash.subjects.response.charts.people import people_of
from leaddash.subjects.response.metrics.arrivals import arrivals
from leaddash.subjects.response.metrics.never_touched import never_touched
from leaddash.subjects.response.metrics.response_curve import OUTCOME_COLUMNS, response_curve
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
    opens = response_curve.opens(raw, renamed={"leads": "hand_overs", f"{outcome}_leads": "rate_entered"})
    return _table(named, "response-curve", raw, opens)


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
    counts = {
        "hand_overs": "answered",
        "rate_entered": f"{outcome}_leads",
        OUTCOME_COLUMNS[outcome]: OUTCOME_COLUMNS[outcome],
    }
    opens = {name: _of_people(frame.loc[rows.index], figure, rows[name]) for name, figure in counts.items()}
    return _table(named, "people", full, opens, of_kind(Kind.TEXT, "p50_minutes"))


def never_table(frame: pd.DataFrame, words: Words) -> Table:
    """The table behind those never answered: how they ended, why, how many."""
    named = [names_of(row, words) for row in frame.itertuples()]
    told = {"exit": [exit_ for exit_, _ in named], "reason": [reason or words.number(None) for _, reason in named]}
    shown = frame.assign(**told)[["exit", "reason", "leads", "share"]].rename(columns={"leads": "hand_overs"})
    opens = never_touched.opens(frame, renamed={"leads": "hand_overs"})
    return _table(shown, "never-touched", frame, opens)


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
    return _table(
        rows.assign(**told)[columns], "arrivals", frame, arrivals.opens(rows), kinds=of_kind(Kind.TEXT, "p50_minutes")
    )


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
    return _table(pd.DataFrame(found, columns=columns), "first-touch", frame, kinds=of_kind(Kind.TEXT, *columns[:1]))


def _of_people(frame: pd.DataFrame, figure: str, counts: pd.Series) -> list[Opens | None]:
    """The cases of each person behind a count."""
    ids = frame["slice_id"] if "slice_id" in frame else frame["person"]
    return [
        {"figure": figure, "person": text_of(person)} if not pd.isna(n) and n else None
        for person, n in zip(ids, counts, strict=True)
    ]


def _table(
    frame: pd.DataFrame, name: str, full: pd.DataFrame | None, opens: Cells | None = None, kinds: Kinds | None = None
) -> Table:
    return Table(frame, name, {**KINDS, **(kinds or {})}, "rate_entered", full, opens=opens or {})
