"""Links as they were written until November 2026, read as what `changes` says of the same.

Nothing writes them any more; who takes a reader away breaks the links of its kind that were sent.
"""

from __future__ import annotations

import json

from leaddash.agreement.changes import Changes, of_link, unsqueezed
from leaddash.agreement.keys import RULE_KINDS, number_key, points_key, step_keys, target_keys
from leaddash.agreement.promises import Promise
from leaddash.agreement.values import NONE, is_number


def proposal(word: str) -> Changes | None:
    """The lab's `proposal=1.BASE.BODY`, a squeezed `[PRESET, {"threshold": 80, "fit:RULE": null}]`; None of another."""
    version, _, rest = word.partition(".")
    base, _, body = rest.partition(".")
    if version != "1":
        return None
    try:
        model, values = json.loads(unsqueezed(body))
        numbers = {_key(key): value for key, value in values.items() if value is None or is_number(value)}
        return of_link({key: NONE if value is None else value for key, value in numbers.items()}, model, base)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def what_if(text: str, promise: Promise) -> Changes:
    """The promises' `whatif=promise=NAME target:TIER=MINUTES steps=MINUTES,MINUTES`, as far as it is of a promise."""
    said = dict(part.partition("=")[::2] for part in text.split(" "))
    if said.get("promise") != promise.name.replace(" ", "_"):
        return Changes()
    minutes = {key: said.get(f"target:{tier.replace(' ', '_')}") for tier, key in target_keys(promise).items()}
    keys, steps = step_keys(promise), said.get("steps", "").split(",")
    if len(keys) == len(steps):
        minutes |= dict(zip(keys, steps, strict=True))
    numbers = {key: _number(text) for key, text in minutes.items() if text}
    return Changes({key: number for key, number in numbers.items() if number is not None})


def _key(old: str) -> str:
    kind, colon, rule = old.partition(":")
    return points_key(kind, rule) if colon and kind in RULE_KINDS else number_key(old)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
