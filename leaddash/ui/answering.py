"""When response clocks start and how they run, as the reader chooses: part of the page's agreement."""

from __future__ import annotations

from typing import get_args

from leaddash import agreement
from leaddash.agreement import Clock, Response
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
    return _under(
        page, _told("start", STARTS, page.rules.response.start), _told("clock", CLOCKS, page.rules.response.clock)
    )


def _told(key: str, known: tuple[str, ...], default: str) -> str:
    value = state.get(key, default)
    return value if value in known else default


def _under(page: Page, start: str, clock: str) -> Page:
    if (start, clock) == (page.rules.response.start, page.rules.response.clock):
        return page
    return page.under(agreement.parse({"response": {"start": start, "clock": clock}}, page.rules))
