"""The tools beside the weights: start from a published model, keep or find a volume, save, compare and export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import streamlit as st

from leaddash import agreement, store
from leaddash.agreement import Agreement, Changes
from leaddash.errors import LeadDashError, NameTakenError
from leaddash.subjects.lab.metrics import in_hand
from leaddash.subjects.lab.metrics.ever_holds import ever_holds
from leaddash.subjects.lab.moving import bench_of
from leaddash.ui import screen, state, tables
from leaddash.ui.lab import held
from leaddash.ui.page import Page
from leaddash.ui.parts import control

SAVED = "saved:"
NAME, PUT = "proposal_name", "_lab_put"


class Put(NamedTuple):
    """How saving some keys under a name went: "saved", "taken" (told: a free name) or "refused" (told: why)."""

    name: str
    keys: Mapping[str, Any]
    outcome: str
    told: str = ""


@control("lab_tools")
def draw_tools(page: Page) -> None:
    """The row of tools above the weights."""
    now = held.proposal(page.rules)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _start_box(page, now)
        _keep_toggle(page, now)
        with screen.popover(page.words("lab.find"), width="content"):
            _find(page, now)
        with screen.popover(page.words("lab.save"), width="content"):
            _save(page, now)
    if problem := st.session_state.pop("_lab_problem", None):
        screen.warning(problem)
    _say_of(page, now)


def _say_of(page: Page, now: Changes) -> None:
    """What a published model leaves out; or that of the rules in the hand none ever holds."""
    if not ever_holds(page.snapshot, agreement.under(now, page.rules)):
        screen.warning(_never_holds(page, now.preset))
    elif now.preset:
        screen.caption(page.words(f"preset.{now.preset}.left_out"))


def _never_holds(page: Page, preset: str) -> str:
    """That none of the rules of a published model, or of ours, says anything about the data."""
    if not preset:
        return page.words("lab.never_holds_ours")
    return page.words("lab.never_holds", model=page.words(f"preset.{preset}.title"))


def _start_box(page: Page, now: Changes) -> None:
    """Start from the agreement, from a published model or from a saved proposal."""
    kept = [SAVED + name for name in store.names()]
    options = ["", *agreement.presets(), *kept]
    st.session_state["start_from"] = now.preset
    screen.selectbox(
        page.words("lab.start"),
        options,
        key="start_from",
        format_func=lambda option: _start_name(option, page),
        on_change=_start,
        args=(page.rules,),
        width=300,
    )


def _start_name(option: str, page: Page) -> str:
    if option.startswith(SAVED):
        return option.removeprefix(SAVED)
    return page.words(f"preset.{option}.title") if option else page.words("lab.as_agreed")


def _start(rules: Agreement) -> None:
    chosen, ours = st.session_state["start_from"], agreement.as_agreed(rules)
    if chosen.startswith(SAVED):
        held.take(_saved(chosen.removeprefix(SAVED), rules) or ours)
    else:
        held.take(replace(ours, preset=chosen))


def _saved(name: str, rules: Agreement) -> Changes | None:
    """A kept proposal; None where it cannot be read, or has rules that neither ours nor a published model have."""
    try:
        return agreement.proposal_of(agreement.parse(store.read(name), rules), rules)
    except LeadDashError as problem:
        st.session_state["_lab_problem"] = str(problem)
        return None


def _keep_toggle(page: Page, now: Changes) -> None:
    """Hold the number of MQLs as it is now: the threshold moves by itself."""
    st.session_state["keep_on"] = state.get("keep", "").isdigit()
    count = in_hand.tried(bench_of(page.ask), agreement.under(now, page.rules)).mqls
    screen.toggle(
        page.words("lab.keep"), key="keep_on", on_change=_keep, args=(count,), help=page.words("lab.keep_help")
    )


def _keep(count: int) -> None:
    st.session_state["keep"] = str(count) if st.session_state["keep_on"] else ""


def _find(page: Page, now: Changes) -> None:
    """The threshold for a wanted number of MQLs, or of MQLs per rep and working day."""
    bench = bench_of(page.ask)
    load = bench.load
    unit = screen.segmented_control(
        page.words("lab.wanted_unit"),
        ("period", "rep_day"),
        key="wanted_unit",
        default="period",
        format_func=lambda unit_option: page.words(f"lab.wanted.{unit_option}"),
    )
    each = load.each(1.0)
    most = bench.as_agreed.mqls if unit == "period" or not each else bench.as_agreed.mqls * each
    wanted = screen.number_input(
        page.words(f"lab.wanted.{unit or 'period'}"),
        0.0,
        value=float(round(most, 1)),
        format="%g",
        key=f"wanted_{unit}",
    )
    target = wanted if unit == "period" or not each else wanted / each
    screen.button(page.words("lab.find_do"), on_click=_find_threshold, args=(page, now, target))


def _find_threshold(page: Page, now: Changes, wanted: float) -> None:
    rules = agreement.under(now, page.rules)
    threshold = in_hand.threshold_for(bench_of(page.ask), rules, wanted)
    st.session_state["keep"] = ""
    held.take(now.also({agreement.number_key("threshold"): threshold}))


def _save(page: Page, now: Changes) -> None:
    """Keep the proposal under a name, or take it away as an agreement file."""
    keys = agreement.file_of(now, page.rules, "scoring")
    name = screen.text_input(page.words("lab.name"), key=NAME).strip()
    screen.button(page.words("lab.save_do"), key="save_proposal", disabled=not name, on_click=_put, args=(name, keys))
    put = st.session_state.get(PUT)
    if put and (put.name, put.keys) == (name, keys):
        _tell(page, put)
    screen.download_button(
        page.words("lab.export"),
        lambda: store.as_file(keys).encode(),
        "proposal.toml",
        "application/toml",
        on_click="ignore",
    )


def _put(name: str, keys: Mapping[str, Any], replaces: bool = False) -> None:
    """Save, and keep how it went."""
    st.session_state[NAME] = name
    try:
        store.save(name, keys, replaces=replaces)
        st.session_state[PUT] = Put(name, keys, "saved")
    except NameTakenError:
        st.session_state[PUT] = Put(name, keys, "taken", store.free_name(name))
    except LeadDashError as problem:
        st.session_state[PUT] = Put(name, keys, "refused", str(problem))


def _tell(page: Page, put: Put) -> None:
    """How saving went; where the name is another proposal's, what to do."""
    if put.outcome == "refused":
        screen.warning(put.told)
        return
    screen.html(
        tables.line(page.words(f"lab.{put.outcome}", name=put.name, **({"other": put.told} if put.told else {})))
    )
    if put.outcome == "taken":
        words, keys = page.words, put.keys
        with st.container(horizontal=True, vertical_alignment="bottom"):
            screen.button(words("lab.replace_do"), key="replace", on_click=_put, args=(put.name, keys, True))
            screen.button(words("lab.save_beside_do"), key="save_beside", on_click=_put, args=(put.told, keys))
