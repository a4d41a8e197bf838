"""Random companies made for response and SLA, built once for all tests that compare them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from leaddash import agreement
from leaddash.build import build
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.snapshot import Snapshot, open_snapshot
from tests.companies import drawn, merged, write_csv
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
        rows: list[Row] = naive(self.company, self.rules, self.agreement, **asdict(cut), **more)
        return {tuple(row[name] for name in key): row for row in rows}


@cache
def make_sales_world(number: int, base: Path) -> SalesWorld:
    """Draw and build the company of a number; the same one every time."""
    company = merged(drawn(histories.companies(), COMPANIES, number))
    rules = drawn(rule_sets(), BATCHES, 3)[number]
    agreed = histories.to_agreement(rules, drawn(settings(), BATCHES, 5)[number])
    shot = built(company, agreed, base / f"sales{number}")
    return SalesWorld(number, company, rules, agreed, shot, drawn(histories.cuts(), CUTS, number))


def built(company: Company, agreed: dict[str, Any], folder: Path) -> Snapshot:
    """Write a company as a canonical folder, build it under its agreement, and open it."""
    (folder / "data").mkdir(parents=True)
    for table, rows in histories.to_tables(company).items():
        write_csv(folder / "data" / f"{table}.csv", histories.COLUMNS[table], rows)
    build(folder / "data", folder / "snapshots", rules=agreement.parse(agreed))
    return open_snapshot(folder / "snapshots")
