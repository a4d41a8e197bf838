"""What should become of dirty rows, worked out row by row in plain Python from the data contract."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

STAGES = ("new_name", "engaged", "target", "mql", "sales_lead", "opportunity", "customer")
EXITS = ("recycled", "postponed", "disqualified", "lost")
REQUIRED = {
    "leads": ("lead_id", "created_at"),
    "activities": ("lead_id", "occurred_at", "activity_type"),
    "stage_changes": ("lead_id", "stage", "entered_at"),
    "opportunities": ("opportunity_id", "lead_id", "created_at"),
    "opportunity_changes": ("opportunity_id", "changed_at"),
}
MOMENTS = dict(zip(REQUIRED, ("created_at", "occurred_at", "entered_at", "created_at", "changed_at"), strict=True))
KEYS = {"leads": "lead_id", "activities": "activity_id", "opportunities": "opportunity_id"}
PARENTS = {
    "activities": ("leads", "lead_id"),
    "stage_changes": ("leads", "lead_id"),
    "opportunities": ("leads", "lead_id"),
    "opportunity_changes": ("opportunities", "opportunity_id"),
}
Row = dict[str, Any]


def refused(tables: dict[str, list[Row]], end: datetime) -> set[tuple[str, int, str]]:
    """Each refused row: table, its row in the file, and the reason."""
    found: set[tuple[str, int, str]] = set()
    kept_keys: dict[str, set[str]] = {}
    for table in REQUIRED:
        rows = dict(enumerate(tables[table], start=2))
        reasons = {number: why for number, row in rows.items() if (why := _unfit(table, row, end))}
        if table in PARENTS:
            parent, key = PARENTS[table]
            fit = {number: row for number, row in rows.items() if number not in reasons}
            reasons |= {n: "orphan" for n, row in fit.items() if row[key].strip() not in kept_keys[parent]}
        fit = {number: row for number, row in rows.items() if number not in reasons}
        reasons |= _duplicates(table, fit)
        kept_keys[table] = {row[KEYS[table]].strip() for n, row in fit.items() if table in KEYS and n not in reasons}
        found |= {(table, number, why) for number, why in reasons.items()}
    return found


def _unfit(table: str, row: Row, end: datetime) -> str | None:
    moment = _moment(row[MOMENTS[table]])
    faults = {
        "missing": any(not row[name].strip() for name in REQUIRED[table]),
        "unknown stage": table == "stage_changes" and row["stage"].strip().lower() not in (*STAGES, *EXITS, ""),
        "unparsable": bool(row[MOMENTS[table]].strip()) and moment is None,
        "future": moment is not None and moment > end + timedelta(days=1),
    }
    return "/".join(name for name, is_so in faults.items() if is_so) or None


def _duplicates(table: str, rows: dict[int, Row]) -> dict[int, str]:
    if table not in KEYS:
        return {}
    groups: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for number, row in rows.items():
        moment = _moment(row[MOMENTS[table]])
        if moment and row[KEYS[table]].strip():
            groups[row[KEYS[table]].strip()].append((moment, number))
    return {number: "duplicate" for group in groups.values() for _, number in sorted(group)[1:]}


def _moment(cell: str) -> datetime | None:
    try:
        return datetime.fromisoformat(cell.strip()).replace(microsecond=0)
    except ValueError:
        return None
