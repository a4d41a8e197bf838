"""Ways in: each CRM's files turned into the canonical tables, and the contract those tables keep."""

from leaddash.sources.contract import MACROS, TABLES, Findings, SetAside, admit
from leaddash.sources.reading import Reading, fault, read
from leaddash.sources.source import BUNDLED, Source, choose, zone

__all__ = [
    "BUNDLED",
    "MACROS",
    "TABLES",
    "Findings",
    "Reading",
    "SetAside",
    "Source",
    "admit",
    "choose",
    "fault",
    "read",
    "zone",
]
