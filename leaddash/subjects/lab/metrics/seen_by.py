"""The same moments as two scoring models see them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leaddash import scoring
from leaddash.cases.replays import Model
from leaddash.moments import moment_of
from leaddash.scoring import Array, Mqls, Past
from leaddash.snapshots import Snapshot


@dataclass(frozen=True)
class Seen:
    """By moment the own score; the other model's fit, behaviour, intent (columns); whether it counts the activity."""

    own: Array
    other: Array
    is_counted: Array


def both(snapshot: Snapshot, own: Model, other: Model, moments: Mqls, as_of: int) -> Seen:
    """What two models say of the MQL moments of the one: with everything up to the deciding activity, in its order."""
    mine = scoring.scores_after(own.tape, own.numbers, moments)
    if own.tape.coded_by == other.tape.coded_by:
        theirs = scoring.scores_after(other.tape, other.numbers, moments)
        return Seen(mine[:, 0] + mine[:, 1], theirs, np.ones(len(mine), dtype=np.bool_))
    theirs, is_counted = _recoded(snapshot, own, other, moments, as_of)
    return Seen(mine[:, 0] + mine[:, 1], theirs, is_counted)


def _recoded(snapshot: Snapshot, own: Model, other: Model, moments: Mqls, as_of: int) -> tuple[Array, Array]:
    """The other model's view where it counts other activities: both are coded again over these leads' activities."""
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
    """By moment the place of the lead's last event that comes from the deciding activity or one before; -1: none."""
    real = np.flatnonzero(of.origin >= 0)
    owner = np.searchsorted(of.coded.offsets, real, side="right") - 1
    width = len(of.activities) + 1
    found = np.searchsorted(owner * width + of.origin[real], who * width + deciding, side="right") - 1
    mine = (found >= 0) & (deciding >= 0)
    mine[mine] = owner[found[mine]] == who[mine]
    return np.where(mine, np.append(real, -1)[found], -1)


def _scores(of: Past, model: Model, leads: Array, who: Array, last: Array, moments: Mqls) -> Array:
    """Fit, behaviour and intent after these events, faded to the local dates of the moments."""
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
