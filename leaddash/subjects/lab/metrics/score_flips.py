"""Which leads other rules would send to sales, or no longer send, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from leaddash import scoring
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import replays, tables
from leaddash.cases.replays import Asked, Model
from leaddash.moments import NEVER, stamps
from leaddash.scope import Question
from leaddash.scoring import Array, Mqls
from leaddash.snapshots import Snapshot
from leaddash.subjects.lab.metrics import compared_scores

COLUMNS = ["flip", "lead_id", "episode", "mql_at_agreed", "mql_at", "score_agreed", "score", "reason"]


@metric(key=("flip", "lead_id", "episode"), kinds={Kind.PLACE: ["episode"], Kind.SCORE: ["score_agreed", "score"]})
def score_flips(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Episodes that become model MQLs in the period under the asked rules only (`entered`) or the agreed only (`left`).

    `mql_at_agreed`, `mql_at` are the moments under both, whenever, in UTC, empty if never by as-of. The scores are both
    models' at the decisive moment, which is the one in the period. `reason` is why the other rules did not make it one
    then: `other_time` if they did at a moment outside the period, else what failed first of `not_counted` (what the
    lead did then), `fit_floor`, `intent_floor`, `behaviour_floor` and `score`. Entered minus left is the delta of
    `mql_volume`.

    Columns: flip, lead_id, episode, mql_at_agreed, mql_at, score_agreed, score, reason
    """
    models, episodes = replays.models(snapshot, question), replays.asked(snapshot, question)
    moments = [_by_episode(model, episodes) for model in models]
    parts = [_flipped(snapshot, models, moments, episodes, sender) for sender in (0, 1)]
    frame = snapshot.ask(__file__, replays.sliced_as_built(snapshot, question), {"flips": pa.concat_tables(parts)})
    return tables.sliced(frame, question, COLUMNS)


@dataclass(frozen=True)
class _Moments:
    """The MQLs of a model by as-of, and by episode the second at which it became one (`NEVER` where not)."""

    mqls: Mqls
    seconds: Array


def _by_episode(model: Model, episodes: Asked) -> _Moments:
    ever = model.mqls(episodes.chosen)
    known = ever.chosen(ever.at <= episodes.as_of)
    seconds = np.full(model.tape.episodes, NEVER)
    seconds[known.rows] = known.at
    return _Moments(known, seconds)


def _flipped(
    snapshot: Snapshot, models: tuple[Model, Model], moments: list[_Moments], episodes: Asked, sender: int
) -> pa.Table:
    """The episodes that are MQLs in the period under the model `sender` (0 asked, 1 agreed), not under the other."""
    own, other = moments[sender], moments[1 - sender]
    decisive = own.mqls.chosen(episodes.within(own.mqls.at) & ~episodes.within(other.seconds[own.mqls.rows]))
    both = compared_scores.compared(snapshot, models[sender], models[1 - sender], decisive, episodes.as_of)
    reasons = _reasons(models[1 - sender], both, other.seconds[decisive.rows])
    scores = [both.own, both.other.sum(axis=1) - both.other[:, 2]]
    seconds = (own.seconds[decisive.rows], other.seconds[decisive.rows])
    columns = {
        "flip": np.full(len(decisive.rows), "entered" if sender == 0 else "left", dtype=object),
        "lead": scoring.lead_numbers(decisive.leads),
        "episode": models[sender].tape.episode_numbers(decisive.rows, decisive.leads),
        "decided_at": stamps(decisive.at),
        "mql_at": stamps(seconds[sender]),
        "mql_at_agreed": stamps(seconds[1 - sender]),
        "score": scores[sender],
        "score_agreed": scores[1 - sender],
        "reason": reasons,
    }
    kinds = dict.fromkeys(("flip", "reason"), pa.string())
    return pa.table({name: pa.array(column, kinds.get(name)) for name, column in columns.items()})


def _reasons(other: Model, both: compared_scores.ComparedScores, other_seconds: Array) -> Array:
    """Why the other model made none of them an MQL at its decisive moment: what failed first.

    `other_seconds` are those at which the other model made it one, `NEVER` where it did not.
    """
    fit, behaviour, intent = both.other.T
    numbers = other.numbers
    failed = [
        ("other_time", other_seconds != NEVER),
        ("not_counted", ~both.is_counted),
        ("fit_floor", fit < numbers.fit_floor),
        ("intent_floor", intent < numbers.intent_floor),
        ("behaviour_floor", behaviour <= numbers.behaviour_floor),
    ]
    return np.select([which for _, which in failed], [name for name, _ in failed], "score").astype(object)
