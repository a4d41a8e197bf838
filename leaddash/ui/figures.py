"""The kinds of lists in the order of their choice, and which of them each figure opens."""

from __future__ import annotations

from collections.abc import Mapping

from leaddash.drawing.names import ANY
from leaddash.metrics import figures
from leaddash.subjects.response.charts.response_curve import TIMED

LISTS = ("funnel", "response", "sla", "owner")
"""Kinds of lists: of stages, of hand-overs, of promises on the lead's clock, and on each owner's."""
BUCKETS = (*TIMED, "before", "never", "waiting", "not_a_lead")


def kind_of(figure: str) -> str:
    """The kind of list that a figure belongs to, where nothing else is said."""
    return next((kind for kind in LISTS if figure in figures.names(kind)), LISTS[0])


def with_list(changes: Mapping[str, str]) -> dict[str, str]:
    """What changes in a link that opens the list of a figure: also the kind of list, and any bucket but the named."""
    if "figure" not in changes:
        return dict(changes)
    return {"list": kind_of(changes["figure"]), "bucket": ANY, **changes}
