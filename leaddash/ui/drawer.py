"""The drawer: the leads behind what was pressed, beside the page, which stays as it is; from there one of them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from leaddash.blocks import opens
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.opens import Opens
from leaddash.boards.leads.drawer import KEYS, SEARCH_KEY, show_drawer, title_of
from leaddash.boards.leads.links import with_list
from leaddash.ui import screen, state
from leaddash.ui.fragments import by_itself
from leaddash.ui.page import Page

WIDTH = 528
_DRAWN = "_drawn_drawer"


def open_on(word: str) -> None:
    """Open the drawer on what a word says, as the first thing of the next run."""
    st.session_state[state.DRAWER] = word


def draw(page: Page) -> None:
    """Draw the drawer, if anything is opened; before the page itself, so that it need not wait for it."""
    opened = _opened()
    if opened:
        title = title_of(opened, page.words)
        screen.dialog(title, width=WIDTH, position="right", on_dismiss=_close)(by_itself(_show))(page)


def _opened() -> Opens:
    """What the link opens: a figure or a lead, with what narrows it; of anything else nothing."""
    said = {key: value for key, value in opens.read(state.get(state.DRAWER, "")).items() if key in KEYS and value}
    return said if said.keys() & {"figure", "lead"} else {}


def _choices() -> dict[str, str]:
    """What the page has chosen of the rules by which hand-overs and scores are counted."""
    return {key: state.get(key, "") for key in ("start", "clock", "proposal") if state.get(key, "")}


def _close() -> None:
    st.session_state.pop(state.DRAWER, None)


def _show(page: Page) -> None:
    """What the drawer shows; it is drawn again as one searches in it."""
    _search()
    chosen = Chosen({**_choices(), **with_list(_opened())})
    with st.container(key="drawer"):
        replace(page, key="drawer").put(show_drawer(page.ask, chosen, page.look))
    state.write_link_of_part()


def _search() -> None:
    """Take what is typed into what is opened, or, of what was opened otherwise, show what is searched for."""
    opened = _opened()
    if state.get(state.DRAWER, "") == st.session_state.get(_DRAWN):
        opened = {**opened, "search": st.session_state.get(SEARCH_KEY, "")}
        st.session_state[state.DRAWER] = opens.written({key: value for key, value in opened.items() if value})
    else:
        st.session_state[SEARCH_KEY] = opened.get("search", "")
    st.session_state[_DRAWN] = state.get(state.DRAWER, "")
