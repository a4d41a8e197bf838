"""Parts of a page that are drawn again by themselves, each time on a lease of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

import streamlit as st

from leaddash.errors import DamageError, LeadDashError
from leaddash.ui import asking, screen, trouble
from leaddash.ui.page import Page

Arguments = ParamSpec("Arguments")
Draw = Callable[Concatenate[Page, Arguments], None]


def fragment(draw: Draw[Arguments], **options: Any) -> Draw[Arguments]:
    """`st.fragment` of something that draws a page."""
    return st.fragment(by_itself(draw), **options)


def by_itself(draw: Draw[Arguments]) -> Draw[Arguments]:
    """Something that draws a page, as it is drawn again by itself: on a lease of its own, what fails said in its place.

    Where its snapshot has been let go, the whole page is made anew.
    """

    @wraps(draw)
    def drawn(page: Page, *arguments: Arguments.args, **named: Arguments.kwargs) -> None:
        with asking.still(page.snapshot) as held:
            if held is None:
                st.rerun()
            try:
                draw(page, *arguments, **named)
            except LeadDashError as problem:
                answer(problem)
            except Exception as problem:
                trouble.show(problem)

    return cast("Draw[Arguments]", drawn)


def answer(problem: LeadDashError) -> None:
    """A sentence in the place of what cannot be shown; of a damaged snapshot the page anew, from the last good one."""
    if isinstance(problem, DamageError):
        asking.service().put_aside(problem)
        st.rerun()
    screen.error(str(problem))
