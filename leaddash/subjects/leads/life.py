"""One lead's life by a moment: passes and stages, who held it, what was promised, what both sides did, its score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

OF_SALES = ("mql", "sales_lead", "opportunity", "customer")
"""Stages from which on a lead is sales' to answer."""
SMALL = ("page_view", "email_open")
"""What a lead does without meaning much by it."""


@dataclass(frozen=True)
class Stay:
    """A stretch of time at a stage, still going on where it has no end."""

    stage: str
    episode: int
    since: datetime
    until: datetime | None = None
    is_estimated: bool = False


@dataclass(frozen=True)
class Pass:
    """One pass through the funnel, and how it was left."""

    episode: int
    since: datetime
    until: datetime | None = None
    exit: str | None = None
    reason: str | None = None
    is_estimated: bool = False


@dataclass(frozen=True)
class Holding:
    """A stretch of time in which a person held the lead."""

    person: str
    name: str
    since: datetime
    until: datetime | None = None
    team: str | None = None


@dataclass(frozen=True)
class Promise:
    """A promise, with how it stands and the minutes left on its clock when it ended, or now: less than 0 where late.

    `ended_at` is when it was kept, or left unkept; none while it is open.
    """

    name: str
    state: str
    started_at: datetime
    due_at: datetime
    stop_at: datetime | None = None
    left_at: datetime | None = None
    minutes_left: float = 0.0
    is_working: bool = False
    notice_at: datetime | None = None
    notice_to: str | None = None

    @property
    def ended_at(self) -> datetime | None:
        """When it was kept or left, whichever was first."""
        return min((moment for moment in (self.stop_at, self.left_at) if moment is not None), default=None)

    @property
    def is_open(self) -> bool:
        """Whether it is neither kept nor left."""
        return self.ended_at is None

    @property
    def outcome(self) -> str:
        """What became of it so far, also where its due moment lies ahead: `left` is one left unkept before it."""
        if self.stop_at is not None and self.stop_at <= self.due_at:
            return "kept"
        return "left" if self.state == "running" and not self.is_open else self.state


@dataclass(frozen=True)
class Act:
    """What one side did, with the points it counted for and their part of the score, where any."""

    at: datetime
    activity_type: str
    direction: str | None = None
    asset: str | None = None
    outcome: str | None = None
    person: str | None = None
    name: str | None = None
    points: float | None = None
    part: str | None = None

    @property
    def is_touch(self) -> bool:
        """Whether a person of ours reached out, or was reached."""
        is_talk = self.direction == "inbound" and self.is_reached
        return self.person is not None and (self.direction == "outbound" or is_talk)

    @property
    def is_reached(self) -> bool:
        """Whether somebody got through."""
        return self.outcome == "connected"

    @property
    def is_automatic(self) -> bool:
        """Whether it was sent without a person."""
        return self.direction == "outbound" and self.person is None

    @property
    def is_of_lead(self) -> bool:
        """Whether the lead did it."""
        return self.direction == "inbound" or (self.direction is None and self.person is None)

    @property
    def is_small(self) -> bool:
        """Whether it is one of the many things that mean little: a mail without a person, a page seen."""
        is_passing = self.activity_type in SMALL and self.person is None and self.part != "intent"
        return self.is_automatic or is_passing


@dataclass(frozen=True)
class Deal:
    """A change of an opportunity, with what was known of it before; what it says nothing of is as it was."""

    at: datetime
    is_first: bool
    stage: str | None = None
    amount: float | None = None
    currency: str | None = None
    category: str | None = None
    close_date: datetime | None = None
    was_amount: float | None = None
    was_category: str | None = None
    was_close_date: datetime | None = None

    @property
    def turn(self) -> str:
        """What it means most: won, lost, its close date pushed or pulled in, its amount raised or lowered; or none."""
        ending = (self.stage or "").strip().lower()
        if ending in ("won", "lost"):
            return ending
        if self.close_date and self.was_close_date and self.close_date != self.was_close_date:
            return "pushed" if self.close_date > self.was_close_date else "pulled"
        if self.amount is not None and self.was_amount is not None and self.amount != self.was_amount:
            return "raised" if self.amount > self.was_amount else "lowered"
        return ""


@dataclass(frozen=True)
class Score:
    """The score from a moment on."""

    at: datetime
    fit: float
    behaviour: float

    @property
    def total(self) -> float:
        """Fit and behaviour together."""
        return self.fit + self.behaviour


@dataclass(frozen=True)
class Life:
    """All of it that had happened by `as_of`, each in time; nothing is known of a table that is missing.

    `is_scored` says whether there are rules of scoring at all, `knows_touches` whether anybody writes down who of ours
    did what, `is_given_to_nobody` that it stands at MQL untouched and without an owner though others have one.
    """

    lead_id: str
    as_of: datetime
    created_at: datetime
    lead_name: str | None = None
    company: str | None = None
    job_title: str | None = None
    source: str | None = None
    campaign: str | None = None
    passes: Sequence[Pass] = ()
    stays: Sequence[Stay] = ()
    holdings: Sequence[Holding] = ()
    assigned_at: Sequence[datetime] = ()
    promises: Sequence[Promise] = ()
    acts: Sequence[Act] = ()
    deals: Sequence[Deal] = ()
    scores: Sequence[Score] = ()
    threshold: float = 0.0
    is_scored: bool = True
    knows_touches: bool = True
    is_given_to_nobody: bool = False

    @property
    def name(self) -> str:
        """What the lead is called: its name, else its id."""
        return self.lead_name or self.lead_id

    @property
    def touches(self) -> list[datetime]:
        """When a person of ours touched it."""
        return [act.at for act in self.acts if act.is_touch]

    @property
    def owner(self) -> Holding | None:
        """Who holds it now."""
        return self.holdings[-1] if self.holdings and self.holdings[-1].until is None else None

    @property
    def last_pass(self) -> Pass | None:
        """The pass it is in, or was in last."""
        return self.passes[-1] if self.passes else None

    @property
    def stay(self) -> Stay | None:
        """The stage at which it stands; none where it has left."""
        standing = [stay for stay in self.stays if stay.until is None]
        return standing[-1] if standing else None
