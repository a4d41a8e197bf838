"""The lists of leads behind the figures of promises: on the lead's clock, and on the clock of each who held it."""

from __future__ import annotations

from pathlib import Path

from leaddash.blocks.figure import LeadList
from leaddash.cases import file, timed

LEAD_LIST = Path(__file__).with_name("lead_list.sql")
PROMISES = LeadList(file("sla_list"), timed.promises, kind="sla", shown=LEAD_LIST)
HOLDINGS = LeadList(file("sla_list"), timed.holdings, kind="owner", shown=LEAD_LIST)
