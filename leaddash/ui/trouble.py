"""What stands in the place of something that could not be shown, for a reason that nobody foresaw."""

from __future__ import annotations

import logging
import sysconfig
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from traceback import FrameSummary, extract_tb, format_exception_only

import streamlit as st

from leaddash import home
from leaddash.ui import controls, screen, state, tables
from leaddash.ui.tables import Html
from leaddash.words import Words

MOST_LINES = 8
"""Calls of a traceback that are shown, the last ones: the whole of it stands in the terminal."""
_LOG = logging.getLogger("leaddash")
_ROOTS = tuple(Path(root).resolve() for root in (home.HOME, home.PACKAGE.parent, sysconfig.get_paths()["purelib"]))


def show(problem: Exception) -> None:
    """Say that something failed and what one can do, with the details folded away; the terminal gets the traceback."""
    when = datetime.now(UTC)
    words = controls.words_of_link()
    _LOG.log(logging.ERROR, "Something failed on the page at %s", stamp(when), exc_info=problem)
    screen.html(tables.trouble(words("trouble.what"), words("trouble.next")))
    _ways_on(words)
    with screen.expander(words("trouble.details")):
        screen.code(details(problem, when), language=None)


def details(problem: Exception, when: datetime) -> str:
    """When it failed, the last calls and the message, without where the program lies on its machine."""
    calls = extract_tb(problem.__traceback__)[-MOST_LINES:]
    return "\n".join([stamp(when), *map(_call, calls), "".join(format_exception_only(problem)).strip()])


def stamp(when: datetime) -> str:
    """A moment as the terminal and the page both say it."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def _ways_on(words: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        screen.button(words("trouble.again"), key=f"again_{token_hex(8)}")
        screen.html(to_overview(words))


def to_overview(words: Words) -> Html:
    """A link of the browser's own, which begins a new session: nothing of what failed goes along."""
    return tables.away(words("trouble.overview"), f"./?v={state.VERSION}&lang={words.language}")


def _call(call: FrameSummary) -> str:
    return f"{_within(Path(call.filename))}:{call.lineno} {call.name}: {call.line or ''}".rstrip(": ")


def _within(path: Path) -> str:
    """A file as it is called within the program or within what it rests on."""
    known = [root for root in _ROOTS if path.resolve().is_relative_to(root)]
    nearest = max(known, key=lambda root: len(root.parts), default=None)
    return path.resolve().relative_to(nearest).as_posix() if nearest else path.name
