"""The tables of the scoring lab: what enters and leaves and why, what each rule does, what a score is made of."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.parts import Table
from leaddash.subjects.lab.charts.score_grid import band_name, banded
from leaddash.subjects.lab.charts.score_quality import by_score, scores_of
from leaddash.words import Words

RATE = {"worked_rate": "rate", "worked_low": "rate_low", "worked_high": "rate_high"}
KINDS = {
    **of_kind(Kind.SHARE, *RATE.values()),
    **of_kind(Kind.TEXT, "fit_band", "behaviour_band", "decile", "part", "rule", "overlaps_with", "model"),
    **of_kind(Kind.TEXT, "occurred_at", "activity_type", "asset"),
}


def flips_table(frame: pd.DataFrame, words: Words, zone: str) -> pd.DataFrame:
    """Which passes enter or leave under other rules, both scores then, and what the other rules lacked; local times."""
    told = {
        "flip": [_flip(*flipped, words) for flipped in zip(frame["flip"], frame["reason"], strict=True)],
        **{name: _moments(frame[name], words, zone) for name in ("mql_at_agreed", "mql_at")},
        **{name: [words.number(score, 1) for score in frame[name]] for name in ("score_agreed", "score")},
        "reason": [_reason(*flipped, words) for flipped in zip(frame["flip"], frame["reason"], strict=True)],
    }
    columns = ["flip", "lead_id", "episode", "reason", "score_agreed", "score", "mql_at_agreed", "mql_at"]
    return frame.assign(**told)[columns]


def hygiene_table(frame: pd.DataFrame, words: Words) -> Table:
    """What each rule does: how often it fired, what the MQLs were without it, and with which rule it overlaps.

    `resting` and `overlap` are told as shares where they are fractions, as counts where they are whole numbers.
    """
    told = {
        "part": [words(f"lab.part.{part}") for part in frame["part"]],
        "fired": [words.number(n) if n else words("lab.table.never") for n in frame["fired"].fillna(0).astype(int)],
        "overlaps_with": [words.number(None) if pd.isna(rule) else str(rule) for rule in frame["overlaps_with"]],
        **{name: _parts(frame[name], words) for name in ("resting", "overlap")},
    }
    columns = ["part", "rule", "fired", "mqls_without", "gained", "lost", "resting", "overlaps_with", "overlap"]
    return _table(frame.assign(**told)[columns], "rule-hygiene", frame)


def quality_table(frame: pd.DataFrame, words: Words) -> Table:
    """The table behind the deciles of the score: scores, worked leads, what became of them, what was expected."""
    rows = by_score(frame)
    ends = zip(rows["score_low"], rows["score_high"], strict=True)
    told = {
        "scores": [scores_of(low, high, words) for low, high in ends],
        "lift": [words.number(lift, 1) for lift in rows["lift"]],
        "expected_rate": [words.share(share) for share in rows["expected_rate"]],
    }
    first = ["decile", "scores", "rate_entered", "became_sales_lead"]
    columns = [*first, "rate", "rate_low", "rate_high", "lift", "expected_rate"]
    return _table(rows.assign(**told).rename(columns={"worked": "rate_entered"})[columns], "score-quality", frame)


def grid_table(frame: pd.DataFrame, words: Words) -> Table:
    """The table behind the grid of fit and behaviour: a row per cell, the highest bands first."""
    rows = banded(frame).iloc[::-1]
    bands = {name: [band_name(bound, words) for bound in rows[name]] for name in ("fit_band", "behaviour_band")}
    told = rows.assign(worked=rows["worked"].where(rows["is_known"]).astype("Int64"))
    named = told.assign(**bands).rename(columns={"worked_rate_mqls": "rate_entered", **RATE})
    columns = [*bands, "mqls", "worked", "became_sales_lead", "rate_entered", *RATE.values()]
    return _table(named[columns].reset_index(drop=True), "score-grid", frame)


def compared_table(frame: pd.DataFrame) -> Table:
    """What models would send side by side, a row each."""
    return _table(frame, "compared")


def cell_names(frame: pd.DataFrame, words: Words) -> dict[tuple[str | None, str], str]:
    """The cells of the grid that hold MQLs in words, the fullest first, by their bands as the metric names them."""
    rows = frame[frame["mqls"] > 0].sort_values("mqls", ascending=False, kind="stable")
    return {
        (None if pd.isna(row.fit_band) else str(row.fit_band), str(row.behaviour_band)): _cell(row, words)
        for row in rows.itertuples()
    }


def cell_table(frame: pd.DataFrame, words: Words, zone: str) -> pd.DataFrame:
    """The MQLs of one cell: when, with which points, and what became of them so far; local times."""
    known = zip(frame["is_sales_lead"], frame["is_worked"], strict=True)
    told = {
        "mql_at": _moments(frame["mql_at"], words, zone),
        **{name: [words.number(points, 1) for points in frame[name]] for name in ("fit", "behaviour")},
        "outcome": [_outcome(sales, did, words) for sales, did in known],
    }
    return frame.assign(**told)[["lead_id", "episode", "mql_at", "fit", "behaviour", "outcome"]]


def ledger_table(frame: pd.DataFrame, words: Words, zone: str, name: str = "ledger") -> Table:
    """What a lead's score is made of, in the order in which it came, and its sum as the last row."""
    rows = [
        {
            "part": words(f"lab.part.{row.part}"),
            "rule": words("lab.table.cap_or_floor") if pd.isna(row.rule) else str(row.rule),
            "occurred_at": at,
            "activity_type": _activity(row.activity_type, words),
            "asset": "" if pd.isna(row.asset) else str(row.asset),
            "points": _signed(row.points, words),
            "days": "" if pd.isna(row.days) else words.number(row.days),
            "contribution": _signed(row.contribution, words, 1),
        }
        for row, at in zip(frame.itertuples(), _moments(frame["occurred_at"], words, zone, ""), strict=True)
    ]
    columns = ["part", "rule", "occurred_at", "activity_type", "asset", "points", "days", "contribution"]
    total = words.number(float(frame["contribution"].sum()) + 0.0, 1)
    last = dict.fromkeys(columns, "") | {"part": words("lab.table.sum"), "contribution": total}
    return _table(pd.DataFrame([*rows, last], columns=columns), name, frame)


def _cell(row: Any, words: Words) -> str:
    """A cell by its bands, and how many MQLs it holds."""
    bounds = [None if pd.isna(bound) else float(bound) for bound in (row.fit_band, row.behaviour_band)]
    fit, behaviour = (band_name(bound, words) for bound in bounds)
    where = words("chart.score_grid.where", fit=fit, behaviour=behaviour)
    return f"{where}: {words('chart.score_grid.mqls', n=int(row.mqls))}"


def _outcome(is_sales_lead: bool, is_worked: bool | None, words: Words) -> str:
    """How far an MQL came; unknown where nobody knows who was worked."""
    if is_sales_lead:
        return words("lab.outcome.sales_lead")
    if pd.isna(is_worked):
        return words.number(None)
    return words(f"lab.outcome.{'worked' if is_worked else 'none'}")


def _flip(flip: str, reason: str, words: Words) -> str:
    """Whether it enters or leaves, or is an MQL under both rules and only at another time."""
    if reason == "other_time":
        return words(f"lab.flip.moved_{'in' if flip == 'entered' else 'out'}")
    return words(f"lab.flip.{flip}")


def _reason(flip: str, reason: str, words: Words) -> str:
    """What the other rules lacked: the agreed ones of one that enters, the proposed ones of one that leaves."""
    return words(f"lab.why_{flip}.{reason}")


def _moments(moments: pd.Series, words: Words, zone: str, nothing: str | None = None) -> list[str]:
    """Moments of UTC on the wall of a zone, to the minute."""
    seen = pd.to_datetime(moments).dt.tz_localize("UTC").dt.tz_convert(zone).dt.tz_localize(None)
    empty, form = words.number(None) if nothing is None else nothing, words("style.minute")
    return [empty if pd.isna(at) else words.moment(at.to_pydatetime(), form) for at in seen]


def _parts(values: pd.Series, words: Words) -> list[str]:
    tell = words.number if pd.api.types.is_integer_dtype(values) else words.share
    return [tell(value) for value in values]


def _signed(points: Any, words: Words, decimals: int = 0) -> str:
    """Points with their sign."""
    places = decimals or (0 if float(points).is_integer() else 1)
    told = words.number(abs(points), places)
    return f"{'−' if points < 0 else '+'}{told}" if told.strip("0.,") else told


def _activity(activity: Any, words: Words) -> str:
    if pd.isna(activity):
        return ""
    return words(f"activity.{activity}") if words.has(f"activity.{activity}") else str(activity).replace("_", " ")


def _table(frame: pd.DataFrame, name: str, full: pd.DataFrame | None = None) -> Table:
    return Table(frame, name, KINDS, "rate_entered", full)
