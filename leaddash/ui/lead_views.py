"""The list of leads behind a figure, and one lead's timeline."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from leaddash import charts, exports
from leaddash.agreement import EXITS
from leaddash.metrics import registry
from leaddash.ui import asking, state, tables
from leaddash.ui.page import Page

Asked = dict[str, str | None]
"""The figure whose list is shown, and the stage, exit and reason it is of (None: any)."""
METRIC_OF = {
    **dict.fromkeys(("converted_later", "carried_in"), "funnel_bridge"),
    "exits": "exits",
    **dict.fromkeys(("returned", "never_returned", "followed_90", "returned_90"), "returned"),
}
"""The metric that counts a figure, where it is not the funnel."""
MOST = 500
"""Rows of the list on screen at once; the others stay in the database until asked for."""
MOMENTS = ("entered_at", "converted_at", "exited_at")


def search_box(page: Page) -> str:
    """A text to find among the ids and names of the list."""
    return st.text_input(
        page.words("control.search"), key="search", width=220, placeholder=page.words("control.search_hint")
    )


def narrowed(page: Page, stage: str, figure: str) -> Asked:
    """The figure asked with its stage, and where it is one of exits the exit and the reason chosen for it."""
    asked: Asked = {"figure": figure, "stage": None if stage == charts.ANY else stage, "exit": None, "reason": None}
    if figure not in charts.OF_EXITS:
        return asked
    exit_ = page.choose("exit", (charts.ANY, *EXITS), charts.ANY, "exit")
    reason = page.pick("reason", _reasons(page, exit_), charts.ANY, lambda one: _reason_name(one, page))
    return {
        **asked,
        "exit": None if exit_ == charts.ANY else exit_,
        "reason": {charts.ANY: None, charts.NO_REASON: ""}.get(reason, reason),
    }


def _reasons(page: Page, exit_: str) -> list[str]:
    """The reasons of an exit in the period, the most frequent first."""
    frame = page.ask("exits")
    frame = frame[frame["exit"] == exit_] if exit_ != charts.ANY else frame
    counts = frame.assign(reason=frame["reason"].fillna(charts.NO_REASON)).groupby("reason")["exits"].sum()
    return [charts.ANY, *counts.sort_values(ascending=False, kind="stable").index]


def _reason_name(reason: str, page: Page) -> str:
    named = {charts.ANY: page.words("control.any"), charts.NO_REASON: page.words("slice.no_reason")}
    return named.get(reason, reason)


def count_of(page: Page, asked: Asked) -> int:
    """The figure itself, as its metric counts it."""
    figure = str(asked["figure"])
    frame = page.ask(METRIC_OF.get(figure, "funnel"))
    for key in ("stage", "exit"):
        frame = frame if asked[key] is None else frame[frame[key] == asked[key]]
    if asked["reason"] is not None:
        frame = frame[frame["reason"].fillna("") == asked["reason"]]
    return int(frame[figure].fillna(0).sum())


def show_list(page: Page, asked: Asked, count: int, search: str) -> None:
    """The episodes behind a figure, newest first and part by part; choosing one opens its lead below."""
    if not count:
        st.info(page.words("empty.leads"))
        return
    part = "_".join(["part", *(one or "" for one in asked.values()), search])
    skipped = (int(st.session_state.get(part) or 1) - 1) * MOST
    frame = registry.lead_list(page.snapshot, page.scope(), asked, search=search, skipped=skipped, most=MOST)
    if frame.empty:
        st.info(page.words("empty.search"))
        return
    _table(page, frame, f"list_{part}_{skipped}")
    with page.row():
        _download(page, asked)
        _parts(page, int(frame["matches"].iloc[0]), skipped, len(frame), part)


def _table(page: Page, frame: pd.DataFrame, key: str) -> None:
    chosen: Any = st.dataframe(
        _localised(frame.drop(columns="matches"), page),
        hide_index=True,
        height=380,
        placeholder="",
        column_config=_columns(page),
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
        st.caption(page.words("leads.part", first=skipped + 1, last=skipped + shown, n=matches))
        st.pagination(-(-matches // MOST), key=key)


def show_timeline(page: Page) -> None:
    """Everything that happened to the lead of the link, by the as-of moment, and what its columns say."""
    lead_id = state.get("lead", "")
    if not lead_id:
        st.caption(page.words("leads.choose"))
        return
    timeline = asking.look_up(
        page.snapshot, "lead_timeline", f"{lead_id} {page.as_of}", lead_id=lead_id, as_of=page.as_of
    )
    if timeline.empty:
        st.warning(page.words("leads.unknown", lead=lead_id))
        return
    st.header(page.words("leads.timeline", lead=lead_id), anchor=False)
    events, facts = st.columns((3, 1), gap="large")
    with events:
        st.html(
            tables.small(_told(timeline, page), page.words, texts=("happened_at", "kind", "what", "detail", "person"))
        )
        page.download(timeline, f"lead-{lead_id}")
    with facts:
        _show_facts(page, lead_id)


def _show_facts(page: Page, lead_id: str) -> None:
    frame = asking.look_up(page.snapshot, "lead_facts", lead_id, lead_id=lead_id)
    named = [_column_name(name, page) for name in frame["column_name"]]
    shown = pd.DataFrame({"fact": named, "cell": frame["cell"].str.slice(0, 300)})
    st.html(tables.small(shown, page.words, texts=("fact", "cell")))


def _column_name(name: str, page: Page) -> str:
    for key in (f"dimension.{name}", f"column.{name}"):
        if page.words.has(key):
            return page.words(key)
    return name.replace("_", " ")


def _told(timeline: pd.DataFrame, page: Page) -> pd.DataFrame:
    zone = page.rules.timezone
    return pd.DataFrame(
        {
            "happened_at": [page.words.moment(_local(at, zone)) for at in timeline["happened_at"]],
            "kind": [page.words(f"timeline.{kind}") for kind in timeline["kind"]],
            "what": [_what(row, page) for row in timeline.itertuples()],
            "detail": [_detail(row, page) for row in timeline.itertuples()],
            "person": timeline["person"].fillna("").astype(str),
        }
    )


def _what(row: Any, page: Page) -> str:
    if not isinstance(row.what, str):
        return ""
    for key in (f"stage.{row.what}", f"exit.{row.what}", f"activity.{row.what}"):
        if page.words.has(key):
            return page.words(key)
    return row.what.replace("_", " ")


def _detail(row: Any, page: Page) -> str:
    detail = row.detail if isinstance(row.detail, str) else ""
    if row.kind == "stage":
        told = page.words(f"timeline.{detail}") if detail else ""
        return ", ".join(filter(None, [page.words("timeline.pass", n=int(row.episode)), told]))
    return detail[:300]


def _local(at: Any, zone: str) -> Any:
    return at.to_pydatetime().replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _localised(frame: pd.DataFrame, page: Page) -> pd.DataFrame:
    """Moments in local time, classes and exits in words."""
    shown = frame.copy()
    for name in MOMENTS:
        shown[name] = shown[name].dt.tz_localize("UTC").dt.tz_convert(page.rules.timezone).dt.tz_localize(None)
    shown["class"] = shown["class"].map(lambda one: page.words(f"figure.{one}") if isinstance(one, str) else None)
    shown["exit"] = shown["exit"].map(lambda one: page.words(f"exit.{one}") if isinstance(one, str) else None)
    return shown


def _columns(page: Page) -> dict[str, Any]:
    form = "DD/MM/YYYY HH:mm" if page.words.language == "es" else "YYYY-MM-DD HH:mm"
    names = (
        "lead_id",
        "lead_name",
        "episode",
        "class",
        "exit",
        "reason",
        "person",
        "source",
        "campaign",
        "country",
        "industry",
        "estimated",
    )
    told: dict[str, Any] = {name: page.words(f"column.{name}") for name in names}
    told |= {
        name: st.column_config.DatetimeColumn(page.words(f"column.{name}"), format=form, width=140) for name in MOMENTS
    }
    return {**told, "days": st.column_config.NumberColumn(page.words("column.days"), format="%.1f")}


def _download(page: Page, asked: Asked) -> None:
    """All of the list as CSV, made when the button is pressed."""
    scope = page.scope()
    st.download_button(
        page.words("control.csv"),
        lambda: exports.csv_text(registry.cases(page.snapshot, scope, "funnel", **asked)).encode("utf-8-sig"),
        f"leaddash-leads-{asked['stage'] or charts.ANY}-{asked['figure']}.csv",
        "text/csv",
        key="csv_leads",
        type="tertiary",
        on_click="ignore",
    )
