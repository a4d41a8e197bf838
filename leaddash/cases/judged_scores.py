"""Scores by which scoring is judged: what episodes had at their hand-over, or at an age where nobody worked them.

Nothing enters that was known only later. Each is held against what became of its episode.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from leaddash import cases, scoring
from leaddash.agreement import Agreement, parameters
from leaddash.cases import replays
from leaddash.moments import seconds_of
from leaddash.scope import Question
from leaddash.scoring import TOLERANCE, Array
from leaddash.snapshots import Snapshot


def episodes(snapshot: Snapshot, question: Question) -> pa.Table:
    """The episodes whose score is judged: slice, lead, episode, read_at, worked, became_sales_lead.

    `read_at` is the moment of the score, and in the period.
    """
    age_seconds = parameters.score_age_seconds(question.agreement)
    slices = replays.sliced_as_built(snapshot, question)
    return snapshot.table(cases.file("judged_episodes"), slices, score_age_seconds=age_seconds)


def early(rules: Agreement) -> Agreement:
    """The rules without a point for what reps fill in after talking."""
    pairs = zip(rules.scoring.fit, filled_late(rules), strict=True)
    fit = tuple(rule.model_copy(update={"points": 0.0}) if late else rule for rule, late in pairs)
    return rules.model_copy(update={"scoring": rules.scoring.model_copy(update={"fit": fit})})


def filled_late(rules: Agreement) -> list[bool]:
    """Which of the fit rules are on columns that reps fill in after talking."""
    late = {column.lower() for column in rules.scoring.after_contact}
    return [rule.column.lower() in late for rule in rules.scoring.fit]


def scores(snapshot: Snapshot, rules: Agreement, of: pa.Table) -> Array:
    """The score of each of some judged episodes at its `read_at`, without what reps fill in after talking."""
    model = replays.model(snapshot, early(rules))
    found = scoring.scores_at(model.tape, model.numbers, leads(of), seconds(of))
    return np.asarray(found[:, 0] + found[:, 1])


def given(snapshot: Snapshot, question: Question) -> dict[str, pa.Table]:
    """The table `judged_scores`: the judged episodes with their `score`, and whether it `is_below` the threshold."""
    found, rules = episodes(snapshot, question), question.agreement
    score = scores(snapshot, rules, found)
    below = pa.array(score < rules.scoring.threshold - TOLERANCE)
    return {"judged_scores": found.append_column("score", pa.array(score)).append_column("is_below", below)}


def leads(of: pa.Table) -> Array:
    """Places on the tape of the leads of some judged episodes."""
    return scoring.lead_places(of["lead"].to_numpy())


def seconds(of: pa.Table) -> Array:
    """The moments of their scores (`read_at`) as seconds of UTC."""
    return seconds_of(of["read_at"])
