"""The weights of a model as the controls of the panel: threshold and floors, then the rules by what they look at."""

from __future__ import annotations

from leaddash import agreement
from leaddash.agreement import BEHAVIOUR, CAN_BE_OFF, FIT, NUMBERS, Agreement, Proposal
from leaddash.ui.lab_panel import TEXTS, Control, Group
from leaddash.words import Words

ENDS = {
    "threshold": (0, 200, 1),
    "fit_floor": (-20, 70, 1),
    "intent_floor": (-20, 100, 1),
    "behaviour_floor": (-20, 100, 1),
    "fit_cap": (0, 150, 5),
    "half_life_days": (0, 180, 1),
}
"""Least, most and step of each slider."""
LEAST_POINTS, MOST_POINTS = -50, 100
PUBLISHED = ("as_agreed", "agreed")
"""Texts of the panel that name what a model starts from."""


def groups(rules: Agreement, now: Proposal, words: Words) -> list[Group]:
    """The groups of the panel, each value as proposed beside the one it starts from."""
    start = agreement.starting_from(now, rules).scoring
    kinds = {
        "fit": [(FIT + rule.name, rule.name, rule.points) for rule in start.fit],
        "engagement": [
            (BEHAVIOUR + rule.name, rule.name, rule.points) for rule in start.behaviour if rule.kind == "engagement"
        ],
        "intent": [
            (BEHAVIOUR + rule.name, rule.name, rule.points) for rule in start.behaviour if rule.kind == "intent"
        ],
    }
    gate = Group("gate", words("lab.group.gate"), [_number(key, getattr(start, key), now, words) for key in NUMBERS])
    rest = [
        Group(kind, words(f"lab.group.{kind}"), [_points(*told, now) for told in rules_of], is_open=kind == "intent")
        for kind, rules_of in kinds.items()
        if rules_of
    ]
    return [gate, *rest]


def texts(words: Words, now: Proposal) -> dict[str, str]:
    """The panel's own words; it fills their braces itself. Of a published model nothing stands as agreed."""
    braces = {name: f"{{{name}}}" for name in ("label", "value", "unit")}
    counted = {"n": "{n}"}
    told = {name: words(f"lab.panel.{name}", **braces, **(counted if "changed" in name else {})) for name in TEXTS}
    if not now.preset:
        return told
    braces["model"] = words(f"preset.{now.preset}.title")
    return told | {name: words(f"lab.published.{name}", **braces) for name in PUBLISHED}


def _number(key: str, agreed: float | None, now: Proposal, words: Words) -> Control:
    least, most, step = ENDS[key]
    is_days = key == "half_life_days"
    return Control(
        key=key,
        label=words(f"lab.number.{key}"),
        value=now.values.get(key, agreed),
        agreed=agreed,
        least=least,
        most=max(most, 2 * (agreed or 0)),
        step=step,
        help=words(f"lab.number_help.{key}"),
        can_be_off=key in CAN_BE_OFF,
        unit=words("unit.days") if is_days else "",
        never_below=0 if is_days else None,
    )


def _points(key: str, label: str, agreed: float, now: Proposal) -> Control:
    least, most = min(LEAST_POINTS, 2 * agreed), max(MOST_POINTS, 2 * agreed)
    return Control(key, label, now.values.get(key, agreed), agreed, least, most, 1)
