"""The promises sales and marketing make each other, and who hears of it when one is not kept."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator

from leaddash.agreement.stages import Exit, Stage
from leaddash.agreement.values import Clock, ListOf, Name, Number, Part, PositiveNumber, quoted

OTHERWISE = "otherwise"
"""The tier of a lead that no other target names."""

Addressee = Literal["owner", "manager", "executive"]
Start = Literal["hand_over", "contact", Stage]
Keep = Literal["touch", "contact", Stage, Exit]


def _tier_name(tier: str) -> str:
    if not tier or tier != tier.strip().lower():
        raise ValueError(f'the tier "{tier}" must be in small letters without spaces around it, like "hot"')
    return tier


def _somebody(to: tuple[Addressee, ...]) -> tuple[Addressee, ...]:
    if not to:
        raise ValueError(f"tells nobody; name at least one of {quoted(get_args(Addressee))}")
    return to


def _with_otherwise(minutes: Mapping[str, float]) -> Mapping[str, float]:
    if OTHERWISE not in minutes:
        raise ValueError("has no target for every other lead; add otherwise = 240")
    return minutes


Tier = Annotated[str, AfterValidator(_tier_name)]


class Step(Part):
    """One step of a ladder: minutes after the due moment (negative: before) and who is told."""

    after_minutes: Number
    to: Annotated[ListOf[Addressee], AfterValidator(_somebody)]


class Promise(Part):
    """What is owed after which event, by when (minutes in the promise's clock, by tier), and its ladder."""

    name: Name
    start: Start
    keep: ListOf[Keep]
    clock: Clock = "working"
    target_minutes: Annotated[Mapping[Tier, PositiveNumber], AfterValidator(_with_otherwise)]
    ladder: ListOf[Step] = ()
