"""When response clocks start and how they run, as a reader chooses: part of the agreement a page is under."""

from __future__ import annotations

from typing import get_args

from leaddash import agreement
from leaddash.agreement import Agreement, Changes, Clock, Response, key_of
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Choice

STARTS = get_args(Response.model_fields["start"].annotation)
CLOCKS = get_args(Clock)


def choices(rules: Agreement, look: Look) -> tuple[Choice, Choice]:
    """What is chosen: from which event on, on the wall or in working time; by default as agreed."""
    agreed = rules.response
    return (
        Choice("start", look.named("start", STARTS), agreed.start),
        Choice("clock", look.named("clock", CLOCKS), agreed.clock),
    )


def under(rules: Agreement, chosen: Chosen, look: Look) -> Agreement:
    """The agreement with both choices."""
    start, clock = choices(rules, look)
    changes = {key_of("response", "start"): chosen(start), key_of("response", "clock"): chosen(clock)}
    return agreement.under(Changes(changes), rules)
