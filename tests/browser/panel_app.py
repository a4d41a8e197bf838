"""A page with nothing but the weights panel and what it says; its address says how many weights, how slow an answer."""

from __future__ import annotations

import json
import time
from typing import Any

import streamlit as st

from leaddash.ui.lab.lab_panel import Control, Group, Hand, hand_on, lab_panel

WORDS = {
    "panel": "Weights",
    "as_agreed": "As agreed",
    "changed_one": "{n} changed",
    "changed_other": "{n} changed",
    "reset": "Reset {label} to {value}",
    "reset_all": "Reset all",
    "agreed": "agreed: {value}",
    "off": "none",
    "points": "points",
    "value_of": "{value} {unit}",
    "exactly": "{label}, exact number",
    "use": "Use {label}",
}
asked, state = st.query_params, st.session_state
state.setdefault("version", 0)
state.setdefault("mine", {})
state.setdefault("runs", 0)


def preset() -> None:
    state.mine = {"rule 0": 33.0, "cap": None}
    state.version += 1


def keep_the_volume(hand: Hand) -> None:
    state.mine["threshold"] = 50 + hand.seq
    state.version += 1


def one(key: str, agreed: float, **more: Any) -> Control:
    return Control(key, key, state.mine.get(key, agreed), agreed, -50, 100, 5, **more)


def group(number: int) -> Group:
    rules = [one(f"rule {i}", 20) for i in range(number, int(asked.get("n", 4)), 3)]
    return Group(f"group {number}", f"Group {number}", rules)


def take(hand: Hand) -> None:
    if hand.is_fresh:
        state.mine = dict(hand.values)
        if asked.get("follow"):
            keep_the_volume(hand)


@st.fragment
def lab() -> None:
    hand = hand_on("weights", state.version)
    take(hand)
    time.sleep(float(asked.get("pause", 0.1)))
    state.runs += 1
    with st.container(key="told"):
        st.text(json.dumps({"values": state.mine, "seq": hand.seq, "held": hand.is_held, "runs": state.runs}))
    st.button("Preset", on_click=preset)
    gate = Group("gate", "Gate", [one("threshold", 50), one("cap", 70, can_be_off=True, off_label="no cap")])
    lab_panel([gate, *map(group, range(3))], WORDS, key="weights", version=state.version)


st.set_page_config(page_title="panel", layout="wide")
st.title("Panel")
with st.container(width=380):
    lab()
