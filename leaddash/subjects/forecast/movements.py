"""What deals are called, and what can become of them between two moments, in the order in which they are told."""

from __future__ import annotations

from leaddash.agreement import CATEGORIES as OPEN_CATEGORIES

CATEGORIES = ("closed", *OPEN_CATEGORIES)
MOVEMENTS = (
    *("start", "new", "reopened", "pulled_in", "rolled_in", "raised", "lowered"),
    *("pulled_out", "pushed_out", "lost", "won", "end"),
)
ENDS = ("start", "end")
"""What is open at the two moments."""
