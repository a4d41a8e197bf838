"""Random companies made for response and SLA, built once for all tests that compare them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from leaddash import agreement
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from tests.companies import answered, drawn, merged, opened
from tests.metrics.comparison import Answer, dated, keyed
from tests.naive import sales_histories as histories
from tests.naive.company import Company, Row, Rules
from tests.naive.histories import Cut, rule_sets
from tests.naive.sales_settings import settings

BATCHES = 8
COMPANIES = 60
CUTS = 4


@dataclass(frozen=True)
class SalesWorld:
    """A company, its agreement (as `Rules` and whole), the snapshot built of them, and questions."""

    number: int
    company: Company
    rules: Rules
    agreement: dict[str, Any]
    shot: Snapshot
    cuts: list[Cut]

    def found(self, name: str, cut: Cut, key: tuple[str, ...], **more: Any) -> Answer:
        """What the metric says."""
        scope = Scope(since=cut.since, until=cut.until, as_of=cut.as_of, **more)
        return keyed(dated(registry.find(name)(self.shot, scope)), *key)

    def expected(self, naive: Any, cut: Cut, key: tuple[str, ...], **more: Any) -> Answer:
        """What the naive implementation says."""
        rows = self.rows(naive, cut, **more)
        return {tuple(row[name] for name in key): row for row in rows}

    def rows(self, naive: Any, cut: Cut, **more: Any) -> list[Row]:
        """The rows of the naive implementation."""
        found: list[Row] = answered(naive, self.company, self.rules, self.agreement, **asdict(cut), **more)
        return found


@cache
def make_sales_world(number: int) -> SalesWorld:
    """Draw and build the company of a number; the same one every time."""
    company = merged(drawn(histories.companies, COMPANIES, number))
    rules = drawn(rule_sets, BATCHES, 3)[number]
    agreed = histories.to_agreement(rules, drawn(settings, BATCHES, 5)[number])
    shot = built(company, agreed)
    return SalesWorld(number, company, rules, agreed, shot, drawn(histories.cuts, CUTS, number))


def built(company: Company, agreed: dict[str, Any]) -> Snapshot:
    """Build a company under its agreement, and open it."""
    return opened(company, agreement.parse(agreed), written=histories)
