"""Questions to the snapshot, each computed once for all sessions."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from leaddash import agreement, build
from leaddash.home import SAMPLE
from leaddash.metrics import registry, replays
from leaddash.scope import Scope
from leaddash.snapshot import Snapshot, open_snapshot

LISTS = ("at_risk", "episodes", "escalations", "score_flips", "score_ledger")
"""Metrics with a row per case, of which only a few are kept."""
WARM_AFTER = 5
"""Seconds after which the first page is surely drawn."""


def data_path() -> Path:
    """Where the dashboard was pointed at: --data behind `--`, else $LEADDASH_DATA, else the sample."""
    words = sys.argv[1:]
    told = words[words.index("--data") + 1] if "--data" in words[:-1] else os.environ.get("LEADDASH_DATA")
    return Path(told) if told else SAMPLE


def current_snapshot() -> Snapshot:
    """The snapshot in service now; a new build is taken up with the next question."""
    path = data_path()
    found = open_snapshot(_built(str(path)) if build.is_data(path) else path)
    _warm(str(found.folder), found)
    return found


@st.cache_resource(max_entries=16, show_spinner=False)
def _warm(folder: str, _snapshot: Snapshot) -> None:  # noqa: ARG001 - what it is kept by
    """Make the rest ready while the first page is being read."""
    later = threading.Timer(WARM_AFTER, _made_ready, (_snapshot,))
    later.daemon = True
    later.start()


def _made_ready(snapshot: Snapshot) -> None:
    """Have the replay compiled, or read from the disk; what is there by then is never again looked through for garbage.

    It is a million things that stay for good, and looking through them holds an answer back by 0.2 s.
    """
    replays.warm(snapshot)
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # what is let go at the end is looked through once more


@st.cache_resource(max_entries=4, show_spinner=False)
def _built(path: str) -> Path:
    return build.snapshot_of(Path(path))


def ask(snapshot: Snapshot, name: str, scope: Scope) -> pd.DataFrame:
    """What a metric says."""
    asked = _listed if name in LISTS else _asked
    return asked(str(snapshot.folder), name, _key(scope), snapshot, scope).copy()


def at_once(questions: Sequence[Callable[[], Any]]) -> list[Any]:
    """The answers to several questions, asked at the same time: while one is planned another is counted."""
    context = get_script_run_ctx()

    def answered(question: Callable[[], Any]) -> Any:
        add_script_run_ctx(threading.current_thread(), context)
        return question()

    with ThreadPoolExecutor(len(questions)) as threads:
        return list(threads.map(answered, questions))


def look_up(snapshot: Snapshot, file: str, key: str, **parameters: Any) -> pd.DataFrame:
    """What one of the lists of `metrics` says that needs no scope."""
    return _looked_up(str(snapshot.folder), file, key, snapshot, parameters).copy()


@st.cache_data(max_entries=512, show_spinner=False)
def _asked(
    folder: str,  # noqa: ARG001 - what the cache is kept by
    name: str,
    key: str,  # noqa: ARG001 - what the cache is kept by
    _snapshot: Snapshot,
    _scope: Scope,
) -> pd.DataFrame:
    return registry.find(name)(_snapshot, _scope)


@st.cache_data(max_entries=8, show_spinner=False)
def _listed(
    folder: str,  # noqa: ARG001 - what the cache is kept by
    name: str,
    key: str,  # noqa: ARG001 - what the cache is kept by
    _snapshot: Snapshot,
    _scope: Scope,
) -> pd.DataFrame:
    return registry.find(name)(_snapshot, _scope)


@st.cache_data(max_entries=256, show_spinner=False)
def _looked_up(
    folder: str,  # noqa: ARG001 - what the cache is kept by
    file: str,
    key: str,  # noqa: ARG001 - what the cache is kept by
    _snapshot: Snapshot,
    _parameters: dict[str, Any],
) -> pd.DataFrame:
    return registry.look_up(_snapshot, file, _parameters)


def _key(scope: Scope) -> str:
    rules = agreement.digest(scope.agreement) if scope.agreement else ""
    return repr(
        (
            scope.since,
            scope.until,
            scope.as_of,
            sorted(scope.filters.items()),
            scope.by,
            scope.bucket,
            scope.lead,
            rules,
        )
    )
