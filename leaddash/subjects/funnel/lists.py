"""The lists of leads behind the funnel's figures: of those in a stage, and of those who left."""

from __future__ import annotations

from pathlib import Path

from leaddash.blocks.figure import LeadList
from leaddash.cases import file

HERE = Path(__file__).parent
FUNNEL = LeadList(
    file("funnel_list"),
    kind="funnel",
    shown=HERE / "lead_list.sql",
    counted=HERE / "lead_count.sql",
    of="stage",
    of_leads=True,
)
EXITS = LeadList(
    file("exits_list"),
    kind="funnel",
    shown=HERE / "exit_lead_list.sql",
    counted=HERE / "exit_lead_count.sql",
    of_leads=True,
)
