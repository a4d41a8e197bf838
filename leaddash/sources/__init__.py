"""Ways in: each CRM's files turned into the canonical tables, and the contract those tables keep."""

from leaddash.sources.contract import TABLES, Findings, SetAside, admit
from leaddash.sources.reading import Reading, read
from leaddash.sources.csv_files import explain
from leaddash.sources.source import BUNDLED, Source, choose

__all__ = [
    "BUNDLED",
    "TABLES",
    "Findings",
    "Reading",
    "SetAside",
    "Source",
    "admit",
    "choose",
    "explain",
    "read",
]
