"""What a page asks of the data: metrics in the scope of its filters, each computed once for all who look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from leaddash import cases, statements
from leaddash.agreement import Agreement
from leaddash.blocks.metric import Metric
from leaddash.drawing.absence import Reach, reach_of
from leaddash.moments import bucket_start, local_date, midnight
from leaddash.periods import DAY, Period, Span
from leaddash.scope import Question, Scope
from leaddash.snapshots import Snapshot
from leaddash.words import Words

TREND_PERIODS = {"week": 26, "month": 13, "quarter": 13, "year": 25, "all": 25, "custom": 25}
"""How many weeks or months a trend goes back, by the kind of the page's period."""


@dataclass(frozen=True)
class Ask:
    """The questions of a page: of this snapshot, under this agreement, for this period, as of this moment, filtered."""

    snapshot: Snapshot
    rules: Agreement
    period: Period
    as_of: datetime
    filters: Mapping[str, tuple[str, ...]]

    def __call__(self, metric: Metric[...], **more: Any) -> pd.DataFrame:
        """A metric in the scope of the filters."""
        return answer(self.snapshot, metric, self.scope(**more))

    def all(self, *questions: Metric[...] | Way) -> list[Any]:
        """Several metrics, or ways to ask one, at the same time."""
        return at_once([_put(question, self) for question in questions])

    def look_up(self, file: Path, **parameters: Any) -> pd.DataFrame:
        """What a statement says that needs no scope, in a frame of one's own."""
        return looked_up(self.snapshot, file, **parameters)

    def scope(self, period: Period | None = None, **more: Any) -> Scope:
        """The scope of the filters, for this period or another one."""
        wanted, zone = period or self.period, self.rules.timezone
        since = midnight(wanted.since, zone) if wanted.since else None
        return Scope(since, midnight(wanted.until, zone), self.as_of, self.filters, agreement=self.rules, **more)

    def question(self, period: Period | None = None) -> Question:
        """The question that this scope is of the data."""
        return self.snapshot.question(self.scope(period))

    def under(self, rules: Agreement) -> Ask:
        """The same under another agreement."""
        return replace(self, rules=rules)

    def over(self, period: Period) -> Ask:
        """The same for another period."""
        return replace(self, period=period)

    def now(self) -> Ask:
        """The same as of now."""
        return replace(self, as_of=datetime.now(UTC).replace(tzinfo=None, microsecond=0))

    def unfiltered(self) -> Ask:
        """The same without any filter."""
        return replace(self, filters={})

    @property
    def period_before(self) -> Period | None:
        """The period before, None where the data had not begun when it began."""
        before = self.period.before()
        first = local_date(self.snapshot.first, self.rules.timezone)
        return before if before and before.since and before.since >= first else None

    @property
    def span(self) -> Span:
        """What the trend's periods are: weeks where a week is asked, else months."""
        return Span("week" if self.period.kind == "week" else "month", self.period.until - DAY)

    def names(self, words: Words) -> tuple[str, str]:
        """What the period and the one before are called."""
        return self.period.name(words), self.period_before.name(words) if self.period_before else ""

    def reach(self) -> Reach:
        """What the data hold by as-of, whatever the period and the filters."""
        whole = self.unfiltered().question().of_whole_past()
        entries = kept(self.snapshot, "stage_entries", whole.key, lambda: _entries(self.snapshot, whole))
        return reach_of(entries, self.as_of - self.snapshot.first, is_filtered=bool(self.filters))

    def window(self, stage: str) -> float:
        """Days within which an episode is to leave a stage onwards, 0 where none are agreed."""
        return float(self.rules.stages.window_days.get(stage, 0))  # type: ignore[call-overload]

    def people(self) -> dict[str, str]:
        """The names of the people by their ids."""
        return names_of(self.snapshot, "person")

    def named(self, frame: pd.DataFrame, by: str) -> pd.DataFrame:
        """Slices by person with the people's names; their ids are kept in `slice_id`."""
        if by != "person":
            return frame
        names = self.people()
        return frame.assign(slice_id=frame["person"], person=[names.get(one, one) for one in frame["person"]])


@dataclass(frozen=True)
class Way:
    """A way to ask a metric otherwise than for the page's period in one."""

    put: Callable[[Ask], Any]


def by(metric: Metric[...], dimension: str) -> Way:
    """A metric by a dimension."""
    return Way(lambda ask: ask(metric, by=dimension))


def before(metric: Metric[...], **more: Any) -> Way:
    """A metric for the period before, None where there is none."""
    return Way(lambda ask: ask(metric, period=ask.period_before, **more) if ask.period_before else None)


def ever(metric: Metric[...]) -> Way:
    """A metric over all data up to as-of."""
    return Way(lambda ask: answer(ask.snapshot, metric, replace(ask.scope(), since=None, until=None)))


def trend(metric: Metric[...], most: int = 26) -> Way:
    """A metric period by period up to the period's end: weeks for a week, else months; `most` of them."""
    return Way(lambda ask: _trend(ask, metric, most))


def reach() -> Way:
    """What the data hold by as-of."""
    return Way(Ask.reach)


def answer(snapshot: Snapshot, metric: Metric[...], scope: Scope | Question) -> pd.DataFrame:
    """What a metric says, in a frame of one's own."""
    question = snapshot.question(scope)
    return kept(snapshot, metric.name, question.key, lambda: metric(snapshot, question))


def looked_up(snapshot: Snapshot, file: Path, **parameters: Any) -> pd.DataFrame:
    """What a statement says that needs no scope, in a frame of one's own."""

    def make() -> pd.DataFrame:
        return snapshot.rows(statements.with_imports(file), parameters)

    return kept(snapshot, file.stem, repr(sorted(parameters.items())), make)


def names_of(snapshot: Snapshot, dimension: str) -> dict[str, str]:
    """The names of a dimension's values that are ids: of people; other values are called as they are."""
    if dimension != "person":
        return {}
    people = looked_up(snapshot, cases.file("people_names"))
    return dict(zip(people["person_id"], people["name"], strict=True))


def kept(snapshot: Snapshot, name: str, key: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """A copy of the answer that all share: some columns can be written to through their numpy arrays."""
    return snapshot.answers.get(("answer", name, key), make).copy()


def at_once(questions: Sequence[Callable[[], Any]]) -> list[Any]:
    """The answers to several questions, asked at the same time: while one is planned another is counted."""
    with ThreadPoolExecutor(len(questions)) as threads:
        return list(threads.map(lambda question: question(), questions))


def _put(question: Metric[...] | Way, ask: Ask) -> Callable[[], Any]:
    if isinstance(question, Way):
        return lambda: question.put(ask)
    return lambda: ask(question)


def _trend(ask: Ask, metric: Metric[...], most: int) -> pd.DataFrame:
    first = ask.period.until - DAY
    for _ in range(min(most, TREND_PERIODS[ask.period.kind]) - 1):
        first = bucket_start(first, ask.span.bucket) - DAY
    shown = Period("custom", bucket_start(first, ask.span.bucket), ask.period.until)
    return ask(metric, period=shown, bucket=ask.span.bucket).rename(columns={"cases": "entered"})


def _entries(snapshot: Snapshot, whole: Question) -> pd.DataFrame:
    return snapshot.ask(cases.file("stage_entries"), whole)
