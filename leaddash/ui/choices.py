"""What is done at a choice, before the run of the page that follows it: what fails in it is shown by that run."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

CALLED = ("on_change", "on_click")
"""What commands call what is done at a choice."""
_FAILED = "_failed_at_a_choice"


def noting(callback: Callable[..., Any]) -> Callable[..., Any]:
    """What is done at a choice, with what fails in it kept for the run."""

    @wraps(callback)
    def called(*given: Any, **named: Any) -> None:
        try:
            callback(*given, **named)
        except Exception as problem:
            st.session_state[_FAILED] = problem

    return called


def raise_noted() -> None:
    """Raise what failed at the choice that this run follows."""
    problem: Exception | None = st.session_state.pop(_FAILED, None)
    if problem is not None:
        raise problem
