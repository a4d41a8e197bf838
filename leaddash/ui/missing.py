"""What a link asks for that these data do not have."""

from __future__ import annotations

from datetime import date

import streamlit as st

from leaddash.agreement import Agreement
from leaddash.moments import local_date
from leaddash.snapshots import Snapshot
from leaddash.ui import filters, state
from leaddash.words import Words


def sentences(snapshot: Snapshot, rules: Agreement, words: Words) -> list[str]:
    """What is missing, a sentence each: filtered values that nobody has, a day of a link after the newest of the data.

    A day that came by default is no wish: where older data are served again it goes back with them.
    """
    newest, wanted = local_date(snapshot.newest, rules.timezone), _as_of()
    said = [
        words("missing.value", dimension=words(f"dimension.{name}").lower(), value=value)
        for name, value in filters.unknown(snapshot)
    ]
    if wanted is not None and wanted > newest:
        said.append(words("missing.later", day=words.day(wanted), newest=words.day(newest)))
    return said


def go_on_without(snapshot: Snapshot) -> None:
    """Ask for what there is."""
    for name, value in filters.unknown(snapshot):
        st.session_state[name] = [kept for kept in st.session_state[name] if kept != value]
    st.session_state.pop("as_of", None)


def _as_of() -> date | None:
    """The day that a link asks for, as long as it stands."""
    if state.get("as_of", "") != state.taken("as_of"):
        return None
    try:
        return date.fromisoformat(state.taken("as_of"))
    except ValueError:
        return None
