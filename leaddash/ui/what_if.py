"""A promise as it might be: other targets, other steps of its ladder, tried on the past and kept in the link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from leaddash import agreement
from leaddash.agreement import Agreement, Promise
from leaddash.ui import screen, state
from leaddash.ui.page import Page
from leaddash.words import Words

LONGEST = 60 * 24 * 365.0
"""Minutes that no target or step goes beyond: a year."""


@dataclass(frozen=True)
class WhatIf:
    """Targets in minutes by tier, and the steps of the ladder in minutes after the due moment."""

    targets: tuple[tuple[str, float], ...]
    steps: tuple[float, ...]


def agreed(promise: Promise) -> WhatIf:
    """A promise as it is agreed."""
    return WhatIf(tuple(promise.target_minutes.items()), tuple(step.after_minutes for step in promise.ladder))


def told(text: str, promise: Promise) -> WhatIf:
    """What a link says of a promise; whatever it does not say, or says in a way that is none, is as agreed."""
    now = agreed(promise)
    said = dict(part.partition("=")[::2] for part in text.split(" "))
    if said.get("promise") != promise.name.replace(" ", "_"):
        return now
    targets = tuple((tier, _number(said.get(_key(tier)), minutes, least=1 / 60)) for tier, minutes in now.targets)
    steps = said.get("steps", "").split(",")
    if len(steps) != len(now.steps):
        return WhatIf(targets, now.steps)
    return WhatIf(targets, tuple(_number(*pair, least=-LONGEST) for pair in zip(steps, now.steps, strict=True)))


def written(what_if: WhatIf, promise: Promise) -> str:
    """The same as a link says it; nothing where it is as agreed."""
    if what_if == agreed(promise):
        return ""
    targets = [f"{_key(tier)}={minutes:g}" for tier, minutes in what_if.targets]
    steps = ",".join(f"{minutes:g}" for minutes in what_if.steps)
    return " ".join([f"promise={promise.name.replace(' ', '_')}", *targets, f"steps={steps}"])


def under(rules: Agreement, promise: Promise, what_if: WhatIf) -> Agreement:
    """The agreement with the promise changed."""
    ladder = [
        {"after_minutes": after, "to": list(step.to)} for after, step in zip(what_if.steps, promise.ladder, strict=True)
    ]
    changed = {"target_minutes": dict(what_if.targets), "ladder": ladder}
    every = agreement.dump(rules)["promises"]
    return agreement.parse(
        {"promises": [one | changed if one["name"] == promise.name else one for one in every]}, rules
    )


def target_in_words(tried: WhatIf, words: Words, *, working: bool) -> str:
    """How long a promise gives: one time, or each tier's where they differ."""
    times = [(tier, words.duration(minutes, working=working)) for tier, minutes in tried.targets]
    if len({time for _, time in times}) == 1:
        return times[0][1]
    told = [words("sla.target_of", time=time, tier=tier_name(tier, words)) for tier, time in times]
    return words.listed(told)


def tier_name(tier: str, words: Words) -> str:
    """A tier in words; one of the user's own as it is called."""
    return words(f"tier.{tier}") if words.has(f"tier.{tier}") else tier


def try_promise(page: Page, promise: Promise) -> WhatIf:
    """Draw the promise's targets and steps to be moved; returns them, kept in the link."""
    now = told(state.get("whatif", ""), promise)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        targets = tuple((tier, _target_box(page, tier, minutes)) for tier, minutes in now.targets)
        steps = tuple(_step_box(page, place, now.steps, promise) for place in range(len(now.steps)))
    tried = WhatIf(targets, steps)
    st.session_state["whatif"] = written(tried, promise)
    state.write_link()
    return tried


def _target_box(page: Page, tier: str, minutes: float) -> float:
    label = page.words("control.target", tier=tier_name(tier, page.words))
    return _box(label, f"target_{tier}", minutes, least=1.0)


def _step_box(page: Page, place: int, steps: Sequence[float], promise: Promise) -> float:
    roles = page.words.listed([page.words(f"role.{role}") for role in promise.ladder[place].to])
    return _box(page.words("control.step", n=place + 1, roles=roles), f"step_{place}", steps[place], least=-LONGEST)


def _box(label: str, key: str, value: float, *, least: float) -> float:
    shown: Any = screen.number_input(
        label, least, LONGEST, float(max(value, least)), step=1.0, format="%g", key=key, width=170
    )
    return float(shown)


def _key(tier: str) -> str:
    return f"target:{tier.replace(' ', '_')}"


def _number(text: str | None, default: float, *, least: float) -> float:
    try:
        return min(max(float(text or default), least), LONGEST)
    except ValueError:
        return default
