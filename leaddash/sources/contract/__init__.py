"""The contract of the canonical tables: what a row must hold to be kept, and what is said of the others."""

from leaddash.sources.contract.admission import MACROS, Findings, SetAside, admit
from leaddash.sources.contract.tables import TABLES, Table

__all__ = ["MACROS", "TABLES", "Findings", "SetAside", "Table", "admit"]
