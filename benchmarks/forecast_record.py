"""Whether projections of a quarter's bookings hold what they promise: many companies, with and without what hurts.

`python -m benchmarks.forecast_record [N] [--leads 3000 10000 40000] [--kept FILE]` generates N companies (200, half
an hour on one core) in pairs of one seed: one without the truths that make a forecast harder, the other with one of
them, or with all. Each is asked for `forecast_accuracy` of its past quarters at every week to go; what it said is kept
in FILE, so that a run can be stopped and goes on. The best rival is the best with hindsight, of a row of the table.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from leaddash.sample import MONTHS
from leaddash.sample import truths as t
from leaddash.snapshots import lease
from leaddash.subjects.forecast.projection.rivals import RIVALS
from tests.companies import made_in
from tests.metrics.forecasts_made import HURTING, WEEKS, judged, made

COMPANIES, LEADS = 200, (3_000, 10_000, 40_000)
CALM, ALL, ANY = "none of them", "all of them", "any or none"
KINDS = (*HURTING, ALL)
"""What hurts a company of each pair in turn."""
HITS = {
    "slipped_quarter": [str((pd.Period(t.SLIPPED_QUARTER) + later).start_time.date()) for later in (0, 1)],
    "large_loss": [str(pd.Period(t.LARGE_LOSS_QUARTER).start_time.date())],
}
"""First days of the quarters that a truth strikes, where it is not all of them."""
HELD_80, HELD_95 = (0.76, 0.95), 0.92
WORST_RATIO, RATIO_WEEKS = 1.05, (4, 7, 10)
"""Goals: the least and most that ranges hold, and the error over the best single rival's so many weeks to go."""
SHARES = ["projected", "best_error", *RIVALS]


@dataclass(frozen=True)
class Planned:
    """A company that is to be generated."""

    leads: int
    kind: str
    seed: int

    @property
    def without(self) -> tuple[str, ...]:
        """The truths it is generated without."""
        return () if self.kind == ALL else tuple(name for name in HURTING if name != self.kind)


def main() -> None:
    """Measure and print."""
    asked = _parser().parse_args()
    begun = time.perf_counter()
    rows = measured(planned(asked.companies, asked.leads), asked.kept)
    took = time.perf_counter() - begun
    sizes = ", ".join(f"{leads:,}" for leads in asked.leads)
    print(f"{asked.companies} companies of {sizes} leads and {MONTHS} months ({took:.0f} s)\n", flush=True)
    tell(rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.forecast_record")
    parser.add_argument("companies", type=int, nargs="?", default=COMPANIES)
    parser.add_argument("--leads", type=int, nargs="+", default=LEADS, help="sizes of companies, in turn")
    parser.add_argument("--kept", type=Path, help="a CSV file with what companies said, read and added to")
    return parser


def planned(companies: int, sizes: Sequence[int]) -> Iterator[Planned]:
    """Companies in pairs of one seed and size; one of each with what hurts."""
    for number in range(companies):
        pair, hurts = divmod(number, 2)
        kind = KINDS[pair // len(sizes) % len(KINDS)] if hurts else CALM
        yield Planned(sizes[pair % len(sizes)], kind, seed=pair + 1)


def measured(companies: Iterator[Planned], kept: Path | None) -> pd.DataFrame:
    """What each company said, from the file where it is there."""
    parts = []
    for company in companies:
        rows = _known(company, kept)
        if rows.empty:
            rows = _made(company)
            if kept is not None:
                rows.to_csv(kept, mode="a", header=not kept.exists(), index=False)
        parts.append(rows)
    return pd.concat(parts, ignore_index=True)


def _known(company: Planned, kept: Path | None) -> pd.DataFrame:
    if kept is None or not kept.exists():
        return pd.DataFrame()
    rows = pd.read_csv(kept, parse_dates=["since"])
    return rows[(rows["leads"] == company.leads) & (rows["kind"] == company.kind) & (rows["seed"] == company.seed)]


def _made(company: Planned) -> pd.DataFrame:
    """Generate and build a company in a folder that is removed, and ask it."""
    asked = {"leads": company.leads, "months": MONTHS, "seed": company.seed, "without": company.without}
    with tempfile.TemporaryDirectory() as folder, lease(made_in(Path(folder), **asked)) as shot:
        return made(shot).assign(**vars(company))


def tell(rows: pd.DataFrame) -> None:
    """Print errors and coverage by size, what hurts and weeks to go, what a truth does where it strikes, and goals."""
    print("Errors as shares of all that was booked; `ratio` is the projection's over the best rival's\n")
    print(told(rows, alike=False).to_string(), end="\n\n")
    print("Errors as means of each quarter's share, as `forecast_accuracy` tells: all count alike\n")
    print(told(rows, alike=True).drop(columns=["held_80", "held_95"]).to_string(), end="\n\n")
    print("The quarters that a truth strikes, beside the same quarters of the same seeds without it\n")
    print(struck(rows).to_string(), end="\n\n")
    for goal in goals(rows):
        print(goal)


def told(rows: pd.DataFrame, *, alike: bool) -> pd.DataFrame:
    """A row per size, what hurts (any or none first) and weeks to go."""
    every = pd.concat([rows.assign(kind=ANY), rows])
    groups = every[every["weeks_to_go"].isin(WEEKS)].groupby(["leads", "kind", "weeks_to_go"], sort=False)
    found = {key: judged(some, alike=alike) for key, some in groups}
    order = sorted(found, key=lambda key: (key[0], [ANY, CALM, *KINDS].index(key[1]), key[2]))
    index = pd.MultiIndex.from_tuples(order, names=["leads", "kind", "weeks"])
    frame = pd.DataFrame([found[key] for key in order], index=index)
    return _shown(frame)[["quarters", "projected", "best", "best_error", "ratio", "held_80", "held_95", *RIVALS]]


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    shares = {name: frame[name].map("{:.1%}".format) for name in SHARES}
    return frame.assign(**shares).round({"ratio": 2, "held_80": 2, "held_95": 2})


def struck(rows: pd.DataFrame) -> pd.DataFrame:
    """A row per size, truth and whether it is there: all weeks together, of the same seeds and quarters."""
    found = {}
    for leads in sorted(rows["leads"].unique()):
        of_size = rows[rows["leads"] == leads]
        for kind in KINDS:
            hurt = _where_it_strikes(of_size[of_size["kind"] == kind], kind)
            calm = of_size[(of_size["kind"] == CALM) & of_size["seed"].isin(hurt["seed"])]
            for name, some in (("with", hurt), ("without", _where_it_strikes(calm, kind))):
                if not some.empty:
                    found[leads, kind, name] = judged(some)
    index = pd.MultiIndex.from_tuples(found, names=["leads", "kind", ""])
    frame = _shown(pd.DataFrame(list(found.values()), index=index))
    return frame[["quarters", "projected", "best", "best_error", "ratio", "held_80", "held_95"]]


def _where_it_strikes(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    return rows[rows["since"].isin(pd.to_datetime(HITS[kind]))] if kind in HITS else rows


def goals(rows: pd.DataFrame) -> Iterator[str]:
    """Whether each goal holds, by size: all companies of it together, at every week told."""
    for leads in sorted(rows["leads"].unique()):
        of_size = rows[rows["leads"] == leads]
        weeks = {week: judged(of_size[of_size["weeks_to_go"] == week]) for week in WEEKS}
        alike = {week: judged(of_size[of_size["weeks_to_go"] == week], alike=True) for week in RATIO_WEEKS}
        yield f"{leads:,} leads"
        low, high = HELD_80
        yield _goal("80 % ranges held", _of(weeks, "held_80"), f"{low} to {high}", low, high)
        yield _goal("95 % ranges held", _of(weeks, "held_95"), f"at least {HELD_95}", HELD_95)
        for name, told in (("booked", weeks), ("quarters alike", alike)):
            some = {week: told[week] for week in RATIO_WEEKS}
            yield _goal(f"error ÷ best rival's, {name}", _of(some, "ratio"), f"at most {WORST_RATIO}", high=WORST_RATIO)


def _of(weeks: dict[int, dict[str, Any]], name: str) -> dict[int, float]:
    return {week: told[name] for week, told in weeks.items()}


def _goal(what: str, found: dict[int, float], goal: str, low: float = 0, high: float = 1) -> str:
    """One line: what was found at each week to go, and at which of them the goal is missed."""
    missed = [str(week) for week, value in found.items() if not low <= value <= high]
    told = ", ".join(f"{value:.2f}" for value in found.values())
    end = f"missed at {', '.join(missed)} weeks to go" if missed else "met"
    return f"  {what:<40} {told:<32} (at {', '.join(map(str, found))} weeks to go; goal {goal}: {end})"


if __name__ == "__main__":
    main()
