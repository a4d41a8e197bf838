"""What a link to the list behind a figure says: what narrows the list stays in the list."""

from __future__ import annotations

from leaddash.blocks import opens
from leaddash.blocks.figure import NARROWED
from leaddash.blocks.opens import Opens
from leaddash.drawing.left_open import ANY
from leaddash.metrics import figures
from leaddash.scope import DIMENSIONS

SLICE_KEY, SPAN_KEY, HOUR_KEY = "only", "span", "hour"
"""Keys of what a list is of beside the page's filters and period: slices, days, an hour of the week."""
OF_SOME = (HOUR_KEY, "owner", "step", "category", "movement")
"""Keys that narrow some figures only: a link to another one is rid of them."""
LIST_KEYS = ("list", "figure", *NARROWED, SLICE_KEY, SPAN_KEY, "search")
"""All that a link says of which leads are listed."""
WHENEVER = "all"
OF_THE_PAGE = (*DIMENSIONS, "period", "since", "until")


def with_list(changes: Opens) -> dict[str, str]:
    """What changes in a link that opens the list of a figure, which names its kind and leaves any bucket open.

    A slice and a period narrow the list alone: who goes on to another page finds its filters and period as they were.
    """
    if "figure" not in changes:
        return dict(changes)
    own = {key: value for key, value in changes.items() if key not in OF_THE_PAGE}
    kind = changes.get("list") or figures.kind_of(changes["figure"])
    anywhere = {} if "stage" in figures.narrows(kind, changes["figure"]) else {"stage": ANY}
    narrowed = {SLICE_KEY: _slice(changes), SPAN_KEY: _span(changes), **dict.fromkeys(OF_SOME, "")}
    return {"list": kind, "bucket": ANY, **anywhere, **narrowed, **own}


def _slice(changes: Opens) -> str:
    return opens.written({name: changes[name] for name in DIMENSIONS if name in changes})


def _span(changes: Opens) -> str:
    if changes.get("period") == "custom":
        return f"{changes['since']}..{changes['until']}"
    return WHENEVER if changes.get("period") == WHENEVER else ""
