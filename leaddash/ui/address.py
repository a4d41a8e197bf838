"""The address of the page, rewritten in the entry that the browser's history has: Streamlit can only add entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

REWRITE = """
const sorted = (query) => {
  const said = new URLSearchParams(query);
  said.sort();
  return said.toString();
};

export default function ({ data }) {
  const here = sorted(window.location.search);
  if (!data.query || here === sorted(data.query)) return;
  const put = here === sorted(data.came) ? "replaceState" : "pushState"; // a link to the page itself has no entry yet
  window.history[put](window.history.state, "", `${window.location.pathname}?${data.query}`);
}
"""
Link = Mapping[str, Sequence[str]]


def rewrite(link: Link, came: Link) -> None:
    """Have the browser say a link in the address that it came with; an empty one leaves it alone.

    It is said in every run, for a run that another one follows at once may be gone before the browser has heard it.
    """
    _mount(key="address", data={"query": urlencode(link, doseq=True), "came": urlencode(came, doseq=True)})


_mount = st.components.v2.component("leaddash_address", js=REWRITE)
