"""The metrics by name, and the cases behind them."""

from __future__ import annotations

import pandas as pd

from leaddash import metrics
from leaddash.blocks.figure import Wanted, narrowed
from leaddash.blocks.metric import Metric
from leaddash.cases.takes_scope import takes_scope
from leaddash.errors import ScopeError, did_you_mean
from leaddash.metrics import figures
from leaddash.scope import Question
from leaddash.snapshots import Snapshot


def names() -> list[str]:
    """Names of all metrics."""
    return list(metrics.__all__)


def find(name: str) -> Metric[...]:
    """The metric of a name; an unknown one is answered with the nearest."""
    if name not in names():
        raise ScopeError(f'There is no metric "{name}"; known are {", ".join(names())}.{did_you_mean(name, names())}')
    return getattr(metrics, name)  # type: ignore[no-any-return]


@takes_scope
def cases(
    snapshot: Snapshot,
    question: Question,
    name: str,
    stage: str | None = None,
    figure: str | None = None,
    exit: str | None = None,  # noqa: A002 - what the funnel calls it
    reason: str | None = None,
    *,
    bucket: str | None = None,
    promise: str | None = None,
) -> pd.DataFrame:
    """The cases a metric counts, each naming its lead; those behind one figure, and of one stage and so on, if named.

    `figure` is a count column; the list is as long as that count. An exit or a reason "" is the missing one. A metric
    that is a list is its own.
    """
    wanted = {"figure": figure, "stage": stage, "promise": promise, "exit": exit, "reason": reason, "bucket": bucket}
    return find(name).list_cases(snapshot, question, wanted)


@takes_scope
def cases_behind(snapshot: Snapshot, question: Question, kind: str, wanted: Wanted) -> pd.DataFrame:
    """All the cases behind a figure of a kind of list, each naming its lead."""
    return figures.listing(kind, wanted).rows(snapshot, question, wanted)


@takes_scope
def lead_list(
    snapshot: Snapshot,
    question: Question,
    kind: str,
    wanted: Wanted,
    *,
    search: str = "",
    skipped: int = 0,
    most: int,
) -> pd.DataFrame:
    """A part of the cases behind a figure as a reader wants them: newest first, `matches` in all."""
    listing = figures.listing(kind, wanted)
    pattern = f"%{search.strip().lower()}%" if search.strip() else None
    more = {**narrowed(wanted), "pattern": pattern, "skipped": skipped, "most": most}
    return snapshot.ask(listing.shown, question, listing.given(snapshot, question), **more, asks_holder=True)


@takes_scope
def came_back(snapshot: Snapshot, question: Question, kind: str, wanted: Wanted) -> int:
    """How many cases behind a figure are not the first of their lead; 0 where a case is no lead."""
    if not figures.listing(kind, wanted).of_leads:
        return 0
    counts = _counts(snapshot, question, kind, wanted)
    whole = counts[~(counts["by_source"] | counts["by_person"])]
    return int((whole["cases"] - whole["leads"]).sum())


@takes_scope
def split(snapshot: Snapshot, question: Question, kind: str, wanted: Wanted, dimension: str) -> dict[str, int]:
    """The cases behind a figure by source or by person: those with most first, "" the missing one."""
    counts = _counts(snapshot, question, kind, wanted)
    slices = counts[counts[f"by_{dimension}"]]
    pairs = zip(slices[dimension].fillna("").astype(str), slices["cases"].astype(int), strict=True)
    return dict(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def _counts(snapshot: Snapshot, question: Question, kind: str, wanted: Wanted) -> pd.DataFrame:
    """The cases behind a figure and their leads, in all and by slices, counted once for all who ask."""
    listing = figures.listing(kind, wanted)

    def count() -> pd.DataFrame:
        more = {**narrowed(wanted), "asks_holder": True}
        return snapshot.ask(listing.counted, question, listing.given(snapshot, question), **more)

    return snapshot.answers.get(("counts", kind, *narrowed(wanted).values(), question.key), count)
