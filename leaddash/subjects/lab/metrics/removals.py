"""Models with one rule taken out."""

from __future__ import annotations

from leaddash.agreement import Agreement
from leaddash.cases import replays
from leaddash.cases.replays import Model
from leaddash.scoring import Array
from leaddash.snapshots import Snapshot


def without_fit(snapshot: Snapshot, rules: Agreement, rule_place: int) -> Model:
    """The model without a fit rule."""
    fit = list(rules.scoring.fit)
    fit[rule_place] = fit[rule_place].model_copy(update={"points": 0.0})
    return replays.model(snapshot, _changed(rules, fit=tuple(fit)))


def without_behaviour(snapshot: Snapshot, rules: Agreement, rule_place: int, ever: Array) -> Model:
    """The model without a behaviour rule.

    `ever` says of two rules [rule, other] whether any activity meets the conditions of both. The tape is coded again
    where a later rule would match activities of this one instead. So it is where the rule is a hand raise with a limit:
    its events beyond the limit are on the tape without a rule, and could not be told from others.
    """
    rule = rules.scoring.behaviour[rule_place]
    if ever[rule_place, rule_place + 1 :].any() or (rule.hand_raise and rule.limit != "every"):
        kept = tuple(other for other in rules.scoring.behaviour if other is not rule)
        return replays.model(snapshot, _changed(rules, behaviour=kept))
    return replays.model(snapshot, rules, without=[rule_place])


def _changed(rules: Agreement, **more: object) -> Agreement:
    return rules.model_copy(update={"scoring": rules.scoring.model_copy(update=more)})
