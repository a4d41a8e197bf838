"""Whom the ladders tell within the next hour, and of how many leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from leaddash.subjects.promises.worklist import HOUR


@dataclass(frozen=True)
class Told:
    """A person who is about to be told, when first, and of how many leads within the hour."""

    person: str
    first_at: datetime
    leads: int


def next_hour(
    at_risk: pd.DataFrame, as_of: datetime, managers: Mapping[str, str], executives: Iterable[str]
) -> list[Told]:
    """Who is told in the hour after a moment by the next notices of `at_risk`, the soonest first.

    As it stands now: of each open promise its next notice, to who holds the lead, that person's manager, executives.
    """
    ahead = at_risk[at_risk["promise"].notna() & (pd.to_datetime(at_risk["next_notice_at"]) <= as_of + HOUR)]
    found: dict[str, list[tuple[datetime, str]]] = {}
    for row in ahead.itertuples():
        holder = row.owner if isinstance(row.owner, str) else ""
        to = {"owner": [holder], "manager": [managers.get(holder, "")], "executive": list(executives)}
        people = {person for role in row.next_notice_to.split(", ") for person in to[role] if person}
        for person in people:
            found.setdefault(person, []).append((row.next_notice_at.to_pydatetime(), row.lead_id))
    told = [Told(person, min(ats)[0], len({lead for _, lead in ats})) for person, ats in found.items()]
    return sorted(told, key=lambda notice: (notice.first_at, notice.person))
