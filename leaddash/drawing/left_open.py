"""How links name what is left open, and what is missing."""

from __future__ import annotations

ANY = "any"
"""All stages, exits, reasons or promises together."""
NO_REASON = "–"
"""The missing reason, or exit."""
