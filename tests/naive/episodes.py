"""Episodes the slow way: one lead at a time, one second at a time, straight from the text of the rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .company import Company, Row, Rules, apart

STAGES = ("new_name", "engaged", "target", "mql", "sales_lead", "opportunity", "customer")
EXITS = ("recycled", "postponed", "disqualified", "lost")
RANK = {stage: number for number, stage in enumerate(STAGES, start=1)}
STATES = ("open", "won", "lost")
AFTER_CUSTOMER = timedelta(seconds=86_400)
SECOND = timedelta(seconds=1)


@dataclass
class Episode:
    """One pass of one lead through the funnel."""

    lead_id: str
    number: int
    began_at: datetime
    entered: dict[str, datetime] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    estimated: set[str] = field(default_factory=set)
    exit: str | None = None
    reason: str | None = None
    exited_at: datetime | None = None
    ended_at: datetime | None = None
    exit_estimated: bool = False
    regressed: int = 0
    ignored_exits: int = 0


@dataclass(frozen=True)
class Event:
    """An entry into a stage, or an exit; `recorded` by the CRM or derived by us."""

    at: datetime
    name: str
    reason: str | None = None
    estimated: bool = False
    recorded: bool = False


def said_state(text: str | None) -> str | None:
    """Read the stage text of an opportunity change: won, lost, anything else is open, empty is unchanged."""
    word = (text or "").strip().lower()
    if not word:
        return None
    return word if word in ("won", "lost") else "open"


def turns(created: datetime, changes: list[Row]) -> list[tuple[datetime, str, str]]:
    """List the real changes of one opportunity as (moment, state before, state after), in order."""
    said: dict[datetime, set[str]] = {}
    for row in changes:
        state = said_state(row["stage"])
        if state is not None:
            said.setdefault(max(row["changed_at"], created), set()).add(state)
    found = []
    current = "open"
    for at in sorted(said):
        for state in STATES:
            if state in said[at] and state != current:
                found.append((at, current, state))
                current = state
    return found


def is_open(created: datetime, moves: list[tuple[datetime, str, str]], at: datetime) -> bool:
    """Say whether an opportunity is open at the end of the second `at`."""
    if created > at:
        return False
    state = "open"
    for moved_at, _, after in moves:
        if moved_at <= at:
            state = after
    return state == "open"


def derived_from_opportunities(company: Company, lead: Row) -> list[Event]:
    """Derive opportunity, customer and lost of one lead from its opportunities."""
    deals = []
    for row in company.opportunities:
        if row["lead_id"] == lead["lead_id"]:
            created = max(row["created_at"], lead["created_at"])
            mine = [c for c in company.opportunity_changes if c["opportunity_id"] == row["opportunity_id"]]
            deals.append((created, turns(created, mine)))
    found = []
    for created, moves in deals:
        found.append(Event(created, "opportunity"))
        for at, before, after in moves:
            if after == "open" and before == "lost":
                found.append(Event(at, "opportunity"))
            if after == "won":
                found.append(Event(at, "customer"))
            if after == "lost" and not any(is_open(*deal, at) for deal in deals):
                found.append(Event(at, "lost"))
    return found


def derived_engaged(company: Company, rules: Rules, lead: Row) -> list[Event]:
    """Derive engaged from the first inbound activity of a meaningful type in the lead's life."""
    moments = []
    for row in company.activities:
        if row["lead_id"] != lead["lead_id"] or row["direction"] != "inbound":
            continue
        if row["activity_type"] in rules.meaningful:
            moments.append(max(row["occurred_at"], lead["created_at"]))
    return [Event(min(moments), "engaged")] if moments else []


def lead_events(company: Company, rules: Rules, lead: Row) -> list[Event]:
    """Collect everything that moves one lead, recorded and derived, in no order."""
    derived = derived_engaged(company, rules, lead) + derived_from_opportunities(company, lead)
    found = [event for event in derived if event.name in rules.derive]
    found.append(Event(lead["created_at"], "new_name"))
    for row in company.stage_changes:
        if row["lead_id"] == lead["lead_id"]:
            at = max(row["entered_at"], lead["created_at"])
            reason = row["reason"] or None
            found.append(Event(at, row["stage"], reason, bool(row["estimated"]), recorded=True))
    return found


def highest(episode: Episode) -> int:
    """Give the rank of the highest stage reached, 0 for an episode that has not begun to count."""
    return max((RANK[stage] for stage in episode.entered), default=0)


def begin_next(run: list[Episode], at: datetime) -> None:
    """Open the next episode of the same lead."""
    run.append(Episode(run[-1].lead_id, run[-1].number + 1, at))


def enter(run: list[Episode], at: datetime, stage: str, rows: list[Event]) -> None:
    """Let all rows of one second that name one stage happen to the lead."""
    now = run[-1]
    if now.exit is not None:
        begin_next(run, at)
    elif "customer" in now.entered:
        if stage == "customer" or at - now.entered["customer"] <= AFTER_CUSTOMER:
            return
        now.ended_at, now.exit_estimated = at, all(row.estimated for row in rows)
        begin_next(run, at)
    elif RANK[stage] < highest(now):
        now.regressed += 1 if any(row.recorded for row in rows) else 0
        return
    reach(run[-1], at, stage, rows)


def reach(episode: Episode, at: datetime, stage: str, rows: list[Event]) -> None:
    """Set `entered_at` of the stage, and of those jumped over since the highest stage so far."""
    top = highest(episode)
    for name in STAGES:
        if not (top < RANK[name] <= RANK[stage]) or (top == 0 and name != stage):
            continue
        episode.entered[name] = at
        if name != stage:
            episode.skipped.add(name)
        if all(row.estimated for row in rows):
            episode.estimated.add(name)


def leave(run: list[Episode], at: datetime, exits: list[Event]) -> None:
    """Let the exits of one second happen: the first ends the episode, those of a lead already out nothing."""
    now = run[-1]
    if now.exit is None and "customer" in now.entered:
        exits = [event for event in exits if event.recorded]
    if not exits:
        return
    if now.exit is not None:
        now.ignored_exits += len({event.name for event in exits})
        return
    first = min(exits, key=lambda event: (EXITS.index(event.name), event.reason is None, event.reason or ""))
    now.exit, now.reason, now.exited_at, now.ended_at = first.name, first.reason, at, at
    counted = [event for event in exits if (event.name, event.reason) == (first.name, first.reason)]
    now.exit_estimated = all(event.estimated for event in counted)


def run_lead(company: Company, rules: Rules, lead: Row) -> list[Episode]:
    """Run one lead's events through the rules."""
    seconds: dict[datetime, list[Event]] = {}
    for event in lead_events(company, rules, lead):
        seconds.setdefault(event.at, []).append(event)
    run = [Episode(lead["lead_id"], 1, lead["created_at"])]
    for at in sorted(seconds):
        for stage in STAGES:
            rows = [event for event in seconds[at] if event.name == stage]
            if rows:
                enter(run, at, stage, rows)
        leave(run, at, [event for event in seconds[at] if event.name in EXITS])
    return run


def drop_skipped(episode: Episode) -> None:
    """Take the episode out of every stage from the first one it skipped on."""
    if not episode.skipped:
        return
    first = min(RANK[stage] for stage in episode.skipped)
    for stage in STAGES[first - 1 :]:
        episode.entered.pop(stage, None)
        episode.skipped.discard(stage)
        episode.estimated.discard(stage)


def episodes(company: Company, rules: Rules) -> list[Episode]:
    """List every episode of an (already truncated) company, lead by lead."""
    found = []
    for _, alone in sorted(apart(company).items()):
        found.extend(run_lead(alone, rules, alone.leads[0]))
    if rules.skipped == "dropped":
        for episode in found:
            drop_skipped(episode)
    return found


def holder(company: Company, episode: Episode, as_of: datetime) -> str | None:
    """Name the person holding the lead at the episode's end, or at `as_of` while it runs."""
    born = next(row["created_at"] for row in company.leads if row["lead_id"] == episode.lead_id)
    candidates = []
    for row in company.assignments:
        at = max(row["assigned_at"], born)
        if row["lead_id"] != episode.lead_id or row["assigned_at"] > as_of or at > as_of:
            continue
        if episode.exited_at is not None and at > episode.exited_at:
            continue
        if episode.exited_at is None and episode.ended_at is not None and at >= episode.ended_at:
            continue
        candidates.append((at, row["person_id"]))
    return max(candidates)[1] if candidates else None


# Who held it while it stood at a stage


def onward(episode: Episode, stage: str) -> datetime | None:
    """Give the moment the episode entered the next stage."""
    return None if stage == "customer" else episode.entered.get(STAGES[RANK[stage]])


def held_at(company: Company, lead_id: str, moment: datetime) -> str | None:
    """Name the person holding a lead at the end of a second, in whatever pass it was assigned."""
    born = next(row["created_at"] for row in company.leads if row["lead_id"] == lead_id)
    mine = [row for row in company.assignments if row["lead_id"] == lead_id]
    given = [(max(row["assigned_at"], born), row["person_id"]) for row in mine]
    return max(((at, person) for at, person in given if at <= moment), default=(None, None))[1]


def stage_holder(company: Company, episode: Episode, stage: str, as_of: datetime) -> str | None:
    """Name the person holding the lead in the last second before it left a stage, or at `as_of` while it stands there.

    A stay of no time has no second before it: then in that second.
    """
    left = onward(episode, stage) or episode.ended_at
    if left is None:
        return held_at(company, episode.lead_id, as_of)
    at_once = left == episode.entered[stage]
    return held_at(company, episode.lead_id, left if at_once else left - SECOND)
