"""Ladders the slow way: what is at risk at as-of, and whom each step of a promise's ladder told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .company import Company, Row, Rules
from .episodes import RANK, Episode, highest
from .promises import OTHERWISE, Clock, clocks, close_of, moment_after, seconds_between
from .sales import Agreement, Known, Life, belongs, dimensions, holder_at, in_order, known, passes, touches
from .service_levels import ask
from .slices import Filters

RISK = (
    *("lead_id", "owner", "promise", "started_at", "due_at", "minutes_left", "next_notice_at", "next_notice_to"),
    *("tier", "told_at", "told_to"),
)
ROLES = ("owner", "manager", "executive")
ORDER = ("at", "promise", "lead_id", "step", "to_role", "person_id")


@dataclass(frozen=True)
class Notice:
    """A step of a ladder of one promise, with its number from 1."""

    clock: Clock
    number: int
    at: datetime
    to: list[str]


def notices(clock: Clock) -> list[Notice]:
    """List the steps of a promise's ladder that come at its start or later; nobody is told of one not yet made."""
    found = []
    for number, step in enumerate(clock.promise["ladder"], start=1):
        at = moment_after(clock.promise, clock.calendar, clock.due_at, step["after_minutes"])
        if at >= clock.started_at:
            found.append(Notice(clock, number, at, step["to"]))
    return found


# at_risk


def unassigned(told: Known, life: Life, episode: Episode) -> Row | None:
    """Tell of an episode that stands at mql, given to nobody and touched by nobody, if this is one."""
    stands = episode.ended_at is None and highest(episode) == RANK["mql"]
    given = any(belongs(episode, moment) for moment, _ in life.assignments)
    if not told.assigned or not stands or given or touches(life, episode):
        return None
    return {**dict.fromkeys(RISK), "lead_id": life.lead["lead_id"], "started_at": episode.entered["mql"]}


def seconds_left(clock: Clock) -> int:
    """Count the seconds from as-of to the due moment in the promise's clock, negative after it."""
    now = clock.known.as_of
    if now <= clock.due_at:
        return seconds_between(clock.promise, clock.calendar, now, clock.due_at)
    return -seconds_between(clock.promise, clock.calendar, clock.due_at, now)


def at_risk_row(clock: Clock) -> Row:
    """Tell of an open promise."""
    ahead = [notice for notice in notices(clock) if notice.at > clock.known.as_of]
    following = min(ahead, key=lambda notice: (notice.at, notice.number), default=None)
    behind = [notice for notice in notices(clock) if notice.at <= clock.known.as_of]
    last = max(behind, key=lambda notice: (notice.at, notice.number), default=None)
    told = [role for role in ROLES if last and role in last.to and addressees(last, role)]
    return {
        "lead_id": clock.life.lead["lead_id"],
        "owner": holder_at(clock.life, clock.known.as_of),
        "promise": clock.promise["name"],
        "started_at": clock.started_at,
        "due_at": clock.due_at,
        "minutes_left": seconds_left(clock) / 60,
        "next_notice_at": following.at if following else None,
        "next_notice_to": ", ".join(following.to) if following else None,
        "tier": clock.tier if clock.tier != OTHERWISE else None,
        "told_at": last.at if last and told else None,
        "told_to": ", ".join(told) if told else None,
    }


def waiting(told: Known, by: str | None, filters: Filters | None) -> list[tuple[str | None, Row]]:
    """List the MQLs nobody was given, each with its slice; nobody is their person."""
    found = []
    for life in told.lives:
        values = dimensions(told, life.lead, None)
        rows = [unassigned(told, life, episode) for episode in life.episodes]
        found += [(values[by] if by else None, row) for row in rows if row is not None and passes(values, filters)]
    return sorted(found, key=lambda pair: (pair[1]["started_at"], pair[1]["lead_id"]))


def open_promises(told: Known, by: str | None, filters: Filters | None) -> list[tuple[str | None, Row]]:
    """List the promises neither stopped nor left, each with its slice, least time left first."""
    found = []
    for clock in clocks(told):
        values = dimensions(told, clock.life.lead, clock.person)
        if close_of(clock) is None and passes(values, filters):
            found.append((values[by] if by else None, at_risk_row(clock)))
    return sorted(found, key=lambda pair: tuple(pair[1][name] for name in ("minutes_left", "due_at", *RISK[:3:2])))


def at_risk(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """List what is open at as-of, whatever the period: the open promises, then the MQLs nobody was given."""
    told = known(company, rules, agreement, as_of)
    found = [*open_promises(told, by, filters), *waiting(told, by, filters)]
    slices = in_order({value for value, _ in found})
    return [{by: value, **row} if by else row for value in slices for of, row in found if of == value]


# escalations


def addressees(notice: Notice, role: str) -> list[str]:
    """List who a step tells in one role: who holds the lead then, that person's manager, every executive."""
    people = notice.clock.known.people
    if role == "executive":
        return [name for name, row in people.items() if row.get("role") == "executive"]
    owner = holder_at(notice.clock.life, notice.at)
    found = owner if role == "owner" else people.get(owner or "", {}).get("manager_id")
    return [found] if found else []


def sent(notice: Notice, role: str, person: str) -> Row:
    """Tell of one notice to one person."""
    clock = notice.clock
    values = (notice.at, clock.promise["name"], clock.life.lead["lead_id"], notice.number, role, person)
    return dict(zip(ORDER, values, strict=True))


def was_sent(notice: Notice) -> bool:
    """Say whether a step's moment had come by as-of, before the promise was stopped or left."""
    clock = notice.clock
    ends = [at for at in (clock.stop_at, clock.left_at) if at is not None]
    return notice.at <= clock.known.as_of and all(notice.at < at for at in ends)


def escalations(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """List what the ladders sent in the period: one row for each addressee."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    begin, end = asked.period

    def told(mine: list[Clock]) -> Iterable[Row]:
        steps = [notice for clock in mine for notice in notices(clock) if was_sent(notice) and begin <= notice.at < end]
        rows = [sent(one, role, person) for one in steps for role in one.to for person in addressees(one, role)]
        return sorted(rows, key=lambda row: tuple(row[name] for name in ORDER))

    return asked.in_each_slice(told)
