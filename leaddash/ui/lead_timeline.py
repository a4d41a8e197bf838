"""One lead's story: everything that happened to it, the promises made about it, and what its columns say."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from leaddash import agreement
from leaddash.metrics import registry
from leaddash.subjects.lab.tables import ledger_table
from leaddash.ui import asking, lab_state, screen, state, tables
from leaddash.ui.page import Page
from leaddash.words import promise_name


def show_timeline(page: Page) -> None:
    """Everything that happened to the lead of the link, by the as-of moment, and what its columns say."""
    lead_id = state.get("lead", "")
    if not lead_id:
        screen.caption(page.words("leads.choose"))
        return
    timeline = asking.look_up(
        page.snapshot, "lead_timeline", f"{lead_id} {page.as_of}", lead_id=lead_id, as_of=page.as_of
    )
    if timeline.empty:
        screen.warning(page.words("leads.unknown", lead=lead_id))
        return
    screen.header(page.words("leads.timeline", lead=lead_id), anchor=False)
    events, facts = st.columns((3, 1), gap="large")
    with events:
        screen.html(
            tables.small(_told(timeline, page), page.words, texts=("happened_at", "kind", "what", "detail", "person"))
        )
        page.download(timeline, f"lead-{lead_id}")
    with facts:
        _show_facts(page, lead_id)
    _show_promises(page, lead_id)
    _show_ledger(page, lead_id)


def _show_promises(page: Page, lead_id: str) -> None:
    """The clocks that ran for the lead: what was promised, when it fell due, how it stands."""
    frame = registry.promises_of(page.snapshot, page.scope(), lead_id)
    if frame.empty:
        return
    screen.header(page.words("leads.promises"), anchor=False)
    zone = page.rules.timezone
    stops = frame["stop_at"].fillna(frame["left_at"])
    told = {
        "promise": [promise_name(one, page.words) for one in frame["promise"]],
        "state": [page.words(f"state.{one}") for one in frame["state"]],
        "started_at": [page.words.moment(local(at, zone)) for at in frame["started_at"]],
        "due_at": [page.words.moment(local(at, zone)) for at in frame["due_at"]],
        "closed_at": [page.words.moment(None if pd.isna(at) else local(at, zone)) for at in stops],
    }
    screen.html(tables.small(pd.DataFrame(told), page.words, texts=tuple(told)))


def _show_ledger(page: Page, lead_id: str) -> None:
    """What the lead's score is made of, as agreed and under the proposal of the link."""
    now = lab_state.proposal(page.rules)
    shown = [("title", page)]
    if not now.changes_nothing:
        shown.append(("proposed", page.under(agreement.under(now, page.rules))))
    for name, under in shown:
        ledger = under.ask("score_ledger", lead=lead_id)
        score = page.words.number(float(ledger["contribution"].sum()), 1)
        screen.header(page.words(f"lab.ledger.{name}", score=score), anchor=False)
        table = ledger_table(ledger, page.words, page.rules.timezone)
        page.table(table, f"ledger-{name}", texts=tuple(set(table) - {"points", "days", "contribution"}), full=ledger)


def _show_facts(page: Page, lead_id: str) -> None:
    frame = asking.look_up(page.snapshot, "lead_facts", lead_id, lead_id=lead_id)
    named = [_column_name(name, page) for name in frame["column_name"]]
    cells = [_fact(*row, page) for row in zip(frame["column_name"], frame["cell"], strict=True)]
    shown = pd.DataFrame({"fact": named, "cell": cells})
    screen.html(tables.small(shown, page.words, texts=("fact", "cell")))


def _fact(name: str, cell: str, page: Page) -> str:
    """What a column says of the lead; its creation as the timeline beside tells it, in local time."""
    if name == "created_at":
        return page.words.moment(local(pd.Timestamp(cell), page.rules.timezone))
    return cell[:300]


def _column_name(name: str, page: Page) -> str:
    for key in (f"dimension.{name}", f"column.{name}"):
        if page.words.has(key):
            return page.words(key)
    return name.replace("_", " ")


def _told(timeline: pd.DataFrame, page: Page) -> pd.DataFrame:
    zone = page.rules.timezone
    return pd.DataFrame(
        {
            "happened_at": [page.words.moment(local(at, zone)) for at in timeline["happened_at"]],
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


def local(at: Any, zone: str) -> Any:
    """A moment of UTC on the wall of a zone."""
    return at.to_pydatetime().replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
