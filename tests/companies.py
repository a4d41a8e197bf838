"""Companies on disk for tests: many random ones drawn once, written as a canonical folder, built for real and kept."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from leaddash import agreement, sample
from leaddash.agreement import Agreement
from leaddash.sample import generate
from leaddash.snapshots import Snapshot, build, open_snapshot
from tests import naive
from tests.kept import building, code, digest, kept, remembered
from tests.naive import histories
from tests.naive.company import Company, Rules

ID_COLUMNS = ("lead_id", "opportunity_id")
NAIVE = Path(naive.__file__).parent
GENERATING = (Path(sample.__file__).parent,)
"""What the generator of companies is written in."""
_digests: dict[int, tuple[Company, str]] = {}


def drawn(strategy: Callable[[], SearchStrategy[Any]], count: int, number: int) -> list[Any]:
    """`count` examples of a strategy of `tests.naive`, the same ones for the same number."""
    return remembered(
        "histories", [strategy, count, number, code(NAIVE, Path(__file__))], lambda: _drawn(strategy(), count, number)
    )


def _drawn(strategy: SearchStrategy[Any], count: int, number: int) -> list[Any]:
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


def answered(naive: Callable[..., Any], company: Company, *more: Any, **asked: Any) -> Any:
    """What a function of `tests.naive` says of a company, worked out once for all that ask the same."""
    of = [naive, _digest(company), more, asked, code(NAIVE)]
    return remembered("answers", of, lambda: naive(company, *more, **asked))


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


def snapshot(company: Company, rules: Rules, end: datetime | None = None) -> Snapshot:
    """Build a company under rules, its data ending at `end` (now, if left out), and open it."""
    return opened(company, agreement.parse(histories.to_agreement(rules)), end)


def opened(
    company: Company, agreed: Agreement, end: datetime | None = None, written: ModuleType = histories
) -> Snapshot:
    """Build a company under its agreement, once for all that ask the same, and open it; `written` knows its tables."""
    tables = written.to_tables(company)

    def make(place: Path) -> None:
        for table, rows in tables.items():
            (place / "data").mkdir(exist_ok=True)
            write_csv(place / "data" / f"{table}.csv", written.COLUMNS[table], rows)
        build(place / "data", place / "snapshots", as_of=end, rules=agreed)

    of = [tables, written.COLUMNS, agreement.dump(agreed), end, building(), code(Path(__file__))]
    return open_snapshot(kept("snapshots", of, make) / "snapshots")


def built_of(folder: Path) -> Path:
    """The folder of snapshots with one of a folder of data, built once for all that ask for the same."""
    files = sorted(file for file in folder.iterdir() if file.is_file())
    of = [[file.name for file in files], files, building()]
    return kept("snapshots", of, lambda place: build(folder, place / "snapshots")) / "snapshots"


def generated(**asked: Any) -> Path:
    """The folder of snapshots with one of a generated company, made once for all that ask for the same."""
    of = [asked, building(), code(*GENERATING)]
    return kept("companies", of, lambda place: made_in(place, **asked)) / "snapshots"


def made_in(place: Path, **asked: Any) -> Path:
    """Generate a company and build it in a folder; gives its folder of snapshots, its data are gone."""
    generate(place / "data", **asked)
    build(place / "data", place / "snapshots")
    shutil.rmtree(place / "data")
    return place / "snapshots"


def _digest(company: Company) -> str:
    """The digest of a company, worked out once while it lives."""
    if id(company) not in _digests:
        _digests[id(company)] = company, digest(company)
    return _digests[id(company)][1]


def _renamed(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {name: f"{number}-{value}" if name in ID_COLUMNS else value for name, value in row.items()}
