"""What moves while a hand is on the weights: everything about the question made ready, so that only the rules run."""

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
from leaddash.scoring import Array, Rises
from leaddash.snapshots import Snapshot
from leaddash.subjects.lab.metrics.apart import Apart, Part, apart, rule_of
from leaddash.subjects.lab.metrics.threshold_curve import STEP, thresholds
from leaddash.subjects.lab.metrics.workload import Workload, workload

LOWEST, HIGHEST = -100.0, 500.0
"""Between these a threshold is looked for."""
FINE = 0.5
"""Points between two thresholds among which one is looked for."""
REACH = 40.0
"""Points below the threshold down to which rises are kept, at least; twice as many at most."""
DEPTH = 5
"""Of rises kept so many times deeper a threshold is still read off, so that a hand that comes back finds them."""
Curve = tuple[Array, Array]
"""Rising thresholds, and the MQLs of the period at each."""


@dataclass(frozen=True)
class Bench:
    """The asked episodes, the seconds at which each shown month begins (and the last ends), and the asked period.

    There are neither months nor edges where what is shown ends before the data begin.

    `as_agreed` are the agreed rules' MQLs of the same, `load` says who shares those of the period. What is made of it
    is kept by its `key` on the snapshot: what was tried by rules; by rules but for the threshold, the curve (and for
    which threshold it was asked) and rises; by rules but for the points of the one that moves, the parts.
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
    """Rows of the episodes that are model MQLs in the period, and how many are in each shown month."""

    rows: Array
    by_month: Array

    @property
    def mqls(self) -> int:
        """Model MQLs of the period."""
        return len(self.rows)

    def without(self, other: Tried) -> Array:
        """Rows of the MQLs of the period that are none of the other's."""
        return np.setdiff1d(self.rows, other.rows, assume_unique=True)


@dataclass(frozen=True)
class Moves:
    """MQLs of the period under some rules only: under the others never one by as-of, or one before or after it."""

    never: int = 0
    before: int = 0
    after: int = 0


@takes_scope
def bench(snapshot: Snapshot, question: Question, shown: Scope | Question) -> Bench:
    """The bench for a question, and the months shown beside it (another question of the same slice)."""
    months = snapshot.question(shown)
    key = replays.key(question), replays.key(months)
    return snapshot.answers.get(("bench", *key), lambda: _made(key, snapshot, question, months))


def tried(at: Bench, rules: Agreement, moving: str = "") -> Tried:
    """What the rules make of the same episodes.

    Where the curve knows that only the threshold has moved, no rule is run again: where each best score passes it is
    kept from the second time on. Where a hand is `moving` a rule's points (the agreement's key for them), only the
    leads that have any of it are run again.
    """
    curve = at.snapshot.passing.known(_of_curve(at, rules))
    has_moved = curve is not None and curve[0] != rules.scoring.threshold
    make = partial(_passed, at, rules) if has_moved else partial(_run, at, rules, moving)
    return at.snapshot.passing.get(("tried", at.key, rules.timezone, rules.scoring), make)


def entering(at: Bench, now: Tried) -> Moves:
    """The MQLs of the period that are none of the agreed rules'."""
    return _moves(at, now, at.as_agreed, at.snapshot.agreement)


def leaving(at: Bench, rules: Agreement, now: Tried) -> Moves:
    """The agreed rules' MQLs of the period that are none of those that the rules now make."""
    return _moves(at, at.as_agreed, now, rules)


def by_threshold(at: Bench, rules: Agreement, steps: Array, moving: str = "") -> Array:
    """MQLs of the period at each of some rising thresholds; `moving` as in `tried`."""
    model = replays.model(at.snapshot, rules)
    return _part(at, model, moving).counts(model, steps)


def curve(at: Bench, rules: Agreement, now: Tried, moving: str = "") -> Curve:
    """Every fifth threshold and the one in force, rising, and the MQLs of the period at each; `moving` as in `tried`.

    What `now` says of the one in force is not asked again, nor are the others as long as only the threshold moves.
    """
    every, own = thresholds(rules), rules.scoring.threshold
    steps = every[every % STEP == 0]
    grid = _grid(rules)
    _, whole = at.snapshot.passing.get(_of_curve(at, rules), lambda: (own, by_threshold(at, rules, grid, moving)))
    counts = whole[: len(steps)]
    place = int(np.searchsorted(steps, own))
    return (steps, counts) if own in steps else (every, np.insert(counts, place, now.mqls))


def threshold_for(at: Bench, rules: Agreement, wanted: float, moving: str = "") -> float:
    """The threshold at which the number of MQLs of the period comes nearest to the wanted.

    Of equals the one nearest to the threshold in force, so that what is reached already stays as it is.
    """
    now = rules.scoring.threshold
    steps = np.unique([*np.arange(LOWEST, HIGHEST + FINE, FINE), now])
    found = np.abs(by_threshold(at, rules, steps, moving) - wanted)
    return float(steps[np.lexsort((np.abs(steps - now), found))[0]])


def months(at: Bench, now: Tried) -> pd.DataFrame:
    """The shown months: period, mqls, mqls_agreed, delta."""
    agreed = at.as_agreed.by_month
    return pd.DataFrame(
        {
            "period": pd.to_datetime(list(at.months)),
            "mqls": now.by_month,
            "mqls_agreed": agreed,
            "delta": now.by_month - agreed,
        }
    )


def _made(key: tuple[str, str], snapshot: Snapshot, question: Question, shown: Question) -> Bench:
    asked = replays.asked(snapshot, question)
    periods = shown.periods
    ends = [second(one["since"]) for one in periods] + [second(one["until"]) for one in periods[-1:]]
    edges = np.array(ends, dtype=np.int64)
    own = replays.model(snapshot, snapshot.agreement)
    agreed = _tried(asked, edges, *_whole(snapshot, own, asked, edges).mqls(own))
    months = tuple(one["period"] for one in periods)
    return Bench(key, snapshot, asked, months, edges, agreed, workload(snapshot, question))


def _run(at: Bench, rules: Agreement, moving: str) -> Tried:
    model = replays.model(at.snapshot, rules)
    return _tried(at.asked, at.edges, *_part(at, model, moving).mqls(model))


def _part(at: Bench, model: Model, moving: str) -> Part | Apart:
    """The asked episodes, what moves with the points of a rule in the hand apart from what does not."""
    whole, rule = _whole(at.snapshot, model, at.asked, at.edges), rule_of(model.rules, moving)
    if rule is None:
        return whole
    key = "parts", at.key, model.rules.timezone, rule.without_points(model.rules.scoring), rule
    return at.snapshot.answers.get(key, lambda: apart(model, whole, rule))


def _moves(at: Bench, mine: Tried, other: Tried, rules: Agreement) -> Moves:
    """When the others' rules make MQLs of those that only these do: few of them, so that few leads are run again."""
    rows, asked = mine.without(other), at.asked
    if not len(rows):
        return Moves()
    model, chosen = replays.model(at.snapshot, rules), np.zeros_like(asked.chosen)
    chosen[rows] = 1
    ever = replays.period(at.snapshot, model, model.tape.base, asked.as_of + 1)
    found = model.mqls(chosen, scoring.among_rows(model.tape, ever, rows))
    before = int(np.count_nonzero(found.at < asked.since))
    return Moves(len(rows) - len(found.at), before, len(found.at) - before)


def _passed(at: Bench, rules: Agreement) -> Tried:
    """The same, read off where the best scores pass the threshold."""
    own, kept_rises = rules.scoring.threshold, at.snapshot.answers
    key = "rises", at.key, rules.timezone, _but_for_threshold(rules)
    nearest = own // REACH * REACH
    lower = (nearest - down * REACH for down in range(DEPTH))
    kept = next((least for least in lower if kept_rises.known((*key, least))), nearest - REACH)
    rises = kept_rises.get((*key, kept), lambda: _rises(at, rules, kept))
    return _tried(at.asked, at.edges, *rises.mqls(own))


def _rises(at: Bench, rules: Agreement, least: float) -> Rises:
    model = replays.model(at.snapshot, rules)
    whole = _whole(at.snapshot, model, at.asked, at.edges)
    return scoring.rises(model.tape, model.numbers, least, whole.shown, whole.chosen)


def _whole(snapshot: Snapshot, model: Model, asked: Asked, edges: Array) -> Part:
    """All asked episodes in the shown months and the period, and in the period alone."""
    since, until = int(min([asked.since, *edges])), int(max([asked.until, *edges]))
    shown = replays.period(snapshot, model, since, until)
    return Part(asked.chosen, shown, replays.period(snapshot, model, asked.since, asked.until))


def _tried(asked: Asked, edges: Array, rows: Array, at: Array) -> Tried:
    months = np.searchsorted(edges, at, side="right")
    by_month = np.bincount(months, minlength=len(edges) + 1)[1 : max(len(edges), 1)]
    return Tried(rows[asked.within(at)], by_month)


def _of_curve(at: Bench, rules: Agreement) -> tuple[Hashable, ...]:
    """What tells one curve from another: all of the rules but the threshold, and how far it goes."""
    return "curve", at.key, rules.timezone, _but_for_threshold(rules), len(_grid(rules))


def _but_for_threshold(rules: Agreement) -> Scoring:
    return rules.scoring.model_copy(update={"threshold": 0.0})


def _grid(rules: Agreement) -> Array:
    """Every fifth threshold, so far that a hand seldom needs more."""
    return np.arange(0.0, max(HIGHEST, thresholds(rules)[-1]) + STEP, STEP)
