"""A promise as it might be: other targets, other steps of its ladder, tried on the past and kept in the link."""

from __future__ import annotations

from typing import Any

import streamlit as st

from leaddash import agreement
from leaddash.agreement import Agreement, Changes, Promise, old_links, step_keys, target_keys
from leaddash.ui import screen, state
from leaddash.ui.page import Page
from leaddash.words import Words

KEY = "whatif"
LONGEST = 60 * 24 * 365.0
"""Minutes that no target or step goes beyond: a year."""


def of_link(rules: Agreement, promise: Promise) -> Agreement:
    """The agreement with a promise as the link says it; what the link does not say of it is as agreed."""
    text = state.get(KEY, "")
    said = agreement.unpacked(text) or old_links.what_if(text, promise)
    own = {*target_keys(promise).values(), *step_keys(promise)}
    return agreement.under(Changes(said.only(own.__contains__).values), rules)


def promise_of(rules: Agreement, name: str) -> Promise | None:
    """The promise of a name; None where an agreement has none."""
    return next((promise for promise in rules.promises if promise.name == name), None)


def target_in_words(promise: Promise, words: Words) -> str:
    """How long a promise gives: one time, or each tier's where they differ."""
    working = promise.clock == "working"
    times = [(tier, words.duration(minutes, working=working)) for tier, minutes in promise.target_minutes.items()]
    if len({time for _, time in times}) == 1:
        return times[0][1]
    told = [words("sla.target_of", time=time, tier=tier_name(tier, words)) for tier, time in times]
    return words.listed(told)


def tier_name(tier: str, words: Words) -> str:
    """A tier in words; one of the user's own as it is called."""
    return words(f"tier.{tier}") if words.has(f"tier.{tier}") else tier


def try_promise(page: Page, promise: Promise) -> Agreement:
    """Draw the promise's targets and steps to be moved; returns the agreement with them, kept in the link."""
    now = promise_of(of_link(page.rules, promise), promise.name) or promise
    with st.container(horizontal=True, vertical_alignment="bottom"):
        targets = {key: _target_box(page, tier, now) for tier, key in target_keys(promise).items()}
        steps = {key: _step_box(page, number, now) for number, key in enumerate(step_keys(promise), start=1)}
    tried = agreement.under(Changes({**targets, **steps}), page.rules)
    st.session_state[KEY] = agreement.packed(agreement.differences(page.rules, tried))
    state.write_link()
    return tried


def _target_box(page: Page, tier: str, now: Promise) -> float:
    label = page.words("control.target", tier=tier_name(tier, page.words))
    return _box(label, f"target_{tier}", now.target_minutes[tier], least=1.0)


def _step_box(page: Page, number: int, now: Promise) -> float:
    step = now.ladder[number - 1]
    roles = page.words.listed([page.words(f"role.{role}") for role in step.to])
    return _box(page.words("control.step", n=number, roles=roles), f"step_{number}", step.after_minutes, least=-LONGEST)


def _box(label: str, key: str, minutes: float, *, least: float) -> float:
    within = float(min(max(minutes, least), LONGEST))
    shown: Any = screen.number_input(label, least, LONGEST, within, step=1.0, format="%g", key=key, width=170)
    return float(shown)
