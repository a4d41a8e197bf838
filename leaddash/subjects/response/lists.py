"""The list of leads behind the figures of response: of those handed over."""

from __future__ import annotations

from pathlib import Path

from leaddash.blocks.figure import LeadList
from leaddash.cases import file, timed

HAND_OVERS = LeadList(
    file("response_curve_list"), timed.hand_overs, kind="response", shown=Path(__file__).with_name("lead_list.sql")
)
