"""The proposal under discussion, as the link says it."""

from __future__ import annotations

from dataclasses import replace

from leaddash import agreement
from leaddash.agreement import Agreement, Changes, old_links
from leaddash.blocks.chosen import Chosen

PROPOSAL_KEY = "proposal"


def proposal(rules: Agreement, chosen: Chosen) -> Changes:
    """The proposal of the link; one that changes nothing where the link says none that we can read."""
    said, ours = _said(chosen), agreement.as_agreed(rules)
    return replace(said, base=ours.base) if said else ours


def is_of_another(rules: Agreement, chosen: Chosen) -> bool:
    """Whether the link's proposal was made on another agreement than ours."""
    said = _said(chosen)
    return said is not None and said.base != agreement.as_agreed(rules).base


def is_unreadable(chosen: Chosen) -> bool:
    """Whether the link says a proposal that cannot be read."""
    return bool(chosen.get(PROPOSAL_KEY)) and _said(chosen) is None


def _said(chosen: Chosen) -> Changes | None:
    word = chosen.get(PROPOSAL_KEY)
    said = agreement.unpacked(word) or old_links.proposal(word)
    return said.only(agreement.is_weight) if said else None
