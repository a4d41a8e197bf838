"""The whole agreement as one frozen object."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from leaddash.agreement.hours import Calendar
from leaddash.agreement.promises import Promise
from leaddash.agreement.response import Response
from leaddash.agreement.scoring import Scoring
from leaddash.agreement.stages import STAGES, Stage, Stages
from leaddash.agreement.values import (
    NONE,
    Currency,
    Language,
    Name,
    NamedListOf,
    NumberFromZero,
    Part,
    PositiveNumber,
    PositiveOrNone,
    TimeZone,
)

DEFAULT_CALENDAR = "default"


def _with_default(calendars: Mapping[str, Calendar]) -> Mapping[str, Calendar]:
    if DEFAULT_CALENDAR not in calendars:
        raise ValueError("has no calendar for people without one; add [calendars.default]")
    return calendars


def _without_none(goals: Any) -> Any:
    if not isinstance(goals, Mapping):
        return goals
    return {stage: goal for stage, goal in goals.items() if goal != NONE or stage not in STAGES}


class Capacity(Part):
    """What a sales development representative can work; None where nobody has said."""

    mqls_per_rep_per_day: PositiveOrNone


class Agreement(Part):
    """Everything marketing and sales agreed; compare two by value, name one by `digest`."""

    timezone: TimeZone
    language: Language
    currency: Currency
    stages: Stages
    response: Response
    calendars: Annotated[Mapping[Name, Calendar], AfterValidator(_with_default)]
    promises: NamedListOf[Promise]
    scoring: Scoring
    capacity: Capacity
    rates: Mapping[Currency, PositiveNumber]
    goals: Annotated[Mapping[Stage, NumberFromZero], BeforeValidator(_without_none)]
