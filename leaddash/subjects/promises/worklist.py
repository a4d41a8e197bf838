"""Who owes what at one moment, as a list to work down: what can still be kept first, then what is late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from leaddash.moments import local_date, midnight

OWNER, PROMISE, TIME = "owner", "promise", "time"
WAYS = (OWNER, PROMISE, TIME)
"""What the list can be grouped by."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TIMES = ("hour", "today", "later", "late_day", "late_week", "late_month", "late_longer")
"""Times left, and times late, in their order."""
LATE_UP_TO = {"late_day": DAY, "late_week": 7 * DAY, "late_month": 30 * DAY}
MOST_IN_TIME, MOST_LATE, MOST_NOBODYS = 10, 5, 20
"""How many promises of a group, and MQLs of nobody, are told one by one."""


MOST_GROUPS, MOST_OTHERS = 6, 40
"""Groups that have a line of their own, and others that have one once they are unfolded."""


@dataclass(frozen=True)
class Owed:
    """A promise about a lead that is open: who holds the lead, when it falls due, whom its ladder tells next."""

    lead_id: str
    owner: str | None
    promise: str
    tier: str
    due_at: datetime
    is_late: bool
    next_at: datetime | None
    next_to: tuple[str, ...]
    told_at: datetime | None
    told_to: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The open promises of one owner, of one kind or of one time left; a group without a key is of leads nobody holds.

    `first` are those told one by one: in time, the soonest due first; then late, the last due first. `rest` counts the
    others, of which the oldest has been due since `rest_since`, if any of them is late.
    """

    key: str | None
    late: int
    in_time: int
    late_since: datetime | None
    next_at: datetime | None
    first: tuple[Owed, ...]
    rest: int
    rest_since: datetime | None


@dataclass(frozen=True)
class Given:
    """An MQL that nobody was given, and since when it has been one."""

    lead_id: str
    since: datetime


@dataclass(frozen=True)
class Nobody:
    """The MQLs that nobody was given: how many, how many since the month of as-of began, the first; the newest ones."""

    count: int
    of_month: int
    since: datetime | None
    first: tuple[Given, ...]


@dataclass(frozen=True)
class Worklist:
    """All that is owed at a moment, grouped."""

    as_of: datetime
    by: str
    groups: tuple[Group, ...]
    nobody: Nobody

    @property
    def shown(self) -> tuple[Group, ...]:
        """The groups that are told of one by one."""
        return self.groups[: MOST_GROUPS + MOST_OTHERS]

    @property
    def lead_ids(self) -> list[str]:
        """Every lead that is told of by itself."""
        owed = [one.lead_id for group in self.shown for one in group.first]
        return sorted({*owed, *(one.lead_id for one in self.nobody.first)})


def worklist(at_risk: pd.DataFrame, as_of: datetime, zone: str, by: str = OWNER) -> Worklist:
    """What the rows of `at_risk` say is owed at their as-of moment.

    Groups stand with the most that can still be kept first. Of as much, the one with most late comes first, then the
    one whose oldest late promise has been due longest, then by key. Leads nobody holds come last: they are nobody's to
    begin with. Times left stand in their own order.
    """
    rows = at_risk[at_risk["promise"].notna()]
    due = pd.to_datetime(rows["due_at"])
    keys = _times(due, as_of, zone) if by == TIME else rows[by].fillna("")
    rows = _in_order(rows.assign(due_at=due, is_late=due <= as_of, key=keys))
    order: Callable[[Group], Any] = _most_savable if by != TIME else lambda group: TIMES.index(str(group.key))
    return Worklist(as_of, by, tuple(sorted(_groups(rows), key=order)), _nobody(at_risk, as_of, zone))


def to_begin_with(owners: Worklist) -> Group | None:
    """The owner to begin with: the first, if anybody holds any of the leads."""
    return next((group for group in owners.groups if group.key is not None), None)


def _times(due: pd.Series, as_of: datetime, zone: str) -> Any:
    """Which of the times left or late each due moment lies in."""
    tomorrow = midnight(local_date(as_of, zone) + timedelta(days=1), zone)
    late = [(due <= as_of) & (due >= as_of - most) for most in LATE_UP_TO.values()]
    known = [(due > as_of) & (due <= as_of + HOUR), (due > as_of) & (due < tomorrow), due > as_of, *late]
    return np.select(known, [*TIMES[:-1]], TIMES[-1])


def _in_order(promised: pd.DataFrame) -> pd.DataFrame:
    """The rows in time, the soonest due first, then those late, the last due first; `is_first` if told by itself."""
    seconds = promised["due_at"].astype("datetime64[s]").astype("int64")
    rows = promised.assign(turn=seconds.where(~promised["is_late"], -seconds))
    rows = rows.sort_values(["is_late", "turn", "lead_id", "promise"])
    most = np.where(rows["is_late"], MOST_LATE, MOST_IN_TIME)
    return rows.assign(is_first=rows.groupby(["key", "is_late"]).cumcount() < most)


def _most_savable(group: Group) -> tuple[Any, ...]:
    return (group.key is None, -group.in_time, -group.late, group.late_since or datetime.max, group.key or "")


def _groups(ordered: pd.DataFrame) -> list[Group]:
    """The groups of the rows in their order."""
    sizes, next_at = ordered.groupby("key").size(), ordered.groupby("key")["next_notice_at"].min()
    late = ordered[ordered["is_late"]]
    counts, since = late.groupby("key").size(), late.groupby("key")["due_at"].min()
    rest_since = late[~late["is_first"]].groupby("key")["due_at"].min()
    first: dict[str, list[Owed]] = {}
    for row in ordered[ordered["is_first"]].itertuples():
        first.setdefault(str(row.key), []).append(_owed(row))
    return [
        Group(
            key=key or None,
            late=int(counts.get(key, 0)),
            in_time=int(sizes[key] - counts.get(key, 0)),
            late_since=_moment(since.get(key)),
            next_at=_moment(next_at[key]),
            first=tuple(owed),
            rest=int(sizes[key]) - len(owed),
            rest_since=_moment(rest_since.get(key)),
        )
        for key, owed in first.items()
    ]


def _owed(row: Any) -> Owed:
    return Owed(
        lead_id=row.lead_id,
        owner=row.owner if isinstance(row.owner, str) else None,
        promise=row.promise,
        tier=row.tier if isinstance(row.tier, str) else "",
        due_at=row.due_at.to_pydatetime(),
        is_late=bool(row.is_late),
        next_at=_moment(row.next_notice_at),
        next_to=_roles(row.next_notice_to),
        told_at=_moment(row.told_at),
        told_to=_roles(row.told_to),
    )


def _nobody(at_risk: pd.DataFrame, as_of: datetime, zone: str) -> Nobody:
    rows = at_risk[at_risk["promise"].isna()].sort_values(["started_at", "lead_id"], ascending=[False, True])
    month = midnight(local_date(as_of, zone).replace(day=1), zone)
    newest = rows[:MOST_NOBODYS]
    return Nobody(
        count=len(rows),
        of_month=int((rows["started_at"] >= month).sum()),
        since=_moment(rows["started_at"].min()),
        first=tuple(Given(row.lead_id, row.started_at.to_pydatetime()) for row in newest.itertuples()),
    )


def _moment(cell: Any) -> datetime | None:
    return None if pd.isna(cell) else pd.Timestamp(cell).to_pydatetime()


def _roles(cell: Any) -> tuple[str, ...]:
    return tuple(cell.split(", ")) if isinstance(cell, str) else ()
