"""Hundreds of random leads in one company, their snapshot, and random questions to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from tests.companies import answered, drawn, merged, snapshot
from tests.naive import funnel as naive
from tests.naive.company import Company, Row, Rules, default_as_of
from tests.naive.episodes import STAGES
from tests.naive.histories import Cut, companies, cuts, rule_sets

BATCHES = 6
COMPANIES = 105
CUTS = 5
NO_WINDOWS = 3
DROPPED = (2, NO_WINDOWS)


@dataclass(frozen=True)
class World:
    """A company, its rules, the snapshot built of both, and questions."""

    number: int
    company: Company
    rules: Rules
    shot: Snapshot
    cuts: list[Cut]

    def rows(self, cut: Cut, **more: Any) -> list[Row]:
        """What the naive implementation counts."""
        return self.answer(naive.funnel, cut, **more)

    def cases(self, cut: Cut, **more: Any) -> list[Row]:
        """What the naive implementation lists."""
        return self.answer(naive.cases, cut, **more)

    def answer(self, counted: Callable[..., list[Row]], cut: Cut, **more: Any) -> list[Row]:
        """What a naive function says of the company."""
        found: list[Row] = answered(counted, self.company, self.rules, **asdict(cut), **more)
        return found

    @property
    def newest(self) -> datetime:
        """The default as-of."""
        return default_as_of(self.company)


@cache
def make_world(number: int) -> World:
    """Draw and build the company of a number; the same one every time."""
    company, rules = company_of(number), rules_of(number)
    return World(number, company, rules, snapshot(company, rules), drawn(cuts, CUTS, number))


@cache
def company_of(number: int) -> Company:
    """The company of a world, drawn once."""
    return merged(drawn(companies, COMPANIES, number))


@cache
def rules_of(number: int) -> Rules:
    """The rules of a world: drawn, with the two kinds that must not be missing put in."""
    rules: Rules = drawn(rule_sets, BATCHES, 1)[number]
    if number == NO_WINDOWS:
        rules = replace(rules, window_days=dict.fromkeys(STAGES[:-1], 0))
    return replace(rules, skipped="dropped" if number in DROPPED else "passed")


def asked(cut: Cut, **more: Any) -> Scope:
    """A cut as the scope of a question."""
    return Scope(since=cut.since, until=cut.until, as_of=cut.as_of, **more)
