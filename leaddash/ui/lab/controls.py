"""The weights of a model as the controls of the panel: threshold and floors, then the rules by what they look at."""

from __future__ import annotations

from leaddash.agreement import NUMBERS, BehaviourRule, Changes, FitRule, Scoring, number_key, points_key
from leaddash.ui.lab.lab_panel import COUNTED, TEXTS, Control, Group
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
CAN_BE_OFF = ("fit_floor", "intent_floor", "behaviour_floor", "fit_cap")
"""Numbers that may ask nothing."""
LEAST_POINTS, MOST_POINTS = -50, 100
PUBLISHED_TEXTS = ("as_agreed", "agreed")
"""Texts of the panel that name what a model starts from."""


def groups(start: Scoring, proposed: Scoring, words: Words) -> list[Group]:
    """The groups of the panel, each value as proposed beside the one it starts from."""
    numbers = [_number(name, getattr(proposed, name), getattr(start, name), words) for name in NUMBERS]
    behaviour = list(zip(proposed.behaviour, start.behaviour, strict=True))
    kinds = {
        "fit": [_points("fit", *rules) for rules in zip(proposed.fit, start.fit, strict=True)],
        "engagement": [_points("behaviour", *rules) for rules in behaviour if rules[0].kind == "engagement"],
        "intent": [_points("behaviour", *rules) for rules in behaviour if rules[0].kind == "intent"],
    }
    rest = [
        Group(kind, words(f"lab.group.{kind}"), controls, is_open=kind == "intent")
        for kind, controls in kinds.items()
        if controls
    ]
    return [Group("gate", words("lab.group.gate"), numbers), *rest]


def texts(words: Words, now: Changes) -> dict[str, str]:
    """The panel's own words; it fills their braces itself. Of a published model nothing stands as agreed."""
    braces = {name: f"{{{name}}}" for name in ("label", "value", "unit")}
    told = {name: words(f"lab.panel.{name}", **braces) for name in TEXTS}
    told |= {f"{COUNTED}{form}": text for form, text in words.forms("lab.panel.changed").items()}
    if not now.preset:
        return told
    braces["model"] = words(f"preset.{now.preset}.title")
    return told | {name: words(f"lab.published.{name}", **braces) for name in PUBLISHED_TEXTS}


def _number(name: str, value: float | None, agreed: float | None, words: Words) -> Control:
    least, most, step = ENDS[name]
    is_days = name == "half_life_days"
    return Control(
        key=number_key(name),
        label=words(f"lab.number.{name}"),
        value=value,
        agreed=agreed,
        least=least,
        most=max(most, 2 * (agreed or 0)),
        step=step,
        help=words(f"lab.number_help.{name}"),
        can_be_off=name in CAN_BE_OFF,
        unit=words("unit.days") if is_days else "",
        never_below=0 if is_days else None,
    )


def _points(kind: str, proposed: FitRule | BehaviourRule, start: FitRule | BehaviourRule) -> Control:
    least, most = min(LEAST_POINTS, 2 * start.points), max(MOST_POINTS, 2 * start.points)
    return Control(points_key(kind, start.name), start.name, proposed.points, start.points, least, most, 1)
