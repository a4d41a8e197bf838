"""The metrics by name, and the cases behind them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from leaddash import metrics, statements
from leaddash.blocks.figure import Asked, Listing
from leaddash.blocks.metric import Metric
from leaddash.cases import file as cases_file
from leaddash.cases import replays, timed
from leaddash.cases.takes_scope import takes_scope
from leaddash.errors import ScopeError, did_you_mean
from leaddash.metrics import figures
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

HERE = Path(__file__).parent


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
    metric = find(name)
    if metric.listing is None:
        return metric(snapshot, question)
    asked = {"figure": figure, "stage": stage, "promise": promise, "exit": exit, "reason": reason, "bucket": bucket}
    frame = _listed(snapshot, question, metric.listing, asked)
    return frame.iloc[:0] if metric.needs_touches and not snapshot.knows_touches else frame


@takes_scope
def cases_behind(snapshot: Snapshot, question: Question, kind: str, asked: Asked) -> pd.DataFrame:
    """All the cases behind a figure of a kind of list, each naming its lead."""
    return _listed(snapshot, question, figures.listing(kind, asked), asked)


@takes_scope
def lead_list(
    snapshot: Snapshot,
    question: Question,
    kind: str,
    asked: Asked,
    *,
    search: str = "",
    skipped: int = 0,
    most: int,
) -> pd.DataFrame:
    """A part of the cases behind a figure as a reader wants them: newest first, `matches` in all."""
    listing = figures.listing(kind, asked)
    pattern = f"%{search.strip().lower()}%" if search.strip() else None
    more = {**figures.narrowed(asked), "pattern": pattern, "skipped": skipped, "most": most}
    return snapshot.ask(listing.shown, question, listing.given(snapshot, question), **more, asks_holder=True)


@takes_scope
def promises_of(snapshot: Snapshot, question: Question, lead_id: str) -> pd.DataFrame:
    """Every promise about one lead that had begun by as-of, whatever the period, the oldest first."""
    of_lead = question.of_whole_past()
    given = timed.promises(snapshot, of_lead, lead_id=lead_id)
    return snapshot.ask(cases_file("sla_list"), of_lead, given, **figures.narrowed({"figure": "begun"}))


def look_up(snapshot: Snapshot, name: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
    """What one of the lists beside the metrics says: values of a dimension, one lead's facts and timeline."""
    return snapshot.rows(statements.with_imports(HERE / f"{name}.sql"), parameters)


def _listed(snapshot: Snapshot, question: Question, listing: Listing, asked: Asked) -> pd.DataFrame:
    """The cases of a list, headed by the asked dimension where there is one."""
    chosen = replays.sliced_as_built(snapshot, question) if listing.as_built else question
    more = {**figures.narrowed(asked), "asks_holder": True, "asks_fit_band": True}
    frame = snapshot.ask(listing.cases, chosen, listing.given(snapshot, question), **more)
    if question.by is None:
        return frame.drop(columns="slice")
    rest = frame.drop(columns=question.by, errors="ignore")
    return rest.rename(columns={"slice": question.by})
