"""The replay of a scoring model over 20 million activities, beside the same by DuckDB, pandas and polars.

The company is the million leads of `at_size`. The rivals run a model without limits under which every activity counts,
from rows that are worked out for them; what bounds the kernel is a plain sum over the bytes it reads, in the same run.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from benchmarks.rivals import activities, duckdb_replay, pandas_replay, polars_replay
from benchmarks.timing import RUNS, seconds, tell
from leaddash import agreement, scoring
from leaddash.agreement import Agreement
from leaddash.errors import SnapshotError
from leaddash.scoring import Array, Numbers, Tape
from leaddash.snapshots import TAPE, Snapshot, locate, open_snapshot

MILLION = 1_000_000
GOAL, LARGE_GOAL = 0.04, 0.3
"""Seconds of one replay over 20 and over 200 million activities."""
TIMES = 50
"""How many times as fast as each rival."""
OUR_RUNS, RIVAL_RUNS = 3 * RUNS, RUNS
THRESHOLDS = np.arange(20.0, 181.0, 2.0)
RIVALS: dict[str, Any] = {"one window query of DuckDB": duckdb_replay, "pandas": pandas_replay, "polars": polars_replay}
READ = ("gaps", "codes", "marks")


def main() -> None:
    """Measure and print; the rivals' answers are asserted to be the same."""
    print(f"Replay of a scoring model, in process ({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f})")
    snapshot = _snapshot(MILLION)
    if snapshot is None:
        return
    own = scoring.load(snapshot.folder / TAPE)
    told = f"{snapshot.kept('activities'):,} activities, {len(own.gaps):,} of them counted by the agreed rules"
    _kernel(told, own, scoring.numbers(own, snapshot.agreement), GOAL)
    rules = unlimited(snapshot)
    with snapshot.connection.cursor() as cursor:
        tape = scoring.code(cursor, rules)
    model = scoring.numbers(tape, rules)
    ours = _kernel(f"{len(tape.gaps):,} activities, every one counted", tape, model, GOAL)
    _bytes(tape, ours)
    _rivals(tape, model, rules, ours)
    _kernel("ten times all of them", _tenfold(tape), model, LARGE_GOAL)
    _ten_million()
    print()


def unlimited(snapshot: Snapshot) -> Agreement:
    """The agreed rules without limits, and a rule for whatever they do not ask for."""
    kinds = snapshot.rows("select distinct activity_type from activities order by activity_type")["activity_type"]
    plain = agreement.dump(snapshot.agreement)
    behaviour = [{**rule, "limit": "every"} for rule in plain["scoring"]["behaviour"]]
    rest = {"name": "all else", "activity_type": list(kinds), "kind": "engagement", "points": 0.1, "limit": "every"}
    return agreement.parse({"scoring": {**plain["scoring"], "behaviour": [*behaviour, rest]}}, snapshot.agreement)


def _snapshot(leads: int) -> Snapshot | None:
    """The company of `at_size` as built there; None, said in a sentence, where it has no tape."""
    folder: Path = user_cache_path("leaddash") / "benchmarks" / f"{leads}-leads-snapshots"
    found = locate(folder)
    if found is None or not (found / TAPE).is_dir():
        print(f"skipped: no tape of {leads:,} leads is built yet; `python -m benchmarks {leads}` builds it")
        return None
    try:
        return open_snapshot(folder)
    except SnapshotError as error:
        print(f"skipped: {error}")
        return None


def _kernel(what: str, tape: Tape, model: Numbers, goal: float) -> float:
    """The first moments, and counts at many thresholds in the later half of the time; median seconds of the first."""
    print(f"  {what}: {tape.nbytes / 1e6:,.0f} MB, {len(scoring.first_moments(tape, model).rows):,} MQLs")
    ours = _told("replay", lambda: scoring.first_moments(tape, model), OUR_RUNS, goal)
    middle, end = (tape.base + int(np.quantile(tape.moments[::997], share)) for share in (0.5, 1))
    within = scoring.period(tape, middle, end)
    many = f"MQLs at {len(THRESHOLDS)} thresholds in the later half"
    _told(many, lambda: scoring.counts(tape, model, THRESHOLDS, within), OUR_RUNS)
    return ours


def _bytes(tape: Tape, ours: float) -> None:
    """Bytes of events per second, and how fast as many are only summed up, on as many threads."""
    arrays = [part for name in READ for part in _halves(getattr(tape, name))]
    size = sum(part.nbytes for part in arrays)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        plain = seconds(lambda: list(pool.map(np.sum, arrays)), OUR_RUNS)
    print(f"{'bytes of events a second, by the replay':<64} {size / ours / 1e9:6.2f} GB/s")
    print(f"{'  limit: a plain sum by numpy over the same arrays':<64} {size / plain / 1e9:6.2f} GB/s")


def _halves(array: Array) -> list[Array]:
    """An array in stretches for threads, eight bytes at a time."""
    return np.array_split(array[: len(array) // 8 * 8].view(np.uint64), 4)


def _rivals(tape: Tape, model: Numbers, rules: Agreement, ours: float) -> None:
    events, told = activities.rows(tape), activities.rules(tape, model, rules.scoring.half_life_days)
    expected = scoring.first_moments(tape, model)
    for name, rival in RIVALS.items():
        given = rival.prepared(events, told)
        activities.assert_same(name, rival.first_moments(given, told), expected.rows, expected.places)
        took = _told(f"the same by {name}", lambda r=rival, g=given: r.first_moments(g, told), RIVAL_RUNS)  # type: ignore[misc]
        times = took / ours
        print(
            f"{name + ' ÷ ours':<64} {times:7.1f} (goal {TIMES}: {'met' if times >= TIMES else 'missed'})", flush=True
        )


def _tenfold(tape: Tape) -> Tape:
    """Ten such companies, one behind the other."""
    copies, events, episodes = np.arange(10)[:, None], len(tape.gaps), tape.episodes
    offsets, rows = (
        np.append((array[:-1].astype(np.int64) + copies * step).ravel(), 10 * step)
        for array, step in ((tape.offsets, events), (tape.rows, episodes))
    )
    same = ("gaps", "codes", "marks", "moments", "fit_codes", "created", "gates")
    tiled = {name: np.tile(getattr(tape, name), 10) for name in same}
    return replace(tape, **tiled, offsets=offsets, rows=rows.astype(np.uint32))


def _ten_million() -> None:
    snapshot = _snapshot(10 * MILLION)
    if snapshot is not None:
        own = scoring.load(snapshot.folder / TAPE)
        told = f"{snapshot.kept('activities'):,} activities, {len(own.gaps):,} of them counted by the agreed rules"
        _kernel(told, own, scoring.numbers(own, snapshot.agreement), LARGE_GOAL)


def _told(what: str, action: Callable[[], object], runs: int, goal: float | None = None) -> float:
    """Print the median of some runs, after one that warms, and the best; returns the median."""
    action()
    took = [seconds(action, runs=1) for _ in range(runs)]
    tell(f"{what} (best {min(took):.3f} s)", median(took), goal)
    return median(took)


if __name__ == "__main__":
    main()
