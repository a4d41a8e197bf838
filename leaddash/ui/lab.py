"""The scoring lab: the weights on the left, what they make of the past on the right, everything else once they rest."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from leaddash import agreement
from leaddash.agreement import Agreement, Changes
from leaddash.drawing.course import Span
from leaddash.moments import bucket_start
from leaddash.scope import Question
from leaddash.subjects.lab.charts.mql_months import mql_months
from leaddash.subjects.lab.charts.threshold_counts import threshold_counts
from leaddash.subjects.lab.metrics import in_hand
from leaddash.subjects.lab.metrics.in_hand import Curve, PreparedQuestion, Tried
from leaddash.subjects.lab.sentences import LabFigures, lab_sentence
from leaddash.ui import asking, lab_controls, lab_state, screen, state, tables
from leaddash.ui.fragments import fragment
from leaddash.ui.lab_panel import lab_panel
from leaddash.ui.lab_rest import show_rest
from leaddash.ui.page import Page
from leaddash.ui.periods import DAY, Period

FloatArray = npt.NDArray[np.float64]
HAND = "lab_hand"
MONTHS = 13


class Recorded(NamedTuple):
    """MQLs as the CRM has them: of the period (None where it records none), and of each shown month (NaN: never)."""

    mqls: int | None
    months: FloatArray


def show_lab(page: Page) -> None:
    """The whole lab of a page."""
    if lab_state.is_unreadable():
        screen.warning(page.words("lab.unreadable"))
    if lab_state.is_of_another(page.rules):
        screen.warning(page.words("lab.of_another"))
    _hand(page)
    _rest(page)


@partial(fragment, key=HAND)
def _hand(page: Page) -> None:
    """What moves in the hand; the panel is drawn last, which answers it."""
    now, hand = lab_state.heard(page.rules)
    at = bench_of(page.under(agreement.under(now, page.rules)))
    now, rules = _with_kept_volume(at, page, now, hand.moving)
    if not hand.is_held:
        state.write_link()
    tried = in_hand.tried(at, rules, hand.moving)
    # Before anything is drawn: what is sent in one go is drawn in one go.
    curve = in_hand.curve(at, rules, tried, hand.moving)
    screen.html(tables.sentence(_sentence(page, at, tried, rules)))
    left, right = st.columns((5, 8), gap="large")
    with right:
        _draw(page, at, tried, curve, rules)
    with left:
        lab_panel(
            lab_controls.groups(agreement.starting_from(now, page.rules).scoring, rules.scoring, page.words),
            lab_controls.texts(page.words, now),
            key=lab_state.PANEL,
            version=lab_state.version(),
            language=page.words.language,
            on_change=partial(_moved, page),
        )


@fragment
def _rest(page: Page) -> None:
    now = lab_state.proposal(page.rules)
    show_rest(page.under(agreement.under(now, page.rules)), now)


def _moved(page: Page) -> None:
    """While the hand is on the panel only what moves with it is drawn again, then all of the page."""
    now, hand = lab_state.heard(page.rules)
    if hand.is_held:
        return
    with asking.again(page.snapshot) as snapshot:
        at = bench_of(replace(page, snapshot=snapshot).under(agreement.under(now, page.rules)))
        _with_kept_volume(at, page, now)  # the tools are drawn before the panel, and must know it
    st.rerun()


def _with_kept_volume(at: PreparedQuestion, page: Page, now: Changes, moving: str = "") -> tuple[Changes, Agreement]:
    """The proposal and its agreement; where a volume is to be kept, with the threshold that keeps it."""
    rules, kept = agreement.under(now, page.rules), state.get("keep", "")
    if not kept.isdigit():
        return now, rules
    threshold = in_hand.threshold_for(at, rules, int(kept), moving)
    if threshold != rules.scoring.threshold:
        now = now.also({agreement.number_key("threshold"): threshold})
        lab_state.take(now)
        rules = agreement.under(now, page.rules)
    return now, rules


def bench_of(page: Page) -> PreparedQuestion:
    """The bench of a page: its episodes, its period, and the months up to its end."""
    return in_hand.prepare(page.snapshot, page.question(), _shown(page))


def never_holds(page: Page, preset: str) -> str:
    """That none of the rules of a published model, or of ours, says anything about the data."""
    if not preset:
        return page.words("lab.never_holds_ours")
    return page.words("lab.never_holds", model=page.words(f"preset.{preset}.title"))


def _shown(page: Page) -> Question:
    """The months up to the end of a page's period."""
    first = page.period.until - DAY
    for _ in range(MONTHS - 1):
        first = bucket_start(first, "month") - DAY
    return page.question(Period("custom", bucket_start(first, "month"), page.period.until))


def _sentence(page: Page, at: PreparedQuestion, tried: Tried, rules: Agreement) -> str:
    entering, leaving = in_hand.entering(at, tried), in_hand.leaving(at, rules, tried)
    figures = LabFigures(
        mqls=tried.mqls,
        mqls_agreed=at.as_agreed.mqls,
        recorded=_recorded(page, at).mqls,
        flips_in=entering.never,
        flips_out=leaving.never,
        threshold=rules.scoring.threshold,
        per_rep_per_day=at.load.each(tried.mqls),
        capacity=rules.capacity.mqls_per_rep_per_day,
        moved_in=(entering.before, entering.after),
        moved_out=(leaving.before, leaving.after),
        is_another=_is_another(page),
    )
    return lab_sentence(figures, page.words, page.names[0])


def _is_another(page: Page) -> bool:
    """Whether a published model is in the hand, and not the agreed one."""
    return bool(lab_state.proposal(page.rules).preset)


def _recorded(page: Page, at: PreparedQuestion) -> Recorded:
    """Kept by the question: no proposal changes what is recorded."""
    question = "recorded", page.period, page.as_of, tuple(sorted(page.filters.items()))
    return page.snapshot.answers.get(question, lambda: Recorded(_recorded_mqls(page), _recorded_months(page, at)))


def _recorded_mqls(page: Page) -> int | None:
    frame = page.ask("funnel")
    mine = frame[frame["stage"] == "mql"]
    entered, skipped = (int(mine[name].sum()) for name in ("entered", "skipped"))
    return entered if entered > skipped else None


def _draw(page: Page, at: PreparedQuestion, tried: Tried, curve: Curve, rules: Agreement) -> None:
    _headlines(page, at, tried, rules)
    frame = in_hand.months(at, tried).assign(recorded=_recorded(page, at).months)
    page.draw(
        mql_months(
            frame,
            page.words,
            page.palette,
            Span("month", page.period.until - DAY),
            is_another=_is_another(page),
        ),
        "months",
    )
    page.draw(
        threshold_counts(
            *curve,
            page.words,
            page.palette,
            threshold=rules.scoring.threshold,
            agreed_threshold=None if _is_another(page) else page.rules.scoring.threshold,
            agreed_count=at.as_agreed.mqls,
        ),
        "by_threshold",
    )


def _headlines(page: Page, at: PreparedQuestion, tried: Tried, rules: Agreement) -> None:
    """The volume against the agreed one, and the work it makes against what was agreed."""
    words = page.words
    each, capacity = at.load.each(tried.mqls), rules.capacity.mqls_per_rep_per_day
    beside = words("lab.nobody_given") if each is None else words("lab.of_capacity", n=words.number(capacity))
    figures = [
        (words("lab.mqls"), words.number(tried.mqls), words("lab.of_agreed", n=at.as_agreed.mqls)),
        (words("lab.per_rep"), words.number(each, 1), beside),
    ]
    with st.container(key="figures"):
        for column, (label, value, beside) in zip(st.columns(2, gap="large"), figures, strict=True):
            with column:
                screen.metric(label, value, beside, delta_color="off", delta_arrow="off")


def _recorded_months(page: Page, at: PreparedQuestion) -> FloatArray:
    frame = asking.ask(page.snapshot, "funnel_trend", _shown(page))
    mine = frame[frame["stage"] == "mql"].set_index("period")
    entered = mine["entered"].reindex(pd.to_datetime(list(at.months))).to_numpy(dtype=np.float64)
    is_recorded = (mine["entered"] > mine["skipped"]).any()
    return np.where(is_recorded, entered, np.nan)
