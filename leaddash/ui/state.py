"""The whole state of the dashboard in its link: what is asked, of which day, in which language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from leaddash.blocks.chosen import Chosen
from leaddash.scope import DIMENSIONS

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
    "search",
    "lead",
)
KEYS = (*SINGLE, *DIMENSIONS)
DATES = ("since", "until")
"""Only a custom period has dates of its own."""
_WRITTEN = "_written_link"


def load_link() -> None:
    """Take over what the link says, when it is not the link we wrote ourselves."""
    _keep()
    link = {key: st.query_params.get_all(key) for key in st.query_params}
    if not link or link == st.session_state.get(_WRITTEN):
        return
    for key in KEYS:
        if link.get(key):
            st.session_state[key] = link[key] if key in DIMENSIONS else link[key][0]
    st.session_state[_WRITTEN] = link


def write_link() -> None:
    """Put the state into the link, with the version that tells how to read it."""
    link: dict[str, list[str]] = {"v": [VERSION]}
    for key in KEYS:
        values = _texts(st.session_state.get(key))
        if values and not (key in DATES and st.session_state.get("period") != "custom"):
            link[key] = values
    if link != {key: st.query_params.get_all(key) for key in st.query_params}:
        st.query_params.from_dict(link)
    st.session_state[_WRITTEN] = link


def link() -> dict[str, list[str]]:
    """The link as it was last written."""
    return dict(st.session_state.get(_WRITTEN, {}))


def get(key: str, default: str) -> str:
    """The state of a key, or its default."""
    return str(st.session_state.get(key) or default)


def chosen() -> Chosen:
    """What the reader has chosen, in the link and beside it, as it is at each look."""
    return Chosen(cast("Mapping[str, Any]", st.session_state))


def settle(key: str, known: list[str], default: str) -> None:
    """Make a key one of the known values: an old or mistyped link gets the default."""
    if st.session_state.get(key) not in known:
        st.session_state[key] = default


def _keep() -> None:
    """Set every value again: Streamlit forgets those of widgets that the next page does not draw."""
    for key in KEYS:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def _texts(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
