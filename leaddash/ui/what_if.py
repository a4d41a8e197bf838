"""The boxes in which another promise is tried: each tier's target, each step of the ladder."""

from __future__ import annotations

import streamlit as st

from leaddash import agreement
from leaddash.agreement import Agreement, Changes, Promise, step_keys, target_keys
from leaddash.subjects.promises.what_if import WHAT_IF_KEY, tier_name
from leaddash.ui import screen
from leaddash.ui.page import Page
from leaddash.ui.parts import control
from leaddash.words import promise_name

LONGEST_MINUTES = 60 * 24 * 365.0
"""Minutes that no target or step goes beyond: a year."""


@control("what_if")
def draw_what_if(page: Page, promise: Promise, rules: Agreement) -> None:
    """Draw a promise's targets and steps to be moved, as they are under the rules; the link keeps what is moved."""
    now = next(each for each in rules.promises if each.name == promise.name)
    title = page.words("sla.what_if", promise=promise_name(promise.name, page.words))
    with (
        screen.expander(title, expanded=rules != page.rules),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        for tier in target_keys(promise):
            label = page.words("control.target", tier=tier_name(tier, page.words))
            _box(page, promise, label, _target_box(promise, tier), now.target_minutes[tier], least=1.0)
        for number, step in enumerate(now.ladder, start=1):
            roles = page.words.listed([page.words(f"role.{role}") for role in step.to])
            label = page.words("control.rung", n=number, roles=roles)
            _box(page, promise, label, _step_box(promise, number), step.after_minutes, least=-LONGEST_MINUTES)
    st.session_state[WHAT_IF_KEY] = agreement.packed(agreement.differences(page.rules, rules))


def _box(page: Page, promise: Promise, label: str, key: str, minutes: float, *, least: float) -> None:
    st.session_state[key] = float(min(max(minutes, least), LONGEST_MINUTES))
    told = {"step": 1.0, "format": "%g", "width": 170, "on_change": _take, "args": (page.rules, promise)}
    screen.number_input(label, least, LONGEST_MINUTES, key=key, **told)


def _take(rules: Agreement, promise: Promise) -> None:
    """Keep in the link what the boxes say now."""
    targets = {key: st.session_state[_target_box(promise, tier)] for tier, key in target_keys(promise).items()}
    steps = {
        key: st.session_state[_step_box(promise, number)] for number, key in enumerate(step_keys(promise), start=1)
    }
    tried = agreement.under(Changes({**targets, **steps}), rules)
    st.session_state[WHAT_IF_KEY] = agreement.packed(agreement.differences(rules, tried))


def _target_box(promise: Promise, tier: str) -> str:
    return f"target_{promise.name}_{tier}"


def _step_box(promise: Promise, number: int) -> str:
    return f"step_{promise.name}_{number}"
