"""A proposal to change the scoring rules: what differs from the agreement, packed into one word of a link."""

from __future__ import annotations

import base64
import binascii
import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from leaddash.agreement.files import digest, dump, parse
from leaddash.agreement.model import Agreement
from leaddash.agreement.presets import preset, presets
from leaddash.agreement.values import NONE

VERSION = "1"
"""Tells how a packed proposal is to be read; a link of another version is none."""
FIT, BEHAVIOUR = "fit:", "behaviour:"
"""What stands before the name of a rule whose points are proposed."""
KINDS = (("fit", FIT), ("behaviour", BEHAVIOUR))
"""The same by the key of the agreement's scoring under which such rules stand."""
NUMBERS = ("threshold", "fit_floor", "intent_floor", "behaviour_floor", "fit_cap", "half_life_days")
"""Keys of the agreement's scoring that may be proposed beside points."""
CAN_BE_OFF = ("fit_floor", "intent_floor", "behaviour_floor", "fit_cap")
_BASE_DIGITS = 12
_LONGEST = 20_000


@dataclass(frozen=True)
class Proposal:
    """Values by key (`threshold`, …, `fit:NAME`, `behaviour:NAME`; None is off) on top of a base.

    `base` are the first digits of the agreement's digest; with `preset` that published model's rules stand in for the
    agreement's.
    """

    base: str
    preset: str = ""
    values: Mapping[str, float | None] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def changes_nothing(self) -> bool:
        """Whether it says the same as its base."""
        return not self.preset and not self.values


def as_agreed(rules: Agreement) -> Proposal:
    """The proposal that changes nothing."""
    return Proposal(digest(rules)[:_BASE_DIGITS])


def packed(proposal: Proposal) -> str:
    """A proposal as one word of letters, digits, `-`, `_` and `.`; nothing where it changes nothing."""
    if proposal.changes_nothing:
        return ""
    told = json.dumps([proposal.preset, dict(proposal.values)], separators=(",", ":"), ensure_ascii=False)
    body = base64.urlsafe_b64encode(zlib.compress(told.encode(), 9)).decode().rstrip("=")
    return f"{VERSION}.{proposal.base}.{body}"


def unpacked(text: str) -> Proposal | None:
    """The proposal that a word says; None where it says none that we can read."""
    version, _, rest = text.partition(".")
    base, _, body = rest.partition(".")
    if version != VERSION or len(body) > _LONGEST:
        return None
    try:
        raw = zlib.decompressobj().decompress(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)), _LONGEST)
        name, values = json.loads(raw)
    except (binascii.Error, zlib.error, ValueError, TypeError):
        return None
    if not isinstance(name, str) or not isinstance(values, dict) or (name and name not in presets()):
        return None
    return Proposal(base, name, {str(key): value for key, value in values.items() if _is_value(value)})


def starting_from(proposal: Proposal, rules: Agreement) -> Agreement:
    """The agreement that a proposal's values change: ours, or with a published model's scoring."""
    return preset(proposal.preset, rules) if proposal.preset else rules


def under(proposal: Proposal, rules: Agreement) -> Agreement:
    """The agreement as proposed; values of rules that it does not have, or that it refuses, are left out."""
    base = starting_from(proposal, rules)
    scoring = dump(base)["scoring"]
    values = {key: value for key, value in proposal.values.items() if _is_legal(key, value)}
    changes: dict[str, Any] = {key: NONE if values[key] is None else values[key] for key in NUMBERS if key in values}
    for name, before in KINDS:
        rows = scoring.get(name, [])
        changes[name] = [{**row, "points": values.get(before + row["name"], row["points"])} for row in rows]
    return parse({"scoring": changes}, base)


def file_of(proposal: Proposal, rules: Agreement) -> dict[str, Any]:
    """The keys of an agreement file that says the same on top of ours."""
    return {"scoring": dump(under(proposal, rules))["scoring"]}


def proposal_of(changed: Agreement, rules: Agreement) -> Proposal | None:
    """The proposal that makes an agreement of ours; None where it has rules that neither ours nor a preset have."""
    for name in ("", *presets()):
        start = Proposal(digest(rules)[:_BASE_DIGITS], name)
        found = Proposal(start.base, name, _differences(starting_from(start, rules), changed))
        if dump(under(found, rules))["scoring"] == dump(changed)["scoring"]:
            return found
    return None


def _differences(before: Agreement, after: Agreement) -> dict[str, float | None]:
    numbers = {key: getattr(after.scoring, key) for key in NUMBERS}
    found = {key: value for key, value in numbers.items() if value != getattr(before.scoring, key)}
    for name, told in KINDS:
        points = {rule.name: rule.points for rule in getattr(before.scoring, name)}
        moved = [rule for rule in getattr(after.scoring, name) if points.get(rule.name, rule.points) != rule.points]
        found |= {told + rule.name: rule.points for rule in moved}
    return found


def _is_legal(key: str, value: float | None) -> bool:
    if value is None:
        return key in CAN_BE_OFF
    return key != "half_life_days" or value >= 0


def _is_value(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
