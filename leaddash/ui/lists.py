"""Lists of leads, each row opening its lead: moments on the reader's clock, numbers by their kind."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from leaddash.blocks import opens, parts
from leaddash.blocks.kinds import Kind, of_list
from leaddash.ui import screen, state
from leaddash.ui.page import Page, put

ROW_HEIGHT, MOST_HEIGHT = 36, 380
_OPENED = "_opened_of_list"
FORMATS = {Kind.DAYS: "%.1f", Kind.MINUTES: "%.0f"}


@put.register(parts.Cases)
def _cases(part: parts.Cases, page: Page) -> None:
    """The list; choosing a row opens its lead: on the page of leads above the list, elsewhere in the drawer."""
    key = f"{part.name}_{page.words.language}"
    screen.dataframe(
        _on_the_clock(part, page),
        hide_index=True,
        height=part.height or min(MOST_HEIGHT, ROW_HEIGHT * (len(part.frame) + 1) + 3),
        placeholder="",
        column_config=_columns(part, page),
        on_select=partial(_take_lead, part.frame, key, "lead" if page.key == "leads" else state.DRAWER),
        selection_mode="single-row",
        key=key,
        alt=part.alt,
    )
    if st.session_state.pop(_OPENED, False) and state.is_part():
        st.rerun()  # the drawer is drawn with the page
    if part.full is not None:
        put(_saved(part, part.full), page)


def _take_lead(listed: pd.DataFrame, key: str, kept_as: str) -> None:
    """Open the lead of the row that has just been chosen, on the page or beside it, before that is drawn again."""
    rows = st.session_state[key].selection.rows
    if rows:
        lead = str(listed.iloc[rows[0]]["lead_id"])
        st.session_state[_OPENED] = True
        st.session_state[kept_as] = lead if kept_as == "lead" else opens.written({"lead": lead})


def _saved(part: parts.Cases, full: pd.DataFrame) -> parts.Download:
    every = part.every or (lambda: part.frame)
    return parts.Download(full, part.name, shown=lambda _: every(), kinds=of_list(part.frame, part.kinds))


def _on_the_clock(part: parts.Cases, page: Page) -> pd.DataFrame:
    """The rows with their moments in local time."""
    moments = {name: part.frame[name] for name in _moments(part.frame)}
    zone = page.look.zone
    local = {
        name: moment.dt.tz_localize("UTC").dt.tz_convert(zone).dt.tz_localize(None) for name, moment in moments.items()
    }
    return part.frame.assign(**local)


def _columns(part: parts.Cases, page: Page) -> dict[str, Any]:
    """The heads and formats of the columns."""
    heads: dict[str, Any] = {str(name): page.words(f"column.{name}") for name in part.frame}
    form = page.words("style.minute_column")
    for name in _moments(part.frame):
        heads[name] = st.column_config.DatetimeColumn(heads[name], format=form, width=140)
    for name, kind in part.kinds.items():
        if name in heads and kind in FORMATS:
            heads[name] = st.column_config.NumberColumn(heads[name], format=FORMATS[kind])
    return heads


def _moments(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name in frame if pd.api.types.is_datetime64_any_dtype(frame[name])]
