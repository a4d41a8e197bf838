"""Find at a million leads: a keystroke's search, beside the same leads found without a prepared table, and by pandas.

The company is that of `at_size`, and so is its snapshot where it is there. The least that any search must do is one
look through the folded lines. In Chromium a keystroke counts from the key to the answer on screen.
"""

from __future__ import annotations

import time
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import duckdb
import pandas as pd
from playwright.sync_api import Browser, sync_playwright

from benchmarks import at_size
from benchmarks.timing import seconds, tell, tell_memory
from leaddash.blocks.ask import Ask
from leaddash.boards.find import search
from leaddash.boards.find.typed import typed
from leaddash.periods import Period
from leaddash.snapshots import Snapshot, open_snapshot
from leaddash.words import load
from tests.browser import chromium
from tests.browser.serving import serve
from tests.browser.visits import visit

TYPED = ("o", "osc", "oscar", "oscar moreno", "tessara", "x@tessara-787.example", "L0500000", "zzqq")
NAME = "martinez"
PAGES = ("overview", "funnel", "definitions")
GOAL = 0.3


def main(leads: int = at_size.MILLION) -> None:
    """Measure and print the company of `at_size`, built where no snapshot of this version is there."""
    measure(at_size.snapshots_of(leads))


def measure(snapshots: Path) -> None:
    """Measure and print; the rivals' counts are asserted to be the same."""
    snapshot = open_snapshot(snapshots)
    print(f"Find in {snapshot.kept('leads'):,} leads", flush=True)
    start = time.perf_counter()
    lines = search.prepare(snapshot)
    tell("the leads folded, once for a snapshot", time.perf_counter() - start)
    tell_memory("  memory they are kept in", lines.nbytes / 1e9)
    _searches(snapshot, lines["told"].to_pandas())
    with sync_playwright() as playwright, serve(snapshots) as site:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        tell("in Chromium, from a key to its answer on screen", _on_screen(browser, site))
        browser.close()
    print()


def _searches(snapshot: Snapshot, lines: pd.Series) -> None:
    """Every search by all three, and the least it must do."""
    ask = Ask(snapshot, snapshot.agreement, Period("all", None, date.max), snapshot.newest, {})
    find = partial(search.find, ask, pages=PAGES, words=load("en"))
    for text in TYPED:
        words = list(typed(snapshot, text).words)
        found = {group.name: group.matches for group in find(text)}
        by_pandas, on_the_fly = partial(_by_pandas, lines, words), partial(_on_the_fly, snapshot, words)
        assert found.get("leads", 0) == by_pandas() == on_the_fly()
        tell(f"“{text}”, {found.get('leads', 0):,} leads", seconds(partial(find, text)), GOAL)
        tell("  the leads counted only, nothing prepared", seconds(on_the_fly, runs=3))
        tell("  the leads counted only, by pandas over the folded lines", seconds(by_pandas, runs=3))
    tell("  limit: the folded lines looked through once", seconds(partial(_looked_through, snapshot)))


def _by_pandas(lines: pd.Series, words: list[str]) -> int:
    found = pd.Series(data=True, index=lines.index)
    for word in words:
        found &= lines.str.contains(word, regex=False)
    return int(found.sum())


def _on_the_fly(snapshot: Snapshot, words: list[str]) -> int:
    """The same leads from the snapshot's own columns, folded as they are read."""
    return int(snapshot.rows(_FOLDS, {"words": words})["matches"].iloc[0])


def _looked_through(snapshot: Snapshot) -> duckdb.DuckDBPyConnection | None:
    with snapshot.cursor({"leads_told": search.prepare(snapshot)}) as cursor:
        return cursor.execute("select count(*) from leads_told where contains(told, 'zzqq')")


def _on_screen(browser: Browser, site: str) -> float:
    """Median seconds from a key to the answer to all that is typed."""
    took = []
    with browser.new_context() as tabs, visit(tabs, site) as (page, _):
        page.keyboard.press("/")
        for number, letter in enumerate(NAME, start=1):
            start = time.perf_counter()
            page.keyboard.type(letter)
            page.locator(f".results[data-typed='{NAME[:number]}']").wait_for(state="attached")
            took.append(time.perf_counter() - start)
    return median(took)


_FOLDS = r"""with folded as (
    select
        regexp_replace(strip_accents(lower(lead_id)), '[^\p{L}\p{N}]+', ' ', 'g') as id,
        regexp_replace(
            strip_accents(lower(concat_ws(' ', lead_name, company, email_domain))), '[^\p{L}\p{N}]+', ' ', 'g'
        ) as names
    from leads
)
select count(*) as matches from folded
where len(list_filter($words, lambda word: not (contains(id, word) or contains(names, word)))) = 0"""

if __name__ == "__main__":
    main()
