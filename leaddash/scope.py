"""What is asked of a metric: a scope, which may leave most of it open, and the question it becomes of some data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from leaddash.agreement import Agreement, digest, parameters
from leaddash.errors import ScopeError, did_you_mean
from leaddash.moments import SECOND, days_before, periods

COMPARED_DAYS = 7
"""Local dates before as-of at which lies what is compared with, where nothing else is said."""
DIMENSIONS = ("source", "campaign", "country", "industry", "marketing_role", "team", "person", "fit_band")
MEASURE = "measure"
"""What sums up a metric that compares measures, in place of a dimension."""
BUCKETS = ("day", "week", "month", "quarter")
Bucket = Literal["day", "week", "month", "quarter"]


@dataclass(frozen=True)
class Scope:
    """What a metric is asked: naive UTC moments, a half-open period, filters and one `by` dimension.

    A filter value of "" asks for the slice where the dimension is missing. `lead` names one lead, where a metric is of
    one; `compared` the earlier moment, where a metric tells what has changed since.
    """

    since: datetime | None = None
    until: datetime | None = None
    as_of: datetime | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by: str | None = None
    bucket: Bucket = "month"
    agreement: Agreement | None = None
    lead: str | None = None
    compared: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse dimensions and buckets that do not exist."""
        for name in (*self.filters, *([self.by] if self.by and self.by != MEASURE else [])):
            _known("dimension", name, DIMENSIONS)
        _known("bucket", self.bucket, BUCKETS)

    def of(self, data: Data) -> Question:
        """The question it asks of some data: without dates, of all from their first moment to their newest."""
        as_of = self.as_of or data.newest
        if self.compared and self.compared > as_of:
            raise ScopeError("The moment to compare with lies after as-of; name an earlier one.")
        return Question(
            since=self.since or min(data.first, as_of),
            until=self.until or as_of + SECOND,
            as_of=as_of,
            agreement=self.agreement or data.agreement,
            data=data,
            filters=self.filters,
            by=self.by,
            bucket=self.bucket,
            lead=self.lead,
            compared=self.compared,
            is_beginless=self.since is None,
            is_endless=self.until is None,
        )


@dataclass(frozen=True)
class Data:
    """What of the data decides how a question is answered.

    Their first and newest moment (naive UTC), the agreement their tables were made with, and whether they are evidence
    of touches and of contacts.
    """

    first: datetime
    newest: datetime
    agreement: Agreement
    knows_touches: bool
    knows_contacts: bool


@dataclass(frozen=True)
class Question:
    """A scope with nothing left open, asked of some data; it is beginless or endless where the scope named no dates."""

    since: datetime
    until: datetime
    as_of: datetime
    agreement: Agreement
    data: Data
    filters: Mapping[str, tuple[str, ...]]
    by: str | None
    bucket: Bucket
    lead: str | None
    compared: datetime | None
    is_beginless: bool
    is_endless: bool

    @property
    def closed(self) -> datetime:
        """The end of the part of the period that is over by as-of."""
        return max(self.since, min(self.until, self.as_of + SECOND))

    @property
    def zone(self) -> str:
        """The time zone of the question's dates."""
        return self.agreement.timezone

    @property
    def compared_with(self) -> datetime:
        """The earlier moment with which as-of is compared; by default the same local time a week before."""
        return self.compared or days_before(self.as_of, COMPARED_DAYS, self.zone)

    def under(self, agreement: Agreement) -> Question:
        """The same question under another agreement."""
        return replace(self, agreement=agreement)

    def of_whole_past(self) -> Question:
        """The same question without period, filters or slices."""
        return replace(
            self,
            since=min(self.data.first, self.as_of),
            until=self.as_of + SECOND,
            is_beginless=True,
            is_endless=True,
            filters={},
            by=None,
        )

    def asks(self, *dimensions: str) -> bool:
        """Whether it filters by any of some dimensions, or slices by it."""
        return bool({*dimensions} & {*self.filters, self.by})

    @cached_property
    def key(self) -> str:
        """A key of the question among all questions of the same data."""
        period = self.since, self.until, self.is_beginless, self.is_endless, self.as_of, self.compared, self.bucket
        return repr((*period, sorted(self.filters.items()), self.by, self.lead, digest(self.agreement)))

    @cached_property
    def periods(self) -> list[dict[str, Any]]:
        """The buckets of what is over of the period, from the first moment of the data on: period, since, until."""
        since, year_starts = max(self.since, self.data.first), self.agreement.forecast.year_starts
        return periods(since, self.closed, self.bucket, self.zone, year_starts)

    @cached_property
    def parameters(self) -> Mapping[str, Any]:
        """Values of every `$parameter` that a metric's SQL may name."""
        return {
            "since": self.since,
            "until": max(self.since, self.until),
            "closed": self.closed,
            "due_until": None if self.is_endless else max(self.since, self.until),
            "as_of": self.as_of,
            "is_newest": self.as_of >= self.data.newest,
            "by": self.by,
            "filters": {name: list(self.filters.get(name, ())) for name in DIMENSIONS},
            "lead_id": None,
            "asks_holder": self.asks("team", "person"),
            "asks_fit_band": self.asks("fit_band"),
            "periods": self.periods,
            "zone": self.zone,
            "knows_touches": self.data.knows_touches,
            "knows_contacts": self.data.knows_contacts,
            **parameters.stage_rules(self.agreement, self.as_of),
            **parameters.fit_rules(self.agreement),
            **parameters.behaviour_rules(self.agreement),
            **parameters.clock_rules(self.agreement),
            **parameters.forecast_rules(self.agreement),
            "refits": _fit(self.agreement) != _fit(self.data.agreement),
            "rematches": self.agreement.scoring.behaviour != self.data.agreement.scoring.behaviour,
        }


def _known(kind: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise ScopeError(f'There is no {kind} "{name}"; known are {", ".join(known)}.{did_you_mean(name, known)}')


def _fit(rules: Agreement) -> tuple[object, ...]:
    """The values of an agreement that decide a lead's fit points."""
    return rules.scoring.fit, rules.scoring.fit_cap, rules.scoring.fit_at_least_zero
