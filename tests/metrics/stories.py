"""Lives of leads written by hand, one campaign per test, all built in one company and asked end to end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from leaddash import agreement, metrics
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from tests.companies import snapshot
from tests.metrics.comparison import plain
from tests.naive.company import Company, Row, Rules
from tests.naive.histories import PERSONS, T0, TEAMS

Part = tuple[str, Row]
Test = Callable[..., None]

RULES = Rules(
    derive={"engaged", "opportunity", "customer", "lost"},
    meaningful={"form_submit"},
    window_days={"new_name": 0, "engaged": 0, "target": 0, "mql": 14, "sales_lead": 7, "opportunity": 0},
)


def day(number: float, seconds: int = 0) -> datetime:
    """The moment so many days (and seconds) after the leads' creation."""
    return T0 + timedelta(days=number, seconds=seconds)


def moved(stage: str, at: datetime, reason: str | None = None, *, estimated: bool = False) -> Part:
    """A stage entry or exit that the CRM recorded."""
    return "stage_changes", {"stage": stage, "entered_at": at, "reason": reason, "estimated": estimated}


def did(at: datetime, activity_type: str = "form_submit", direction: str = "inbound") -> Part:
    """An activity."""
    return "activities", {"occurred_at": at, "activity_type": activity_type, "direction": direction}


def given(person: str, at: datetime) -> Part:
    """A hand-over."""
    return "assignments", {"person_id": person, "assigned_at": at}


def deal(name: str, created: datetime, *changes: tuple[datetime, str | None]) -> list[Part]:
    """An opportunity and its changes."""
    rows = [
        ("opportunity_changes", {"opportunity_id": name, "changed_at": at, "stage": stage}) for at, stage in changes
    ]
    return [("opportunities", {"opportunity_id": name, "created_at": created}), *rows]


@dataclass
class Stories:
    """The leads of all tests of a module; each test's are a campaign named after it."""

    lives: dict[str, dict[str, list[Part]]] = field(default_factory=dict)
    leads: dict[str, Row] = field(default_factory=dict)

    def of(self, columns: dict[str, Row] | None = None, **lives: list[Part]) -> Callable[[Test], Test]:
        """Give a test its leads: what happened to each, and further columns of some."""

        def tell(test: Test) -> Test:
            self.lives[test.__name__] = lives
            self.leads.update({f"{test.__name__}-{who}": more for who, more in (columns or {}).items()})
            return test

        return tell

    def company(self) -> Company:
        """All leads in one company; ids carry the test's name, so that nothing meets across tests."""
        people = [{"person_id": name, "team": TEAMS[name]} for name in PERSONS]
        found = Company(people=people)
        for name, lives in self.lives.items():
            for who, parts in lives.items():
                lead_id = f"{name}-{who}"
                first = {"lead_id": lead_id, "created_at": T0, "campaign": name, "fit_band": "0"}
                found.leads.append({**first, **self.leads.get(lead_id, {})})
                for table, row in parts:
                    getattr(found, table).append(_owned(table, row, lead_id))
        return found

    def snapshot(self) -> Snapshot:
        """The company, built."""
        return snapshot(self.company(), RULES)


@dataclass(frozen=True)
class Ask:
    """Questions about one test's leads, by default as of day 60."""

    shot: Snapshot
    name: str

    def scope(self, changes: dict[str, Any] | None = None, **asked: Any) -> Scope:
        """A scope over this test's leads; `changes` are keys of the agreement."""
        rules = agreement.parse(changes, self.shot.agreement) if changes else None
        filters = {"campaign": (self.name,), **asked.pop("filters", {})}
        return Scope(**{"as_of": day(60), "filters": filters, "agreement": rules, **asked})

    def funnel(self, changes: dict[str, Any] | None = None, **asked: Any) -> dict[Any, Row]:
        """The funnel by stage, or by slice and stage."""
        frame = metrics.funnel(self.shot, self.scope(changes, **asked))
        key = [asked["by"], "stage"] if "by" in asked else ["stage"]
        rows = [{name: plain(value) for name, value in row.items()} for row in _records(frame)]
        return {tuple(row[n] for n in key) if len(key) > 1 else row["stage"]: row for row in rows}

    def column(self, name: str, changes: dict[str, Any] | None = None, **asked: Any) -> list[Any]:
        """One column of the funnel, from new_name to customer."""
        return [row[name] for row in self.funnel(changes, **asked).values()]

    def episodes(self, who: str, changes: dict[str, Any] | None = None, **asked: Any) -> list[Row]:
        """The episodes of one lead, without empty values."""
        frame = metrics.episodes(self.shot, self.scope(changes, **asked))
        mine = frame[frame["lead_id"] == f"{self.name}-{who}"]
        rows = [{name: plain(value) for name, value in row.items()} for row in _records(mine)]
        return [{name: value for name, value in row.items() if value is not None} for row in rows]

    def entered(self, who: str, number: int = 1, **asked: Any) -> dict[str, float]:
        """The days on which one episode of a lead entered its stages, from its creation."""
        row = self.episodes(who, **asked)[number - 1]
        found = {name[:-3]: at for name, at in row.items() if name[:-3] in _STAGES and name.endswith("_at")}
        return {name: (at - T0) / timedelta(days=1) for name, at in found.items()}

    def cases(self, stage: str, figure: str, **asked: Any) -> list[str]:
        """Whose cases are behind a figure."""
        listed = registry.cases(self.shot, self.scope(**asked), "funnel", stage, figure)
        return sorted(lead_id.removeprefix(f"{self.name}-") for lead_id in listed["lead_id"])


_STAGES = ("new_name", "engaged", "target", "mql", "sales_lead", "opportunity", "customer")


def _owned(table: str, row: Row, lead_id: str) -> Row:
    """A part of a life with the ids it needs; an opportunity's id is its lead's and its own."""
    row = {name: f"{lead_id}-{v}" if name == "opportunity_id" else v for name, v in row.items()}
    return row if table == "opportunity_changes" else {**row, "lead_id": lead_id}


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.astype(object).to_dict("records")
