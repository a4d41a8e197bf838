"""The slim row above every page: period, as-of and slices where they change what it shows, and the language."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import streamlit as st

from leaddash.agreement import Agreement
from leaddash.moments import local_date
from leaddash.periods import PERIODS, Period, period
from leaddash.snapshots import Snapshot
from leaddash.ui import filters, screen, state
from leaddash.words import LANGUAGES, Words, load

ASKED = ("period", "as_of", "filters")
"""The parts of the row."""


def choose_language(default: str) -> str:
    """The language of the state, settled before any word is shown."""
    state.settle("lang", list(LANGUAGES), default)
    return state.get("lang", default)


def words_of_link() -> Words:
    """Words while nobody knows yet in which language the agreement is: the link's language, else English."""
    chosen = state.get("lang", "")
    return load(chosen if chosen in LANGUAGES else "en")


def row(
    snapshot: Snapshot, words: Words, rules: Agreement, title: Callable[[date], str], drawn: Collection[str] = ASKED
) -> tuple[Period, date, Any, Any]:
    """Draw the page's title on the as-of date and, of the row, what is `drawn`.

    Returns the period and the as-of date it asks for, and where Find and what a page itself chooses from stand. What is
    not drawn, as it would change nothing, stays in the link for the next page.
    """
    first, newest = (local_date(moment, rules.timezone) for moment in (snapshot.first, snapshot.newest))
    _settle_dates(first, newest)
    state.settle("period", list(PERIODS), _usual_period(first, newest))
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        screen.title(title(_day("as_of", newest)), anchor=False, width="stretch")
        own = st.container(width="content")
        _boxes(snapshot, words, first, newest, drawn)
        with st.container(width="content", gap=None, horizontal_alignment="right", key="corner"):
            find = st.container(width="content")
            _language_switch(words)
    if "filters" in drawn:
        filters.chips(snapshot, words)
    as_of = _day("as_of", newest)
    asked = period(state.get("period", ""), as_of, _day("since", first), _day("until", newest))
    return asked, as_of, find, own


def _boxes(snapshot: Snapshot, words: Words, first: date, newest: date, drawn: Collection[str]) -> None:
    if "period" in drawn and _period_box(words) == "custom":
        _day_box("since", words, first, newest, first)
        _day_box("until", words, first, newest, newest)
    if "as_of" in drawn:
        _day_box("as_of", words, first, newest, newest)
    if "filters" in drawn:
        filters.box(snapshot, words)


def _usual_period(first: date, newest: date) -> str:
    """The last full month; of a company younger than that, all of its data."""
    return "month" if period("month", newest).until > first else "all"


def _period_box(words: Words) -> str:
    return str(
        screen.selectbox(
            words("control.period"),
            PERIODS,
            key="period",
            format_func=lambda kind: words(f"period.{kind}"),
            width=210,
        )
    )


def _day_box(key: str, words: Words, first: date, newest: date, default: date) -> None:
    shown = f"{key}_day"
    if st.session_state.get(shown) != _day(key, default):
        st.session_state[shown] = _day(key, default)
    chosen = screen.date_input(
        words(f"control.{key}"),
        min_value=first,
        max_value=newest,
        key=shown,
        format=words("style.day_input"),
        width=150,
        on_change=_take_day,
        args=(key, shown),
        help=words(f"control.{key}_help"),
    )
    st.session_state[key] = (chosen or default).isoformat()


def _take_day(key: str, shown: str) -> None:
    chosen = st.session_state.get(shown)
    if chosen:
        st.session_state[key] = chosen.isoformat()


def _language_switch(words: Words) -> None:
    screen.segmented_control(
        words("control.language"),
        LANGUAGES,
        key="lang",
        format_func=lambda code: load(code)("language.name"),
        required=True,
        label_visibility="collapsed",
    )


def _settle_dates(first: date, newest: date) -> None:
    for key, default in (("as_of", newest), ("since", first), ("until", newest)):
        day = _day(key, default)
        st.session_state[key] = min(max(day, first), newest).isoformat()


def _day(key: str, default: date) -> date:
    try:
        return date.fromisoformat(str(st.session_state.get(key)))
    except ValueError:
        return default
