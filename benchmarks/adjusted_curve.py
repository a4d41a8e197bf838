"""Whether the adjusted response curve finds what was planted: many companies, each with its truth.

`python -m benchmarks.adjusted_curve [N]` asks N companies (200) for the difference in contact between those touched in
a bucket and those touched later, raw and adjusted, and compares it with the truth that the generator knows: the same
hand-overs' chances of contact, had each of them been touched as the ones and as the others were.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from leaddash.agreement import Agreement
from leaddash.moments import moment
from leaddash.scope import Scope
from tests.companies import made_in
from tests.metrics import planted

COMPANIES, LEADS = 200, 20_000
WORKERS = 2
HEADLINE = "le_5m"
GOAL = (0.905, 0.99)
"""Share of the intervals that must hold the truth: 181 to 198 of 200, where 190 are expected."""
NO_EFFECT = ("response_effect", "sdr_team")
MOMENTS = ("2025-06-30", "2025-12-31", "2026-06-30", "")
"""When the company without an effect is looked at; "" is the end of its data."""
Kind = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]
KINDS: dict[str, Kind] = {
    "as planted": ((), (), (("", "wall"), ("", "working"))),
    "no effect": (NO_EFFECT, (), tuple((day, "wall") for day in MOMENTS)),
    "with hidden hints": ((), ("hidden_hints",), (("", "wall"),)),
}
"""Companies by kind: truths left out, truths added, and the moments and clocks they are asked at."""


def main(companies: int = COMPANIES) -> None:
    """Measure and print."""
    for kind in KINDS:
        began = time.perf_counter()
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(WORKERS, context) as pool:
            found = pd.concat(pool.map(partial(measured, kind), range(1, companies + 1)))
        took = time.perf_counter() - began
        print(f"{companies} companies of {LEADS:,} leads, {kind} ({took:.0f} s)\n", flush=True)
        for (day, clock), rows in found.groupby(["day", "clock"], sort=False):
            print(f"At {day or 'the end of the data'}, minutes on the {clock} clock")
            print(told(rows, companies, has_goal=kind != "with hidden hints").to_string(), end="\n\n", flush=True)


def measured(kind: str, seed: int) -> pd.DataFrame:
    """Raw, adjusted and true differences of the company of a seed, a row per question and bucket."""
    without, with_, questions = KINDS[kind]
    with tempfile.TemporaryDirectory() as folder:
        company = planted.make(LEADS, seed, without, with_, partial(made_in, Path(folder)))
        parts = [_asked(company, day, clock) for day, clock in questions]
        company.shot.connection.close()
    return pd.concat(parts)


def _asked(company: planted.Company, day: str, clock: str) -> pd.DataFrame:
    rules = _with_clock(company.shot.agreement, clock)
    as_of = moment(day, rules.timezone, end_of_day=True) if day else None
    found = planted.answers(company, Scope(as_of=as_of, agreement=rules))
    np.testing.assert_allclose(found["adjusted"], found["again"], atol=1e-9)
    return found.assign(day=day, clock=clock)


def _with_clock(rules: Agreement, clock: str) -> Agreement:
    return rules.model_copy(update={"response": rules.response.model_copy(update={"clock": clock})})


def told(rows: pd.DataFrame, companies: int, *, has_goal: bool) -> pd.DataFrame:
    """Means over companies per bucket, how far the adjusted is from the truth, and how often its interval holds it."""
    rows = rows.assign(
        off=rows["adjusted"] - rows["truth"],
        width=(rows["high"] - rows["low"]) / 2,
        holds=(rows["low"] <= rows["truth"]) & (rows["truth"] <= rows["high"]),
        no_zero=(rows["low"] > 0) | (rows["high"] < 0),
    )
    buckets = rows.groupby("bucket", sort=False)
    frame = buckets[["leads", "covered", "raw", "adjusted", "truth", "off", "width"]].mean().round(4)
    frame.insert(6, "± of off", (1.96 * buckets["off"].std() / buckets["off"].count() ** 0.5).round(4))
    frame["spread ÷ width"] = (1.96 * buckets["off"].std() / frame["width"]).round(2)
    frame = frame.join(buckets[["holds", "no_zero"]].sum()).assign(of=buckets["off"].count())
    if has_goal:
        low, high = (round(share * companies) for share in GOAL)
        held = int(frame.loc[HEADLINE, "holds"])
        frame["goal"] = ""
        frame.loc[HEADLINE, "goal"] = f"{low} to {high}: {'met' if low <= held <= high else 'missed'}"
    return frame


if __name__ == "__main__":
    arguments: list[Any] = sys.argv[1:]
    main(*(int(argument) for argument in arguments))
