"""The promises made about one lead."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from leaddash import cases
from leaddash.blocks.figure import narrowed
from leaddash.cases import timed
from leaddash.moments import second, seconds_of
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.promises.metrics import ladders

KEY = ["promise", "episode", "started_at"]


def promises_of(snapshot: Snapshot, question: Question, lead_id: str) -> pd.DataFrame:
    """Every promise about one lead that had begun by as-of, whatever the period, the oldest first.

    `minutes_left` were left on its clock when it was kept or left unkept, or are at as-of (less than 0: it is late).
    An open one has the ladder's next notice and the roles that this tells.
    """
    of_lead = question.of_whole_past()
    given = timed.promises(snapshot, of_lead, lead_id=lead_id)
    listed = snapshot.ask(cases.file("sla_list"), of_lead, given, **narrowed({"figure": "begun"}))
    known = _with_time_left(given["timed_promises"], snapshot, of_lead)
    notices = ladders.still_open(snapshot, of_lead, lead_id)["timed_open"].to_pandas()
    clocks = known[[*KEY, "runs_working", "minutes_left"]]
    told = notices[[*KEY, "next_notice_at", "next_notice_to"]]
    return listed.merge(clocks, on=KEY, how="left").merge(told, on=KEY, how="left")


def _with_time_left(promises: pa.Table, snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """The promises with the minutes between their end and the due moment, on the clock of each."""
    clocks, now = timed.clockwork(snapshot, question), np.int64(second(question.as_of))
    ends = np.minimum(seconds_of(promises["stop_at"]), seconds_of(promises["left_at"]))
    calendars, working = timed.numbers(promises, "calendar"), timed.flags(promises, "runs_working")
    left = clocks.elapsed(np.minimum(ends, now), seconds_of(promises["due_at"]), calendars, working)
    return promises.to_pandas().assign(minutes_left=left / 60)
