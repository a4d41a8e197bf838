"""The strata in which hand-overs are compared: by what was known when they started, not what reps fill in later."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from leaddash import scoring
from leaddash.cases import judged_scores, replays, timed
from leaddash.moments import seconds_of
from leaddash.scope import Question
from leaddash.scoring import Array
from leaddash.snapshots import Snapshot

SCORE_BANDS = 8
"""Bands of the score, each with as many hand-overs."""
DECIMALS_COMPARED = 6
"""Decimals within which two scores are the same."""


def hand_overs(snapshot: Snapshot, question: Question) -> timed.Given:
    """The hand-overs, and `score_bands`: lead, episode, and the band of the score at the start, from 0 up."""
    given = timed.hand_overs(snapshot, question)
    return {**given, "score_bands": _score_bands(snapshot, question, given["timed_hand_overs"])}


def _score_bands(snapshot: Snapshot, question: Question, started: pa.Table) -> pa.Table:
    model = replays.model(snapshot, judged_scores.early(question.agreement))
    leads, seconds = scoring.lead_places(timed.numbers(started, "lead")), seconds_of(started["started_at"])
    found = scoring.scores_at(model.tape, model.numbers, leads, seconds)
    columns = {"lead": started["lead"], "episode": started["episode"]}
    return pa.table({**columns, "score_band": pa.array(bands(found[:, 0] + found[:, 1]))})


def bands(scores: Array) -> Array:
    """By score the eighth of all scores in which it lies, from 0 up; equal scores lie in one."""
    rounded = np.round(scores, DECIMALS_COMPARED)
    below = np.searchsorted(np.sort(rounded), rounded)
    return np.minimum(SCORE_BANDS * below // max(len(rounded) - 1, 1), SCORE_BANDS - 1)
