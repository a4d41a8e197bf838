"""Addresses of pages in the state that the page is in, but for what changes."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from leaddash.blocks.opens import Opens, written
from leaddash.boards.leads.links import with_list
from leaddash.ui import state

State = Mapping[str, str | list[str]]
"""What changes in the state of a page."""


def query(changes: State) -> dict[str, list[str]]:
    """What a link says that opens a page so changed; of what is changed to nothing it says nothing."""
    changed = {key: [value] if isinstance(value, str) else value for key, value in changes.items()}
    return {key: values for key, values in {**state.link(), **changed}.items() if values not in ([], [""])}


def address(page: str, changes: State) -> str:
    """The address of a page so changed, from any page."""
    return f"{page}?{urlencode(query(changes), doseq=True)}"


def word_of(opens: Opens) -> str:
    """What is opened, as the word of the link that the drawer keeps."""
    return written({key: value for key, value in with_list(opens).items() if value})


def definition_of(metric: str) -> str:
    """The address, from any page, of how a metric is counted."""
    return address("definitions", {"define": metric, "term": "", state.DRAWER: ""})


def page_of(opens: Opens) -> str:
    """The address, from any page, of the page that shows in full what is opened."""
    return address("leads", {**with_list(opens), state.DRAWER: ""})
