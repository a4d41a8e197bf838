"""The asked episodes in two while a hand moves a rule's points: those of leads it gives points to, and all others.

What the points of one rule are decides nothing about a lead that has none of it. So while they move, only the leads
that have are run again; of the others it is kept what they come to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from leaddash import scoring
from leaddash.agreement import KINDS, Agreement, Scoring, points_key
from leaddash.cases.replays import Model
from leaddash.scoring import Array, Bounds
from leaddash.snapshots.keeping import Kept

COUNTS_BYTES = 64_000
"""What is kept of counts at thresholds: those of a few grids of them."""


@dataclass(frozen=True)
class Part:
    """Chosen episodes (1 by row), and their leads in the shown months and in the asked period."""

    chosen: Array
    shown: Bounds
    asked: Bounds

    def mqls(self, of: Model) -> tuple[Array, Array]:
        """Rows of those that become model MQLs in the shown months, and the seconds of UTC at which they do."""
        found = of.mqls(self.chosen, self.shown)
        return found.rows, found.at

    def counts(self, of: Model, steps: Array) -> Array:
        """Model MQLs of the period at each of some rising thresholds."""
        return scoring.counts(of.tape, of.numbers, steps, self.asked, self.chosen)

    def among(self, of: Model, chosen: Array) -> Part:
        """The same for fewer episodes."""
        within = (scoring.among(of.tape, bounds, chosen) for bounds in (self.shown, self.asked))
        return Part(chosen, *within)


@dataclass(frozen=True)
class Apart:
    """What moves with a rule's points and the rest; of the rest, the MQLs, and the counts at thresholds last asked."""

    moving: Part
    rest: Part
    mqls_of_rest: tuple[Array, Array]
    counts_of_rest: Kept = field(default_factory=lambda: Kept(COUNTS_BYTES))

    def mqls(self, of: Model) -> tuple[Array, Array]:
        """As a part's, of both, under a model that differs in nothing but the points of the rule."""
        rows, at = (np.concatenate(pair) for pair in zip(self.mqls_of_rest, self.moving.mqls(of), strict=True))
        return rows, at

    def counts(self, of: Model, steps: Array) -> Array:
        """As a part's, of both, under such a model."""
        kept = self.counts_of_rest.get(steps.tobytes(), lambda: self.rest.counts(of, steps))
        return np.asarray(kept + self.moving.counts(of, steps))


class Rule(NamedTuple):
    """A rule by its kind and its place among those of its kind."""

    kind: str
    place: int

    def without_points(self, of: Scoring) -> Scoring:
        """The scoring but for the rule's points: by this one knows what is kept apart."""
        rules = list(getattr(of, self.kind))
        rules[self.place] = rules[self.place].model_copy(update={"points": 0.0})
        return of.model_copy(update={self.kind: tuple(rules)})


def rule_of(rules: Agreement, key: str) -> Rule | None:
    """The rule whose points a key of the agreement names; None where it names a number of the model or nothing."""
    for kind in KINDS:
        keys = [points_key(kind, rule.name) for rule in getattr(rules.scoring, kind)]
        if key in keys:
            return Rule(kind, keys.index(key))
    return None


def apart(of: Model, whole: Part, rule: Rule) -> Apart:
    """The parts of a whole by whether their leads have anything that a rule gives points for."""
    has_any = scoring.episodes_of_rule(of.tape, rule.place, is_fit=rule.kind == "fit")
    rest = whole.among(of, whole.chosen * (1 - has_any))
    return Apart(whole.among(of, whole.chosen * has_any), rest, rest.mqls(of))
