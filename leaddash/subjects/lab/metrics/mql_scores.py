"""The points that model MQLs of the asked rules have at their moment."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from leaddash import scoring
from leaddash.cases import replays
from leaddash.scope import Question
from leaddash.snapshots import Snapshot


def given(snapshot: Snapshot, question: Question) -> dict[str, pa.Table]:
    """The table `scored_mqls` of the asked period: lead, episode, mql_at, and the points of fit and behaviour then."""
    model, asked = replays.model(snapshot, question.agreement), replays.asked(snapshot, question)
    found = model.mqls(asked.chosen, replays.period(snapshot, model, asked.since, asked.until))
    points = scoring.scores_after(model.tape, model.numbers, found)
    columns = {
        "lead": pa.array(scoring.lead_numbers(found.leads)),
        "episode": pa.array(model.tape.episode_numbers(found.rows, found.leads)),
        "mql_at": pa.array(found.at.astype("datetime64[s]")),
        "fit": pa.array(np.ascontiguousarray(points[:, 0])),
        "behaviour": pa.array(np.ascontiguousarray(points[:, 1])),
    }
    return {"scored_mqls": pa.table(columns)}
