"""The canonical tables: their keys, and which of them last as they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A canonical table; `key` is unique (the first by `moment` stays).

    `lasting` names the table of the snapshot as which its rows are written, once: they are many.
    `also` are tables made of the rows that stay.
    """

    name: str
    key: str | None = None
    moment: str | None = None
    lasting: str = ""
    also: tuple[str, ...] = ()

    @property
    def database(self) -> str:
        """Where its rows are written: in the snapshot, or for the time of the build."""
        return "snapshot" if self.lasting else "scratch"


TABLES = (
    Table("leads", key="lead_id", moment="created_at", lasting="lead_attributes", also=("lead_numbers",)),
    Table("activities", key="activity_id", moment="occurred_at", lasting="activities", also=("early_activities",)),
    Table("stage_changes", moment="entered_at"),
    Table("assignments", moment="assigned_at"),
    Table("opportunities", key="opportunity_id", moment="created_at"),
    Table("opportunity_changes", moment="changed_at"),
    Table("people", key="person_id"),
    Table("spend"),
)
