"""Find anything (`/` or Ctrl-K) and the list of keys (`?`): one component, from its button to what it opens.

`find.js` draws both dialogs in the browser, so that they are there at the press of a key and stay through a run of the
page. What is typed comes as `{typed, seq}`, one at a time; `{begins}` says that somebody is about to type, `{opens}`
what is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from leaddash.boards.find import saying, search
from leaddash.boards.find.known import Named
from leaddash.boards.find.search import Group
from leaddash.boards.leads.links import LIST_KEYS, with_list
from leaddash.drawing.left_open import ANY
from leaddash.plain import plain
from leaddash.scope import DIMENSIONS
from leaddash.ui import links, state
from leaddash.ui.fragments import fragment
from leaddash.ui.links import State
from leaddash.ui.page import Page
from leaddash.words import Words

HERE = Path(__file__).parent
KEY = "find"
OF_PAGES = ("stage", "promise")
"""What narrows a list and is a choice of other pages too."""
ALONE = {key: "" for key in LIST_KEYS if key not in OF_PAGES}
"""What changes in a link that shows one lead and no list."""


def opening(kind: str, key: str) -> tuple[str, State] | None:
    """The page that a result opens, and what changes in the link; nothing of a kind there is not."""
    if kind in ("campaign", "source"):
        return "funnel", {**{name: list[str]() for name in DIMENSIONS}, kind: [key]}
    if kind == "person":
        owed = {"list": "owner", "figure": "past_due_now", "promise": ANY, "person": key, "period": "all"}
        return "leads", {**ALONE, "lead": "", **with_list(owed)}
    pages: Mapping[str, tuple[str, State]] = {
        "lead": ("leads", {**ALONE, "lead": key}),
        "page": (key, {}),
        "metric": ("definitions", {"define": key}),
    }
    return pages.get(kind)


@fragment
def draw(page: Page, pages: Sequence[str]) -> None:
    """Draw the button, listen to the keys and answer what is typed; the first of the pages has the bare address."""
    said = _said()
    chosen = said.get("opens")
    if isinstance(chosen, Mapping):
        _open(str(chosen.get("kind")), str(chosen.get("key")), pages)
    if said.get("begins"):
        _begin(page)
    data = {
        "words": saying.texts(page.words),
        "keys": saying.keys(page.words),
        "start": _shown(search.start(pages, page.words), pages, page.words),
        "answer": _answer(said, page, pages),
    }
    _mount(key=KEY, data=data, on_said_change=_nothing, width="content")


def _said() -> Mapping[str, Any]:
    """What the component has just said, in the run that it brought about."""
    heard = st.session_state.get(KEY)
    said = heard.get("said") if isinstance(heard, Mapping) else None
    return said if isinstance(said, Mapping) else {}


def _open(kind: str, key: str, pages: Sequence[str]) -> None:
    opens = opening(kind, key)
    if opens is not None and opens[0] in pages:
        state.go(*opens)


def _begin(page: Page) -> None:
    """Make leads ready to be found; what lies open in the drawer is put away."""
    search.prepare(page.snapshot)
    if st.session_state.pop(state.DRAWER, None):
        st.rerun()


def _answer(said: Mapping[str, Any], page: Page, pages: Sequence[str]) -> Mapping[str, Any] | None:
    """What is found by what was typed; nothing where nothing was."""
    text, seq = said.get("typed"), said.get("seq")
    if not isinstance(text, str) or not isinstance(seq, int):
        return None
    groups = search.find(page.ask, text, pages, page.words)
    note = saying.note(groups, plain(text.strip()), page.ask, page.words)
    return {"seq": seq, "groups": _shown(groups, pages, page.words), "note": note}


def _shown(groups: Iterable[Group], pages: Sequence[str], words: Words) -> list[Mapping[str, Any]]:
    return [
        {
            "title": saying.title(group, words),
            "count": saying.count(group, words),
            "best": [_result(named, pages) for named in group.best],
        }
        for group in groups
    ]


def _result(named: Named, pages: Sequence[str]) -> Mapping[str, str]:
    opens = opening(named.kind, named.key)
    href = _address(*opens, pages) if opens else ""
    return {"kind": named.kind, "key": named.key, "name": plain(named.name), "told": plain(named.told), "href": href}


def _address(page: str, changes: State, pages: Sequence[str]) -> str:
    """The address that a result has in a window of its own."""
    return links.address("./" if page == pages[0] else page, changes)


def _nothing() -> None:
    """No callback of ours; Streamlit hears only of what has one."""


_mount = st.components.v2.component(
    "leaddash_find",
    css=(HERE / "find.css").read_text("utf-8"),
    js=(HERE / "find.js").read_text("utf-8"),
)
