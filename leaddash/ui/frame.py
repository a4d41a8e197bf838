"""The frame around every page: navigation, the look, the filters, the scope they ask for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import partial

import streamlit as st

from leaddash import home
from leaddash.blocks.ask import Ask
from leaddash.blocks.look import Look
from leaddash.boards.leads.lead import is_lead_alone, lead_name
from leaddash.drawing.theme import PALETTES
from leaddash.errors import LeadDashError
from leaddash.moments import SECOND, local_date, midnight
from leaddash.periods import DAY, period
from leaddash.snapshots import Snapshot
from leaddash.subjects.data.sentences import built_at
from leaddash.subjects.forecast import period as periods
from leaddash.ui import (
    asking,
    being_built,
    choices,
    controls,
    drawer,
    filters,
    find,
    hands,
    missing,
    no_page,
    screen,
    state,
    tables,
    trouble,
)
from leaddash.ui.dress import dress
from leaddash.ui.fragments import answer
from leaddash.ui.page import Page
from leaddash.words import Words, load

ORDER = ("overview", "funnel", "response", "sla", "forecast", "lab", "leads", "definitions", "data")
"""Pages in the order of their names in the navigation, the one that opens first in front; others come after them."""
_SCRIPTS = {script.stem for script in home.PAGES.glob("*.py")}
PAGES = tuple(sorted(_SCRIPTS, key=lambda page: (ORDER.index(page) if page in ORDER else len(ORDER), page)))
COUNT_NOTHING = ("definitions", "data")
"""Pages that count no leads: they have something to say without any, and no period, day or filter changes it."""
OWN_PERIOD = ("forecast",)
"""Pages that choose a period of their own."""
_FRAMED = "_framed_by_app"


def run() -> None:
    """Register the pages and run the one asked for, on one lease; what `app.py` does."""
    st.session_state[_FRAMED] = True
    with asking.run():
        try:
            page = _navigation()
            choices.raise_noted()
            page.run()
        except LeadDashError as problem:
            answer(problem)
        except Exception as problem:
            dress()
            trouble.show(problem)
        state.write_link()


def open_page(name: str) -> Page:
    """Open a page: its filters drawn, its scope known. Stops with a sentence where the data do not allow it."""
    if not st.session_state.pop(_FRAMED, False):
        with asking.run():
            _navigation()
        st.rerun()
    try:
        snapshot = asking.current_snapshot()
    except LeadDashError as problem:
        screen.error(str(problem))
        st.stop()
    return _framed(name, snapshot)


def _instead(name: str, words: Words, sentence: str) -> None:
    """A page that has only a sentence to show, and no figure that could be taken for the answer."""
    dress()
    screen.title(words(f"page.{name}"), anchor=False)
    screen.html(tables.sentence(sentence))
    state.write_link()


def _framed(name: str, snapshot: Snapshot) -> Page:
    rules = snapshot.agreement
    words = load(controls.choose_language(rules.language))
    _stop_where_anything_is_missing(name, snapshot, words)
    hands.listen(words, drawer.open_on)
    wanted, day, right, own = controls.row(snapshot, words, rules, partial(_title, name, snapshot, words), _asked(name))
    look = Look(words, PALETTES[dress()], rules.timezone, rules.currency)
    _tell_what_is_served(snapshot, look)
    wanted = period("all", day) if name in OWN_PERIOD else wanted
    page = Page(name, Ask(snapshot, rules, wanted, _end_of(day, snapshot), filters.chosen()), look)
    if name in OWN_PERIOD:
        with own:
            page.put([periods.choice(page.ask, state.chosen(), look)])
    with right:
        find.draw(page, PAGES)
    drawer.draw(page)
    return page


def _asked(name: str) -> Collection[str]:
    """The parts of the frame that change what a page shows; of a lead alone the as-of day is."""
    if name == "leads" and is_lead_alone(state.chosen()):
        return ("as_of",)
    if name in OWN_PERIOD:
        return ("as_of", "filters")
    return () if name in COUNT_NOTHING else controls.ASKED


def _title(name: str, snapshot: Snapshot, words: Words, day: date) -> str:
    """The name of a page; of that of leads the lead that the link names, where it was known by the as-of day."""
    asked = Ask(snapshot, snapshot.agreement, period("all", day), _end_of(day, snapshot), {})
    lead = state.get("lead", "") if name == "leads" else ""
    return (lead and lead_name(asked, lead)) or words(f"page.{name}")


def _end_of(day: date, snapshot: Snapshot) -> datetime:
    """The last moment of a day, or of the data."""
    zone = snapshot.agreement.timezone
    return snapshot.newest if day >= local_date(snapshot.newest, zone) else midnight(day + DAY, zone) - SECOND


def _stop_where_anything_is_missing(name: str, snapshot: Snapshot, words: Words) -> None:
    """End a page without a lead, or of a link that asks for what there is not, with what is missing and what to do."""
    if name in COUNT_NOTHING:
        return
    if not snapshot.kept("leads"):
        _instead(name, words, words("empty.no_leads"))
        st.stop()
    if said := missing.sentences(snapshot, snapshot.agreement, words):
        _instead(name, words, " ".join(said))
        screen.button(words("missing.without"), on_click=missing.go_on_without, args=(snapshot,))
        st.stop()


def _tell_what_is_served(snapshot: Snapshot, look: Look) -> None:
    """That these are not the newest data, where they are not, and why."""
    service, words = asking.service(), look.words
    at = built_at(snapshot.manifest, words, look.zone)
    if service.trouble is not None:
        screen.warning(words("notice.last_good", at=at, problem=str(service.trouble)))
    elif service.is_rebuilding:
        screen.info(words("notice.rebuilding", at=at))


def _navigation() -> st.Page:
    state.load_link()
    begun = being_built.making()
    words = controls.words_of_link() if begun else _early_words()
    st.set_page_config(page_title=f"leaddash – {words('app.title')}", layout="wide", initial_sidebar_state="collapsed")
    pages = [_page(name, words) for name in PAGES]
    chosen = st.navigation([*pages, *no_page.at_address(PAGES, words)], position="top")
    state.arrive(chosen.url_path)
    if begun:
        being_built.wait_for(begun, words)
    return chosen


def _page(name: str, words: Words) -> st.Page:
    is_first = name == PAGES[0]
    script, address = home.PAGES / f"{name}.py", "" if is_first else name
    return st.Page(script, title=words(f"page.{name}"), url_path=address, default=is_first)


def _early_words() -> Words:
    """The words of the navigation, before the snapshot is open: the state's language, else the agreement's."""
    try:
        default = asking.current_snapshot().agreement.language
    except Exception:  # the page that is asked for says what is wrong
        default = "en"
    return load(controls.choose_language(default))
