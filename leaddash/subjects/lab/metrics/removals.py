"""Models with one rule taken out."""

from __future__ import annotations

from leaddash.agreement import Agreement
from leaddash.cases import replays
from leaddash.cases.replays import Model
from leaddash.scoring import Array
from leaddash.snapshots import Snapshot


def without_fit(snapshot: Snapshot, rules: Agreement, place: int) -> Model:
    """The model without a fit rule."""
    fit = list(rules.scoring.fit)
    fit[place] = fit[place].model_copy(update={"points": 0.0})
    return replays.model(snapshot, _changed(rules, fit=tuple(fit)))


def without_behaviour(snapshot: Snapshot, rules: Agreement, place: int, ever: Array) -> Model:
    """The model without a behaviour rule; `ever` says by rule and other whether they match the same activities.

    The tape need not be coded again where no later rule takes the activities over, and none of them raises a hand
    over its limit: such a one is on the tape, but not whose it is.
    """
    rule = rules.scoring.behaviour[place]
    if ever[place, place + 1 :].any() or (rule.hand_raise and rule.limit != "every"):
        kept = tuple(other for other in rules.scoring.behaviour if other is not rule)
        return replays.model(snapshot, _changed(rules, behaviour=kept))
    return replays.model(snapshot, rules, without=[place])


def _changed(rules: Agreement, **more: object) -> Agreement:
    return rules.model_copy(update={"scoring": rules.scoring.model_copy(update=more)})
