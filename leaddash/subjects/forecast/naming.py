"""What fiscal periods are called."""

from __future__ import annotations

from leaddash.fiscal import Fiscal
from leaddash.periods import DAY
from leaddash.words import Words


def period_name(period: Fiscal, words: Words) -> str:
    """What a period is called: its month, or its first and last month."""
    last = period.after - DAY
    if (period.first.year, period.first.month) == (last.year, last.month):
        return words.day(period.first, words("style.month"))
    first = words.day(period.first, "LLL" if period.first.year == last.year else "LLL y")
    return words("forecast.months", first=first, last=words.day(last, "LLL y"))
