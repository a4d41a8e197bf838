"""Blocks that are made when they are asked for, or again and again by themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from leaddash.blocks import parts
from leaddash.blocks.opening import opened
from leaddash.errors import DamageError, LeadDashError
from leaddash.ui import screen, sight, state, trouble
from leaddash.ui.fragments import fragment
from leaddash.ui.page import Page, put

EVERY_SECONDS = float(os.environ.get("LEADDASH_TICK", "10"))
"""Seconds between two looks at the clock while a page is live."""


@put.register(parts.Folded)
def _folded(part: parts.Folded, page: Page) -> None:
    if part.is_chosen and sight.is_new(part.key):
        st.session_state[part.key] = True
    _unfold(page, part)
    if part.is_chosen:
        sight.bring(f".st-key-{part.key}")


@fragment
def _unfold(page: Page, part: parts.Folded) -> None:
    with screen.expander(part.title, key=part.key, on_change="rerun") as fold:
        if fold.open:
            page.put(part.show())


@put.register(parts.Live)
def _live(part: parts.Live, page: Page) -> None:
    fragment(_draw_live, run_every=EVERY_SECONDS if part.is_live else None)(page, part)


def _draw_live(page: Page, part: parts.Live) -> None:
    current = page.asking(page.ask.now()) if part.is_live else page
    current.put(opened(part.show(current.ask, state.chosen(), page.look), current.ask, page.words))
    state.write_link_of_part()


@put.register(parts.OnDemand)
def _on_demand(part: parts.OnDemand, page: Page) -> None:
    wanted = f"_asked_{part.key}"
    with screen.expander(part.title):
        if screen.button(part.button, key=f"do_{part.key}"):
            st.session_state[wanted] = part.mark
        if st.session_state.get(wanted) == part.mark:
            try:
                with _progress(page) as progress:
                    made = list(part.show(progress))
                page.put(made)
            except DamageError:
                raise
            except LeadDashError as problem:
                screen.warning(str(problem))
            except Exception as problem:
                trouble.show(problem)


@contextmanager
def _progress(page: Page) -> Iterator[Callable[[float], None]]:
    """A bar that says how far a part is, gone when it is done."""
    text = page.words("app.working")
    bar = st.empty()

    def progress(share: float) -> None:
        with bar:
            screen.progress(min(max(share, 0.0), 1.0), text)

    progress(0.0)
    try:
        yield progress
    finally:
        bar.empty()
