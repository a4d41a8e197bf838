"""What the forecast says first: the number with its range and record, the goal and its odds; then what to do."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from leaddash.agreement import Agreement
from leaddash.fiscal import Fiscal
from leaddash.subjects.forecast.naming import period_name
from leaddash.words import Words

EVEN = 50
LEAST_PERIODS = 2
"""Past periods from which on anything is projected."""


@dataclass(frozen=True)
class Told:
    """The row of `forecast_summary`, of a period, as a reader sees it at as-of."""

    row: Any
    period: Fiscal
    as_of: Any
    rules: Agreement
    words: Words

    @property
    def is_over(self) -> bool:
        """Whether the period is over."""
        return self.period.is_over(self.as_of)

    @property
    def is_known(self) -> bool:
        """Whether anything is projected."""
        return not pd.isna(self.row["projected"])

    @property
    def goal(self) -> float | None:
        """The goal, none where there is none."""
        return None if pd.isna(self.row["goal"]) or not float(self.row["goal"]) else float(self.row["goal"])

    @property
    def when(self) -> str:
        """The period as a part of a sentence: the running one, or one by its name."""
        if self.period.holds(self.as_of):
            return self.words("forecast.this", kind=self.kind)
        return self.words("forecast.in", period=period_name(self.period, self.words))

    @property
    def kind(self) -> str:
        """What such a period is called: a quarter, or a month."""
        return self.words(f"forecast.{self.rules.forecast.period}")

    def money(self, name: str) -> str:
        """An amount of the row in short."""
        return self.in_short(self.row[name])

    def in_short(self, amount: Any) -> str:
        """An amount in short."""
        return self.words.money(amount, self.rules.currency)


def forecast_sentence(call: Told) -> str:
    """How much will be booked, between which bounds, and the odds of the goal; of a period that is over what was."""
    words = call.words
    if call.is_over:
        return _booked(call, words)
    goal = _goal(call, words)
    if not call.is_known:
        so_far = words("insight.forecast.so_far", won=call.money("won"), when=call.when, goal=goal)
        return f"{so_far} {_missing(call, words)}"
    bounds = {"low": call.money("low_80"), "high": call.money("high_80")}
    return words("insight.forecast.between", **bounds, when=call.when, goal=goal)


def more_sentence(call: Told, slipped: float, decisions: int) -> str:
    """The record of such ranges; what slipped out of the period in a week, and how many deals need a decision."""
    words = call.words
    if call.is_over:
        return _stamped(call, words)
    parts = [_record(call, words)] if call.is_known else []
    if call.is_known and bool(call.row["thin"]):
        parts.append(words("insight.forecast.thin"))
    amount = call.in_short(slipped) if slipped else ""
    if amount and decisions:
        parts.append(words("insight.forecast.both", amount=amount, kind=call.kind, n=decisions))
    elif amount or decisions:
        slip = words("insight.forecast.slipped", amount=amount, kind=call.kind)
        parts.append(slip if amount else _decisions(decisions, words))
    return " ".join(filter(None, parts))


def odds_in_words(percent: Any, words: Words) -> str:
    """Odds as so many in so many, even where they are."""
    if int(percent) == EVEN:
        return words("forecast.odds_even")
    odds = Fraction(int(percent), 100)
    return words("forecast.odds", part=odds.numerator, whole=odds.denominator)


def overview_line(call: Told) -> str:
    """The number of the running period against its goal, in one short line."""
    words = call.words
    if not call.is_known:
        number = words("insight.forecast.line_won", won=call.money("won"))
    else:
        number = words("insight.forecast.line", low=call.money("low_80"), high=call.money("high_80"))
    kind = call.kind[:1].upper() + call.kind[1:]
    return words("insight.forecast.line_of", kind=kind, number=number, goal=_goal(call, words))


def create_sentence(call: Told) -> str:
    """What must still be created to reach the goal; nothing where that is not known, or the period is over."""
    if call.is_over or call.goal is None or pd.isna(call.row["to_create"]):
        return ""
    if float(call.row["to_create"]) <= 0:
        return call.words("insight.forecast.nothing_to_create")
    return call.words("insight.forecast.to_create", amount=call.money("to_create"), kind=call.kind)


def top_sentence(call: Told) -> str:
    """What usually comes new is made of: of those who stand there, of those who still come, and the remainder."""
    parts = [call.row[name] for name in ("from_new", "new_in_hand", "new_to_come")]
    if any(pd.isna(part) for part in parts):
        return ""
    rest = float(parts[0]) - float(parts[1]) - float(parts[2])
    names = {"in_hand": call.money("new_in_hand"), "to_come": call.money("new_to_come"), "rest": call.in_short(rest)}
    return call.words("insight.forecast.new", new=call.money("from_new"), kind=call.kind, **names)


def _booked(call: Told, words: Words) -> str:
    booked = words("insight.forecast.booked", won=call.money("won"), when=call.when, n=int(call.row["won_deals"]))
    if call.goal is None:
        return f"{booked}."
    share = words.share(float(call.row["won"]) / call.goal, 0)
    return booked + words("insight.forecast.booked_of", goal=call.in_short(call.goal), share=share)


def _goal(call: Told, words: Words) -> str:
    """The goal as the end of a sentence: its odds, or that it is reached; nothing where there is none."""
    if call.goal is None:
        return ""
    goal = call.in_short(call.goal)
    if float(call.row["won"]) >= call.goal:
        return words("insight.forecast.goal_reached", goal=goal)
    if pd.isna(call.row["goal_odds"]):
        return words("insight.forecast.goal_alone", goal=goal)
    return words("insight.forecast.goal", goal=goal, odds=odds_in_words(call.row["goal_odds"], words))


def _missing(call: Told, words: Words) -> str:
    """Why nothing is projected."""
    known = int(call.row["history"])
    if known < LEAST_PERIODS:
        return words("insight.forecast.too_young", n=known)
    return words("insight.forecast.nothing_alike")


def _record(call: Told, words: Words) -> str:
    """In how many past periods such a range held."""
    told_before = int(call.row["record_periods"])
    if not told_before:
        return words("insight.forecast.no_record")
    key = f"insight.forecast.record_{call.rules.forecast.period}"
    return words(key, held=int(call.row["record_held"]), n=told_before)


def _decisions(count: int, words: Words) -> str:
    return words("insight.forecast.decisions", n=count)


def _stamped(call: Told, words: Words) -> str:
    """Why a CRM says another number, where it does."""
    elsewhere = int(call.row["stamped_elsewhere"])
    return words("insight.forecast.stamped", n=elsewhere) if elsewhere else ""
