"""A company of a million leads (or as many as asked): its build, every metric, pages in Chromium, and two rivals.

The company is made once and kept in the user's cache. What bounds each figure is measured in the same run: for the
build a plain copy of the activities into a table, for a question a plain scan of the columns it reads.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from datetime import datetime
from itertools import count, pairwise, product
from pathlib import Path
from typing import Any

import duckdb
from platformdirs import user_cache_path
from playwright.sync_api import sync_playwright
from pyarrow.parquet import ParquetFile

from benchmarks import repainting
from benchmarks.rivals import assert_same, pandas_funnel, polars_funnel
from benchmarks.timing import alone, seconds, tell, tell_memory
from leaddash import agreement, metrics
from leaddash.errors import SnapshotError
from leaddash.metrics import registry
from leaddash.moments import SECOND
from leaddash.sample import generate
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, build, open_snapshot
from tests.browser import chromium
from tests.browser.serving import serve

MILLION = 1_000_000
GOALS = {MILLION: (45, 6, 0.3, 0.3), 10 * MILLION: (360, 16, 1.2, None)}
"""By leads: seconds and GB of the build, seconds of the funnel and of any other metric of the funnel."""
REPAINT = 0.6
MONTH = (datetime(2026, 6, 30, 22), datetime(2026, 7, 31, 22))
QUESTIONS = {
    "all of the data": Scope(),
    "all of the data by source": Scope(by="source"),
    "one month": Scope(*MONTH),
    "one month by source": Scope(*MONTH, by="source"),
    "one source": Scope(filters={"source": ("webinar",)}),
}
LISTS = ("episodes",)
"""Metrics that are a list of cases, not a table of figures."""
CLOCKED = (
    *("arrivals", "at_risk", "escalations", "never_touched", "response_by_person", "response_curve"),
    *("response_curve_adjusted", "sla", "sla_by_person", "sla_trend", "time_to_first_touch", "waits"),
)
CLOCKED_GOALS = {MILLION: 0.5, 10 * MILLION: 2}
"""Metrics of response and promises, and the seconds each may take by leads."""
CLOCK_STEPS = (
    "signals",
    "touches",
    "hand_overs",
    "clock_starts",
    "clock_answers",
    "clock_raises",
    "episode_stages",
    "clocks",
)
CLOCK_GOAL = 10
"""Tables that only clocks need, and the seconds they may add to the build of a million leads."""
TRIED = {"first_touch": 10}
"""A target in minutes that is tried as a what-if."""
RIVALS_UP_TO = MILLION
"""Above, their memory is larger than the machine's."""


def main(leads: int = MILLION) -> None:
    """Measure and print."""
    company = company_of(leads)
    snapshots = _snapshots_beside(company)
    print(f"A company of {leads:,} leads and {_activities(company):,} activities", flush=True)
    took, memory, funnel, metric = GOALS.get(leads, (None, None, None, None))
    _build(company, snapshots, took, memory)
    snapshot = open_snapshot(snapshots)
    _metrics(snapshot, funnel, metric)
    _clocked(snapshot, CLOCKED_GOALS.get(leads))
    if leads <= RIVALS_UP_TO:
        _rivals(company, snapshot)
        _pages(snapshots)
    print()


def company_of(leads: int) -> Path:
    """The folder of a company of so many leads, without bad rows; made where it is not there yet."""
    folder = user_cache_path("leaddash") / "benchmarks" / f"{leads}-leads"
    if not (folder / "generated.toml").exists():
        made = alone(_generate, folder, leads)
        tell("the company generated", made.seconds)
        tell_memory("  memory of the generator", made.peak, 8)
    return folder


def snapshots_of(leads: int) -> Path:
    """The snapshots of that company, built where none of this version is there."""
    company = company_of(leads)
    snapshots = _snapshots_beside(company)
    try:
        open_snapshot(snapshots)
    except SnapshotError:
        build(company, snapshots, keep=1)
    return snapshots


def _snapshots_beside(company: Path) -> Path:
    return company.with_name(f"{company.name}-snapshots")


def _generate(folder: Path, leads: int) -> None:
    generate(folder, leads=leads, months=24, without=("bad_rows",))


def _activities(company: Path) -> int:
    return sum(ParquetFile(file).metadata.num_rows for file in company.glob("activities*.parquet"))


def _build(company: Path, snapshots: Path, goal: float | None, memory: float | None) -> None:
    """The build in a process of its own, its dearest steps, and what only copying the activities would take."""
    made = alone(_steps, company, snapshots)
    tell("build", made.seconds, goal)
    tell_memory("  memory of the build", made.peak, memory)
    clocks = sum(took for step, took in made.value.items() if step in CLOCK_STEPS)
    tell("  of it everything that only clocks need", clocks, CLOCK_GOAL if goal == GOALS[MILLION][0] else None)
    for step, took in sorted(made.value.items(), key=lambda one: -one[1])[:6]:
        tell(f"  of it {step}", took)
    tell("  limit: the activities copied into a table, nothing checked", alone(_copy, company).seconds)


def _steps(company: Path, snapshots: Path) -> dict[str, float]:
    """Build; seconds by step."""
    marks: list[tuple[str, float]] = []
    build(company, snapshots, keep=1, progress=lambda step: marks.append((step, time.perf_counter())))
    marks.append(("", time.perf_counter()))
    return {step: after - at for (step, at), (_, after) in pairwise(marks)}


def _copy(company: Path) -> None:
    with tempfile.TemporaryDirectory(dir=company.parent) as folder:
        db = duckdb.connect(f"{folder}/copy.duckdb")
        db.execute("set enable_progress_bar = false")
        db.execute(f"create table activities as select * from read_parquet('{company}/activities*.parquet')")
        db.close()


def _metrics(snapshot: Snapshot, funnel: float | None, other: float | None) -> None:
    for name in [one for one in registry.names() if one not in CLOCKED and (one not in LISTS or other)]:
        metric = registry.find(name)
        for question, scope in QUESTIONS.items():
            if name in LISTS and question != "one month":
                continue
            goal = funnel if name == "funnel" else None if name in LISTS else other
            tell(f"{name}, {question}", seconds(lambda m=metric, s=scope: m(snapshot, s), runs=5), goal)  # type: ignore[misc]
    tell("  limit: the columns of the funnel scanned once", seconds(lambda: snapshot.rows(_SCAN)))


def _clocked(snapshot: Snapshot, goal: float | None) -> None:
    """Every metric of response and promises, as agreed and with another target tried on the past.

    Each run asks as of a second later than any before, so that none finds what another has already timed.
    """
    later = count(1)

    def asked(name: str, scope: Scope) -> float:
        def ask() -> object:
            as_of = snapshot.newest + next(later) * SECOND
            return registry.find(name)(snapshot, replace(scope, as_of=as_of))

        return seconds(ask, runs=5)

    for name, (question, scope) in product(CLOCKED, QUESTIONS.items()):
        tell(f"{name}, {question}", asked(name, scope), goal)
    every = agreement.dump(snapshot.agreement)["promises"]
    tried = [{**one, "target_minutes": {"otherwise": TRIED.get(one["name"], 10_080)}} for one in every]
    rules = agreement.parse({"promises": tried}, snapshot.agreement)
    for name, question in product(("sla", "escalations"), ("all of the data", "one month")):
        tell(f"what if: {name}, {question}", asked(name, replace(QUESTIONS[question], agreement=rules)), goal)
    tell("  limit: the columns of the clocks scanned once", seconds(lambda: snapshot.rows(_SCAN_CLOCKS)))


_SCAN_CLOCKS = """select event, count(touched_at), count(contacted_at), count(ended_at), max(started_at)
from clocks where event in ('hand_over', 'contact', 'sales_lead') group by event"""
_SCAN = """select rank, count(converted_at), count(exited_at), max(entered_at), count(*) filter (where skipped)
from stage_episodes group by rank"""


def _rivals(company: Path, snapshot: Snapshot) -> None:
    """The same table from the same files, the same numbers asserted; ours is the build and the question."""
    ours: Any = metrics.funnel(snapshot, Scope())
    for name, rival in (("pandas", pandas_funnel.funnel), ("polars", polars_funnel.funnel)):
        found = alone(rival, company)
        assert_same(found.value, ours)
        tell(f"the same funnel from the same files by {name}, same numbers", found.seconds)
        tell_memory(f"  memory of {name}", found.peak)


def _pages(snapshots: Path) -> None:
    with sync_playwright() as playwright, serve(snapshots) as site:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        for page in ("", "funnel", "response", "sla", "leads"):
            cold, warm = repainting.changes(browser, f"{site}/{page}")
            tell(f"a new filter repaints /{page}", cold, REPAINT)
            tell(f"  a filter asked before repaints /{page}", warm)
        browser.close()
