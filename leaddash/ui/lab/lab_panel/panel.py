"""One Streamlit component for all weights, in place of a slider each.

`panel.js` sends one state while the hand moves and the next one only when this one was answered, that is when the
panel is drawn again. So a page reads the hand first (`hand_on`), computes and draws, and draws the panel last:

    hand = hand_on("weights", version)          # values that differ from the agreed ones
    right.metric(..., replay(hand.values))
    with left:
        lab_panel(groups, texts, key="weights", version=version, language="en")

A new `version` tells the panel to take over the values given, all but the one in the hand and what was moved since.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import streamlit as st

from leaddash.plain import plain

HERE = Path(__file__).parent
TEXTS = (
    *("panel", "as_agreed", "reset", "reset_all", "agreed"),
    *("off", "points", "value_of", "exactly", "use"),
)
"""Names of the texts the panel shows.

With what they may hold in braces: `reset {label} {value}`, `agreed {value}`, `value_of {value} {unit}`,
`exactly {label}` (the number entry), `use {label}` (the switch).
"""
COUNTED = "changed_"
"""How the names begin of a text for each plural form: `changed_one {n}`, `changed_other {n}` and so on."""


@dataclass(frozen=True)
class Control:
    """A weight to be moved: its value now, the agreed one, the ends and the step of its slider; None is off.

    A typed number may lie beyond the ends, but not under `never_below`. Off is shown as `off_label`, the unit is said
    by screen readers; both are the texts `off` and `points` where nothing is given.
    """

    key: str
    label: str
    value: float | None
    agreed: float | None
    least: float
    most: float
    step: float
    help: str = ""
    off_label: str = ""
    can_be_off: bool = False
    unit: str = ""
    never_below: float | None = None


@dataclass(frozen=True)
class Group:
    """Controls that fold away together under a title."""

    key: str
    title: str
    controls: Sequence[Control]
    is_open: bool = True


@dataclass(frozen=True)
class Hand:
    """What the panel sent last: the values that differ from the agreed ones, and the key of what a hand is moving.

    `is_fresh` is False where the panel has not yet moved anything of the version asked about: then the values are
    empty and the page's own count.
    """

    values: Mapping[str, float | None] = field(default_factory=dict)
    seq: int = 0
    moving: str = ""
    is_fresh: bool = False

    @property
    def is_held(self) -> bool:
        """Whether a hand is still on the panel."""
        return bool(self.moving)


def hand_on(key: str, version: int = 0) -> Hand:
    """The hand on the panel of a key, known before the panel is drawn; nothing sent by a browser is trusted."""
    sent = _sent(key)
    if sent.get("version") != version:
        return Hand(seq=_whole(sent.get("seq")))
    values = sent.get("values")
    held = sent.get("held")
    kept = values.items() if isinstance(values, Mapping) else ()
    return Hand(
        {str(name): None if value is None else float(value) for name, value in kept if _is_value(value)},
        _whole(sent.get("seq")),
        held if isinstance(held, str) else "",
        is_fresh=True,
    )


def lab_panel(
    groups: Sequence[Group],
    words: Mapping[str, str],
    *,
    key: str,
    version: int = 0,
    language: str = "en",
    on_change: Callable[[], None] | None = None,
) -> Hand:
    """Draw the panel and so answer the hand. Returns the hand, as `hand_on` does.

    `words` are the `TEXTS` and those whose names begin with `COUNTED`. `on_change` is called before
    the page runs again for what the hand has sent.
    """
    counted = {name: text for name, text in words.items() if name.startswith(COUNTED)}
    data = {
        "version": version,
        "seq": _whole(_sent(key).get("seq")),
        "language": language,
        "words": {name: words[name] for name in TEXTS} | counted,
        "groups": [asdict(_plain(group)) for group in groups],
    }
    _mount(key=key, data=data, on_hand_change=on_change or _nothing)
    return hand_on(key, version)


def _plain(group: Group) -> Group:
    """A group whose names, which are the agreement's, can be read; the panel shows them as text."""
    return replace(group, controls=[replace(each, label=plain(each.label)) for each in group.controls])


def _sent(key: str) -> Mapping[str, Any]:
    """The last state the panel sent, as it came."""
    state = st.session_state.get(key)
    sent = state.get("hand") if isinstance(state, Mapping) else None
    return sent if isinstance(sent, Mapping) else {}


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _is_value(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _nothing() -> None:
    """No callback of ours; Streamlit keeps a state only if one is given."""


_mount = st.components.v2.component(
    "leaddash_lab_panel",
    css=(HERE / "panel.css").read_text("utf-8"),
    js=(HERE / "panel.js").read_text("utf-8"),
)
