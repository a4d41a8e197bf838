"""Random companies made for forecasts, built once for all tests that compare them."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd

from leaddash import agreement
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from tests.companies import answered, drawn, merged, opened
from tests.metrics.comparison import plain
from tests.naive import deal_histories as histories
from tests.naive.company import Company, Row
from tests.naive.deal_histories import Cut

BATCHES, COMPANIES, CUTS = 8, 12, 5
Answer = Mapping[Hashable, Mapping[str, Any]]


@dataclass(frozen=True)
class DealWorld:
    """A company, its agreement as the tables of its file, the snapshot built of them, and questions."""

    number: int
    company: Company
    agreement: dict[str, Any]
    shot: Snapshot
    cuts: list[Cut]

    def found(self, name: str, cut: Cut, key: tuple[str, ...], **more: Any) -> Answer:
        """What the metric says."""
        rows = registry.find(name)(self.shot, asked(cut, **more)).astype(object).to_dict("records")
        return keyed([{name: cell(value) for name, value in row.items()} for row in rows], key)

    def expected(self, naive: Callable[..., list[Row]], cut: Cut, key: tuple[str, ...], **more: Any) -> Answer:
        """What the naive implementation says of a period."""
        return self.told(naive, key, since=cut.since, until=cut.until, as_of=cut.as_of, **more)

    def told(self, naive: Callable[..., list[Row]], key: tuple[str, ...], **asked: Any) -> Answer:
        """What a naive implementation says of the company under its agreement."""
        rows: list[Row] = answered(naive, self.company, self.agreement, **asked)
        return keyed([{name: cell(value) for name, value in row.items()} for row in rows], key)


def asked(cut: Cut, **more: Any) -> Scope:
    """The scope of a cut; a missing value of a filter is written as an empty one."""
    filters = {name: tuple(value or "" for value in values) for name, values in more.pop("filters", {}).items()}
    return Scope(since=cut.since, until=cut.until, as_of=cut.as_of, compared=cut.compared, filters=filters, **more)


def keyed(rows: list[Row], key: tuple[str, ...]) -> Answer:
    """Rows by their key."""
    return {tuple(row[one] for one in key): row for row in rows}


def cell(value: Any) -> Any:
    """A cell as both sides write it: missing is None; dates, and moments at midnight, are text."""
    if isinstance(value, list):
        return ", ".join(value)
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, datetime):
        moment: datetime = plain(value)
        return moment.date().isoformat() if moment.time() == datetime.min.time() else moment
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, Decimal) else plain(value)


def differences(found: Answer, expected: Answer) -> list[str]:
    """Where two answers differ, of the columns that are expected; money to the cent, other numbers up to rounding."""
    told = [f"{key}: {'not found' if key in expected else 'too many'}" for key in found.keys() ^ expected.keys()]
    for key in found.keys() & expected.keys():
        wrong = [name for name, value in expected[key].items() if not alike(found[key][name], value)]
        told += [f"{key}: {name} is {found[key][name]!r}, not {expected[key][name]!r}" for name in wrong]
    return told


def alike(found: Any, expected: Any) -> bool:
    """Whether two cells agree."""
    if isinstance(found, Decimal) and isinstance(expected, Decimal):
        return found == expected
    if isinstance(found, float | Decimal) and isinstance(expected, float | int | Decimal):
        return math.isclose(float(found), float(expected), rel_tol=1e-8, abs_tol=1e-6)
    return bool(found == expected)


@cache
def make_deal_world(number: int) -> DealWorld:
    """Draw and build the company of a number; the same one every time."""
    some = drawn(histories.companies, COMPANIES, number)
    company = merged([histories.with_own_ids(one, place) for place, one in enumerate(some)])
    agreed = agreement.parse(drawn(histories.settings, BATCHES, 3)[number])
    shot, whole = opened(company, agreed, written=histories), agreement.dump(agreed)
    return DealWorld(number, company, whole, shot, drawn(lambda: histories.cuts(whole, company), CUTS, number))
