"""Words by key, and numbers, shares, days and dates as the language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from numbers import Integral
from typing import Any

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent, get_currency_symbol, get_decimal_symbol
from babel.plural import PluralRule

from leaddash.words import files

NOTHING = "–"
THOUSAND = 1000
FEW_MINUTES, MANY = 10, 10
"""Under so many minutes a duration has a decimal; from so many of a unit on none of the next smaller one."""


@dataclass(frozen=True)
class Words:
    """The words of one language; keys are dotted, placeholders are filled by name."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: Any) -> str:
        """The text of a key; a count given as `n` chooses its plural form, `key.one`, `key.other` and so on."""
        if "n" in values and key not in self.texts:
            key = self.form(key, values["n"])
        return self.texts[key].format(**{name: self._told(value) for name, value in values.items()})

    def has(self, key: str) -> bool:
        """Whether a key has a text."""
        return key in self.texts

    def form(self, key: str, n: float) -> str:
        """The key of a plural form: the category CLDR's rule of the language gives the count, else `key.other`."""
        form = f"{key}.{_plural(self.language)(n)}"
        return form if form in self.texts else f"{key}.other"

    def forms(self, key: str) -> dict[str, str]:
        """Each plural form of a key and its text, braces as they stand: for what counts without asking Python."""
        known = {*_plural(self.language).tags, "other"}
        return {form: self.texts[f"{key}.{form}"] for form in sorted(known) if f"{key}.{form}" in self.texts}

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A number with its thousands apart; a dash for none."""
        if value is None or _missing(value):
            return NOTHING
        return _decimal(value or 0, decimals, self.language)

    def bare(self, value: float, decimals: int = 0, *, percent: bool = False) -> str:
        """A number as spreadsheets of the language read it: its thousands not set apart, a fraction in percent bare."""
        told = Decimal(str(value)).scaleb(2 if percent else 0)
        pattern = "0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(told or 0, pattern, locale=self.language))

    @property
    def decimal_mark(self) -> str:
        """What stands before the decimals of a number."""
        return str(get_decimal_symbol(self.language))

    def share(self, value: float | None, decimals: int = 1) -> str:
        """A fraction as a percentage with one decimal; a dash for none."""
        if value is None or _missing(value):
            return NOTHING
        return format_percent(value, _share_pattern(self.language, decimals), locale=self.language)

    def points(self, value: float | None) -> str:
        """A difference of two shares in points, with its sign and one decimal; a dash for none."""
        if value is None or _missing(value):
            return NOTHING
        told = self.number(abs(value) * 100, 1)
        return f"{'−' if value < 0 else '+'}{told}" if told.strip("0.,") else told

    def money(self, amount: float | Decimal | None, currency: str = "") -> str:
        """An amount in three digits at most, in ones, thousands or millions; a dash for none.

        Without a currency, where the words around it name that, it is the number alone.
        """
        if amount is None or _missing(amount):
            return NOTHING
        unit, told = self._short(abs(float(amount)))
        sign = "−" if amount < 0 and told.strip("0.,") else ""
        return self(f"style.money_{unit}", n=f"{sign}{told}", symbol=self.symbol(currency) if currency else "").rstrip()

    def symbol(self, currency: str) -> str:
        """The sign of a currency."""
        return str(get_currency_symbol(currency, locale=self.language))

    def duration(self, minutes: float | None, *, working: bool = False) -> str:
        """So many minutes in its two largest units; of a working clock no days, which have no length there."""
        if minutes is None or _missing(minutes):
            return NOTHING
        if minutes < FEW_MINUTES and minutes != round(minutes):
            return self("style.minutes", n=self.number(minutes, 1))
        units = [("hours", 60), ("minutes", 1)] if working else [("days", 24 * 60), ("hours", 60), ("minutes", 1)]
        whole = next((round(minutes / size) * size for _, size in units[:-1] if minutes >= MANY * size), round(minutes))
        parts: list[tuple[str, int]] = []
        for unit, size in units:
            count, whole = divmod(whole, size)
            parts += [(unit, count)] if count or parts else []
        told = [self(f"style.{unit}", n=count) for unit, count in parts[:2] if count]
        return " ".join(told) or self("style.minutes", n=0)

    def day(self, value: date | None, form: str = "") -> str:
        """A date, in a form of Babel's or a pattern, else as the language writes a day of any year; a dash for none."""
        form = form or self("style.day_of_year")
        return NOTHING if value is None or _missing(value) else format_date(value, form, locale=self.language)

    def moment(self, value: datetime | None, form: str = "medium") -> str:
        """A date and time of day, as given (local); a dash for none."""
        return NOTHING if value is None or _missing(value) else format_datetime(value, form, locale=self.language)

    def listed(self, items: list[str]) -> str:
        """Items in a sentence: a, b and c."""
        return format_list(items, locale=self.language)

    def _short(self, amount: float) -> tuple[str, str]:
        """The unit of an amount, and how many of it: three digits of millions, two at least of thousands."""
        if round(amount) < THOUSAND:
            return "ones", self.number(round(amount))
        unit, size = ("thousands", THOUSAND) if round(amount / THOUSAND) < THOUSAND else ("millions", THOUSAND**2)
        worth, most = amount / size, 1 if unit == "thousands" else 2
        decimals = next((most - place for place in range(most) if round(worth, most - place) < 10 ** (place + 1)), 0)
        return unit, self.number(worth, decimals)

    def _told(self, value: Any) -> str:
        if isinstance(value, Integral) and not isinstance(value, bool):
            return self.number(int(value))
        return str(value)


@lru_cache(maxsize=4096)
def _decimal(value: float, decimals: int, language: str) -> str:
    """A number in a language's style; kept, since a chart that follows the hand tells the same ones over and over."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, pattern, locale=language, group_separator=True))


@cache
def _share_pattern(language: str, decimals: int) -> str:
    """How the language writes a share, with so many decimals."""
    before, zero, after = Locale.parse(language).percent_formats[None].pattern.rpartition("0")
    return f"{before}{zero}{'.' if decimals else ''}{'0' * decimals}{after}"


@cache
def _plural(language: str) -> PluralRule:
    return Locale.parse(language).plural_form


@cache
def load(language: str) -> Words:
    """The words of a language."""
    return Words(language, files.texts(folder / f"{language}.toml" for folder in files.folders()))


def _missing(value: Any) -> bool:
    return bool(pd.isna(value))
