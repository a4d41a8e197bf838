"""The one way of a text onto the screen: what it makes of a text, and that there is no other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from leaddash import home
from leaddash.ui.markdown import markdown
from tests.hostile import MARKDOWN, READ_AS, UNSEEN
from tests.ui.visits import typed

UI = sorted([*(home.HOME / "leaddash" / "ui").rglob("*.py"), *home.PAGES.glob("*.py"), home.APP])
SCREEN = home.HOME / "leaddash" / "ui" / "screen.py"
WITHOUT_TEXT = {
    *("session_state", "query_params", "context", "cache_data", "cache_resource", "fragment", "rerun", "stop"),
    *("columns", "container", "empty", "pagination", "column_config", "components", "switch_page"),
    *("Page", "navigation", "set_page_config"),
}
"""What `ui` may ask of Streamlit itself: it shows no text, or as `Page` only words of ours."""
MAKERS = {"tables.py", "worklist.py", "story.py"}
"""The modules that make HTML; `test_tables`, `test_worklist` and `test_story` have them show what is nasty."""
SHOWN = {"header", "subheader", "caption", "markdown", "write", "text", "info", "success", "warning", "error", "metric"}
"""What a column or a container would also show."""


def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "MQLs in July 2026: 1,234 (12.5 %), 95 % interval 10 to 15",
            "MQLs in July 2026: 1,234 (12.5 %), 95 % interval 10 to 15",
        ),
        ("Sep 30, 2026, 11:59:59 PM", "Sep 30, 2026, 11:59:59 PM"),
        ("first_touch", "first_touch"),
        ("[a](b)", r"\[a\](b)"),
        ("$x$ *y* _z_", r"\$x\$ \*y\* \_z\_"),
        ("# a", r"\# a"),
        ("12. a", r"12\. a"),
        ("https://a.b", r"https:color[\:]//a.b"),
        ("www.a.b", r"www:color[\.]a.b"),
        ("a@b.c", r"a:color[\@]b.c"),
        (":red[x]", r":color[\:]red\[x\]"),
        ("a <-> b", r"a :color[\<]:color[\-]:color[\>] b"),
        ("a\n# b", "a # b"),
        (UNSEEN, READ_AS),
    ],
)
def test_a_text_is_written_so_that_markdown_says_it(text: str, told: str) -> None:
    assert markdown(text) == told


@pytest.mark.parametrize("text", MARKDOWN)
def test_nothing_is_added_to_a_text_but_escapes(text: str) -> None:
    assert typed(markdown(text)) == text


def test_all_texts_are_shown_through_the_screen() -> None:
    others = {
        f"{path.name}:{node.lineno} st.{node.attr}"
        for path in UI
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st"
        if path != SCREEN and node.attr not in WITHOUT_TEXT
    }
    assert not others, "show these through leaddash.ui.screen, which escapes them"


def test_no_column_or_container_shows_a_text_past_the_screen() -> None:
    others = {
        f"{path.name}:{node.lineno} .{node.func.attr}"
        for path in UI
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SHOWN
        if path != SCREEN and not (isinstance(node.func.value, ast.Name) and node.func.value.id == "screen")
    }
    assert not others, "write `with column:` and show these through leaddash.ui.screen"


def test_streamlit_is_known_by_one_name() -> None:
    """Else what is shown past the screen could hide."""
    imports = [
        line
        for path in UI
        for line in path.read_text("utf-8").splitlines()
        if re.match(r"\s*(from|import) streamlit", line)
    ]
    known = {
        "import streamlit as st",
        "from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx",
    }
    assert {line.strip() for line in imports} <= known


def test_html_is_made_by_the_tables_and_the_worklist_only() -> None:
    others = [path.name for path in UI if path.name not in MAKERS and re.search(r"\bHtml\(", path.read_text("utf-8"))]
    assert not others, "let leaddash.ui.tables make this HTML, which escapes it"
    assert "unsafe" not in "".join(path.read_text("utf-8") for path in UI)


def test_the_panel_writes_text_and_no_html() -> None:
    script = (home.HOME / "leaddash" / "ui" / "lab" / "lab_panel" / "panel.js").read_text("utf-8")
    assert re.findall(r".*(?:innerHTML|outerHTML|insertAdjacentHTML).*", script) == [
        '  const innerHTML = `<svg viewBox="0 0 14 14" aria-hidden="true"><path d="${ARROW}"/></svg>`;',
        '  return make("template", { innerHTML }).content.firstChild;',
    ]


def test_find_writes_text_and_no_html() -> None:
    script = (home.HOME / "leaddash" / "ui" / "find.js").read_text("utf-8")
    assert not re.findall(r"HTML|document\.write|createContextualFragment|eval", script)
