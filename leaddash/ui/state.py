"""The whole state of the dashboard in its link: what is asked, of which day, in which language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from leaddash.blocks.chosen import Chosen
from leaddash.scope import DIMENSIONS
from leaddash.ui import address

VERSION = "1"
SINGLE = (
    "lang",
    "as_of",
    "period",
    "since",
    "until",
    "by",
    "reading",
    "view",
    "outcome",
    "start",
    "clock",
    "published",
    "shade",
    "who",
    "whatif",
    "proposal",
    "keep",
    "live",
    "list",
    "bucket",
    "promise",
    "stage",
    "figure",
    "exit",
    "reason",
    "only",
    "span",
    "hour",
    "step",
    "category",
    "movement",
    "fiscal",
    "from",
    "search",
    "lead",
    "drawer",
    "owing",
    "owner",
    "life",
    "term",
    "define",
)
KEYS = (*SINGLE, *DIMENSIONS)
DRAWER = "drawer"
"""What is opened beside the page."""
TYPED = {"term"}
"""What is written letter by letter, each no choice of its own."""
DATES = ("since", "until")
"""Only a custom period has dates of its own."""
_LINK, _RECEIVED, _PAGE, _ARRIVED, _WHOLE = "_link", "_received_link", "_page", "_has_arrived", "_is_whole_run"
_VISIT = "_visit"
_PENDING, _REWRITTEN, _TAKEN = "_pending_changes", "_rewritten_link", "_taken_link"
Link = dict[str, list[str]]


def load_link() -> None:
    """Take over what the link says, when it is not the one that we wrote, nor the one that came with the run before.

    A browser that goes back, an address that is opened and a link of ours come so; of addresses that we only rewrote
    (`address`) it does not tell us, and sends the one before.
    """
    _keep()
    st.session_state[_WHOLE] = True
    received: Link = {key: st.query_params.get_all(key) for key in st.query_params}
    is_same = received == st.session_state.get(_RECEIVED)
    st.session_state[_RECEIVED] = received
    if received and not is_same and received != st.session_state.get(_LINK):
        _take(received)
        st.session_state[_ARRIVED] = True
        _count_visit()
    st.session_state.update(st.session_state.pop(_PENDING, {}))


def go(page: str, changes: Mapping[str, str | list[str]]) -> None:
    """Open a page in the same state but for what changes, which its first run takes over.

    The address goes along as it is: other parameters would be an entry of the history of their own, before the page's.
    """
    st.session_state[_PENDING] = dict(changes)
    st.switch_page(f"pages/{page}.py", query_params=st.session_state.get(_LINK, {}))


def arrive(page: str) -> None:
    """Note which page is opened: what its first run writes is no choice of anybody, and no entry of the history."""
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        st.session_state[_ARRIVED] = True
        _count_visit()


def visit() -> int:
    """Which visit this is: a page that is opened and a link that is followed begin one, a choice goes on with it."""
    return int(st.session_state.get(_VISIT, 0))


def _count_visit() -> None:
    st.session_state[_VISIT] = visit() + 1


def write_link() -> None:
    """Put the state into the address, once at the end of a run: Back is one press for a page, and for a choice.

    A page that is opened has the entry of the browser's history already, whose address is rewritten, as it is while
    something is typed; a choice is an entry of its own.
    """
    st.session_state[_WHOLE] = False
    now, before = link(), st.session_state.get(_LINK, {})
    if st.session_state.pop(_ARRIVED, False):
        st.session_state[_REWRITTEN] = now, st.session_state.get(_RECEIVED, {})
        st.session_state[_LINK] = now
    elif {key for key in KEYS if now.get(key) != before.get(key)} == TYPED:
        st.session_state[_REWRITTEN] = now, before
        st.session_state[_LINK] = now
    else:
        _write_choice()
    address.rewrite(*st.session_state.get(_REWRITTEN, ({}, {})))


def is_part() -> bool:
    """Whether a part of a page is drawn again by itself, and not the whole page."""
    return not st.session_state.get(_WHOLE)


def write_link_of_part() -> None:
    """The same at the end of a part that is drawn again by itself; in the run of a whole page its end is waited for."""
    if is_part():
        _write_choice()


def _write_choice() -> None:
    now = link()
    if now != st.session_state.get(_LINK):
        st.query_params.from_dict(now)
        st.session_state.update({_LINK: now, _RECEIVED: now, _REWRITTEN: ({}, {})})


def link() -> Link:
    """What a link to what is shown now says, with the version that tells how to read it."""
    said: Link = {"v": [VERSION]}
    for key in KEYS:
        values = _texts(st.session_state.get(key))
        if values and not (key in DATES and st.session_state.get("period") != "custom"):
            said[key] = values
    return said


def get(key: str, default: str) -> str:
    """The state of a key, or its default."""
    return str(st.session_state.get(key) or default)


def chosen() -> Chosen:
    """What the reader has chosen, in the link and beside it, as it is at each look."""
    return Chosen(cast("Mapping[str, Any]", st.session_state))


def taken(key: str) -> str:
    """What the last link that was taken over said of a key; nothing where it said nothing."""
    values = st.session_state.get(_TAKEN, {}).get(key) or [""]
    return str(values[0])


def settle(key: str, known: list[str], default: str) -> None:
    """Make a key one of the known values: an old or mistyped link gets the default."""
    if st.session_state.get(key) not in known:
        st.session_state[key] = default


def _take(received: Link) -> None:
    """Make the state that of a link: what it does not say is as it is by default."""
    st.session_state[_TAKEN] = received
    for key in KEYS:
        if received.get(key):
            st.session_state[key] = received[key] if key in DIMENSIONS else received[key][0]
        else:
            st.session_state.pop(key, None)


def _keep() -> None:
    """Set every value again: Streamlit forgets those of widgets that the next page does not draw."""
    for key in KEYS:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def _texts(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
