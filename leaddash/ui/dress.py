"""How a page looks: the style sheet, and the reader's colours in it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from leaddash.drawing.theme import PALETTES
from leaddash.ui import screen, tables

LOOKS = tuple(Path(__file__).with_name(name) for name in ("look.css", "worklist.css"))


def dress() -> str:
    """Put the style sheet and the reader's colours on the page; returns which theme they are of."""
    theme = st.context.theme.type or "light"
    for look in LOOKS:
        screen.html(look)
    screen.html(tables.colours(PALETTES[theme]))
    return theme
