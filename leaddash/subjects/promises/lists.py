"""The lists of leads behind the figures of promises: on the lead's clock, on that of each who held it, of nobody's."""

from __future__ import annotations

from pathlib import Path

from leaddash.blocks.figure import LeadList
from leaddash.cases import file, timed

HERE = Path(__file__).parent
SHOWN, COUNTED = HERE / "lead_list.sql", HERE / "lead_count.sql"
PROMISES = LeadList(file("sla_list"), timed.promises, kind="sla", shown=SHOWN, counted=COUNTED)
HOLDINGS = LeadList(file("sla_list"), timed.holdings, kind="owner", shown=SHOWN, counted=COUNTED)
NOBODY = LeadList(
    file("nobody_list"), kind="nobody", shown=HERE / "nobody_leads.sql", counted=HERE / "nobody_count.sql"
)
