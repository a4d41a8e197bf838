"""Parts of a page that are drawn again by themselves, each time on a lease of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

import streamlit as st

from leaddash.errors import DamageError, LeadDashError
from leaddash.ui import asking, screen
from leaddash.ui.page import Page

Asked = ParamSpec("Asked")
Draw = Callable[Concatenate[Page, Asked], None]


def fragment(draw: Draw[Asked], **told: Any) -> Draw[Asked]:
    """`st.fragment` of something that draws a page; where its snapshot has been let go, the whole page is made anew."""

    @wraps(draw)
    def drawn(page: Page, *asked: Asked.args, **named: Asked.kwargs) -> None:
        with asking.still(page.snapshot) as held:
            if held is None:
                st.rerun()
            try:
                draw(page, *asked, **named)
            except LeadDashError as problem:
                answer(problem)

    return cast("Draw[Asked]", st.fragment(drawn, **told))


def answer(problem: LeadDashError) -> None:
    """A sentence in the place of what cannot be shown; of a damaged snapshot the page anew, from the last good one."""
    if isinstance(problem, DamageError):
        asking.service().put_aside(problem)
        st.rerun()
    screen.error(str(problem))
