"""The promises on the SLA page: as of now while it is open, what is at risk, and a promise as it might be."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from leaddash.agreement import Promise
from leaddash.subjects.promises.charts.notices import notices
from leaddash.subjects.promises.metrics.sla import summed
from leaddash.subjects.promises.owed import Owed, owed
from leaddash.subjects.promises.sentences import promise_headlines, sla_sentence, what_if_sentence
from leaddash.subjects.promises.tables import notices_table
from leaddash.ui import asking, screen, state, tables, what_if
from leaddash.ui.fragments import fragment
from leaddash.ui.lead_timeline import local
from leaddash.ui.page import Page
from leaddash.words import promise_name

EVERY_SECONDS = float(os.environ.get("LEADDASH_TICK", "10"))
"""Seconds between two looks at the clock while the page is live."""
MOST = 300
"""Rows of the list at risk on screen, of promises and of MQLs given to nobody each; all are in its download."""
NOBODY = ""


def live(page: Page) -> Page:
    """Draw the switch that makes the page as of now; returns the page as of now or of the chosen day."""
    with page.row():
        is_live = page.tick("live", default=False)
    state.write_link()
    return page.at(_now()) if is_live else page


def working_promises(page: Page) -> list[str]:
    """Promises whose clock is of working time."""
    return [promise.name for promise in page.rules.promises if promise.clock == "working"]


def choose_promise(page: Page, known: Iterable[str]) -> str:
    """One of the promises of which anything is known, kept in the link; none where there is none."""
    names = list(known)
    if not names:
        return NOBODY
    return page.pick("promise", names, names[0], lambda one: promise_name(one, page.words))


def kept_by(page: Page, owners: pd.DataFrame, who: str) -> pd.DataFrame:
    """How each person (named) or each team kept its promises."""
    return page.named(owners, who) if who == "person" else summed(page.ask("sla_by_person", by=who), who)


def show_what_is_owed(page: Page) -> None:
    """The sentence, the figures and who owes what, all as of one moment, which moves while the page is live."""
    is_live = state.get("live", "no") == "yes"
    fragment(_what_is_owed, run_every=EVERY_SECONDS if is_live else None)(page, is_live)


def show_ladder(page: Page, name: str, now: pd.DataFrame) -> None:
    """The notices of a promise's ladder, and what another promise would have done to the past."""
    promise = what_if.promise_of(page.rules, name)
    if promise is None:
        return
    with screen.expander(
        page.words("sla.what_if", promise=promise_name(name, page.words)), expanded=_is_tried(page, promise)
    ):
        rules = what_if.try_promise(page, promise)
    agreed, tried = page.ask("escalations"), what_if.promise_of(rules, name) or promise
    if tried == promise:
        _draw_notices(page, promise, agreed, None)
        return
    kept, sent = page.under(rules).ask_all("sla", "escalations")
    target = what_if.target_in_words(tried, page.words)
    screen.info(what_if_sentence(now, kept, agreed, sent, page.words, name, page.names[0], target), icon=None)
    _draw_notices(page, tried, sent, agreed)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _is_tried(page: Page, promise: Promise) -> bool:
    return what_if.of_link(page.rules, promise) != page.rules


def _what_is_owed(page: Page, is_live: bool) -> None:
    current = page.at(_now()) if is_live else page
    now, trend, at_risk = current.ask_all("sla", "sla_trend", "at_risk")
    before, owing = current.ask_before("sla"), owed(at_risk, current.as_of)
    page.say(sla_sentence(now, before, owing, page.words, page.names))
    page.say_unknown(set(now["promise"]))
    page.figures(promise_headlines(now, before, trend, owing, page.words, page.names[1]))
    screen.header(page.words("sla.at_risk"), anchor=False)
    screen.html(_count_line(current, owing, is_live))
    if len(at_risk):
        _at_risk(current, at_risk)


def _at_risk(page: Page, frame: pd.DataFrame) -> None:
    """The list; choosing a row opens its lead."""
    is_promised = frame["promise"].notna()
    shown = pd.concat([frame[is_promised].head(MOST), frame[~is_promised].head(MOST)])
    told = _told(shown, page)
    chosen: Any = screen.dataframe(
        told,
        hide_index=True,
        height=min(380, 36 * (len(shown) + 1) + 3),
        column_config={name: page.words(f"column.{name}") for name in told},
        on_select="rerun",
        selection_mode="single-row",
        key=f"at_risk_{page.words.language}",
        alt=page.words("sla.at_risk_alt"),
    )
    page.download(frame, "at-risk")
    if chosen and chosen.selection.rows:
        lead = str(shown.iloc[chosen.selection.rows[0]]["lead_id"])
        st.switch_page("pages/leads.py", query_params={**state.link(), "lead": lead})


def _count_line(page: Page, owing: Owed, is_live: bool) -> tables.Html:
    at = page.words.moment(local(pd.Timestamp(page.as_of), page.rules.timezone))
    counts = {"late": owing.promises, "open": owing.still_open, "unassigned": owing.unassigned}
    told = page.words.listed([page.words(f"sla.{name}", n=count) for name, count in counts.items()])
    return tables.line(page.words("sla.at_risk_live" if is_live else "sla.at_risk_of", at=at, told=told))


def _told(frame: pd.DataFrame, page: Page) -> pd.DataFrame:
    """The rows in words: names for ids, the time left in hours and days, moments in local time."""
    people = asking.look_up(page.snapshot, "people_names", "")
    names = dict(zip(people["person_id"], people["name"], strict=True))
    working = working_promises(page)
    moments = {name: [_moment(at, page) for at in frame[name]] for name in ("due_at", "started_at", "next_notice_at")}
    pairs = list(zip(frame["minutes_left"], frame["promise"], strict=True))
    columns = {
        "lead_id": frame["lead_id"],
        "owner": [names.get(one, one) if isinstance(one, str) else "" for one in frame["owner"]],
        "promise": [_promised(one, page) for one in frame["promise"]],
        "left_time": [_left(minutes, promise in working, page) for minutes, promise in pairs],
        **moments,
        "next_notice_to": [_roles(cell, page) for cell in frame["next_notice_to"]],
    }
    return pd.DataFrame(columns)


def _promised(name: Any, page: Page) -> str:
    return promise_name(name, page.words) if isinstance(name, str) else page.words("sla.nobody_given")


def _moment(at: Any, page: Page) -> str:
    """A moment to the minute in local time; nothing for none."""
    if pd.isna(at):
        return ""
    return page.words.moment(local(at, page.rules.timezone), page.words("style.minute"))


def _left(minutes: float, is_working: bool, page: Page) -> str:
    if pd.isna(minutes):
        return ""
    told = page.words.duration(abs(minutes), working=is_working)
    return page.words("sla.late_by", time=told) if minutes < 0 else told


def _roles(cell: Any, page: Page) -> str:
    return page.words.listed([page.words(f"role.{role}") for role in cell.split(", ")]) if isinstance(cell, str) else ""


def _draw_notices(page: Page, promise: Promise, sent: pd.DataFrame, agreed: pd.DataFrame | None) -> None:
    steps = [(step.after_minutes, step.to) for step in promise.ladder]
    working = promise.clock == "working"
    picture = notices(sent, page.words, page.palette, promise.name, steps, agreed, working=working)
    page.draw(picture, "notices")
    table = notices_table(sent, promise.name, steps, page.words, agreed, working=working)
    page.behind(table, "notices", ("told_when", "to_role"), full=sent)
