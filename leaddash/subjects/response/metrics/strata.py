"""What hand-overs look alike by: known when they started, never what reps fill in after talking."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from leaddash import scoring
from leaddash.cases import judged_scores, replays, timed
from leaddash.moments import seconds_of
from leaddash.scope import Question
from leaddash.scoring import Array
from leaddash.snapshots import Snapshot

BANDS = 8
"""Bands of the score, each with as many hand-overs."""
DIGITS = 6
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
    """The eighth of all scores in which each lies, from 0 up; equal ones lie in one."""
    told = np.round(scores, DIGITS)
    below = np.searchsorted(np.sort(told), told)
    return np.minimum(BANDS * below // max(len(told) - 1, 1), BANDS - 1)
