"""The asked episodes in two while one rule's points change: those of leads the rule gives points to, and all others.

A lead that a rule gives nothing has the same score whatever its points are. So while they change, a model is run over
the leads that it gives something; what the model makes of all others is computed once and kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from leaddash import scoring
from leaddash.agreement import RULE_KINDS, Agreement, Scoring, points_key
from leaddash.cases.replays import Model
from leaddash.scoring import Array, Bounds
from leaddash.snapshots.keeping import Kept

COUNTS_BYTES = 64_000
"""Room for the counts of a few grids of thresholds."""


@dataclass(frozen=True)
class EpisodeSet:
    """Some episodes (`chosen`, 1 by row), and where the shown months and the asked period of their leads lie."""

    chosen: Array
    shown: Bounds
    asked: Bounds

    def mqls(self, model: Model) -> tuple[Array, Array]:
        """Rows of the episodes that become model MQLs in the shown months, and when, in seconds of UTC."""
        found = model.mqls(self.chosen, self.shown)
        return found.rows, found.at

    def counts(self, model: Model, steps: Array) -> Array:
        """Model MQLs of the period at each of some rising thresholds."""
        return scoring.counts(model.tape, model.numbers, steps, self.asked, self.chosen)

    def among(self, model: Model, chosen: Array) -> EpisodeSet:
        """The same of fewer episodes (`chosen`, 1 by row)."""
        within = (scoring.among(model.tape, bounds, chosen) for bounds in (self.shown, self.asked))
        return EpisodeSet(chosen, *within)


@dataclass(frozen=True)
class SplitEpisodes:
    """Episodes of leads that a rule gives points to, and the others with what they come to whatever its points are.

    Kept of the others are their MQLs, and their counts at the grids of thresholds last asked for.
    """

    with_rule: EpisodeSet
    without_rule: EpisodeSet
    mqls_without_rule: tuple[Array, Array]
    counts_without_rule: Kept = field(default_factory=lambda: Kept(COUNTS_BYTES))

    def mqls(self, model: Model) -> tuple[Array, Array]:
        """As of an `EpisodeSet`, of both together, under a model that differs only in the points of the rule."""
        parts = zip(self.mqls_without_rule, self.with_rule.mqls(model), strict=True)
        rows, seconds = (np.concatenate(pair) for pair in parts)
        return rows, seconds

    def counts(self, model: Model, steps: Array) -> Array:
        """As of an `EpisodeSet`, of both together, under such a model."""
        kept = self.counts_without_rule.get(steps.tobytes(), lambda: self.without_rule.counts(model, steps))
        return np.asarray(kept + self.with_rule.counts(model, steps))


class Rule(NamedTuple):
    """A rule by its kind and its place among those of its kind."""

    kind: str
    place: int

    def without_points(self, of: Scoring) -> Scoring:
        """The scoring with no points for the rule: where this is the same, the kept answers of the others hold."""
        rules = list(getattr(of, self.kind))
        rules[self.place] = rules[self.place].model_copy(update={"points": 0.0})
        return of.model_copy(update={self.kind: tuple(rules)})


def rule_of(rules: Agreement, key: str) -> Rule | None:
    """The rule whose points a key of the agreement names; None where it names a number of the model or nothing."""
    for kind in RULE_KINDS:
        keys = [points_key(kind, rule.name) for rule in getattr(rules.scoring, kind)]
        if key in keys:
            return Rule(kind, keys.index(key))
    return None


def split(model: Model, whole: EpisodeSet, rule: Rule) -> SplitEpisodes:
    """Episodes divided by whether their leads have anything that a rule gives points for."""
    has_any = scoring.episodes_of_rule(model.tape, rule.place, is_fit=rule.kind == "fit")
    rest = whole.among(model, whole.chosen * (1 - has_any))
    return SplitEpisodes(whole.among(model, whole.chosen * has_any), rest, rest.mqls(model))
