"""The filters of every page: chosen in a box, shown as chips, each with its way to be rid of it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from leaddash import cases
from leaddash.agreement.parameters import band_name
from leaddash.blocks.ask import looked_up, names_of
from leaddash.drawing.ranked import slice_name
from leaddash.scope import DIMENSIONS
from leaddash.snapshots import Snapshot
from leaddash.ui import screen
from leaddash.words import Words

MOST_OPTIONS = 200
Counts = Mapping[str, int | None]
"""Values of a dimension, the most frequent first, "" for the missing one, with how many leads have each if known."""


def chosen() -> dict[str, tuple[str, ...]]:
    """The values of each dimension that filter the page."""
    values = {name: tuple(st.session_state.get(name) or ()) for name in DIMENSIONS}
    return {name: own for name, own in values.items() if own}


def box(snapshot: Snapshot, words: Words) -> None:
    """The box in which values are looked for and chosen; where nothing is chosen of a dimension all of it counts."""
    with screen.popover(words("control.filters"), width="content"):
        for name in DIMENSIONS:
            _choose(snapshot, words, name)


def chips(snapshot: Snapshot, words: Words) -> None:
    """What filters the page, value by value, each to be pressed away, and all at once; nothing where none does."""
    every = [(name, value) for name, values in chosen().items() for value in values]
    if not every:
        return
    with st.container(horizontal=True, key="chips"):
        for name, value in every:
            said = slice_name(names_of(snapshot, name).get(value, value) or None, words)
            label = words("control.chip", dimension=words(f"dimension.{name}"), value=said)
            screen.button(label, key=f"chip_{name}_{value}", on_click=_remove, args=(name, value))
        screen.button(words("control.clear"), key="chip_clear", on_click=_clear, type="tertiary")


def unknown(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Values that a link filters by and these data do not have, each with its dimension."""
    return [
        (name, value) for name, values in chosen().items() for value in values if value not in counts(snapshot, name)
    ]


def counts(snapshot: Snapshot, name: str) -> Counts:
    """The values of a dimension; fit bands are the agreement's, the others the data's."""
    if name == "fit_band":
        return dict.fromkeys([*map(band_name, snapshot.agreement.scoring.fit_bands), ""])
    found = looked_up(snapshot, cases.file("dimension_values"), dimension=name)
    return dict(zip(found["value"].fillna("").astype(str), found["leads"].astype(int), strict=True))


def _choose(snapshot: Snapshot, words: Words, name: str) -> None:
    values, names = counts(snapshot, name), names_of(snapshot, name)
    kept = list(st.session_state.get(name) or [])
    st.session_state[name] = kept
    options = list(values)[:MOST_OPTIONS]
    offered = [*options, *[value for value in kept if value not in options]]
    labels = {
        value: _counted(slice_name(names.get(value, value) or None, words), values.get(value), words)
        for value in offered
    }
    if len(options) > 1 or kept:
        screen.multiselect(
            words(f"dimension.{name}"),
            offered,
            key=name,
            format_func=lambda value: labels[value],
            placeholder=words("control.any"),
        )


def _counted(said: str, leads: int | None, words: Words) -> str:
    return said if leads is None else words("control.counted", value=said, n=leads)


def _remove(name: str, value: str) -> None:
    st.session_state[name] = [kept for kept in st.session_state.get(name) or [] if kept != value]


def _clear() -> None:
    for name in DIMENSIONS:
        st.session_state[name] = []
