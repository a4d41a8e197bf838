"""What moves while a hand is on the weights: everything about the question made ready, so that only the rules run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from leaddash import scoring
from leaddash.agreement import Agreement, Scoring
from leaddash.metrics import replays
from leaddash.metrics.last import Last
from leaddash.metrics.replays import Asked, Model
from leaddash.metrics.threshold_curve import STEP, thresholds
from leaddash.metrics.workload import Workload, workload
from leaddash.scope import Scope
from leaddash.scoring import Array, Rises
from leaddash.snapshot import Snapshot

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

    `as_agreed` are the agreed rules' MQLs of the same, `load` says who shares those of the period. What was made of it
    last is kept: `tries` by rules; by rules but for the threshold, `curves` (and for which threshold they were asked)
    and `rises`.
    """

    snapshot: Snapshot
    asked: Asked
    months: tuple[date, ...]
    edges: Array
    as_agreed: Tried
    load: Workload
    tries: Last[tuple[str, Scoring], Tried] = field(default_factory=lambda: Last(4))
    curves: Last[tuple[str, Scoring, int], tuple[float, Array]] = field(default_factory=lambda: Last(8))
    rises: Last[tuple[str, Scoring, float], Rises] = field(default_factory=lambda: Last(2))


@dataclass(frozen=True)
class Tried:
    """Rows of the episodes that are model MQLs in the period, and how many are in each shown month."""

    rows: Array
    by_month: Array

    @property
    def mqls(self) -> int:
        """Model MQLs of the period."""
        return len(self.rows)

    def without(self, other: Tried) -> int:
        """How many of the MQLs of the period are none of the other's."""
        return len(np.setdiff1d(self.rows, other.rows, assume_unique=True))


def bench(snapshot: Snapshot, scope: Scope, shown: Scope) -> Bench:
    """The bench for a question, and the months shown beside it (another scope of the same slice); the last few kept."""
    return _BENCHES.get(
        (replays.key(snapshot, scope), replays.key(snapshot, shown)), lambda: _made(snapshot, scope, shown)
    )


def tried(at: Bench, rules: Agreement) -> Tried:
    """What the rules make of the same episodes; the last few kept.

    Where the curve knows that only the threshold has moved, no rule is run again: where each best score passes it is
    kept from the second time on.
    """
    curve = at.curves.known(_of_curve(rules))
    has_moved = curve is not None and curve[0] != rules.scoring.threshold
    return at.tries.get((rules.timezone, rules.scoring), lambda: _passed(at, rules) if has_moved else _run(at, rules))


def by_threshold(at: Bench, rules: Agreement, steps: Array) -> Array:
    """MQLs of the period at each of some rising thresholds."""
    model = replays.model(at.snapshot, rules)
    within = replays.period(at.snapshot, model, at.asked.since, at.asked.until)
    return scoring.counts(model.tape, model.numbers, steps, within, at.asked.chosen)


def curve(at: Bench, rules: Agreement, now: Tried) -> Curve:
    """Every fifth threshold and the one in force, rising, and the MQLs of the period at each.

    What `now` says of the one in force is not asked again, nor are the others as long as only the threshold moves.
    """
    every, own = thresholds(rules), rules.scoring.threshold
    steps = every[every % STEP == 0]
    _, whole = at.curves.get(_of_curve(rules), lambda: (own, by_threshold(at, rules, _grid(rules))))
    counts = whole[: len(steps)]
    place = int(np.searchsorted(steps, own))
    return (steps, counts) if own in steps else (every, np.insert(counts, place, now.mqls))


def threshold_for(at: Bench, rules: Agreement, wanted: float) -> float:
    """The threshold at which the number of MQLs of the period comes nearest to the wanted.

    Of equals the one nearest to the threshold in force, so that what is reached already stays as it is.
    """
    now = rules.scoring.threshold
    steps = np.unique([*np.arange(LOWEST, HIGHEST + FINE, FINE), now])
    found = np.abs(by_threshold(at, rules, steps) - wanted)
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


def _made(snapshot: Snapshot, scope: Scope, shown: Scope) -> Bench:
    asked = replays.asked(snapshot, scope)
    periods = snapshot.parameters(replays.sliced_as_built(snapshot, shown))["periods"]
    ends = [replays.second(one["since"]) for one in periods] + [replays.second(one["until"]) for one in periods[-1:]]
    edges = np.array(ends, dtype=np.int64)
    counted = _counted(snapshot, asked, edges, snapshot.agreement)
    shown_months = tuple(one["period"] for one in periods)
    return Bench(snapshot, asked, shown_months, edges, counted, workload(snapshot, scope))


def _run(at: Bench, rules: Agreement) -> Tried:
    return _counted(at.snapshot, at.asked, at.edges, rules)


def _counted(snapshot: Snapshot, asked: Asked, edges: Array, rules: Agreement) -> Tried:
    """What rules make of the asked episodes; run over no more than the shown months and the period."""
    model = replays.model(snapshot, rules)
    found = model.mqls(asked.chosen, _shown(snapshot, model, asked, edges))
    return _tried(asked, edges, found.rows, found.at)


def _passed(at: Bench, rules: Agreement) -> Tried:
    """The same, read off where the best scores pass the threshold."""
    own, (timezone, others, _) = rules.scoring.threshold, _of_curve(rules)
    nearest = own // REACH * REACH
    lower = (nearest - down * REACH for down in range(DEPTH))
    kept = next((least for least in lower if at.rises.known((timezone, others, least))), nearest - REACH)
    rises = at.rises.get((timezone, others, kept), lambda: _rises(at, rules, kept))
    return _tried(at.asked, at.edges, *rises.mqls(own))


def _rises(at: Bench, rules: Agreement, least: float) -> Rises:
    model = replays.model(at.snapshot, rules)
    within = _shown(at.snapshot, model, at.asked, at.edges)
    return scoring.rises(model.tape, model.numbers, least, within, at.asked.chosen)


def _shown(snapshot: Snapshot, model: Model, asked: Asked, edges: Array) -> scoring.Bounds:
    """The shown months and the period."""
    return replays.period(snapshot, model, int(min(asked.since, *edges)), int(max(asked.until, *edges)))


def _tried(asked: Asked, edges: Array, rows: Array, at: Array) -> Tried:
    months = np.searchsorted(edges, at, side="right")
    by_month = np.bincount(months, minlength=len(edges) + 1)[1 : max(len(edges), 1)]
    return Tried(rows[asked.within(at)], by_month)


def _of_curve(rules: Agreement) -> tuple[str, Scoring, int]:
    """What tells one curve from another: all of the rules but the threshold, and how far it goes."""
    others = rules.scoring.model_copy(update={"threshold": 0.0})
    return rules.timezone, others, len(_grid(rules))


def _grid(rules: Agreement) -> Array:
    """Every fifth threshold, so far that a hand seldom needs more."""
    return np.arange(0.0, max(HIGHEST, thresholds(rules)[-1]) + STEP, STEP)


_BENCHES: Last[tuple[str, str], Bench] = Last(16)
