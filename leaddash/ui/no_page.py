"""What stands at an address of which no page of ours is: Streamlit would open a dialog of its own, in English.

It opens the page that is registered under the address, and says which address a browser is at: so one is registered.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import unquote, urlparse

import streamlit as st

from leaddash.ui import controls, screen, state, tables, trouble
from leaddash.ui.dress import dress
from leaddash.words import Words

_STRANGE = "_addresses_without_a_page"


def at_address(pages: Sequence[str], words: Words) -> list[st.Page]:
    """A page for every address the browser was at and none of these has; the first of these opens by its name too.

    The addresses are kept, for a browser that goes back to one knows only the pages of the last run.
    """
    name = _last_part(st.context.url or "")
    strange = st.session_state.setdefault(_STRANGE, [])
    if name and name not in (*pages[1:], *strange):
        strange.append(name)
    shown = {name: _open_first if name == pages[0] else partial(_tell, name) for name in strange}
    title = words("trouble.no_page")
    return [st.Page(show, title=title, url_path=name, visibility="hidden") for name, show in shown.items()]


def _last_part(address: str) -> str:
    return unquote(urlparse(address).path).strip("/").rpartition("/")[2].strip()


def _open_first() -> None:
    state.go("overview", {})


def _tell(name: str) -> None:
    dress()
    words = controls.words_of_link()
    screen.title(words("trouble.no_page"), anchor=False)
    screen.html(tables.trouble(words("trouble.no_page_what", address=name), words("trouble.no_page_next")))
    screen.html(trouble.to_overview(words))
