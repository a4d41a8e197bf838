"""The scores that two models give leads at the same moments: the moments at which one of them makes MQLs of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leaddash import scoring
from leaddash.cases.replays import Model
from leaddash.moments import moment_of
from leaddash.scoring import Array, Mqls, Past
from leaddash.snapshots import Snapshot


@dataclass(frozen=True)
class ComparedScores:
    """By MQL moment the scores of the model that makes it (`own`) and of the other one.

    `own` is the score; `other` has the columns fit, behaviour and intent; `is_counted` says whether the other model
    counts the activity that decided the moment.
    """

    own: Array
    other: Array
    is_counted: Array


def compared(snapshot: Snapshot, own: Model, other: Model, moments: Mqls, as_of: int) -> ComparedScores:
    """The scores of two models at the MQL moments of the `own` one, right after the activity that decided each.

    Several activities may have the same second: those up to the deciding one count, in running order.
    """
    own_scores = scoring.scores_after(own.tape, own.numbers, moments)
    if own.tape.coded_by == other.tape.coded_by:
        other_scores = scoring.scores_after(other.tape, other.numbers, moments)
        return ComparedScores(
            own_scores[:, 0] + own_scores[:, 1], other_scores, np.ones(len(own_scores), dtype=np.bool_)
        )
    other_scores, is_counted = _recoded(snapshot, own, other, moments, as_of)
    return ComparedScores(own_scores[:, 0] + own_scores[:, 1], other_scores, is_counted)


def _recoded(snapshot: Snapshot, own: Model, other: Model, moments: Mqls, as_of: int) -> tuple[Array, Array]:
    """The other model's scores, and whether it counts the deciding activities, where its rules count other ones.

    Then events of the two tapes do not correspond. The activities of the leads are coded again by either model's
    rules, and what is counted is compared activity by activity.
    """
    leads, who = np.unique(moments.leads, return_inverse=True)
    until = moment_of(as_of)
    with snapshot.cursor() as cursor:
        pasts = [scoring.past(cursor, model.rules, scoring.lead_numbers(leads), until) for model in (own, other)]
    begun = moments.places >= 0
    deciding = np.full(len(who), -1)
    places = moments.places - own.tape.offsets[moments.leads] + pasts[0].coded.offsets[who]
    deciding[begun] = pasts[0].origin[places[begun]]
    last = _last_events(pasts[1], who, deciding)
    found = _scores(pasts[1], other, leads, who, last, moments)
    is_counted = ~begun | ((last >= 0) & (np.append(pasts[1].origin, -2)[last] == deciding))
    return found, is_counted


def _last_events(of: Past, who: Array, deciding: Array) -> Array:
    """By moment the place of the lead's last event up to the deciding activity; -1: none.

    `who` is by moment the number of the lead in the past, `deciding` the row of its deciding activity (-1: creation).
    """
    real = np.flatnonzero(of.origin >= 0)
    owner = np.searchsorted(of.coded.offsets, real, side="right") - 1
    width = len(of.activities) + 1
    found = np.searchsorted(owner * width + of.origin[real], who * width + deciding, side="right") - 1
    has_event = (found >= 0) & (deciding >= 0)
    has_event[has_event] = owner[found[has_event]] == who[has_event]
    return np.where(has_event, np.append(real, -1)[found], -1)


def _scores(of: Past, model: Model, leads: Array, who: Array, last: Array, moments: Mqls) -> Array:
    """Fit, behaviour and intent by moment, after each lead's `last` event, faded to the local date of the moment."""
    codes = model.tape.fit_codes[leads]
    tape = scoring.tape_of(of.coded, model.rules, codes, model.tape.fit_masks)
    found = scoring.scores_after(
        tape, model.numbers, Mqls(who, who, np.maximum(last, tape.offsets[who] - 1), moments.at)
    )
    found[last < 0, 1:] = 0
    then = np.where(last >= 0, np.append(of.coded.events.at, 0)[last], moments.at)
    days = scoring.local_days(of.coded, moments.at) - scoring.local_days(of.coded, then)
    found[:, 1:] *= model.numbers.decay[np.clip(days, 0, len(model.numbers.decay) - 1)][:, np.newaxis]
    return found
