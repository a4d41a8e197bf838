"""Scoring the slow way: one lead, one activity and one moment at a time, every score added up from the beginning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .company import Company, Row, Rules
from .episodes import Episode
from .fit import fit, holds
from .moments import local_date
from .sales import Agreement, Life, belongs, entry, first_rule, known

CLOSE = 1e-6  # points by which a comparison favours the condition
DAYS_BETWEEN = {"every": 0, "1/day": 1, "1/week": 7, "1/month": 30, "1/90 days": 90, "once": None}


@dataclass(frozen=True)
class Model:
    """The rules of scoring and the zone whose dates they count."""

    scoring: Mapping[str, Any]
    timezone: str

    def day(self, moment: datetime) -> date:
        """Give the local date of a moment."""
        return local_date(moment, self.timezone)

    def decayed(self, points: float, days: int) -> float:
        """Say what is left of some points after so many dates."""
        half_life = self.scoring["half_life_days"]
        return float(points * 2.0 ** (-days / half_life)) if half_life else float(points)

    def asked(self, floor: str) -> float | None:
        """Give a floor, or nothing where none is agreed."""
        value = self.scoring.get(floor)
        return None if value is None or value == "none" else float(value)


@dataclass(frozen=True)
class Step:
    """One activity in running order: the first rule that matches it, and whether it counts."""

    at: datetime
    day: date
    activity: Row
    rule: Row | None
    counted: bool

    @property
    def raises_hand(self) -> bool:
        """Whether the lead raises its hand, limit or not."""
        return self.rule is not None and bool(self.rule.get("hand_raise", False))


@dataclass(frozen=True)
class Reading:
    """A score and what it is made of."""

    fit: float
    engagement: float
    intent: float

    @property
    def behaviour(self) -> float:
        """What the lead did is worth."""
        return self.engagement + self.intent

    @property
    def score(self) -> float:
        """Who the lead is and what it did is worth."""
        return self.fit + self.behaviour


@dataclass(frozen=True)
class Moment:
    """When an episode may become a model MQL: after so many steps of the lead's, none at its creation."""

    at: datetime
    done: int


@dataclass(frozen=True)
class Run:
    """One lead run through a model."""

    model: Model
    life: Life
    fit: float
    steps: list[Step]

    def reading(self, done: int, at: datetime) -> Reading:
        """Add up the first steps, as they are worth on the date of a moment."""
        today, worth = self.model.day(at), {"engagement": 0.0, "intent": 0.0}
        for step in self.steps[:done]:
            if step.rule is not None and step.counted:
                worth[step.rule["kind"]] += self.model.decayed(step.rule["points"], (today - step.day).days)
        return Reading(self.fit, worth["engagement"], worth["intent"])

    def done_by(self, at: datetime) -> int:
        """Count the steps up to and including a second."""
        return sum(1 for step in self.steps if step.at <= at)


@dataclass(frozen=True)
class Mql:
    """The moment at which an episode becomes a model MQL, and its score then."""

    moment: Moment
    reading: Reading
    by_hand: bool


def model_of(agreement: Agreement, rules: Rules) -> Model:
    """Find the rules of scoring in an agreement; the zone is the agreement's, if it says one."""
    scoring = agreement["scoring"]
    cap = scoring.get("fit_cap")
    return Model({**scoring, "fit_cap": "none" if cap is None else cap}, agreement.get("timezone", rules.timezone))


def run(model: Model, life: Life) -> Run:
    """Run a lead's activities in their order: moment, type, asset and id, the empty first."""
    steps: list[Step] = []
    for activity in sorted(life.activities, key=running_order):
        day, rule = model.day(activity["at"]), first_rule(model.scoring, activity)
        counted = rule is not None and is_free(rule, day, steps)
        steps.append(Step(activity["at"], day, activity, rule, counted))
    return Run(model, life, fit(model.scoring, life.lead), steps)


def running_order(activity: Row) -> tuple[datetime, str, str, str, str]:
    """Say when an activity's turn is; where all is the same, the direction decides."""
    names = ("activity_type", "asset", "activity_id", "direction")
    kind, asset, name, direction = (str(activity.get(column) or "") for column in names)
    return activity["at"], kind, asset, name, direction


def is_free(rule: Row, day: date, steps: list[Step]) -> bool:
    """Say whether the limit of a rule lets an activity of a date count, after the steps before it."""
    counted = [step.day for step in steps if step.counted and step.rule is rule]
    between = DAYS_BETWEEN[rule.get("limit", "every")]
    if not counted:
        return True
    return between is not None and (day - counted[-1]).days >= between


def moments(run: Run, episode: Episode) -> list[Moment]:
    """List when an episode may become an MQL, in order: at creation, and after each activity of its own.

    None is at or after its entry into sales_lead or any later stage. Whether an activity counts is not asked here.
    """
    found = [Moment(episode.began_at, 0)] if episode.number == 1 else []
    for place, step in enumerate(run.steps, start=1):
        if belongs(episode, step.at):
            found.append(Moment(step.at, place))
    passed = entry(episode, "sales_lead")
    return [moment for moment in found if passed is None or moment.at < passed]


def objections(run: Run, moment: Moment) -> list[str]:
    """List what keeps a lead from being an MQL at a moment; a raised hand needs nothing but fit."""
    read, step = run.reading(moment.done, moment.at), run.steps[moment.done - 1] if moment.done else None
    fit_floor, intent_floor = run.model.asked("fit_floor"), run.model.asked("intent_floor")
    behaviour_floor = run.model.asked("behaviour_floor")
    failed = {
        "not_counted": step is not None and not step.counted,
        "fit_floor": fit_floor is not None and read.fit < fit_floor - CLOSE,
        "intent_floor": intent_floor is not None and read.intent < intent_floor - CLOSE,
        "behaviour_floor": behaviour_floor is not None and read.behaviour <= behaviour_floor + CLOSE,
        "score": read.score < run.model.scoring["threshold"] - CLOSE,
    }
    if step is not None and step.raises_hand:
        return ["fit_floor"] if failed["fit_floor"] else []
    return [name for name, fails in failed.items() if fails]


def mql(run: Run, episode: Episode) -> Mql | None:
    """Find the first moment of an episode to which nothing objects."""
    for moment in moments(run, episode):
        if not objections(run, moment):
            by_hand = moment.done > 0 and run.steps[moment.done - 1].raises_hand
            return Mql(moment, run.reading(moment.done, moment.at), by_hand)
    return None


def replay(company: Company, rules: Rules, agreement: Agreement, as_of: datetime | None = None) -> list[Row]:
    """List every episode known at as-of with its model MQL, by lead and episode; empty columns where it has none."""
    model, rows = model_of(agreement, rules), []
    for life in known(company, rules, agreement, as_of).lives:
        ran = run(model, life)
        for episode in life.episodes:
            row: Row = {"lead_id": episode.lead_id, "episode": episode.number}
            rows.append(row | mql_row(mql(ran, episode)))
    return rows


def mql_row(found: Mql | None) -> Row:
    """Tell a model MQL in columns."""
    if found is None:
        return dict.fromkeys(("mql_at", "score", "fit", "behaviour", "intent", "by_hand"))
    read = found.reading
    row: Row = {"mql_at": found.moment.at, "score": read.score, "fit": read.fit}
    return row | {"behaviour": read.behaviour, "intent": read.intent, "by_hand": found.by_hand}


# score_ledger


def score_ledger(
    company: Company, rules: Rules, agreement: Agreement, lead_id: str, as_of: datetime | None = None
) -> list[Row]:
    """List everything the score of a lead at as-of is made of; no rows for a lead not yet known."""
    return score_ledgers(company, rules, agreement, as_of).get(lead_id, [])


def score_ledgers(
    company: Company, rules: Rules, agreement: Agreement, as_of: datetime | None = None
) -> dict[str, list[Row]]:
    """List the same for every lead known at as-of."""
    told = known(company, rules, agreement, as_of)
    model = model_of(agreement, rules)
    return {
        life.lead["lead_id"]: fit_rows(model, life.lead) + behaviour_rows(run(model, life), told.as_of)
        for life in told.lives
    }


def fit_rows(model: Model, lead: Row) -> list[Row]:
    """List the rules of fit that hold, and what the cap takes away or the floor adds."""
    nothing: Row = {"occurred_at": None, "activity_id": None}
    rows = []
    for rule in model.scoring["fit"]:
        if holds(rule, lead):
            row: Row = {"part": "fit", "rule": rule["name"], **nothing, "points": float(rule["points"]), "days": None}
            rows.append({**row, "contribution": float(rule["points"])})
    corrected = fit(model.scoring, lead) - sum(rule["points"] for rule in model.scoring["fit"] if holds(rule, lead))
    if corrected:
        correction: Row = {"part": "fit", "rule": None, **nothing, "points": corrected, "days": None}
        rows.append({**correction, "contribution": corrected})
    return rows


def behaviour_rows(run: Run, as_of: datetime) -> list[Row]:
    """List the activities that count, in running order, as they are worth at as-of."""
    rows = []
    for step in run.steps:
        if step.rule is None or not step.counted:
            continue
        days = (run.model.day(as_of) - step.day).days
        row: Row = {"part": step.rule["kind"], "rule": step.rule["name"], "occurred_at": step.at}
        row |= {"activity_id": step.activity.get("activity_id") or None, "points": float(step.rule["points"])}
        rows.append({**row, "days": days, "contribution": run.model.decayed(step.rule["points"], days)})
    return rows
