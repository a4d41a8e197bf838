"""Every Streamlit command that shows a text, with the escape of where it shows it: `ui` uses these and no others.

So a page may say anything that stands in the data, the agreement or a link: it is read as typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from leaddash.drawing.picture import Picture
from leaddash.plain import plain, plain_lines
from leaddash.ui import links
from leaddash.ui.choices import CALLED, noting
from leaddash.ui.markdown import markdown
from leaddash.ui.tables import Html

Escape = Callable[[str], str]


def _escaping(draw: Callable[..., Any], *texts: str, options: Escape = plain) -> Callable[..., Any]:
    """A command the named texts of which, its help and its options are escaped."""
    names = list(signature(draw).parameters)

    @wraps(draw)
    def drawn(*values: Any, **named: Any) -> Any:
        given = {**dict(zip(names, values, strict=False)), **named}
        given |= {name: markdown(given[name]) for name in (*texts, "help") if isinstance(given.get(name), str)}
        given |= {name: noting(given[name]) for name in CALLED if callable(given.get(name))}
        if "options" in given:
            name_of = given.get("format_func", str)
            given["format_func"] = lambda option: options(name_of(option))
        return draw(**given)

    return drawn


title = _escaping(st.title, "body")
header = _escaping(st.header, "body")
caption = _escaping(st.caption, "body")
info = _escaping(st.info, "body")
warning = _escaping(st.warning, "body")
error = _escaping(st.error, "body")
metric = _escaping(st.metric, "label", "value", "delta")
page_link = _escaping(st.page_link, "label")
expander = _escaping(st.expander, "label")
popover = _escaping(st.popover, "label")
button = _escaping(st.button, "label")
download_button = _escaping(st.download_button, "label")
toggle = _escaping(st.toggle, "label")
text_input = _escaping(st.text_input, "label")
number_input = _escaping(st.number_input, "label")
date_input = _escaping(st.date_input, "label")
selectbox = _escaping(st.selectbox, "label")
multiselect = _escaping(st.multiselect, "label")
segmented_control = _escaping(st.segmented_control, "label", options=markdown)
progress = _escaping(st.progress, "text")
dialog = _escaping(st.dialog, "title")


def html(body: Html | Path) -> None:
    """HTML that `tables` has made, or a file of ours."""
    st.html(body)


def code(body: str, **options: Any) -> None:
    """Lines as they are, in a type of one width."""
    st.code(plain_lines(body), **options)


def chart(picture: Picture, **options: Any) -> Any:
    """A picture's figure; what its marks open stands in it, for the hands (`hands.js`)."""
    if picture.opens:
        picture.figure.layout.meta = {"opens": [links.word_of(mark) for mark in picture.opens]}
    return st.plotly_chart(picture.figure, theme=None, alt=plain(picture.alt), **options)


def dataframe(frame: pd.DataFrame, **options: Any) -> Any:
    """A list, which shows no markup; returns what is chosen in it."""
    texts = [str(name) for name in frame if pd.api.types.is_string_dtype(frame[name])]
    return st.dataframe(frame.assign(**{name: frame[name].map(_plain_cell) for name in texts}), **options)


def _plain_cell(cell: Any) -> Any:
    return plain(cell) if isinstance(cell, str) else cell
