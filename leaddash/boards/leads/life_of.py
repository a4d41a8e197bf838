"""What the data know of one lead's life by a moment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from leaddash import cases
from leaddash.blocks.ask import Ask
from leaddash.subjects.lab.metrics.score_ledger import score_ledger
from leaddash.subjects.leads.life import Act, Deal, Holding, Life, Pass, Promise, Stay
from leaddash.subjects.leads.score_course import score_course
from leaddash.subjects.promises.of_lead import promises_of

HERE = Path(__file__).parent
T = TypeVar("T")
ACT_KEY = ("occurred_at", "activity_type", "asset", "activity_id")


def life_of(ask: Ask, lead_id: str) -> Life | None:
    """The life of a lead by the as-of moment of the questions; none of one that was not known by then."""
    key = "life", lead_id, ask.question().of_whole_past().key
    return ask.snapshot.answers.get(key, lambda: _life(ask, lead_id))


def _life(ask: Ask, lead_id: str) -> Life | None:
    head = _look_up(ask, "lead_head", lead_id)
    if head.empty:
        return None
    known = _values(head)[0]
    ask = ask.unfiltered()
    return Life(
        **{name: known[name] for name in ("lead_id", "lead_name", "company", "job_title", "source", "campaign")},
        as_of=ask.as_of,
        created_at=known["created_at"],
        passes=_each(Pass, _look_up(ask, "lead_passes", lead_id)),
        stays=_each(Stay, _look_up(ask, "lead_stays", lead_id)),
        holdings=_each(Holding, _look_up(ask, "lead_holdings", lead_id)),
        assigned_at=[row["assigned_at"] for row in _values(_look_up(ask, "lead_assignments", lead_id))],
        promises=_promises(ask, lead_id),
        acts=_acts(ask, lead_id),
        deals=_each(Deal, _look_up(ask, "lead_deals", lead_id)),
        scores=score_course(ask.snapshot, ask.rules, int(known["lead"]), known["created_at"], ask.as_of),
        threshold=ask.rules.scoring.threshold,
        is_scored=bool(ask.rules.scoring.fit or ask.rules.scoring.behaviour),
        knows_touches=ask.snapshot.knows_touches,
        is_given_to_nobody=_is_given_to_nobody(ask, lead_id),
    )


def _look_up(ask: Ask, name: str, lead_id: str) -> pd.DataFrame:
    return ask.look_up(HERE / f"{name}.sql", lead_id=lead_id, as_of=ask.as_of)


def _promises(ask: Ask, lead_id: str) -> list[Promise]:
    frame = promises_of(ask.snapshot, ask.question(), lead_id)
    named = {"promise": "name", "runs_working": "is_working", "next_notice_at": "notice_at"}
    return _each(Promise, frame.rename(columns={**named, "next_notice_to": "notice_to"}))


def _acts(ask: Ask, lead_id: str) -> list[Act]:
    """The activities, each with what it counted for: of several that are alike in all, the first ones did."""
    counted = defaultdict[tuple[Any, ...], list[dict[str, Any]]](list)
    for row in _values(ask(score_ledger, lead=lead_id)):
        counted[tuple(row[name] for name in ACT_KEY)].append(row)
    found = list[dict[str, Any]]()
    for row in _values(_look_up(ask, "lead_acts", lead_id)):
        alike = counted[row["at"], row["activity_type"], row["asset"], row["activity_id"]]
        worth = alike.pop(0) if alike else {}
        found.append({**row, "points": worth.get("points"), "part": worth.get("part")})
    return [_made(Act, row) for row in found]


def _is_given_to_nobody(ask: Ask, lead_id: str) -> bool:
    """Whether it stands at MQL untouched and without an owner, as the list of what is owed counts it."""
    whole = ask.question().of_whole_past()
    return not ask.snapshot.ask(cases.file("unassigned_mqls"), whole, lead_id=lead_id).empty


def _each(kind: type[T], frame: pd.DataFrame) -> list[T]:
    return [_made(kind, row) for row in _values(frame)]


def _made(kind: type[T], row: dict[str, Any]) -> T:
    return kind(**{field.name: row[field.name] for field in fields(kind)})  # type: ignore[arg-type]


def _values(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows in values of Python, none where nothing is known."""
    rows = frame.astype(object).to_dict("records")
    return [{str(name): _value(cell) for name, cell in row.items()} for row in rows]


def _value(cell: Any) -> Any:
    if pd.isna(cell):
        return None
    return cell.to_pydatetime() if isinstance(cell, pd.Timestamp) else cell
