"""Hand-overs the slow way: each start of a response clock, how it was answered, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil

from .company import Company, Row, Rules
from .episodes import Episode
from .sales import (
    Agreement,
    Known,
    Life,
    Period,
    arrival_class,
    calendar_of,
    contacts,
    dimensions,
    early,
    entry,
    entry_is_estimated,
    first_from,
    gone_on,
    hand_over_is_estimated,
    holder_at,
    in_order,
    is_not_a_lead,
    known,
    passes,
    period,
    response_start,
    touches,
)
from .scoring import Model, run
from .slices import Filters
from .working_time import Calendar, elapsed

UPPER_SECONDS = {
    "le_5m": 300,
    "5_10m": 600,
    "10_30m": 1_800,
    "30_60m": 3_600,
    "1_4h": 14_400,
    "4_24h": 86_400,
    "1_3d": 259_200,
    "gt_3d": None,
}
TIMED = tuple(UPPER_SECONDS)
BUCKETS = (*TIMED, "before", "never", "waiting", "not_a_lead")
SETTLED = ("before", "not_a_lead")
OUTCOMES = {"contact": "contacted", "qualify": "qualified", "win": "won"}

Starts = Callable[[Known, Life, Episode], datetime | None]
Stratum = tuple[int, str | None, str]


@dataclass(frozen=True)
class Case:
    """One start of a response clock."""

    known: Known
    life: Life
    episode: Episode
    started_at: datetime

    @property
    def person(self) -> str | None:
        """Who holds the lead at the start."""
        return holder_at(self.life, self.started_at)

    @property
    def calendar(self) -> Calendar:
        """When that person works."""
        return calendar_of(self.known, self.person)

    @property
    def arrival(self) -> str:
        """Whether it came in working hours, in the evening or on a weekend."""
        return arrival_class(self.calendar, self.started_at)

    @property
    def touched_at(self) -> datetime | None:
        """The first touch at or after the start."""
        return first_from(touches(self.life, self.episode), self.started_at)

    @property
    def contact_at(self) -> datetime | None:
        """The first contact at or after the start."""
        return first_from(contacts(self.life, self.episode), self.started_at)

    @property
    def gone_on_at(self) -> datetime | None:
        """When the episode went on to sales_lead or later, if at or after the start."""
        return gone_on(self.episode, self.started_at)

    @property
    def left_at(self) -> datetime | None:
        """When an untouched lead was no longer waiting: it went on, or its episode ended."""
        return min((at for at in (self.gone_on_at, self.episode.ended_at) if at is not None), default=None)

    @property
    def left_estimated(self) -> bool:
        """Whether that moment is estimated; of one second the going on comes first."""
        if self.left_at is not None and self.left_at == self.gone_on_at:
            return entry_is_estimated(self.episode, "sales_lead")
        return self.left_at is not None and self.episode.exit_estimated

    @property
    def start_estimated(self) -> bool:
        """Whether the start is estimated: a form and a creation never are."""
        by_hand_over = self.known.agreement["response"]["start"] == "hand_over"
        return by_hand_over and hand_over_is_estimated(self.known, self.episode)

    def seconds_to(self, moment: datetime) -> int:
        """Count the seconds from the start to a moment in the response clock."""
        if self.known.agreement["response"]["clock"] == "working":
            return elapsed(self.calendar, self.started_at, moment)
        return (moment - self.started_at) // timedelta(seconds=1)

    @property
    def bucket(self) -> str:
        """How it was answered."""
        if any(at < self.started_at for at in touches(self.life, self.episode)):
            return "before"
        if self.touched_at is not None:
            return timed(self.seconds_to(self.touched_at))
        if is_not_a_lead(self.known.agreement, self.episode):
            return "not_a_lead"
        over = self.is_over("contact", self.started_at)
        return "never" if over or self.left_at is not None else "waiting"

    def horizon(self, outcome: str) -> timedelta | None:
        """How long an outcome may take; nothing where it may take any time."""
        days = self.known.agreement["response"]["horizon_days"][outcome]
        return timedelta(days=days) if days else None

    def is_over(self, outcome: str, anchor: datetime) -> bool:
        """Say whether the horizon of an outcome is over, counted from an anchor."""
        span = self.horizon(outcome)
        return span is None or anchor + span <= self.known.as_of

    @property
    def score(self) -> float:
        """The score at the start, without what reps fill in after talking."""
        model = Model(early(self.known.agreement["scoring"]), self.known.agreement["timezone"])
        ran = run(model, self.life)
        return ran.reading(ran.done_by(self.started_at), self.started_at).score

    def row(self) -> Row:
        """Tell the case in columns; `over` and `had` of an outcome say whether it is in a rate, and counts there.

        In no rate is who had the outcome before it began to count.
        """
        touched, bucket = self.touched_at, self.bucket
        found: Row = {"lead_id": self.life.lead["lead_id"], "episode": self.episode.number, "person": self.person}
        found |= {"started_at": self.started_at, "touched_at": touched, "contact_at": self.contact_at}
        found |= {"exit": self.episode.exit, "reason": self.episode.reason, "ended_at": self.episode.ended_at}
        found |= {"gone_on_at": self.gone_on_at, "start_estimated": self.start_estimated}
        found |= {"bucket": bucket, "arrival": self.arrival, "source": self.life.lead.get("source")}
        answered = touched is not None and bucket in TIMED
        found["seconds"] = self.seconds_to(touched) if touched is not None and answered else None
        found["minutes"] = found["seconds"] / 60 if answered else None
        anchor = touched if touched is not None and answered else self.started_at
        for outcome in OUTCOMES:
            came, over = self.outcome_at(outcome), bucket != "not_a_lead" and self.is_over(outcome, anchor)
            counts = over and (came is None or came >= anchor)
            found[f"{outcome}_over"] = counts
            found[f"{outcome}_had"] = counts and self.in_time(outcome, anchor)
        return found

    def outcome_at(self, outcome: str) -> datetime | None:
        """Give the moment of an outcome, whenever it came; of contact the first one at or after the start."""
        stages = {"qualify": "sales_lead", "win": "customer"}
        return entry(self.episode, stages[outcome]) if outcome in stages else self.contact_at

    def in_time(self, outcome: str, anchor: datetime) -> bool:
        """Say whether an outcome came by the end of its horizon."""
        at, span = self.outcome_at(outcome), self.horizon(outcome)
        return at is not None and (span is None or at <= anchor + span)


def score_bands(cases: list[Case]) -> dict[tuple[str, int], int]:
    """Name the eighth of all scores in which each case lies; equal ones lie in one."""
    scores = {(case.life.lead["lead_id"], case.episode.number): round(case.score, 6) for case in cases}
    last = max(len(scores) - 1, 1)
    below = {one: sum(1 for other in scores.values() if other < score) for one, score in scores.items()}
    return {one: min(8 * count // last, 7) for one, count in below.items()}


def timed(seconds: int) -> str:
    """Name the bucket of a response time, its upper edge included."""
    return next(name for name, upper in UPPER_SECONDS.items() if upper is None or seconds <= upper)


@dataclass(frozen=True)
class Asked:
    """What was asked: the hand-overs of the period that pass the filters, each with its slice."""

    known: Known
    period: Period
    by: str | None
    chosen: list[tuple[Case, str | None]]

    def in_each_slice(self, answer: Callable[[list[Case]], Iterable[Row]]) -> list[Row]:
        """Answer for one slice after the other, the `by` dimension first; without one there is one slice."""
        values = in_order({value for _, value in self.chosen}) if self.by else [None]
        rows = []
        for value in values:
            mine = [case for case, of in self.chosen if of == value]
            rows += [{self.by: value, **row} if self.by else row for row in answer(mine)]
        return rows

    def in_each_slice_of_rows(self, answer: Callable[[list[Row]], Iterable[Row]]) -> list[Row]:
        """Answer for one slice after the other from the cases in columns."""
        return self.in_each_slice(lambda mine: answer([case.row() for case in mine]))


def ask(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None,
    until: datetime | None,
    as_of: datetime | None,
    by: str | None,
    filters: Filters | None,
    starts: Starts = response_start,
) -> Asked:
    """Find the hand-overs a question is about."""
    told = known(company, rules, agreement, as_of)
    begin, end = period(since, until, told.as_of)
    chosen = []
    for life in told.lives:
        for episode in life.episodes:
            start = starts(told, life, episode)
            if start is None or not begin <= start < end:
                continue
            case = Case(told, life, episode, start)
            values = dimensions(told, life.lead, case.person)
            if passes(values, filters):
                chosen.append((case, values[by] if by else None))
    return Asked(told, (begin, end), by, chosen)


def nearest_rank(values: Sequence[float | None], percent: int) -> float | None:
    """Give the smallest value with at least that share at or below; nothing counts as infinite, and gives nothing."""
    finite = sorted(value for value in values if value is not None)
    place = ceil(Fraction(percent * len(values), 100))
    return finite[place - 1] if 0 < place <= len(finite) else None


def median_minutes(mine: list[Row]) -> float | None:
    """Give the median of the response times from a start known to the second, those not answered infinite."""
    timed_ = [row for row in mine if row["bucket"] not in SETTLED and not row["start_estimated"]]
    return nearest_rank([row["minutes"] for row in timed_], 50)
