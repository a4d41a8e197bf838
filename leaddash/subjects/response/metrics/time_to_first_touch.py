"""How long hand-overs wait for their first touch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables, timed
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.stats import Cases, counted, incidence
from leaddash.subjects.response import lists

WAY_COUNT = 2
"""Ways in which a wait ends: touched, and out of the episode untouched."""
SHARES = {"p50_minutes": 0.5, "p75_minutes": 0.75, "p90_minutes": 0.9, "p95_minutes": 0.95}
CURVE = ["touched", "touched_low", "touched_high", "left", "waiting"]
COLUMNS = ["minute", "cases", "at_risk", *CURVE, *SHARES]


@metric(
    given=timed.hand_overs,
    cases="hand_over_cases",
    listed=lists.HAND_OVERS,
    needs_touches=True,
    key=("minute",),
    kinds={Kind.PLACE: ["minute"], Kind.SHARE: CURVE, Kind.MINUTES: SHARES},
)
def time_to_first_touch(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Minute by minute after the start: the share touched, out untouched, and still waiting.

    Aalen–Johansen incidences as fractions of the hand-overs of the period but those touched before or found to be no
    lead, in minutes of the response clock, up to and including each whole minute in which anything happened; `touched`
    with 95 % bounds. The percentiles are the minutes by which that share of all was touched, empty where not reached.

    Columns: minute, cases, at_risk, touched, touched_low, touched_high, left, waiting, p50_minutes, p75_minutes,
    p90_minutes, p95_minutes
    """
    rows = time_to_first_touch.rows(snapshot, question)
    curves = [_curve(counted(row.waits, WAY_COUNT)).assign(slice=row.slice) for row in rows.itertuples()]
    frame = pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(columns=["slice", *COLUMNS])
    return tables.sliced(frame, question, COLUMNS)


def _curve(waits: Cases) -> pd.DataFrame:
    """The curve of one slice: a row for minute 0 and for each in which anything happened."""
    minutes = np.unique(np.append(0, -(-waits.events.times // 60)))
    ends = _seen(waits, minutes * 60)
    touched, left = incidence(waits, 1, ends), incidence(waits, 2, ends)
    found: dict[str, Any] = {"minute": minutes, "cases": waits.total, "at_risk": waits.watched(ends)}
    found |= {"touched": touched.share, "touched_low": touched.low, "touched_high": touched.high}
    return pd.DataFrame({**found, "left": left.share, "waiting": waits.left(ends), **_percentiles(waits)})


def _seen(waits: Cases, ends: Any) -> Any:
    """The ends of minutes; of the one in which watching ended, that moment."""
    return np.where(waits.reach(ends), ends, np.minimum(ends, waits.seconds.max(initial=0)))


def _percentiles(waits: Cases) -> dict[str, float]:
    times = waits.events.times
    reached = incidence(waits, 1, times).share
    places = {name: np.searchsorted(reached, share - 1e-12) for name, share in SHARES.items()}
    return {name: times[place] / 60 if place < len(times) else np.nan for name, place in places.items()}
