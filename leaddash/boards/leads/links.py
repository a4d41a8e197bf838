"""What a link to the list behind a figure says."""

from __future__ import annotations

from collections.abc import Mapping

from leaddash.drawing.names import ANY
from leaddash.metrics import figures


def with_list(changes: Mapping[str, str]) -> dict[str, str]:
    """What changes in a link that opens the list of a figure: also the kind of list, and any bucket but the named."""
    if "figure" not in changes:
        return dict(changes)
    return {"list": figures.kind_of(changes["figure"]), "bucket": ANY, **changes}
