"""The forecast of 100,000 opportunities with 400,000 changes: what it asks, for the first time and again.

Each question is asked first of a snapshot of which nothing is kept, then again in the same process. Its floor is one
scan of all changes by group. `python -m benchmarks.forecast [N]` measures N opportunities.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.timing import seconds, tell
from leaddash import metrics
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, build, lease

Ints = NDArray[np.int64]
Texts = NDArray[np.str_]
Columns = dict[str, Any]

MANY, OWNERS, SEED = 100_000, 50, 20261201
DAY = 86_400
QUARTERS = 12
BEGIN, END = np.datetime64("2023-06-30T12:00:00"), np.datetime64("2026-06-30T21:59:59")
"""Moments of UTC: so many whole quarters of Madrid lie between."""
TODAY = datetime(2026, 5, 20, 16)
LAST_DAY, LAST_SECOND = datetime(2026, 6, 30, 16), datetime(2026, 6, 30, 21, 59, 59)
CYCLE_DAYS, CYCLE_SPREAD = 60, 0.7
AMOUNT, AMOUNT_SPREAD = 12_000, 0.6
WON, PUSHED, DOLLARS = 0.25, 0.3, 0.12
"""Shares of opportunities that are won, whose close date is moved once more, and that are in dollars."""
STEPS = ((0.0, "Discovery", "Pipeline"), (0.3, "Proposal", "Best Case"), (0.6, "Negotiation", "Commit"))
"""Shares of a cycle after which an open opportunity reaches a stage, and what it is called in it."""
AGREEMENT = """[rates]
USD = 0.92

[goals]
bookings = 9000000
"""
RUNS = 5
GOALS: dict[str, tuple[Any, Scope, float | None]] = {
    "forecast": (metrics.forecast, Scope(as_of=TODAY), None),
    "forecast_summary": (metrics.forecast_summary, Scope(as_of=TODAY), 0.3),
    "forecast_trend of a whole quarter": (metrics.forecast_trend, Scope(as_of=LAST_DAY), 1.5),
    f"forecast_accuracy of {QUARTERS} quarters": (metrics.forecast_accuracy, Scope(as_of=LAST_SECOND), 2),
    "pipeline_movement": (metrics.pipeline_movement, Scope(as_of=TODAY), None),
}
"""Metrics with what they are asked and the seconds they may take."""


@dataclass(frozen=True)
class Deals:
    """Opportunities by creation: seconds since `BEGIN`, seconds to the end, whether won, worth, owner."""

    created: Ints
    length: Ints
    won: NDArray[np.bool_]
    amount: NDArray[np.float64]
    owner: Ints
    dollars: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.created)


def main(count: int = MANY) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        changes = write(Path(folder) / "data", count)
        print(f"The forecast of {count:,} opportunities with {changes:,} changes", flush=True)
        start = time.perf_counter()
        build(Path(folder) / "data", Path(folder) / "snapshots")
        tell("build", time.perf_counter() - start)
        with lease(Path(folder) / "snapshots") as snapshot:
            _metrics(snapshot)
    print()


def _metrics(snapshot: Snapshot) -> None:
    """Every question, first and again, and again as a multiple of the floor; as many quarters as are promised."""
    floor = seconds(partial(snapshot.rows, _SCAN), RUNS)
    assert metrics.forecast_accuracy(snapshot, Scope(as_of=LAST_SECOND))["since"].nunique() == QUARTERS
    for name, (metric, scope, goal) in GOALS.items():
        snapshot.answers.clear()
        ask = partial(metric, snapshot, scope)
        tell(f"{name}, the first time", _once(ask), goal)
        again = seconds(ask, RUNS)
        tell(f"{name}, again", again, goal)
        print(f"{'  again ÷ the floor':<64} {again / floor:7.1f}", flush=True)
    tell("  floor: every stretch of every opportunity scanned once by stage", floor)


_SCAN = """select stage, ending, count(*), count(close_date), sum(amount), max(valid_from), max(valid_to)
from deal_states group by stage, ending"""


def _once(action: Callable[[], object]) -> float:
    return seconds(action, runs=1)


def write(folder: Path, count: int) -> int:
    """Write a company of so many opportunities as a canonical folder; gives how many changes they have."""
    random = np.random.default_rng(SEED)
    deals = _deals(random, count)
    tables = {"people": _people(), **_of_each(random, deals), "opportunity_changes": _changes(random, deals)}
    folder.mkdir()
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")
    (folder / "agreement.toml").write_text(AGREEMENT, "utf-8")
    return len(tables["opportunity_changes"]["changed_at"])


def _deals(random: np.random.Generator, count: int) -> Deals:
    """The first is created at the very beginning, so that the first quarter is whole."""
    return Deals(
        created=np.sort(random.integers(0, _span(), count)) * (np.arange(count) > 0),
        length=(random.lognormal(np.log(CYCLE_DAYS), CYCLE_SPREAD, count) * DAY).astype(np.int64),
        won=random.random(count) < WON,
        amount=np.round(random.lognormal(np.log(AMOUNT), AMOUNT_SPREAD, count), -2),
        owner=random.integers(0, OWNERS, count),
        dollars=random.random(count) < DOLLARS,
    )


def _people() -> Columns:
    teams = np.array(["north", "south", "west"])[np.arange(OWNERS) % 3]
    ids = _ids("P", np.arange(OWNERS))
    return {"person_id": ids, "name": ids, "role": np.full(OWNERS, "account_executive"), "team": teams}


def _of_each(random: np.random.Generator, deals: Deals) -> dict[str, Columns]:
    """A lead of each opportunity, who came some weeks before it and was called when it began."""
    count, lead = len(deals), _ids("L", np.arange(len(deals)))
    came = np.maximum(deals.created - DAY * random.integers(1, 40, count), 0)
    leads = {
        "lead_id": lead,
        "created_at": _stamps(came),
        "source": random.choice(["web", "event", "mail"], count),
        "marketing_role": random.choice(["demand_generation", "product_marketing"], count),
    }
    calls = {
        "lead_id": lead,
        "occurred_at": _stamps(deals.created),
        "activity_type": np.full(count, "call"),
        "person_id": _ids("P", deals.owner),
        "outcome": np.full(count, "connected"),
        "direction": np.full(count, "outbound"),
    }
    own = _ids("O", np.arange(count))
    opened = {"opportunity_id": own, "lead_id": lead, "created_at": _stamps(deals.created), "name": own}
    return {"leads": leads, "activities": calls, "opportunities": opened | {"person_id": _ids("P", deals.owner)}}


def _changes(random: np.random.Generator, deals: Deals) -> Columns:
    """A change at each step and at the end, and of some another close date in between; none after the data's end."""
    parts = [_step(random, deals, *step) for step in STEPS]
    parts += [_ending(deals), _pushes(random, deals)]
    together = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    deal, at = together.pop("deal"), together.pop("at")
    known = at <= _span()
    said = {name: pa.array(column[known], from_pandas=True) for name, column in together.items()}
    currency = np.where(deals.dollars, "USD", "EUR")[deal[known]]
    return {"opportunity_id": _ids("O", deal[known]), "changed_at": _stamps(at[known]), **said, "currency": currency}


def _step(random: np.random.Generator, deals: Deals, share: float, stage: str, category: str) -> Columns:
    """What is said of all at a step: the worth and the close date less and less wrong."""
    count = len(deals)
    wrong = random.normal(0, 25 * (1 - share), count) * DAY
    return {
        "deal": np.arange(count),
        "at": deals.created + (deals.length * share).astype(np.int64),
        "stage": np.full(count, stage, dtype=object),
        "forecast_category": np.full(count, category, dtype=object),
        "amount": np.round(deals.amount * (1 + 0.1 * (1 - share) * random.normal(size=count)), 2),
        "close_date": _dates(deals.created + deals.length + wrong.astype(np.int64)),
    }


def _ending(deals: Deals) -> Columns:
    at = deals.created + deals.length
    return {
        "deal": np.arange(len(deals)),
        "at": at,
        "stage": np.where(deals.won, "won", "lost").astype(object),
        "forecast_category": np.where(deals.won, "Closed", "Omitted").astype(object),
        "amount": deals.amount,
        "close_date": _dates(at),
    }


def _pushes(random: np.random.Generator, deals: Deals) -> Columns:
    """Another close date of some, a month later than the end; nothing else is said."""
    some = np.flatnonzero(random.random(len(deals)) < PUSHED)
    nothing = np.full(len(some), None, dtype=object)
    return {
        "deal": some,
        "at": deals.created[some] + (deals.length[some] * random.uniform(0.6, 1, len(some))).astype(np.int64),
        "stage": nothing,
        "forecast_category": nothing,
        "amount": np.full(len(some), np.nan),
        "close_date": _dates(deals.created[some] + deals.length[some] + 30 * DAY),
    }


def _span() -> int:
    return int((END - BEGIN).astype(np.int64))


def _ids(letter: str, numbers: Ints) -> Texts:
    return np.char.add(letter, numbers.astype(str))


def _stamps(moments: Ints) -> pa.Array:
    return pa.array((BEGIN + moments.astype("timedelta64[s]")).astype("datetime64[ms]"), pa.timestamp("ms", "UTC"))


def _dates(moments: Ints) -> NDArray[np.datetime64]:
    return (BEGIN + moments.astype("timedelta64[s]")).astype("datetime64[D]")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
