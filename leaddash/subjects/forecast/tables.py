"""The tables of the forecast: deals that need a decision, and what stands behind its charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.look import Look
from leaddash.blocks.opens import Opens
from leaddash.blocks.parts import Cells, Table
from leaddash.drawing.ranked import slice_name
from leaddash.subjects.forecast.flags import FLAGS
from leaddash.subjects.forecast.metrics.forecast import forecast
from leaddash.subjects.forecast.metrics.pipeline_movement import pipeline_movement
from leaddash.subjects.forecast.metrics.top_of_funnel import NEXT, REST

MOST_DEALS, MOST_LETTERS = 10, 36
"""Deals that are listed, and letters up to which a second reason is said of one; the others are counted."""
OPEN, OMITTED = ("commit", "best_case", "pipeline"), "omitted"
NAMED = {"overdue": "past_close"}
"""Columns that are called otherwise on the page, as their names are another subject's."""
KINDS = {
    **forecast.kinds,
    **of_kind(Kind.TEXT, "category", "movement", "deal", "owner_of_deal", "why"),
    **of_kind(Kind.MONEY, "amount", "cumulative_amount"),
}


def decisions_table(deals: pd.DataFrame, people: Mapping[str, str], as_of: pd.Timestamp, look: Look) -> Table:
    """The first ten deals that need a decision, each opening its lead; all that is known of all in the download."""
    rows = deals.head(MOST_DEALS)
    shown = {
        "deal": [_named(row, row["lead_id"]) for row in rows.to_dict("records")],
        "amount": rows["amount"].astype(object).where(rows["amount"].notna(), None),
        "owner_of_deal": [
            people.get(str(person), str(person)) if pd.notna(person) else "" for person in rows["person"]
        ],
        "why": [why(row, as_of, look) for row in rows.to_dict("records")],
    }
    leads: list[Opens | None] = [{"lead": str(lead)} for lead in rows["lead_id"]]
    return Table(pd.DataFrame(shown), "decisions", KINDS, full=deals, opens={"deal": leads})


def why(row: Mapping[Any, Any], as_of: pd.Timestamp, look: Look) -> str:
    """Why a deal needs a decision, with its numbers: which date has passed, how often it was pushed, how long it is."""
    flags, words = str(row["flags"]).split(", "), look.words
    silent = row["last_activity_at"]
    told = {
        "day": _day(row["close_date"], as_of, look),
        "pushes": int(row["pushes"]),
        "stage_days": int(row["stage_days"]),
        "silent_days": int(row["age_days"]) if pd.isna(silent) else (as_of - pd.Timestamp(silent)).days,
    }
    counts = {"pushed": "pushes", "old": "stage_days", "silent": "silent_days"}
    said = [
        words(f"why.{flag}", n=told[counts[flag]]) if flag in counts else words(f"why.{flag}", day=told["day"])
        for flag in FLAGS
        if flag in flags
    ]
    shown = 2 if len(", ".join(said[:2])) <= MOST_LETTERS else 1
    more = [words("why.more", n=len(said) - shown)] if len(said) > shown else []
    return ", ".join([*said[:shown], *more])


def categories_table(frame: pd.DataFrame, look: Look, opens: Mapping[str, str]) -> Table:
    """The table behind the stack."""
    renamed = frame.rename(columns=NAMED)
    named = renamed.assign(category=[look.words(f"category.{name}") for name in frame["category"]])
    cells = forecast.opens(frame, renamed=NAMED)
    return Table(named, "forecast", KINDS, full=frame, opens=_of_period(cells, opens))


def moves_table(frame: pd.DataFrame, look: Look, opens: Mapping[str, str]) -> Table:
    """The table behind the bridge."""
    named = frame.assign(movement=[look.words(f"movement.{name}") for name in frame["movement"]])
    kinds = {**KINDS, "deals": Kind.COUNT}
    return Table(named, "pipeline-movement", kinds, full=frame, opens=_of_period(pipeline_movement.opens(frame), opens))


def whence_table(
    now: pd.DataFrame,
    then: pd.DataFrame,
    every: pd.DataFrame,
    by: str,
    look: Look,
    spans: tuple[Mapping[str, str], Mapping[str, str]],
) -> Table:
    """Open amounts by a dimension: of the period, of the next one, and of all deals that are not omitted.

    `now` and `then` are of `forecast` by it, `every` of `forecast_deals`; `spans` are the two periods in links.
    """
    called = every[every["category"] != OMITTED]
    columns = {
        "open_now": _summed(now[now["category"].isin(OPEN)], by),
        "open_next": _summed(then[then["category"].isin(OPEN)], by),
        "open_all": _summed(called, by),
    }
    frame = pd.DataFrame(columns).fillna(0.0).sort_values("open_all", ascending=False, kind="stable")
    frame = frame[frame.ne(0).any(axis=1)]
    slices = [str(name) for name in frame.index]
    links = {
        "open_now": [{"list": "deals", "figure": "deals", by: name, **spans[0]} for name in slices],
        "open_next": [{"list": "deals", "figure": "deals", by: name, **spans[1]} for name in slices],
        "open_all": [{"list": "deals", "figure": "open_deals", by: name, **spans[0]} for name in slices],
    }
    opens = {
        column: [link if amount else None for link, amount in zip(links[column], frame[column], strict=True)]
        for column in links
    }
    named = [slice_name(name or None, look.words) for name in slices]
    shown = pd.DataFrame({by: named, **{name: list(frame[name]) for name in frame}})
    return Table(shown, "pipeline-from", {by: Kind.TEXT, **of_kind(Kind.MONEY, *columns)}, opens=opens)


def top_table(frame: pd.DataFrame, look: Look) -> Table:
    """Who stands at the top of the funnel, and what they and those who still come will bring, this period and the next.

    Each number of those who stand opens them.
    """
    rest, following = (frame[frame["horizon"] == name].set_index("stage") for name in (REST, NEXT))
    stages = [str(stage) for stage in rest.index]
    shown = {
        "stage": [look.words(f"stage.{stage}") for stage in stages],
        "stands": [int(count) for count in rest["standing"]],
        "brings_now": list((rest["in_hand"] + rest["to_come"]).astype(float)),
        "brings_next": list((following["in_hand"] + following["to_come"]).astype(float)),
    }
    kinds = {"stage": Kind.TEXT, "stands": Kind.COUNT, **of_kind(Kind.MONEY, "brings_now", "brings_next")}
    links: list[Opens | None] = [
        {"list": "funnel", "figure": "balance_end", "stage": stage, "period": "all"} for stage in stages
    ]
    return Table(pd.DataFrame(shown), "top-of-funnel", kinds, full=frame, opens={"stands": links})


def course_table(frame: pd.DataFrame, look: Look) -> Table:
    """The table behind the course of the period, the newest day first."""
    rows = frame.iloc[::-1]
    renamed = rows.rename(columns={"day": "told_on", "projected": "projection", "won": "booked"})
    named = renamed.assign(told_on=[look.words.day(day) for day in rows["day"]])
    kinds = {"told_on": Kind.TEXT, **of_kind(Kind.MONEY, *[name for name in named if name != "told_on"])}
    return Table(named, "forecast-trend", kinds, full=frame)


def accuracy_table(frame: pd.DataFrame, look: Look) -> Table:
    """The table behind the errors: a row per measure and number of weeks, of which anything is known."""
    rows = frame[frame["mape"].notna()]
    named = rows.assign(measure=[look.words(f"measure.{name}") for name in rows["measure"]])
    columns = ["measure", "weeks_to_go", "periods", "bias", "mape", "within_15", "covered_80", "covered_95"]
    kinds = {"measure": Kind.TEXT, **of_kind(Kind.COUNT, *columns[1:3]), **of_kind(Kind.SHARE, *columns[3:])}
    return Table(named[columns], "forecast-accuracy", kinds, full=frame)


def _summed(frame: pd.DataFrame, by: str) -> pd.Series:
    """The amounts of each slice, "" the missing one."""
    slices = frame[by].astype("string").fillna("")
    return frame["amount"].fillna(0).astype(float).groupby(slices).sum()


def amount_of(frame: pd.DataFrame) -> float:
    """The sum of some deals' amounts."""
    return float(frame["amount"].fillna(0).astype(float).sum())


def _named(row: Mapping[Any, Any], otherwise: str) -> str:
    return str(row["name"]) if pd.notna(row["name"]) and row["name"] else otherwise


def _day(day: Any, as_of: pd.Timestamp, look: Look) -> str:
    if pd.isna(day):
        return ""
    return look.words.day(day, look.words("style.day_short") if pd.Timestamp(day).year == as_of.year else "")


def _of_period(cells: Mapping[str, list[Opens | None]], opens: Mapping[str, str]) -> Cells:
    """What cells open, for a period."""
    return {name: [one and {**one, **opens} for one in column] for name, column in cells.items()}
