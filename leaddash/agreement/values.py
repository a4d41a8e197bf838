"""The kinds of value an agreement is made of: numbers, "none", lists, names, zones, countries."""

import re
import sys
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Literal, Protocol, TypeVar
from zoneinfo import available_timezones

from holidays.registry import COUNTRIES
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, Strict
from pydantic_core import PydanticKnownError

from leaddash.errors import did_you_mean
from leaddash.home import LANGUAGES

NONE = "none"
"""How a file says that a floor, a cap or a capacity asks nothing."""

Clock = Literal["working", "wall"]


class Part(BaseModel):
    """A frozen table of the agreement that accepts no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """The name a reader knows it by."""


NamedT = TypeVar("NamedT", bound=Named)
ItemT = TypeVar("ItemT")


def names_once(items: tuple[NamedT, ...]) -> tuple[NamedT, ...]:
    """Return the items, or refuse them if two bear one name."""
    names = [item.name for item in items]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two are named {quoted(twice)}; give each a name of its own")
    return items


def quoted(words: Iterable[str]) -> str:
    """Return the words in double quotes, separated by commas."""
    return ", ".join(f'"{word}"' for word in words)


def is_number(value: object) -> bool:
    """Tell whether a value is a finite number; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= sys.float_info.max


def _number_or_none(value: object) -> float | None:
    if value == NONE:
        return None
    if not isinstance(value, int | float) or not is_number(value):
        raise ValueError('must be a number, or "none" to ask nothing')
    return float(value)


def _positive_or_none(value: object) -> float | None:
    number = _number_or_none(value)
    if number is not None and number <= 0:
        raise ValueError('must be greater than 0, or "none"')
    return number


def _or_none(value: float | None) -> float | str:
    return NONE if value is None else value


def _said(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty; write some text")
    return value


def _known_zone(value: str) -> str:
    if value not in _zones():
        raise ValueError(f'"{value}" is no time zone; write one like "Europe/Madrid".{did_you_mean(value, _zones())}')
    return value


def _known_country(value: str) -> str:
    if value and value not in _countries():
        near = did_you_mean(value, (code for code in _countries() if len(code) == len(value)))
        raise ValueError(f'"{value}" is no country with known holidays; write a code like "ES", or "".{near}')
    return value


def _known_language(value: object) -> object:
    if value not in LANGUAGES:
        expected = " or ".join(f"'{language}'" for language in LANGUAGES)
        raise PydanticKnownError("literal_error", {"expected": expected})
    return value


def _currency_code(value: str) -> str:
    if not re.fullmatch("[A-Z]{3}", value):
        raise ValueError(f'"{value}" is no currency; write its three capital letters, like "EUR"')
    return value


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - {"localtime"}


@cache
def _countries() -> frozenset[str]:
    """Codes by the table of `holidays`; its own list of them loads every country's calendar first (0.1 s)."""
    return frozenset(code for _, *names in COUNTRIES.values() for code in names if code.isupper())


Number = Annotated[float, Field(allow_inf_nan=False)]
PositiveNumber = Annotated[float, Field(allow_inf_nan=False, gt=0)]
NumberFromZero = Annotated[float, Field(allow_inf_nan=False, ge=0)]
NumberOrNone = Annotated[float | None, PlainValidator(_number_or_none), PlainSerializer(_or_none)]
PositiveOrNone = Annotated[float | None, PlainValidator(_positive_or_none), PlainSerializer(_or_none)]
Name = Annotated[str, AfterValidator(_said)]
TimeZone = Annotated[str, AfterValidator(_known_zone)]
Country = Annotated[str, AfterValidator(_known_country)]
Language = Annotated[str, PlainValidator(_known_language)]
Currency = Annotated[str, AfterValidator(_currency_code)]
ListOf = Annotated[tuple[ItemT, ...], Strict(False)]
NamedListOf = Annotated[tuple[NamedT, ...], Strict(False), AfterValidator(names_once)]
