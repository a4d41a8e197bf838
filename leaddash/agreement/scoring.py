"""The scoring rules: what fit and behaviour are worth, and from how many points a lead goes to sales."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, model_validator

from leaddash.agreement.values import (
    ListOf,
    Name,
    NamedListOf,
    Number,
    NumberFromZero,
    NumberOrNone,
    Part,
    is_number,
)

Limit = Literal["every", "1/day", "1/week", "1/month", "1/90 days", "once"]
Scalar: TypeAlias = str | int | float | bool

_DAYS_BETWEEN: dict[Limit, int] = {"every": 0, "1/day": 1, "1/week": 7, "1/month": 30, "1/90 days": 90}
_CONDITIONS = ("equals", "in", "range", "matches")


def _scalar(value: object) -> Scalar:
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | float) and is_number(value):
        return value
    raise ValueError("must be text, a number, true or false")


def _both_ends(value: object) -> tuple[float, float]:
    if not isinstance(value, Sequence) or len(value) != 2 or not all(map(is_number, value)):
        raise ValueError("must be two numbers, the lowest and the highest that count, like [50, 5000]")
    low, high = float(value[0]), float(value[1])
    if low > high:
        raise ValueError(f"begins above its end; write [{high:.15g}, {low:.15g}]")
    return low, high


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _increasing(bounds: tuple[float, ...]) -> tuple[float, ...]:
    if any(low >= high for low, high in pairwise(bounds)):
        raise ValueError("must rise from each bound to the next, like [0, 20, 40]")
    return bounds


class FitRule(Part):
    """Points for leads whose column equals a value, is in a list, lies in a range or matches a pattern."""

    name: Name
    column: Name
    equals: Annotated[Scalar, PlainValidator(_scalar)] | None = None
    among: ListOf[Annotated[Scalar, PlainValidator(_scalar)]] | None = Field(default=None, alias="in")
    range: Annotated[tuple[float, float], PlainValidator(_both_ends)] | None = None
    matches: Name | None = None
    points: Number

    @model_validator(mode="after")
    def _one_condition(self) -> Self:
        given = (self.equals, self.among, self.range, self.matches)
        stated = [word for word, value in zip(_CONDITIONS, given, strict=True) if value is not None]
        if len(stated) != 1:
            said = f"has {' and '.join(stated)}" if stated else "has no condition"
            raise ValueError(f"{said}; keep exactly one of equals, in, range, matches")
        return self


class BehaviourRule(Part):
    """Points for activities of some types, perhaps only for some assets or one direction."""

    name: Name
    activity_type: Annotated[ListOf[Name], BeforeValidator(_as_list)]
    asset: Name | None = None
    direction: Literal["inbound", "outbound"] | None = None
    kind: Literal["engagement", "intent"]
    points: Number
    limit: Limit = "every"
    hand_raise: bool = False

    @property
    def days_between(self) -> int | None:
        """Local dates from one counted activity to the next: 0 where all count, None where only one does."""
        return _DAYS_BETWEEN.get(self.limit)


class Scoring(Part):
    """How a score is made and what it takes to be a model MQL; None where a cap or a floor asks nothing."""

    threshold: Number
    target_threshold: Number
    fit_cap: NumberOrNone
    fit_at_least_zero: bool
    half_life_days: NumberFromZero
    fit_floor: NumberOrNone
    intent_floor: NumberOrNone
    behaviour_floor: NumberOrNone
    fit_bands: Annotated[ListOf[Number], AfterValidator(_increasing)]
    after_contact: ListOf[Name]
    score_age_days: NumberFromZero
    fit: NamedListOf[FitRule]
    behaviour: NamedListOf[BehaviourRule]
