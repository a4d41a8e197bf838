"""The keys of an agreement written as one line each, and those that a control of a page moves.

A key is the way to a value: names of tables, and what stands in a list by its name or else by its number from 1, joined
by dots: `scoring.fit.decides.points`, `promises.convert.ladder.2.after_minutes`.
"""

from __future__ import annotations

import re
from functools import reduce

from leaddash.agreement.promises import Promise

APART = "~"
"""What never stands in a key, so that it may stand between two."""
RULE_KINDS = ("fit", "behaviour")
"""Keys of the agreement's scoring under which rules stand."""
NUMBERS = ("threshold", "fit_floor", "intent_floor", "behaviour_floor", "fit_cap", "half_life_days")
"""Keys of the agreement's scoring that the lab moves beside points."""

_WRITTEN = str.maketrans({letter: f"%{ord(letter):02X}" for letter in f"%.{APART}"})
_WEIGHT = re.compile(rf"scoring\.({'|'.join(NUMBERS)}|({'|'.join(RULE_KINDS)})\.[^.]+\.points)")


def key_of(*steps: str) -> str:
    """The key to which these steps lead, one below the other."""
    return reduce(below, steps, "")


def below(key: str, step: str) -> str:
    """The key one step below another; a step may hold dots."""
    written = step.translate(_WRITTEN)
    return f"{key}.{written}" if key else written


def number_key(name: str) -> str:
    """The key of a number of the scoring."""
    return key_of("scoring", name)


def points_key(kind: str, rule: str) -> str:
    """The key of the points of a rule of a kind."""
    return key_of("scoring", kind, rule, "points")


def is_weight(key: str) -> bool:
    """Whether the lab moves what a key leads to."""
    return _WEIGHT.fullmatch(key) is not None


def target_keys(promise: Promise) -> dict[str, str]:
    """The key of a promise's target in minutes, by tier."""
    return {tier: key_of("promises", promise.name, "target_minutes", tier) for tier in promise.target_minutes}


def step_keys(promise: Promise) -> list[str]:
    """The keys of the minutes of a ladder's steps, in its order."""
    steps = range(1, len(promise.ladder) + 1)
    return [key_of("promises", promise.name, "ladder", str(step), "after_minutes") for step in steps]
