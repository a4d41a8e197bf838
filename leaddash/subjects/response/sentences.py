"""What a fast answer goes with, and whether the published factor shows: associations, never causes."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from leaddash.stats import THIN
from leaddash.stats.proportion import Z_95
from leaddash.subjects.response.metrics.response_curve import OUTCOME_COLUMNS
from leaddash.words import Words

FACTORS = {"contact": 10, "qualify": 4}
"""Odds within 5 minutes over those within 5 to 10 as published.

Source: Lead Response Management Study, InsideSales and MIT (J. Oldroyd), 2007.
"""


def response_sentence(
    raw: pd.DataFrame, adjusted: pd.DataFrame, words: Words, outcome: str = "contact", nothing: str = ""
) -> str:
    """How hand-overs answered soon fared beside alike ones answered later, and whether the published factor shows.

    `nothing` says what keeps the data from telling.
    """
    if nothing or not int(raw["leads"].sum()):
        return nothing or words("insight.response.nobody")
    return f"{_compared(adjusted, words, outcome)}{_published(raw, words, outcome)}."


def odds_ratio(first: tuple[int, int], second: tuple[int, int]) -> tuple[float, float, float]:
    """Odds of one share (successes, trials) over those of another, with its 95 % interval (Woolf's, of the log odds).

    Where a cell is empty half a case is added to each of the four.
    """
    (a, n), (c, m) = first, second
    cells = [float(a), float(n - a), float(c), float(m - c)]
    if not all(cells):
        cells = [cell + 0.5 for cell in cells]
    middle = math.log(cells[0] * cells[3] / (cells[1] * cells[2]))
    half = Z_95 * math.sqrt(sum(1 / cell for cell in cells))
    return math.exp(middle), math.exp(middle - half), math.exp(middle + half)


def _compared(adjusted: pd.DataFrame, words: Words, outcome: str) -> str:
    """The difference of the soonest bucket that is not thin, and which one that is if not the first."""
    sound = adjusted[(adjusted[f"{outcome}_leads"].fillna(0) >= THIN) & adjusted[f"{outcome}_difference_low"].notna()]
    if sound.empty:
        return words("insight.response.thin", thin=THIN)
    row = sound.iloc[0]
    low, middle, high = (float(row[f"{outcome}_difference{end}"]) for end in ("_low", "", "_high"))
    kind = "same" if low <= 0 <= high else "more" if middle > 0 else "fewer"
    told = {
        "within": words(f"insight.answered.{row['bucket']}"),
        "rate": words(f"insight.rate_of.{outcome}"),
        "points": words.number(abs(middle) * 100, 1) if kind != "same" else words.points(middle),
        "low": words.points(low),
        "high": words.points(high),
    }
    said = words(f"insight.response.{kind}", **told)
    if row["bucket"] == adjusted["bucket"].iloc[0]:
        return said
    return f"{words('insight.response.first_thin', thin=THIN)} {said}"


def _published(raw: pd.DataFrame, words: Words, outcome: str) -> str:
    """Whether the published factor between the first two buckets can be seen; nothing where none is published."""
    counts = [_counts(raw, bucket, outcome) for bucket in ("le_5m", "5_10m")]
    if outcome not in FACTORS or min(cases for _, cases in counts) < THIN:
        return ""
    _, low, high = odds_ratio(counts[0], counts[1])
    factor = FACTORS[outcome]
    kind = "absent" if high < factor else "open" if low <= factor else "exceeded"
    ends = {"low": words.number(low, 1), "high": words.number(high, 1)}
    return f"; {words(f'insight.response.{kind}', factor=factor, **ends)}"


def _counts(raw: pd.DataFrame, bucket: str, outcome: str) -> tuple[int, int]:
    row: Any = raw[raw["bucket"] == bucket].iloc[0]
    return int(row[OUTCOME_COLUMNS[outcome]]), int(row[f"{outcome}_leads"])
