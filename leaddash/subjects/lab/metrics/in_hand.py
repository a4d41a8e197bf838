"""The lab's figures while somebody drags a weight: all that no rule changes is prepared once, so that only rules run.

Only model MQLs are asked for here. An answer is kept by what decides it, and as little as possible is run again: none
of the rules where only the threshold moved, few leads where one rule's points move, all leads otherwise.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from leaddash import scoring
from leaddash.agreement import Agreement, Scoring
from leaddash.cases import replays
from leaddash.cases.replays import Asked, Model
from leaddash.cases.takes_scope import takes_scope
from leaddash.moments import second
from leaddash.scope import Question, Scope
from leaddash.scoring import Array, BestScores
from leaddash.snapshots import Snapshot
from leaddash.subjects.lab.metrics.split_by_rule import EpisodeSet, SplitEpisodes, rule_of, split
from leaddash.subjects.lab.metrics.threshold_curve import STEP, thresholds
from leaddash.subjects.lab.metrics.workload import Workload, workload

LOWEST_THRESHOLD, HIGHEST_THRESHOLD = -100.0, 500.0
"""The ends of the thresholds among which `threshold_for` searches."""
THRESHOLD_STEP = 0.5
"""Points between two of these thresholds."""
BAND_POINTS = 40.0
"""Points of a band of scores. Best scores are kept from the start of the band below that of the threshold."""
BANDS_SEARCHED = 5
"""The threshold's band and those below it from which on best scores may be kept already; then none are made anew."""
Curve = tuple[Array, Array]
"""Rising thresholds, and the MQLs of the period at each."""


@dataclass(frozen=True)
class PreparedQuestion:
    """A question with everything that does not depend on the rules tried: all functions here begin with it.

    `asked` are its episodes and period, `months` the first dates of the months shown beside it, `edges` the seconds of
    UTC at which each of these begins and the last one ends; both are empty where the shown months end before the data
    begin. `as_agreed` are the MQLs that the agreed rules make of the same episodes, `load` says among whom those of the
    period are shared.

    Answers are kept on the snapshot by `key` and what else decides them: MQLs by the rules; the curve (with the
    threshold it was first asked for) and best scores by the rules without their threshold; `SplitEpisodes` by the rules
    without the points of the rule that moves.
    """

    key: tuple[str, str]
    snapshot: Snapshot
    asked: Asked
    months: tuple[date, ...]
    edges: Array
    as_agreed: Tried
    load: Workload


@dataclass(frozen=True)
class Tried:
    """What some rules make of the episodes: rows of the model MQLs in the period, and their number in each month."""

    rows: Array
    by_month: Array

    @property
    def mqls(self) -> int:
        """Model MQLs of the period."""
        return len(self.rows)

    def without(self, other: Tried) -> Array:
        """Rows of the MQLs of the period that are not among the other's."""
        return np.setdiff1d(self.rows, other.rows, assume_unique=True)


@dataclass(frozen=True)
class Moves:
    """MQLs of the period under one set of rules and not under another: how many the other makes never or elsewhen.

    `never` by as-of, `before` the period, or `after` it.
    """

    never: int = 0
    before: int = 0
    after: int = 0


@takes_scope
def prepare(snapshot: Snapshot, question: Question, shown: Scope | Question) -> PreparedQuestion:
    """Prepare a question, and the months shown beside it, which are the periods of another question of its slice."""
    months = snapshot.question(shown)
    key = replays.key(question), replays.key(months)
    return snapshot.answers.get(("prepared", *key), lambda: _made(key, snapshot, question, months))


def tried(prepared: PreparedQuestion, rules: Agreement, moving: str = "") -> Tried:
    """What rules make of the prepared question's episodes.

    Where a curve was first asked for under another threshold, only that has moved: MQLs are read from best scores.
    `moving` is the agreement's key of the points that a person is dragging (else empty): then only leads that the rule
    gives any points are run again.
    """
    curve = prepared.snapshot.recent.known(_of_curve(prepared, rules))
    has_moved = curve is not None and curve[0] != rules.scoring.threshold
    make = partial(_passed, prepared, rules) if has_moved else partial(_run, prepared, rules, moving)
    return prepared.snapshot.recent.get(("tried", prepared.key, rules.timezone, rules.scoring), make)


def entering(prepared: PreparedQuestion, now: Tried) -> Moves:
    """The MQLs of the period that the agreed rules do not make in it."""
    return _moves(prepared, now, prepared.as_agreed, prepared.snapshot.agreement)


def leaving(prepared: PreparedQuestion, rules: Agreement, now: Tried) -> Moves:
    """The agreed rules' MQLs of the period that the rules tried now do not make in it."""
    return _moves(prepared, prepared.as_agreed, now, rules)


def by_threshold(prepared: PreparedQuestion, rules: Agreement, steps: Array, moving: str = "") -> Array:
    """MQLs of the period at each of some rising thresholds; `moving` as in `tried`."""
    model = replays.model(prepared.snapshot, rules)
    return _part(prepared, model, moving).counts(model, steps)


def curve(prepared: PreparedQuestion, rules: Agreement, now: Tried, moving: str = "") -> Curve:
    """Every fifth threshold and the one in force, rising, and the MQLs of the period at each; `moving` as in `tried`.

    The count at the threshold in force is that of `now`; all others are kept while only the threshold moves.
    """
    every, own = thresholds(rules), rules.scoring.threshold
    steps = every[every % STEP == 0]
    grid = _grid(rules)
    _, whole = prepared.snapshot.recent.get(
        _of_curve(prepared, rules), lambda: (own, by_threshold(prepared, rules, grid, moving))
    )
    counts = whole[: len(steps)]
    place = int(np.searchsorted(steps, own))
    return (steps, counts) if own in steps else (every, np.insert(counts, place, now.mqls))


def threshold_for(prepared: PreparedQuestion, rules: Agreement, wanted: float, moving: str = "") -> float:
    """The threshold at which the number of MQLs of the period comes nearest to the wanted.

    Among thresholds that come equally near, the one nearest to that in force, which so stays where it is near enough.
    """
    now = rules.scoring.threshold
    steps = np.unique([*np.arange(LOWEST_THRESHOLD, HIGHEST_THRESHOLD + THRESHOLD_STEP, THRESHOLD_STEP), now])
    found = np.abs(by_threshold(prepared, rules, steps, moving) - wanted)
    return float(steps[np.lexsort((np.abs(steps - now), found))[0]])


def months(prepared: PreparedQuestion, now: Tried) -> pd.DataFrame:
    """The shown months, one a row. Columns: period, mqls, mqls_agreed, delta."""
    agreed = prepared.as_agreed.by_month
    return pd.DataFrame(
        {
            "period": pd.to_datetime(list(prepared.months)),
            "mqls": now.by_month,
            "mqls_agreed": agreed,
            "delta": now.by_month - agreed,
        }
    )


def _made(key: tuple[str, str], snapshot: Snapshot, question: Question, shown: Question) -> PreparedQuestion:
    asked = replays.asked(snapshot, question)
    periods = shown.periods
    ends = [second(one["since"]) for one in periods] + [second(one["until"]) for one in periods[-1:]]
    edges = np.array(ends, dtype=np.int64)
    own = replays.model(snapshot, snapshot.agreement)
    agreed = _tried(asked, edges, *_whole(snapshot, own, asked, edges).mqls(own))
    months = tuple(one["period"] for one in periods)
    return PreparedQuestion(key, snapshot, asked, months, edges, agreed, workload(snapshot, question))


def _run(prepared: PreparedQuestion, rules: Agreement, moving: str) -> Tried:
    model = replays.model(prepared.snapshot, rules)
    return _tried(prepared.asked, prepared.edges, *_part(prepared, model, moving).mqls(model))


def _part(prepared: PreparedQuestion, model: Model, moving: str) -> EpisodeSet | SplitEpisodes:
    """The asked episodes; where a rule's points are moving, in two: those that it gives points to, and all others."""
    whole, rule = _whole(prepared.snapshot, model, prepared.asked, prepared.edges), rule_of(model.rules, moving)
    if rule is None:
        return whole
    key = "parts", prepared.key, model.rules.timezone, rule.without_points(model.rules.scoring), rule
    return prepared.snapshot.answers.get(key, lambda: split(model, whole, rule))


def _moves(prepared: PreparedQuestion, only_in: Tried, other: Tried, rules: Agreement) -> Moves:
    """When other rules make MQLs of those that only these rules make in the period; only their leads are run again."""
    rows, asked = only_in.without(other), prepared.asked
    if not len(rows):
        return Moves()
    model, chosen = replays.model(prepared.snapshot, rules), np.zeros_like(asked.chosen)
    chosen[rows] = 1
    ever = replays.period(prepared.snapshot, model, model.tape.base, asked.as_of + 1)
    found = model.mqls(chosen, scoring.among_rows(model.tape, ever, rows))
    before = int(np.count_nonzero(found.at < asked.since))
    return Moves(len(rows) - len(found.at), before, len(found.at) - before)


def _passed(prepared: PreparedQuestion, rules: Agreement) -> Tried:
    """What rules make of the episodes, read from the new best scores that reach the threshold."""
    own, answers = rules.scoring.threshold, prepared.snapshot.answers
    key = "best_scores", prepared.key, rules.timezone, _but_for_threshold(rules)
    nearest = own // BAND_POINTS * BAND_POINTS
    lower = (nearest - down * BAND_POINTS for down in range(BANDS_SEARCHED))
    kept = next((least for least in lower if answers.known((*key, least))), nearest - BAND_POINTS)
    scores = answers.get((*key, kept), lambda: _best_scores(prepared, rules, kept))
    return _tried(prepared.asked, prepared.edges, *scores.mqls(own))


def _best_scores(prepared: PreparedQuestion, rules: Agreement, least: float) -> BestScores:
    model = replays.model(prepared.snapshot, rules)
    whole = _whole(prepared.snapshot, model, prepared.asked, prepared.edges)
    return scoring.best_scores(model.tape, model.numbers, least, whole.shown, whole.chosen)


def _whole(snapshot: Snapshot, model: Model, episodes: Asked, edges: Array) -> EpisodeSet:
    """All asked episodes: with the bounds of shown months and period together, and of the period alone."""
    since, until = int(min([episodes.since, *edges])), int(max([episodes.until, *edges]))
    shown = replays.period(snapshot, model, since, until)
    return EpisodeSet(episodes.chosen, shown, replays.period(snapshot, model, episodes.since, episodes.until))


def _tried(episodes: Asked, edges: Array, mql_rows: Array, mql_seconds: Array) -> Tried:
    months = np.searchsorted(edges, mql_seconds, side="right")
    by_month = np.bincount(months, minlength=len(edges) + 1)[1 : max(len(edges), 1)]
    return Tried(mql_rows[episodes.within(mql_seconds)], by_month)


def _of_curve(prepared: PreparedQuestion, rules: Agreement) -> tuple[Hashable, ...]:
    """The key by which a curve is kept: all of the rules but the threshold, and the length of the curve."""
    return "curve", prepared.key, rules.timezone, _but_for_threshold(rules), len(_grid(rules))


def _but_for_threshold(rules: Agreement) -> Scoring:
    return rules.scoring.model_copy(update={"threshold": 0.0})


def _grid(rules: Agreement) -> Array:
    """Every fifth threshold from 0 to 500 (or as far as the curve is drawn), so that a curve is seldom asked anew."""
    return np.arange(0.0, max(HIGHEST_THRESHOLD, thresholds(rules)[-1]) + STEP, STEP)
