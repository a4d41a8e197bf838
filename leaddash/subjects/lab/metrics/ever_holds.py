"""Whether a model's rules say anything at all about the data they are run over."""

from __future__ import annotations

import numpy as np

from leaddash.agreement import Agreement
from leaddash.cases import replays
from leaddash.cases.replays import Model
from leaddash.snapshots import Snapshot


def ever_holds(snapshot: Snapshot, rules: Agreement) -> bool:
    """Whether any fit rule holds for any lead of the data, or any behaviour rule counts any activity.

    Where none does no weight and no threshold tells one lead from another.
    """
    model = replays.model(snapshot, rules)
    key = "ever_holds", model.tape.coded_by, model.tape.fitted_by
    return snapshot.answers.get(key, lambda: _any_fits(model) or _any_counts(model))


def _any_fits(of: Model) -> bool:
    seen = np.bincount(of.tape.fit_codes, minlength=len(of.tape.fit_masks)) > 0
    return bool(of.tape.fit_masks[seen].any())


def _any_counts(of: Model) -> bool:
    """Whether an activity counts for any rule: only those that match one are on the tape with its place."""
    return bool((of.tape.codes < of.tape.rules).any())
