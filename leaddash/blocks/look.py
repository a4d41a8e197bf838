"""How a reader sees: in which words, colours and time zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from leaddash.drawing.theme import Palette
from leaddash.words import Words


@dataclass(frozen=True)
class Look:
    """The reader's words and colours, the time zone of their clock, and the currency in which amounts are told."""

    words: Words
    palette: Palette
    zone: str
    currency: str = "EUR"

    def money(self, amount: Any) -> str:
        """An amount in short, with its currency; a dash for none."""
        return self.words.money(amount, self.currency)

    def local(self, moment: Any) -> datetime:
        """A moment of UTC on the reader's clock."""
        known: datetime = pd.Timestamp(moment).to_pydatetime()
        return known.replace(tzinfo=UTC).astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def moment(self, moment: Any, form: str = "medium") -> str:
        """A moment of UTC in words on the reader's clock; a dash for none."""
        return self.words.moment(None if pd.isna(moment) else self.local(moment), form)

    def short_day(self, moment: Any, as_of: datetime) -> str:
        """The day of a moment of UTC on the reader's clock, with its year only where that is not the as-of's."""
        day = self.local(moment).date()
        return self.words.day(day, self.words("style.day_short") if day.year == self.local(as_of).year else "")

    def named(self, key: str, options: Iterable[str]) -> Mapping[str, str]:
        """Options by their names in the words of a key."""
        return {option: self.words(f"{key}.{option}") for option in options}
