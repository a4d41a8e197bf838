"""The scoring lab as it would be if nothing were computed: its figures come ready-made, and all else is the same page.

Run by Streamlit in place of `app.py`: `streamlit run benchmarks/lab_still.py -- --data FOLDER`. Each answer differs
from the one before, so that the browser has as much to draw.
"""

from __future__ import annotations

import numpy as np

from leaddash import ui
from leaddash.agreement import Agreement
from leaddash.scoring import Array
from leaddash.subjects.lab.metrics import in_hand
from leaddash.subjects.lab.metrics.in_hand import PreparedQuestion, Tried


def _tried(at: PreparedQuestion, rules: Agreement, _moving: str = "") -> Tried:
    """The agreed MQLs without the first few: as many as the sum of all weights says, in every month."""
    fewer = _weight(rules) % 997
    return Tried(at.as_agreed.rows[fewer:], at.as_agreed.by_month - fewer)


def _by_threshold(at: PreparedQuestion, rules: Agreement, thresholds: Array, _moving: str = "") -> Array:
    return np.asarray(at.as_agreed.mqls - (thresholds * 7).astype(np.int64) - _weight(rules) % 997)


def _threshold_for(_at: PreparedQuestion, rules: Agreement, _wanted: float, _moving: str = "") -> float:
    return float(_weight(rules) % 100)


def _weight(rules: Agreement) -> int:
    scoring = rules.scoring
    return int(scoring.threshold + sum(rule.points for rule in (*scoring.fit, *scoring.behaviour)))


in_hand.tried, in_hand.by_threshold, in_hand.threshold_for = _tried, _by_threshold, _threshold_for
ui.run()
