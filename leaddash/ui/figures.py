"""The figures whose leads can be listed, and which kind of list each belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from leaddash.drawing.names import ANY
from leaddash.subjects.response.charts.response_curve import TIMED

LISTS = ("funnel", "response", "sla", "owner")
"""Kinds of lists: of stages, of hand-overs, of promises on the lead's clock, and on each owner's."""
RESPONSE = ("answered", "untouched", "contact_leads", "contacted", "qualify_leads", "qualified", "win_leads", "won")
PROMISED = (
    *("due", "kept", "broken", "overdue", "running", "withdrawn"),
    *("missed_in_period", "past_due_now", "overdue_now"),
)
BUCKETS = (*TIMED, "before", "never", "waiting", "not_a_lead")


def kind_of(figure: str) -> str:
    """The kind of list that a figure belongs to, where nothing else is said."""
    return "response" if figure in RESPONSE else "sla" if figure in PROMISED else "funnel"


def with_list(changes: Mapping[str, str]) -> dict[str, str]:
    """What changes in a link that opens the list of a figure: also the kind of list, and any bucket but the named."""
    if "figure" not in changes:
        return dict(changes)
    return {"list": kind_of(changes["figure"]), "bucket": ANY, **changes}
