"""The list of leads behind the figures of response: of those handed over."""

from __future__ import annotations

from pathlib import Path

from leaddash.blocks.figure import LeadList
from leaddash.cases import file, timed

HERE = Path(__file__).parent
HAND_OVERS = LeadList(
    file("response_curve_list"),
    timed.hand_overs,
    kind="response",
    shown=HERE / "lead_list.sql",
    counted=HERE / "lead_count.sql",
    of_leads=True,
)
