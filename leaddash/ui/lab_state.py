"""The proposal under discussion: kept in the link, moved by the hand, by a preset, by a wanted volume."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from leaddash import agreement
from leaddash.agreement import NONE, Agreement, Changes, old_links
from leaddash.ui import state
from leaddash.ui.lab_panel import Hand, hand_on

PANEL = "weights"
KEY, VERSION, HEARD = "proposal", "_lab_version", "_lab_heard"


def proposal(rules: Agreement) -> Changes:
    """The proposal of the link; one that changes nothing where the link says none that we can read."""
    said, ours = _said(), agreement.as_agreed(rules)
    return replace(said, base=ours.base) if said else ours


def is_of_another(rules: Agreement) -> bool:
    """Whether the link's proposal was made on another agreement than ours."""
    said = _said()
    return said is not None and said.base != agreement.as_agreed(rules).base


def is_unreadable() -> bool:
    """Whether the link says a proposal that cannot be read."""
    return bool(state.get(KEY, "")) and _said() is None


def version() -> int:
    """How often the values were changed by something else than the hand, the link among them."""
    if st.session_state.get(KEY, "") != st.session_state.get(HEARD, ""):
        st.session_state[HEARD] = st.session_state.get(KEY, "")
        st.session_state[VERSION] = st.session_state.get(VERSION, 0) + 1
    return int(st.session_state.get(VERSION, 0))


def heard(rules: Agreement) -> tuple[Changes, Hand]:
    """The proposal as the hand has moved it, and the hand."""
    hand, now = hand_on(PANEL, version()), proposal(rules)
    moved = {key: NONE if value is None else value for key, value in hand.values.items()}
    if hand.is_fresh and moved != now.values:
        now = replace(now, values=moved).only(agreement.is_weight)
        _keep(now)
        st.session_state[HEARD] = st.session_state[KEY]
    return now, hand


def take(now: Changes) -> None:
    """Put another proposal in place of the one under discussion; the panel follows."""
    _keep(now)
    version()


def _said() -> Changes | None:
    word = state.get(KEY, "")
    said = agreement.unpacked(word) or old_links.proposal(word)
    return said.only(agreement.is_weight) if said else None


def _keep(now: Changes) -> None:
    st.session_state[KEY] = agreement.packed(now)
