"""The one way of a text into a figure: shown as typed, but for what the charts set off."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest

from leaddash.drawing.markup import Escaped, bold, coloured, escaped
from leaddash.drawing.picture import Picture
from leaddash.home import HOME
from tests.hostile import READ_AS, TEXTS, UNSEEN

CHARTS = sorted(
    [*(HOME / "leaddash" / "drawing").glob("*.py"), *(HOME / "leaddash" / "subjects").glob("*/charts/*.py")]
)
HOSTILE = "<a href='x'>&amp;</a>"
TYPED = "&lt;a href='x'&gt;&amp;amp;&lt;/a&gt;"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12.5 % of 100", "12.5 % of 100"),
        (HOSTILE, TYPED),
        ("two\nlines", "two<br>lines"),
        (bold(HOSTILE), f"<b>{TYPED}</b>"),
        (coloured(HOSTILE, "#AABBCC"), f'<span style="color:#AABBCC">{TYPED}</span>'),
        (coloured(bold("x"), "#AABBCC", 12), '<span style="color:#AABBCC;font-size:12px"><b>x</b></span>'),
        (coloured("x", '"><a>'), '"&gt;&lt;a&gt;;x</span>'),  # no colour: what is left opens nothing
        (UNSEEN, READ_AS),
    ],
)
def test_a_text_is_shown_as_typed(text: str, shown: str) -> None:
    assert escaped(go.Figure(layout={"title": {"text": text}})).layout.title.text == shown


def test_every_text_of_a_figure_is_escaped() -> None:
    figure = go.Figure(
        [go.Bar(x=[1, 2], y=np.array([HOSTILE, "b"]), text=[HOSTILE, "c"], hovertext=HOSTILE, name=HOSTILE)],
        {"xaxis": {"ticktext": [HOSTILE], "tickvals": [1], "title": {"text": HOSTILE}}},
    )
    figure.add_annotation(text=HOSTILE)
    told = escaped(figure).to_json()
    assert "<a" not in told
    assert told.count(TYPED.replace("/", "\\u002f")) == 7


def test_a_picture_has_its_texts_escaped_once() -> None:
    figure = go.Figure(layout={"title": {"text": "a & b"}})
    once = Picture("", figure, "").figure
    assert Picture("", once, "").figure is once
    assert isinstance(once, Escaped)
    assert once.layout.title.text == "a &amp; b"


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_becomes_a_tag(text: str) -> None:
    shown = escaped(go.Figure(layout={"title": {"text": text}})).layout.title.text
    assert "<" not in shown
    assert "&" not in shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


@pytest.mark.parametrize("path", [path for path in CHARTS if path.name != "markup.py"], ids=lambda path: path.stem)
def test_a_chart_writes_no_tag_and_fills_no_template_but_with_its_texts(path: Path) -> None:
    known = [node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)]
    texts = [text for text in known if isinstance(text, str)]
    assert not [text for text in texts if re.search(r"</?[a-z]", text)], "set words off by leaddash.drawing.markup"
    assert {text for text in texts if "%{" in text} <= {"%{text}"}, "give the finished text, which is escaped"
