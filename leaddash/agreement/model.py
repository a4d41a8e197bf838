"""The whole agreement as one frozen object."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Strict

from leaddash.agreement.forecast import Forecast, Goals, Quota, quotas_once
from leaddash.agreement.hours import Calendar
from leaddash.agreement.promises import Promise
from leaddash.agreement.response import Response
from leaddash.agreement.scoring import Scoring
from leaddash.agreement.stages import Stages
from leaddash.agreement.values import (
    Currency,
    Language,
    Name,
    NamedListOf,
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
    forecast: Forecast
    goals: Goals
    quotas: Annotated[tuple[Quota, ...], Strict(False), AfterValidator(quotas_once)]
