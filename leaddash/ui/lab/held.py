"""The proposal under discussion: kept in the link, moved by the hand, by a preset, by a wanted volume."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from leaddash import agreement
from leaddash.agreement import NONE, Agreement, Changes
from leaddash.subjects.lab.proposal import PROPOSAL_KEY
from leaddash.subjects.lab.proposal import proposal as of_link
from leaddash.ui import state
from leaddash.ui.lab.lab_panel import Hand, hand_on

PANEL = "weights"
VERSION, HEARD = "_lab_version", "_lab_heard"


def proposal(rules: Agreement) -> Changes:
    """The proposal of the link."""
    return of_link(rules, state.chosen())


def version() -> int:
    """How often the values were changed by something else than the hand, the link among them."""
    if st.session_state.get(PROPOSAL_KEY, "") != st.session_state.get(HEARD, ""):
        st.session_state[HEARD] = st.session_state.get(PROPOSAL_KEY, "")
        st.session_state[VERSION] = st.session_state.get(VERSION, 0) + 1
    return int(st.session_state.get(VERSION, 0))


def heard(rules: Agreement) -> tuple[Changes, Hand]:
    """The proposal as the hand has moved it, and the hand."""
    hand, now = hand_on(PANEL, version()), proposal(rules)
    moved = {key: NONE if value is None else value for key, value in hand.values.items()}
    if hand.is_fresh and moved != now.values:
        now = replace(now, values=moved).only(agreement.is_weight)
        _keep(now)
        st.session_state[HEARD] = st.session_state[PROPOSAL_KEY]
    return now, hand


def take(now: Changes) -> None:
    """Put another proposal in place of the one under discussion; the panel follows."""
    _keep(now)
    version()


def _keep(now: Changes) -> None:
    st.session_state[PROPOSAL_KEY] = agreement.packed(now)
