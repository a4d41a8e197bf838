"""A page with nothing but hostile texts, in each kind of place where Streamlit reads Markdown."""

from __future__ import annotations

import streamlit as st

from leaddash.ui import screen
from tests.hostile import MARKDOWN

with st.container(key="places"):
    for number, text in enumerate(MARKDOWN):
        screen.header(text, anchor=False)
        screen.caption(text)
        screen.button(text, key=f"button {number}")
        screen.metric(text, text)
    screen.segmented_control("options", MARKDOWN, key="options")
screen.error("done")
