"""The lists of leads behind the figures of promises: on the lead's clock, on that of each who held it, of nobody's."""

from __future__ import annotations

from pathlib import Path

from leaddash.blocks.figure import LeadList
from leaddash.cases import file, timed

LEAD_LIST, NOBODY_LEADS = (Path(__file__).with_name(f"{name}.sql") for name in ("lead_list", "nobody_leads"))
PROMISES = LeadList(file("sla_list"), timed.promises, kind="sla", shown=LEAD_LIST)
HOLDINGS = LeadList(file("sla_list"), timed.holdings, kind="owner", shown=LEAD_LIST)
NOBODY = LeadList(file("nobody_list"), kind="nobody", shown=NOBODY_LEADS)
