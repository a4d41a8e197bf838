"""A proposal that somebody kept as an agreement file, as changes of our scoring or of a published model's."""

from __future__ import annotations

from dataclasses import replace

from leaddash.agreement.changes import Changes, as_agreed, differences, starting_from, under
from leaddash.agreement.keys import is_weight
from leaddash.agreement.model import Agreement
from leaddash.agreement.presets import presets


def proposal_of(changed: Agreement, rules: Agreement) -> Changes | None:
    """The weights that make an agreement's scoring; None where it has rules that neither ours nor a preset have."""
    for name in ("", *presets()):
        start = replace(as_agreed(rules), preset=name)
        proposal = start.also(differences(starting_from(start, rules), changed).only(is_weight).values)
        if under(proposal, rules).scoring == changed.scoring:
            return proposal
    return None
