"""Random companies made for scoring, built once for all tests that compare them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from leaddash import agreement
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from tests.companies import answered, drawn, merged, opened
from tests.metrics.comparison import Answer, dated, keyed
from tests.naive import scoring_histories as histories
from tests.naive import scoring_settings as settings
from tests.naive.company import Company, Rules, default_as_of
from tests.naive.histories import DAY, Cut, rule_sets

WORLDS = 8
COMPANIES = 6
PROPOSALS = 3
CUTS = 3


@dataclass(frozen=True)
class ScoringWorld:
    """A company, its agreement (as `Rules` and whole), proposals to change it, the snapshot, and questions."""

    number: int
    company: Company
    rules: Rules
    agreed: dict[str, Any]
    proposals: list[dict[str, Any]]
    shot: Snapshot
    cuts: list[Cut]

    def found(self, name: str, cut: Cut, key: tuple[str, ...], proposed: dict[str, Any] | None, **more: Any) -> Answer:
        """What the metric says under a proposal, or as agreed."""
        return keyed(dated(registry.find(name)(self.shot, self.scope(cut, proposed, **more))), *key)

    def scope(self, cut: Cut, proposed: dict[str, Any] | None, **more: Any) -> Scope:
        """The scope of a cut under a proposal, or as agreed."""
        rules = None if proposed is None else agreement.parse({"scoring": proposed}, self.shot.agreement)
        return Scope(since=cut.since, until=cut.until, as_of=cut.as_of, agreement=rules, **more)

    def told(self, proposed: dict[str, Any] | None) -> dict[str, Any]:
        """The whole agreement under a proposal, as the naive implementation reads it."""
        return self.agreed if proposed is None else {**self.agreed, "scoring": proposed}

    def rows(self, naive: Callable[..., Any], *rules: Any, **asked: Any) -> Any:
        """What a naive function says of the company."""
        return answered(naive, self.company, self.rules, *rules, **asked)


@cache
def make_scoring_world(number: int) -> ScoringWorld:
    """Draw and build the company of a number; the same one every time."""
    rng = random.Random(f"scoring {number}")
    parts = [histories.random_company(rng, assigned=number != WORLDS - 1) for _ in range(COMPANIES)]
    company = merged([histories.with_own_ids(part, place) for place, part in enumerate(parts)])
    rules = drawn(rule_sets, WORLDS, 11)[number]
    scoring = settings.scoring(rng)
    agreed = histories.to_agreement(rules, scoring, response=settings.response(rng))
    proposals = [settings.changed(rng, scoring) for _ in range(PROPOSALS - 1)] + [settings.scoring(rng)]
    shot = built(company, agreed)
    cuts = [Cut(None, None, None), *(_cut(rng, company) for _ in range(CUTS - 1))]
    return ScoringWorld(number, company, rules, agreed, proposals, shot, cuts)


def built(company: Company, agreed: dict[str, Any]) -> Snapshot:
    """Build a company under its agreement, its data ending with its last moment, and open it."""
    return opened(company, agreement.parse(agreed), default_as_of(company), histories)


def _cut(rng: random.Random, company: Company) -> Cut:
    """Draw a period and an as-of among the company's own moments."""
    moments = [row["occurred_at"] for row in company.activities]
    since, until = sorted(rng.sample(moments, 2))
    as_of = rng.choice([None, until + DAY, max(moments) - DAY, rng.choice(moments)])
    return Cut(rng.choice([None, since]), until, as_of)
