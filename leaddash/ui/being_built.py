"""What a page says while the snapshot of its data is still being made."""

from __future__ import annotations

import streamlit as st

from leaddash import ahead, snapshots
from leaddash.ahead import Making
from leaddash.ui import asking, screen
from leaddash.words import Words

AT_ONCE, EVERY = 0.3, 0.2
"""Seconds in which a snapshot that is there is found, and between two looks at how far another is."""


def making() -> Making | None:
    """The making of the snapshot, None where it is there."""
    path = asking.data_path()
    if not snapshots.is_data(path):
        return None
    begun = ahead.begin(path)
    return None if begun.is_done(AT_ONCE) else begun


def wait_for(begun: Making, words: Words) -> None:
    """Say how far the snapshot is until it is made."""
    place = st.empty()
    while not begun.is_done(EVERY):
        with place:
            screen.progress(begun.share, words("app.building", share=words.share(begun.share, 0)))
    place.empty()
