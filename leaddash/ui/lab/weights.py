"""The weights on the left, what they make of the past on the right: drawn again by itself while a hand is on them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from leaddash import agreement
from leaddash.agreement import Agreement, Changes
from leaddash.subjects.lab.metrics import in_hand
from leaddash.subjects.lab.metrics.in_hand import PreparedQuestion
from leaddash.subjects.lab.moving import bench_of, moved, sentence, show_moving
from leaddash.ui import asking, screen, state, tables
from leaddash.ui.fragments import fragment
from leaddash.ui.lab import controls, held
from leaddash.ui.lab.lab_panel import lab_panel
from leaddash.ui.page import Page
from leaddash.ui.parts import control

HAND = "lab_hand"


@control("lab_weights")
def draw_weights(page: Page) -> None:
    """The panel and what follows it."""
    _hand(page)


@control("take_suggestion")
def take_suggestion(page: Page, suggested: Changes) -> None:
    """A button that puts a suggestion in the place of the proposal."""
    screen.button(page.words("lab.take_suggestion"), on_click=held.take, args=(suggested,))


@partial(fragment, key=HAND)
def _hand(page: Page) -> None:
    """What moves in the hand; the panel is drawn last, which answers it."""
    now, hand = held.heard(page.rules)
    bench = bench_of(page.under(agreement.under(now, page.rules)).ask)
    now, rules = _with_kept_volume(bench, page, now, hand.moving)
    if not hand.is_held:
        state.write_link_of_part()
    # Before anything is drawn: what is sent in one go is drawn in one go.
    is_another = bool(held.proposal(page.rules).preset)
    shown = moved(page.ask, bench, rules, hand.moving, is_another=is_another)
    screen.html(tables.sentence(sentence(shown, page.ask, page.look)))
    left, right = st.columns((5, 8), gap="large")
    with right:
        page.put(show_moving(shown, page.ask, page.look))
    with left:
        lab_panel(
            controls.groups(agreement.starting_from(now, page.rules).scoring, rules.scoring, page.words),
            controls.texts(page.words, now),
            key=held.PANEL,
            version=held.version(),
            language=page.words.language,
            on_change=partial(_moved, page),
        )


def _moved(page: Page) -> None:
    """While the hand is on the panel only what moves with it is drawn again, then all of the page."""
    now, hand = held.heard(page.rules)
    if hand.is_held:
        return
    with asking.again(page.snapshot) as snapshot:
        ask = replace(page.ask, snapshot=snapshot).under(agreement.under(now, page.rules))
        _with_kept_volume(bench_of(ask), page, now)  # the tools are drawn before the panel, and must know it
    st.rerun()


def _with_kept_volume(bench: PreparedQuestion, page: Page, now: Changes, moving: str = "") -> tuple[Changes, Agreement]:
    """The proposal and its agreement; where a volume is to be kept, with the threshold that keeps it."""
    rules, kept = agreement.under(now, page.rules), state.get("keep", "")
    if not kept.isdigit():
        return now, rules
    threshold = in_hand.threshold_for(bench, rules, int(kept), moving)
    if threshold != rules.scoring.threshold:
        now = now.also({agreement.number_key("threshold"): threshold})
        held.take(now)
        rules = agreement.under(now, page.rules)
    return now, rules
