"""What moves while a hand is on the weights: everything about the question made ready, so that only the rules run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from leaddash import scoring
from leaddash.agreement import Agreement
from leaddash.metrics import replays
from leaddash.metrics.last import Last
from leaddash.metrics.replays import Asked
from leaddash.metrics.workload import Workload, workload
from leaddash.scope import Scope
from leaddash.scoring import Array, Mqls
from leaddash.snapshot import Snapshot

LOWEST, HIGHEST = -100.0, 500.0
"""Between these a threshold is looked for."""
FINE = 0.5
"""Points between two thresholds among which one is looked for."""


@dataclass(frozen=True)
class Bench:
    """The asked episodes, the seconds at which each shown month begins (and the last ends), and the asked period.

    `as_agreed` are the agreed rules' MQLs of the same, `load` says who shares those of the period.
    """

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

    def without(self, other: Tried) -> int:
        """How many of the MQLs of the period are none of the other's."""
        return len(np.setdiff1d(self.rows, other.rows, assume_unique=True))


def bench(snapshot: Snapshot, scope: Scope, shown: Scope) -> Bench:
    """The bench for a question, and the months shown beside it (another scope of the same slice); the last few kept."""
    return _BENCHES.get(_key(snapshot, scope, shown), lambda: _made(snapshot, scope, shown))


def tried(at: Bench, rules: Agreement) -> Tried:
    """What the rules make of the same episodes."""
    return _counted(at.asked, at.edges, replays.model(at.snapshot, rules).mqls(at.asked.chosen))


def by_threshold(at: Bench, rules: Agreement, thresholds: Array) -> Array:
    """MQLs of the period at each of some rising thresholds."""
    model = replays.model(at.snapshot, rules)
    within = _PERIODS.get(
        (str(at.snapshot.folder), model.tape.coded_by, at.asked.since, at.asked.until),
        lambda: scoring.period(model.tape, at.asked.since, at.asked.until),
    )
    return scoring.counts(model.tape, model.numbers, thresholds, within, at.asked.chosen)


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
    agreed = replays.model(snapshot, snapshot.agreement).mqls(asked.chosen)
    counted = _counted(asked, edges, agreed)
    shown_months = tuple(one["period"] for one in periods)
    return Bench(snapshot, asked, shown_months, edges, counted, workload(snapshot, scope))


def _counted(asked: Asked, edges: Array, found: Mqls) -> Tried:
    if len(edges) < 2:
        return Tried(found.rows[asked.within(found.at)], np.zeros(0, dtype=np.int64))
    by_month = np.histogram(found.at, edges)[0]
    by_month[-1] -= np.count_nonzero(found.at == edges[-1])  # numpy's last bin holds its end, ours does not
    return Tried(found.rows[asked.within(found.at)], by_month)


def _key(snapshot: Snapshot, scope: Scope, shown: Scope) -> str:
    told = [(one.since, one.until, one.as_of, sorted(one.filters.items()), one.bucket) for one in (scope, shown)]
    rules = scope.agreement if "fit_band" in scope.filters else None
    fits = rules and (
        rules.scoring.fit,
        rules.scoring.fit_cap,
        rules.scoring.fit_at_least_zero,
        rules.scoring.fit_bands,
    )
    return repr((str(snapshot.folder), told, fits))


_BENCHES: Last[str, Bench] = Last(16)
_PERIODS: Last[tuple[str, str, int, int], scoring.Bounds] = Last(16)
