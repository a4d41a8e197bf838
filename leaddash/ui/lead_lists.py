"""The list of leads behind a figure: of the funnel, of the response curve, or of the promises."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from leaddash import exports
from leaddash.agreement import EXITS, STAGES
from leaddash.drawing.names import ANY, NO_REASON
from leaddash.metrics import figures, registry
from leaddash.subjects.promises.charts.promises import WAYS as WAYS_KEPT
from leaddash.subjects.promises.charts.promises import way_name
from leaddash.subjects.response.metrics.never_touched import GONE_ON
from leaddash.ui import asking, list_columns, screen, state
from leaddash.ui.answering import chosen_clock
from leaddash.ui.figures import BUCKETS, LISTS, kind_of
from leaddash.ui.page import Page
from leaddash.words import promise_name

Asked = dict[str, str | None]
"""The figure whose list is shown, and what narrows it (None: any)."""
MOST = 500
"""Rows of the list on screen at once; the others stay in the database until asked for."""


def kind_of_list(page: Page) -> str:
    """Which kind of list is shown: the one of the link; of a link that does not say, that of its figure."""
    return page.choose("list", LISTS, kind_of(state.get("figure", "")), "list")


def narrowed(page: Page, kind: str) -> Asked:
    """The figure asked, with what narrows it, each drawn as a box."""
    return {"funnel": _of_funnel, "response": _of_response}.get(kind, _of_promises)(page)


def page_of_list(page: Page, kind: str) -> Page:
    """The page under the agreement that the list is counted by."""
    return chosen_clock(page) if kind == "response" else page


def search_box(page: Page) -> str:
    """A text to find among the ids and names of the list."""
    hint = page.words("control.search_hint")
    return str(screen.text_input(page.words("control.search"), key="search", width=220, placeholder=hint))


def count_of(page: Page, kind: str, asked: Asked) -> int:
    """The figure itself, as its metric counts it."""
    return figures.count(page.ask, kind, asked, page.as_of)


def show_list(page: Page, kind: str, asked: Asked, count: int, search: str) -> None:
    """The cases behind a figure, newest first and part by part; choosing one opens its lead below."""
    if not count:
        screen.info(page.words("empty.leads"))
        return
    part = "_".join(["part", kind, *(one or "" for one in asked.values()), search])
    skipped = (int(st.session_state.get(part) or 1) - 1) * MOST
    frame = registry.lead_list(page.snapshot, page.scope(), kind, asked, search=search, skipped=skipped, most=MOST)
    if frame.empty:
        screen.info(page.words("empty.search"))
        return
    _table(page, frame, f"list_{part}_{skipped}")
    with page.row():
        _download(page, kind, asked)
        _parts(page, int(frame["matches"].iloc[0]), skipped, len(frame), part)


def _of_funnel(page: Page) -> Asked:
    stage = page.choose("stage", (*STAGES, ANY), "mql", "stage")
    named = None if stage == ANY else stage
    offered = figures.offered("funnel", stage=named)
    figure = page.choose("figure", offered, offered[0], "figure")
    asked: Asked = {"figure": figure, "stage": named, "exit": None, "reason": None}
    if "exit" not in figures.narrows("funnel", figure):
        return asked
    exit_ = page.choose("exit", (ANY, *EXITS), ANY, "exit")
    reason = page.pick("reason", _reasons(page, exit_), ANY, lambda one: _reason_name(one, page))
    return {**asked, "exit": None if exit_ == ANY else exit_, "reason": _told_reason(reason)}


def _of_response(page: Page) -> Asked:
    offered = figures.names("response")
    figure = page.choose("figure", offered, offered[0], "figure")
    if figure == "untouched":
        exits = [ANY, NO_REASON, GONE_ON, *EXITS]
        exit_ = page.pick("exit", exits, ANY, lambda one: _exit_name(one, page))
        reason = page.pick("reason", _untouched_reasons(page), ANY, lambda one: _reason_name(one, page))
        return {"figure": figure, "exit": _told_reason(exit_), "reason": _told_reason(reason)}
    bucket = page.choose("bucket", (ANY, *BUCKETS), ANY, "bucket")
    return {"figure": figure, "bucket": None if bucket == ANY else bucket}


def _exit_name(exit_: str, page: Page) -> str:
    """An exit in words; of those without one, that they did not leave."""
    return page.words("chart.never_touched.still_open" if exit_ == NO_REASON else f"exit.{exit_}")


def _untouched_reasons(page: Page) -> list[str]:
    known = page_of_list(page, "response").ask("never_touched")["reason"].fillna(NO_REASON)
    return [ANY, *dict.fromkeys(known)]


def _of_promises(page: Page) -> Asked:
    names = [ANY, *(promise.name for promise in page.rules.promises)]
    kind = "owner" if state.get("list", "") == "owner" else "sla"
    offered = figures.names(kind)
    figure = page.choose("figure", offered, offered[0], "figure")
    promise = page.pick("promise", names, names[0], lambda one: _promise_name(one, page))
    asked: Asked = {"figure": figure, "promise": None if promise == ANY else promise, "exit": None}
    if "exit" not in figures.narrows(kind, figure):
        return asked
    way = page.pick("exit", [ANY, *WAYS_KEPT], ANY, lambda one: _way_name(one, page))
    return {**asked, "exit": None if way == ANY else way}


def _promise_name(name: str, page: Page) -> str:
    return page.words("control.any") if name == ANY else promise_name(name, page.words)


def _way_name(way: str, page: Page) -> str:
    return page.words("control.any") if way == ANY else way_name(way, page.words)


def _reasons(page: Page, exit_: str) -> list[str]:
    """The reasons of an exit in the period, the most frequent first."""
    frame = page.ask("exits")
    frame = frame[frame["exit"] == exit_] if exit_ != ANY else frame
    counts = frame.assign(reason=frame["reason"].fillna(NO_REASON)).groupby("reason")["exits"].sum()
    return [ANY, *counts.sort_values(ascending=False, kind="stable").index]


def _reason_name(reason: str, page: Page) -> str:
    named = {ANY: page.words("control.any"), NO_REASON: page.words("slice.no_reason")}
    return named.get(reason, reason)


def _told_reason(reason: str) -> str | None:
    return {ANY: None, NO_REASON: ""}.get(reason, reason)


def _table(page: Page, frame: pd.DataFrame, key: str) -> None:
    shown = frame.drop(columns="matches")
    chosen: Any = screen.dataframe(
        list_columns.told(shown, page),
        hide_index=True,
        height=380,
        placeholder="",
        column_config=list_columns.columns(shown, page),
        on_select="rerun",
        selection_mode="single-row",
        key=f"{key}_{page.words.language}",
        alt=page.words("leads.alt"),
    )
    rows = chosen.selection.rows if chosen else []
    if rows:
        st.session_state["lead"] = str(frame.iloc[rows[0]]["lead_id"])
        state.write_link()


def _parts(page: Page, matches: int, skipped: int, shown: int, key: str) -> None:
    """Which part of a long list is shown, and the way to the others."""
    if matches > MOST:
        screen.caption(page.words("leads.part", first=skipped + 1, last=skipped + shown, n=matches))
        st.pagination(-(-matches // MOST), key=key)


def _download(page: Page, kind: str, asked: Asked) -> None:
    """All of the list as CSV, made when the button is pressed."""
    scope = page.scope()

    def text() -> bytes:
        with asking.again(page.snapshot) as snapshot:
            return exports.csv_text(registry.cases_behind(snapshot, scope, kind, asked)).encode("utf-8-sig")

    screen.download_button(
        page.words("control.csv"),
        text,
        exports.file_name("leads", *(one for one in asked.values() if one)),
        "text/csv",
        key="csv_leads",
        type="tertiary",
        on_click="ignore",
    )
