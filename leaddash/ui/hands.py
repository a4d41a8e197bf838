"""What hands do anywhere on a page, heard by one component: links and marks that open leads, buttons that copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from leaddash.words import Words

KEY, LONGEST_WORD = "hands", 2000


def listen(words: Words, opened: Callable[[str], None]) -> None:
    """Listen on the page; a number that is pressed is told as the word of what it opens (`blocks/opens.py`)."""
    _mount(key=KEY, data={"copied": words("control.copied")}, on_opened_change=lambda: _tell(opened))


def _tell(opened: Callable[[str], None]) -> None:
    opened(str(st.session_state[KEY].opened)[:LONGEST_WORD])


_mount = st.components.v2.component("leaddash_hands", js=(Path(__file__).with_name("hands.js")).read_text("utf-8"))
