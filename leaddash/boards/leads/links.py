"""What a link to the list behind a figure says: what narrows the list stays in the list."""

from __future__ import annotations

from collections.abc import Mapping

from leaddash.drawing.names import ANY
from leaddash.metrics import figures
from leaddash.scope import DIMENSIONS

SLICE_KEY, SPAN_KEY = "only", "span"
"""Keys of the slice and of the days that a list is of, beside the page's filters and period."""
WHENEVER = "all"
OF_THE_PAGE = (*DIMENSIONS, "period", "since", "until")


def with_list(changes: Mapping[str, str]) -> dict[str, str]:
    """What changes in a link that opens the list of a figure, which names its kind and leaves any bucket open.

    A slice and a period narrow the list alone: who goes on to another page finds its filters and period as they were.
    """
    if "figure" not in changes:
        return dict(changes)
    own = {key: value for key, value in changes.items() if key not in OF_THE_PAGE}
    narrowed = {SLICE_KEY: _slice(changes), SPAN_KEY: _span(changes)}
    return {"list": figures.kind_of(changes["figure"]), "bucket": ANY, **narrowed, **own}


def _slice(changes: Mapping[str, str]) -> str:
    return next((f"{name}:{changes[name]}" for name in DIMENSIONS if name in changes), "")


def _span(changes: Mapping[str, str]) -> str:
    if changes.get("period") == "custom":
        return f"{changes['since']}..{changes['until']}"
    return WHENEVER if changes.get("period") == WHENEVER else ""
