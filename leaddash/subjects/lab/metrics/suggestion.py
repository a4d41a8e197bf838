"""Points learnt from what became of the leads that sales worked, as a proposal to argue about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from leaddash import scoring
from leaddash.agreement import Agreement
from leaddash.cases import judged_scores, replays
from leaddash.cases.replays import Asked, Model
from leaddash.cases.takes_scope import takes_scope
from leaddash.errors import ScopeError
from leaddash.moments import local_date, moment_of
from leaddash.scope import Question
from leaddash.scoring import Array
from leaddash.snapshots import Snapshot
from leaddash.stats import THIN, logistic, roc_area
from leaddash.subjects.lab.metrics import worked

Progress = Callable[[float], None]
LEARNT_SHARE = 0.7
"""The share of the judged scores, the earliest, that points are learnt from; the later ones test them."""


class UnlearntError(ScopeError):
    """Nothing can be learnt, and `why`: unassigned, few (`won`, `lost`), one_moment, alike, or no_rule."""

    def __init__(self, why: str, message: str, *, won: int = 0, lost: int = 0) -> None:
        super().__init__(message)
        self.why, self.won, self.lost = why, won, lost


@dataclass(frozen=True)
class Suggestion:
    """Proposed points by rule, the threshold that keeps the volume, and how they did on later episodes.

    `worked` episodes handed over before the local date `split_on` were learnt from, `tested` ones from then on tested
    the suggestion and the asked rules; an area is None where these have but one outcome.
    """

    fit: Mapping[str, float]
    behaviour: Mapping[str, float]
    threshold: float
    roc_area: float | None
    roc_area_asked: float | None
    worked: int
    tested: int
    split_on: date


@dataclass(frozen=True)
class WorkedEpisodes:
    """The worked episodes that points are learnt from and tested on, by the moment of their hand-over.

    By row: the judged episode; its `features`, one column per rule, fit rules first; and whether it became a sales
    lead.
    """

    judged: pa.Table
    features: Array
    became_sales_lead: Array

    @property
    def split(self) -> int:
        """The second from which on episodes test what was learnt from those before."""
        return logistic.split_in_time(judged_scores.seconds(self.judged), LEARNT_SHARE)

    @property
    def tests(self) -> Array:
        """Which episodes test what was learnt from the others."""
        return judged_scores.seconds(self.judged) >= self.split


@takes_scope
def suggest(snapshot: Snapshot, question: Question, progress: Progress | None = None) -> Suggestion:
    """Points from a regularised logistic regression of outcomes on what was known at each hand-over of the period.

    Rules on what reps fill in after talking, and rules of which the past says nothing, keep their points. Weights are
    scaled so that scores spread as those of the asked rules do, and the threshold keeps the number of model MQLs of
    the period as nearly as whole numbers can. An `UnlearntError` says where nothing can be learnt, as from
    fewer than 30 worked episodes of either outcome.
    """
    report, rules = progress or (lambda _share: None), question.agreement
    _refuse_unassigned(snapshot)
    past = known(snapshot, question, report)
    _refuse_few(past)
    _refuse_alike(past)
    proposed = _with_points(rules, _points(snapshot, rules, past))
    threshold = _same_volume(snapshot, rules, proposed, replays.asked(snapshot, question))
    report(1.0)
    tested = past.judged.filter(past.tests)
    areas = [
        roc_area(judged_scores.scores(snapshot, of, tested), past.became_sales_lead[past.tests])
        for of in (proposed, rules)
    ]
    moment = moment_of(past.split)
    return Suggestion(
        fit={rule.name: rule.points for rule in proposed.scoring.fit},
        behaviour={rule.name: rule.points for rule in proposed.scoring.behaviour},
        threshold=threshold,
        roc_area=areas[0],
        roc_area_asked=areas[1],
        worked=len(past.judged) - len(tested),
        tested=len(tested),
        split_on=local_date(moment, rules.timezone),
    )


def known(snapshot: Snapshot, question: Question, progress: Progress) -> WorkedEpisodes:
    """The worked episodes of the period with what was known of each at its hand-over.

    The feature of a fit rule is whether it holds (1 or 0; always 0 where reps fill its column in after talking). That
    of a behaviour rule is the number of its counted activities up to that moment, each faded by its half life.
    """
    judged = judged_scores.episodes(snapshot, question)
    judged = judged.filter(judged["worked"]).sort_by([("read_at", "ascending"), ("lead", "ascending")])
    became_sales_lead = np.asarray(judged["became_sales_lead"].to_numpy(zero_copy_only=False), dtype=np.bool_)
    model = replays.model(snapshot, question.agreement)
    columns = [_holding(model, judged), *_faded_counts(model, judged, progress)]
    return WorkedEpisodes(judged, np.column_stack(columns), became_sales_lead)


def _refuse_unassigned(snapshot: Snapshot) -> None:
    if not worked.is_known(snapshot):
        raise UnlearntError(
            "unassigned",
            "No lead of these data was ever given to anybody, so nobody knows which ones sales worked, and nothing can "
            "be learnt from them. Add the table assignments.",
        )


def _refuse_few(past: WorkedEpisodes) -> None:
    won, lost = int(np.count_nonzero(past.became_sales_lead)), int(np.count_nonzero(~past.became_sales_lead))
    if min(won, lost) < THIN:
        raise UnlearntError(
            "few",
            f"Of the leads that sales worked in this period, {won} became a sales lead and {lost} did not; to learn "
            f"from them takes {THIN} of each. Choose a longer period, fewer filters or a shorter horizon.",
            won=won,
            lost=lost,
        )


def _refuse_alike(past: WorkedEpisodes) -> None:
    learns = ~past.tests
    if not learns.any():
        raise UnlearntError(
            "one_moment",
            "So many of the leads that sales worked in this period were handed over at the first moment that none is "
            "earlier than the others: there is nothing to learn from before the test. Choose a longer period.",
        )
    if len(np.unique(past.became_sales_lead[learns])) < 2:
        raise UnlearntError(
            "alike",
            "The earlier of the leads that sales worked in this period all ended alike, so nothing can be learnt from "
            "them. Choose a longer period or fewer filters.",
        )
    if not logistic.varies(past.features[learns]).any():
        raise UnlearntError(
            "no_rule",
            "No rule tells the leads that sales worked in this period apart, so no points can be learnt for any. Start "
            "from a model with rules that hold for some of them.",
        )


def _holding(model: Model, judged: pa.Table) -> Array:
    known_before = ~np.array(judged_scores.filled_late(model.rules), dtype=np.bool_)
    return (model.tape.fit_masks & known_before)[model.tape.fit_codes[judged_scores.leads(judged)]].astype(np.float64)


def _faded_counts(model: Model, judged: pa.Table, progress: Progress) -> list[Array]:
    """By behaviour rule the behaviour points of every episode if that rule gave 1 point and all others 0."""
    columns, rules = [], len(model.rules.scoring.behaviour)
    for place in range(rules):
        points = np.zeros_like(model.numbers.points)
        points[place] = 1.0
        alone = model.numbers._replace(points=points)
        columns.append(
            scoring.scores_at(model.tape, alone, judged_scores.leads(judged), judged_scores.seconds(judged))[:, 1]
        )
        progress((place + 1) / (rules + 1))
    return columns


def _points(snapshot: Snapshot, rules: Agreement, past: WorkedEpisodes) -> Array:
    """Points by rule, fit rules first; the asked ones where the past says nothing."""
    learns = ~past.tests
    weights = logistic.learnt(past.features[learns], past.became_sales_lead[learns]).weights
    parts = (rules.scoring.fit, rules.scoring.behaviour)
    asked = np.array([rule.points for part in parts for rule in part], dtype=np.float64)
    wanted = judged_scores.scores(snapshot, rules, past.judged.filter(learns)).std()
    spread = (past.features[learns] @ weights).std()
    scale = wanted / spread if wanted > 0 and spread > 0 else 1.0
    return np.where(logistic.varies(past.features[learns]), logistic.as_points(weights, scale), asked)


def _with_points(rules: Agreement, points: Array) -> Agreement:
    """The rules with other points."""
    named, given = rules.scoring, iter(points.tolist())
    changed = {
        part: tuple(rule.model_copy(update={"points": next(given)}) for rule in getattr(named, part))
        for part in ("fit", "behaviour")
    }
    return rules.model_copy(update={"scoring": named.model_copy(update=changed)})


def _same_volume(snapshot: Snapshot, rules: Agreement, proposed: Agreement, episodes: Asked) -> float:
    """The whole threshold at which the proposed rules make most nearly as many MQLs; of equals the highest."""
    model, most = replays.model(snapshot, proposed), max(200.0, 2 * rules.scoring.threshold)
    wanted = np.count_nonzero(episodes.within(replays.model(snapshot, rules).mqls(episodes.chosen).at))
    steps = np.arange(-np.ceil(most / 4), np.ceil(most) + 1)
    within = replays.period(snapshot, model, episodes.since, episodes.until)
    distances = np.abs(scoring.counts(model.tape, model.numbers, steps, within, episodes.chosen) - wanted)
    return float(steps[::-1][np.argmin(distances[::-1])])
