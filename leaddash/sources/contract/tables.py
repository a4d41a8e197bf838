"""The canonical tables: their keys and what they hang on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A canonical table; `key` is unique (the first by `moment` stays), its rows belong to `parent`."""

    name: str
    key: str | None = None
    moment: str | None = None
    parent: str | None = None
    parent_key: str = "lead_id"


TABLES = (
    Table("leads", key="lead_id", moment="created_at"),
    Table("activities", key="activity_id", moment="occurred_at", parent="leads"),
    Table("stage_changes", moment="entered_at", parent="leads"),
    Table("assignments", moment="assigned_at", parent="leads"),
    Table("opportunities", key="opportunity_id", moment="created_at", parent="leads"),
    Table("opportunity_changes", moment="changed_at", parent="opportunities", parent_key="opportunity_id"),
    Table("people", key="person_id"),
    Table("spend"),
)
