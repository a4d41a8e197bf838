"""The metrics by name: what each says of itself, and the cases behind it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from leaddash import metrics, statements
from leaddash.cases import file as cases_file
from leaddash.cases import judged_scores, replays, timed
from leaddash.cases.takes_scope import takes_scope
from leaddash.errors import ScopeError, did_you_mean
from leaddash.scope import Question, Scope
from leaddash.snapshots import Snapshot
from leaddash.subjects.lab.metrics import mql_scores
from leaddash.subjects.promises.metrics import ladders
from leaddash.subjects.response.metrics import strata

HERE = Path(__file__).parent
OF_HAND_OVERS = ("arrivals", "never_touched", "response_by_person", "response_curve", "time_to_first_touch")
OF_TOUCHES = ("never_touched", "response_curve", "response_curve_adjusted", "time_to_first_touch")
"""What counts nothing, and lists nothing, where nobody writes touches down."""
OF_SCORING = ("mql_volume", "rule_hygiene", "score_grid", "score_quality", "threshold_curve")
LISTS = {
    "rule_hygiene": "mql_volume",
    "threshold_curve": "score_grid",
    "projection": "funnel",
    "projection_trend": "funnel_trend",
    "funnel_bridge": "funnel",
    "leads_entered": "funnel",
    **dict.fromkeys((*OF_HAND_OVERS, "response_curve_adjusted"), "response_curve"),
    **dict.fromkeys(("sla", "sla_trend", "sla_by_person", "kept_ways"), "sla"),
}
"""Metrics whose cases are those of another."""
Metric = Callable[[Snapshot, Scope | Question], pd.DataFrame]
Given = Callable[[Snapshot, Question], timed.Given]
GIVEN: Mapping[str, Given] = {
    **dict.fromkeys(OF_HAND_OVERS, timed.hand_overs),
    **dict.fromkeys(("sla", "sla_trend", "kept_ways"), timed.promises),
    "response_curve_adjusted": strata.hand_overs,
    "sla_by_person": timed.holdings,
    "at_risk": ladders.still_open,
    "escalations": ladders.sent,
    "waits": timed.waits,
    **dict.fromkeys(("mql_volume", "rule_hygiene"), replays.given),
    **dict.fromkeys(("score_grid", "threshold_curve"), mql_scores.given),
    "score_quality": judged_scores.given,
}
"""Tables that a metric's statements select from beside the snapshot's own."""
CASES: Mapping[Given, str] = {
    timed.hand_overs: "hand_over_cases",
    timed.promises: "promise_cases",
    timed.holdings: "promise_holdings",
    timed.waits: "wait_cases",
    strata.hand_overs: "hand_over_cases",
    judged_scores.given: "judged_episodes",
    ladders.still_open: "promise_open",
    ladders.sent: "promise_cases",
}
"""The statement whose rows are timed for each."""
NARROWED = ("stage", "figure", "exit", "reason", "bucket", "promise")
"""What may narrow the cases of a metric."""


def described(metric: Metric) -> tuple[str, list[str]]:
    """A metric's description and its columns, from its docstring."""
    text = inspect.getdoc(metric) or ""
    told, _, columns = text.partition("Columns:")
    return told.strip(), re.findall(r"\w+", columns)


def names() -> list[str]:
    """Names of all metrics."""
    return list(metrics.__all__)


def find(name: str) -> Metric:
    """The metric of a name; an unknown one is answered with the nearest."""
    if name not in names():
        raise ScopeError(f'There is no metric "{name}"; known are {", ".join(names())}.{did_you_mean(name, names())}')
    return getattr(metrics, name)  # type: ignore[no-any-return]


def statement(name: str) -> str:
    """The SQL of a metric as it is run, with everything it selects from."""
    return statements.with_imports(_beside(name, f"{name}.sql"))


def beneath(name: str) -> str | None:
    """The SQL of the cases that calendars time before the metric counts them; None where it needs no calendar."""
    timed_from = CASES.get(GIVEN.get(name, _nothing))
    return statements.with_imports(cases_file(timed_from)) if timed_from else None


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
    path = _list_behind(LISTS.get(name, name))
    if path is None:
        return find(name)(snapshot, question)
    values = (stage, figure, exit, reason, bucket, promise)
    narrowed = dict(zip(NARROWED, values, strict=True))
    given = GIVEN[name](snapshot, question) if name in GIVEN else None
    asked = replays.sliced_as_built(snapshot, question) if name in OF_SCORING else question
    frame = snapshot.ask(path, asked, given, **narrowed, asks_holder=True, asks_fit_band=True)
    if name in OF_TOUCHES and not snapshot.knows_touches:
        frame = frame.iloc[:0]
    if question.by is None:
        return frame.drop(columns="slice")
    rest = frame.drop(columns=question.by, errors="ignore")
    return rest.rename(columns={"slice": question.by})


def look_up(snapshot: Snapshot, name: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
    """What one of the lists beside the metrics says: values of a dimension, one lead's facts and timeline."""
    return snapshot.rows(statements.with_imports(HERE / f"{name}.sql"), parameters)


@takes_scope
def lead_list(
    snapshot: Snapshot,
    question: Question,
    asked: Mapping[str, str | None],
    *,
    of: str = "funnel",
    search: str = "",
    skipped: int = 0,
    most: int,
) -> pd.DataFrame:
    """A part of the cases behind a figure as a reader wants them: newest first, `matches` in all.

    `of` is the kind of cases: `funnel`, `exits`, `response`, `sla` or `owner`; `asked` names the figure and what
    narrows it (None: any).
    """
    file, given = READERS[of]
    pattern = f"%{search.strip().lower()}%" if search.strip() else None
    more = {**dict.fromkeys(NARROWED), **asked, "pattern": pattern, "skipped": skipped, "most": most}
    return snapshot.ask(HERE / file, question, given(snapshot, question), **more, asks_holder=True)


@takes_scope
def promises_of(snapshot: Snapshot, question: Question, lead_id: str) -> pd.DataFrame:
    """Every promise about one lead that had begun by as-of, whatever the period, the oldest first."""
    of_lead = question.of_whole_past()
    given = timed.promises(snapshot, of_lead, lead_id=lead_id)
    return snapshot.ask(cases_file("sla_list"), of_lead, given, **{**dict.fromkeys(NARROWED), "figure": "begun"})


def _list_behind(name: str) -> Path | None:
    """The list of a metric's cases: beside the metric, or among the cases where a list for readers selects from it."""
    files = _beside(name, f"{name}_list.sql"), cases_file(f"{name}_list")
    return next((file for file in files if file.exists()), None)


def _beside(name: str, file: str) -> Path:
    """A file beside the module of a metric."""
    return Path(inspect.getfile(inspect.unwrap(find(name)))).with_name(file)


def _nothing(_snapshot: Snapshot, _question: Question) -> timed.Given:
    return {}


READERS: Mapping[str, tuple[str, Given]] = {
    "funnel": ("lead_list.sql", _nothing),
    "exits": ("exit_lead_list.sql", _nothing),
    "response": ("response_lead_list.sql", timed.hand_overs),
    "sla": ("sla_lead_list.sql", timed.promises),
    "owner": ("sla_lead_list.sql", timed.holdings),
}
"""The lists that readers see, each with the tables it selects from."""
