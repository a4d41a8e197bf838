"""When response clocks start and how they run, as the reader chooses: part of the page's agreement."""

from __future__ import annotations

from typing import get_args

from leaddash import agreement
from leaddash.agreement import Changes, Clock, Response, key_of
from leaddash.ui import state
from leaddash.ui.page import Page

STARTS = get_args(Response.model_fields["start"].annotation)
CLOCKS = get_args(Clock)


def choose_clock(page: Page) -> Page:
    """Draw both choices; returns the page under the agreement with them."""
    start = page.choose("start", STARTS, page.rules.response.start, "start")
    clock = page.choose("clock", CLOCKS, page.rules.response.clock, "clock")
    return _under(page, start, clock)


def chosen_clock(page: Page) -> Page:
    """The page under the choices of the link, where nothing draws them."""
    agreed = page.rules.response
    return _under(page, state.get("start", agreed.start), state.get("clock", agreed.clock))


def _under(page: Page, start: str, clock: str) -> Page:
    """The page under the agreement with both choices; one that is none is left out."""
    chosen = Changes({key_of("response", "start"): start, key_of("response", "clock"): clock})
    return page.under(agreement.under(chosen, page.rules))
