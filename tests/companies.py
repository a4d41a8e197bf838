"""Companies on disk for tests: many random ones drawn once, written as a canonical folder, built for real."""

from __future__ import annotations

import csv
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from leaddash import agreement
from leaddash.build import build
from leaddash.snapshot import Snapshot, open_snapshot
from tests.naive import histories
from tests.naive.company import Company, Rules

ID_COLUMNS = ("lead_id", "opportunity_id")


def drawn(strategy: SearchStrategy[Any], count: int, number: int) -> list[Any]:
    """`count` examples of a strategy, the same ones for the same number."""
    found: list[Any] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found


def merged(companies: list[Company]) -> Company:
    """One company of many, their ids told apart; people are shared."""
    together = Company(people=companies[0].people)
    for number, company in enumerate(companies):
        for table in fields(Company):
            if table.name != "people":
                rows = [_renamed(row, number) for row in getattr(company, table.name)]
                getattr(together, table.name).extend(rows)
    return together


def write(company: Company, folder: Path) -> None:
    """Write a company as a canonical folder of CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in histories.to_tables(company).items():
        write_csv(folder / f"{table}.csv", histories.COLUMNS[table], rows)


def write_csv(path: Path, columns: list[str], rows: list[dict[str, Any]]) -> None:
    """Write rows under a header, empty cells for None."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def snapshot(company: Company, rules: Rules, folder: Path, end: datetime | None = None) -> Snapshot:
    """Build a company under rules, its data ending at `end` (now, if left out), and open it."""
    write(company, folder / "data")
    build(folder / "data", folder / "snapshots", as_of=end, rules=agreement.parse(histories.to_agreement(rules)))
    return open_snapshot(folder / "snapshots")


def _renamed(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {name: f"{number}-{value}" if name in ID_COLUMNS else value for name, value in row.items()}
