"""What a page is opened to show, brought into sight once for each visit."""

from __future__ import annotations

import streamlit as st

from leaddash.ui import state

BRING = """
const PATIENCE = 3000, AGAIN = 100;

export default function ({ data }) {
  if (window.leaddashInSight === data.visit) return;
  window.leaddashInSight = data.visit;
  const over = performance.now() + PATIENCE;
  let isLeft = false, isFocused = false;
  const leave = () => { isLeft = true; };
  for (const act of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    window.addEventListener(act, leave, { once: true, passive: true });
  }
  const bring = () => {
    const found = document.querySelector(data.what);
    if (isLeft || performance.now() > over) return;
    if (found) {
      found.scrollIntoView({ block: "start" }); // again and again, for what stands above may still be growing
      if (!isFocused) (found.querySelector("summary") ?? found).focus({ preventScroll: true });
      isFocused = true;
    }
    setTimeout(bring, AGAIN);
  };
  bring();
}
"""
_SEEN = "_brought_into_sight"


def is_new(what: str) -> bool:
    """Whether something was not yet asked for in this visit; asking makes it old."""
    asked = what, state.visit()
    is_first = st.session_state.get(_SEEN) != asked
    st.session_state[_SEEN] = asked
    return is_first


def bring(what: str) -> None:
    """Have the browser scroll to what a selector of ours selects, once a visit, until the reader moves."""
    _mount(key="sight", data={"what": what, "visit": f"{what} {state.visit()}"})


_mount = st.components.v2.component("leaddash_sight", js=BRING)
