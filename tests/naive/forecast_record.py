"""What was said of past periods the slow way, by the projection and by simpler rules, and what came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import fmean

from .company import Company, Row
from .deals import Agreement, Deal, Period, previous_period
from .funnel import wilson
from .learned import (
    SALES,
    Book,
    Past,
    Standing,
    booked,
    history,
    of_slice,
    of_the_period,
    past_periods,
    week_moments,
    worth,
)
from .projection import BOUNDS, Asked, asked, holds
from .slices import Filters

MEASURES = (
    "projected",
    "commit",
    "best_case",
    "stage_share",
    "last_period",
    "run_off",
    "conversion",
    "called",
)
COLUMNS = ("since", "weeks_to_go", "actual", *MEASURES)
CLOSE = 0.15


@dataclass(frozen=True)
class Then:
    """A past period as it looked to a slice at a moment of it."""

    book: Book
    period: Period
    moment: datetime
    wanted: Filters

    def won(self) -> Decimal:
        """Add up what was booked so far."""
        return worth(self.mine(booked(self.book, self.period, self.moment)))

    def mine(self, standings: list[Standing]) -> list[Standing]:
        """Leave the deals of the slice."""
        return of_slice(standings, self.wanted)

    def open(self, categories: tuple[str, ...] = SALES) -> list[Standing]:
        """List the open deals of the period, of some categories."""
        of_period = of_the_period(self.book, self.period, self.moment)
        return self.mine([one for one in of_period if one[1].category in categories])

    def history(self) -> list[Past]:
        """List H."""
        return history(self.book, self.period, self.moment)

    def at_reference(self, past: Past) -> Then:
        """Look at a period of H at its reference moment."""
        return Then(self.book, *past, self.wanted)

    def came_of(self, past: Past, after: datetime | None = None) -> Decimal:
        """Add up what was booked in a period of H, or after a moment of it, as known then."""
        return worth(self.mine(booked(self.book, past[0], self.moment, after)))


# The rivals


def commit(then: Then) -> float:
    """Say what was won and is committed."""
    return float(then.won() + worth(then.open(("commit",))))


def best_case(then: Then) -> float:
    """Say what was won, is committed or best case."""
    return float(then.won() + worth(then.open(("commit", "best_case"))))


def last_period(then: Then) -> float:
    """Say what was booked in the period before."""
    before = previous_period(then.period, then.book.agreement)
    return float(worth(then.mine(booked(then.book, before, then.moment))))


def life(book: Book, deal: Deal, moment: datetime) -> tuple[set[str], bool]:
    """Give the stages a deal was ever open at by a moment, and whether it was ever won by then."""
    moments = {deal.created_at, *(row["changed_at"] for row in deal.changes)}
    states = [deal.at(at, book.agreement) for at in moments if at <= moment]
    open_stages = {state.stage for state in states if state is not None and state.ending == "open"}
    return open_stages, any(state is not None and state.ending == "won" for state in states)


def stage_share(then: Then) -> float:
    """Say what was won and is open, each deal at the share of its stage's deals that were ever won."""
    lives = [life(then.book, deal, then.moment) for deal, _ in then.mine(then.book.at(then.moment))]
    found = float(then.won())
    for _, state in then.open():
        ever = [won for stages, won in lives if state.stage in stages]
        found += float(state.worth) * sum(ever) / len(ever)
    return found


def run_off(then: Then) -> float | None:
    """Say what was won, over the mean share of a period that is booked by then."""
    shares = []
    for past in then.history():
        whole = then.came_of(past)
        if whole:
            shares.append(1 - float(then.came_of(past, past[1])) / float(whole))
    share = fmean(shares) if shares else 0.0
    return float(then.won()) / share if share else None


def conversion(then: Then) -> float | None:
    """Say what was won and is open, at the mean of what was booked after for each unit that was open."""
    ratios = []
    for past in then.history():
        opened = worth(then.at_reference(past).open())
        if opened:
            ratios.append(float(then.came_of(past, past[1])) / float(opened))
    return float(then.won()) + float(worth(then.open())) * fmean(ratios) if ratios else None


RIVALS: dict[str, Callable[[Then], float | None]] = {
    "commit": commit,
    "best_case": best_case,
    "stage_share": stage_share,
    "last_period": last_period,
    "run_off": run_off,
    "conversion": conversion,
    "called": lambda _: None,
}


# Rows


def said_of(question: Asked, wanted: Filters) -> list[Row]:
    """Say per past period and week to go what each measure said, with the bounds of the projection, and what came."""
    book, rows = question.desk.book, []
    for period in reversed(list(past_periods(book, question.moment))):
        actual = worth(of_slice(booked(book, period, question.moment), wanted))
        for week, moment in week_moments(period, book.timezone):
            row: Row = {"since": period.first.isoformat(), "weeks_to_go": week, "actual": actual}
            row.update(question.projector.range_at(period, moment, wanted))
            then = Then(book, period, moment, wanted)
            rows.append({**row, **{name: rival(then) for name, rival in RIVALS.items()}})
    return rows


def forecast_accuracy(
    company: Company,
    agreement: Agreement,
    *,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Set what each measure said at each week of the whole past periods beside what came."""
    question = asked(company, agreement, as_of=as_of, by=by, filters=filters)
    said = [(head, row) for head, _, wanted in question.slices() for row in said_of(question, wanted)]
    return [{**head, **{name: row[name] for name in COLUMNS}} for head, row in said]


def share_row(name: str, hits: list[bool]) -> Row:
    """Give a share of periods with its interval."""
    low, high = wilson(sum(hits), len(hits))
    return {name: sum(hits) / len(hits) if hits else None, f"{name}_low": low, f"{name}_high": high}


def summed_up(measure: str, rows: list[Row]) -> Row:
    """Sum up how far one measure was from what came, over the periods in which it said something."""
    pairs = [(row[measure], float(row["actual"])) for row in rows if row[measure] is not None and row["actual"]]
    errors = [(said - came) / abs(came) for said, came in pairs]
    found: Row = {"periods": len(errors), "bias": fmean(errors) if errors else None}
    found["mape"] = fmean(abs(error) for error in errors) if errors else None
    found.update(share_row("within_15", [abs(error) <= CLOSE for error in errors]))
    ranged = [row for row in rows if measure == "projected" and row["projected"] is not None and row["actual"]]
    for level in (80, 95):
        bounds = [({name: row[name] for name in BOUNDS}, float(row["actual"])) for row in ranged]
        found.update(share_row(f"covered_{level}", [holds(then, level, came) for then, came in bounds]))
    return found


def accuracy_by_measure(
    company: Company,
    agreement: Agreement,
    *,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Sum up the accuracy of each measure by weeks to go; periods in which nothing came are left out."""
    question = asked(company, agreement, as_of=as_of, by=by, filters=filters)
    found = []
    for head, _, wanted in question.slices():
        rows = said_of(question, wanted)
        for measure in MEASURES:
            for week in sorted({row["weeks_to_go"] for row in rows}):
                mine = [row for row in rows if row["weeks_to_go"] == week]
                found.append({**head, "measure": measure, "weeks_to_go": week, **summed_up(measure, mine)})
    return found
