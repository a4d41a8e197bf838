"""Opportunities as they stood at a moment, and the fiscal periods they are judged against, one change at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from .company import Company, Row
from .moments import local_date, local_midnight
from .slices import LEAD_DIMENSIONS, Values

Agreement = Mapping[str, Any]
"""An agreement as a plain dict of TOML keys, complete."""

CENT = Decimal("0.01")
ENDINGS = ("won", "lost")
CATEGORIES = ("closed", "commit", "best_case", "pipeline", "omitted")
MONTHS = {"month": 1, "quarter": 3}
"""How many months a fiscal period has."""


@dataclass(frozen=True)
class State:
    """An opportunity at a moment."""

    stage: str
    ending: str
    category: str
    said: Decimal | None
    missing: bool
    unconverted: bool
    currency: str
    close_date: date | None
    won_at: datetime | None
    stage_since: datetime
    pushes: int

    @property
    def worth(self) -> Decimal:
        """What it adds to a sum: its amount, or nothing where none is known in the agreement's currency."""
        return self.said if self.said is not None else Decimal(0)


@dataclass(frozen=True)
class Deal:
    """An opportunity with its changes in the order in which they count; their `changed_at` is where they count."""

    opportunity_id: str
    lead_id: str
    name: str | None
    created_at: datetime
    person: str | None
    values: Values
    changes: list[Row]

    def at(self, moment: datetime, agreement: Agreement) -> State | None:
        """Say how it stood at a moment; nothing before it was created."""
        if moment < self.created_at:
            return None
        return state([row for row in self.changes if row["changed_at"] <= moment], self.created_at, agreement)


@dataclass(frozen=True)
class Period:
    """A fiscal period: its first date and the next one's, and their local midnights."""

    first: date
    last: date
    since: datetime
    until: datetime

    def holds(self, moment: datetime | None) -> bool:
        """Say whether a moment lies in it."""
        return moment is not None and self.since <= moment < self.until


# Opportunities


def deals(company: Company) -> list[Deal]:
    """List the opportunities of a company, each with its owner, its lead's values and its changes."""
    leads = {row["lead_id"]: row for row in company.leads}
    teams = {row["person_id"]: row.get("team") for row in company.people}
    changes: dict[str, list[Row]] = {row["opportunity_id"]: [] for row in company.opportunities}
    for row in company.opportunity_changes:
        changes[row["opportunity_id"]].append(row)
    return [
        deal(row, leads[row["lead_id"]], teams.get(row.get("person_id")), changes[row["opportunity_id"]])
        for row in company.opportunities
    ]


def deal(opportunity: Row, lead: Row, team: str | None, changes: list[Row]) -> Deal:
    """Put an opportunity together from its row, its lead's, its owner's team and its changes."""
    created, person = max(opportunity["created_at"], lead["created_at"]), opportunity.get("person_id") or None
    ordered = sorted(changes, key=lambda row: place(row, created))
    return Deal(
        opportunity_id=opportunity["opportunity_id"],
        lead_id=lead["lead_id"],
        name=opportunity.get("name"),
        created_at=created,
        person=person,
        values={**{name: lead.get(name) for name in LEAD_DIMENSIONS}, "person": person, "team": team},
        changes=[{**row, "changed_at": max(row["changed_at"], created)} for row in ordered],
    )


def place(row: Row, created: datetime) -> tuple[Any, ...]:
    """Say where a change stands among those of its opportunity: by second, then open, won, lost, then as written."""
    stage = text(row.get("stage"))
    rank = 1 + ENDINGS.index(stage) if stage in ENDINGS else 0
    written = [trimmed(row.get(name)) for name in ("stage", "forecast_category")]
    said = (*written, money(row.get("amount")), text(row.get("currency")))
    empty_last = [(value is None, value if value is not None else 0) for value in (*said, row.get("close_date"))]
    return (max(row["changed_at"], created), rank, row["changed_at"], *empty_last)


def text(value: str | None) -> str | None:
    """Read a text trimmed, its case ignored; nothing where it is empty."""
    return (value or "").strip().lower() or None


def trimmed(value: str | None) -> str | None:
    """Read a text as it is written, without the blanks at its ends."""
    return (value or "").strip() or None


def money(value: Decimal | float | None) -> Decimal | None:
    """Read an amount by its shortest decimal text, to the cent, half away from zero."""
    return None if value is None else cents(value if isinstance(value, Decimal) else Decimal(repr(value)))


def cents(value: Decimal) -> Decimal:
    """Round to the cent, half away from zero."""
    return value.quantize(CENT, ROUND_HALF_UP)


# A state


def state(changes: list[Row], created: datetime, agreement: Agreement) -> State:
    """Say how an opportunity stands after its changes."""
    stage, ending, stage_since, won_at = staged(changes, created)
    currency = (last_text(changes, "currency") or str(agreement["currency"])).upper()
    amount, rate = money(last(changes, "amount")), rate_of(currency, agreement)
    return State(
        stage=stage,
        ending=ending,
        category=category_of(ending, stage, last_text(changes, "forecast_category"), agreement),
        said=None if amount is None or rate is None else cents(amount * rate),
        missing=amount is None and rate is not None,
        unconverted=rate is None,
        currency=currency,
        close_date=last(changes, "close_date"),
        won_at=won_at,
        stage_since=stage_since,
        pushes=pushes(changes),
    )


def said_in(changes: list[Row], column: str) -> list[Any]:
    """List what was said of a column, one after the other; an empty field says nothing."""
    return [row[column] for row in changes if row.get(column) is not None]


def last(changes: list[Row], column: str) -> Any:
    """Give the last that was said of a column."""
    return next(reversed(said_in(changes, column)), None)


def last_text(changes: list[Row], column: str) -> str | None:
    """Give the last text that was said of a column."""
    return next((value for value in map(text, reversed(said_in(changes, column))) if value), None)


def staged(changes: list[Row], created: datetime) -> tuple[str, str, datetime, datetime | None]:
    """Give the stage, what it is (open, won, lost), since when, and when it last moved to won, if it is won."""
    stage, since = "", created
    for row in changes:
        said = text(row.get("stage"))
        if said is not None and said != stage:
            stage, since = said, row["changed_at"]
    ending = stage if stage in ENDINGS else "open"
    return stage, ending, since, since if ending == "won" else None


def category_of(ending: str, stage: str, recorded: str | None, agreement: Agreement) -> str:
    """Name the forecast category by how it ended, what was recorded, or the stage."""
    if ending != "open":
        return "closed" if ending == "won" else "omitted"
    forecast = agreement["forecast"]
    if recorded is None:
        by_stage = {text(name) or "": category for name, category in forecast.get("stage_categories", {}).items()}
        return str(by_stage.get(stage, "pipeline"))
    named = {text(word): category for category, words in forecast["categories"].items() for word in words}
    return str(named.get(recorded, "pipeline"))


def rate_of(currency: str, agreement: Agreement) -> Decimal | None:
    """Give what one unit of a currency is worth in the agreement's."""
    if currency == str(agreement["currency"]).strip().upper():
        return Decimal(1)
    rates = {name.strip().upper(): Decimal(repr(rate)) for name, rate in agreement.get("rates", {}).items()}
    return rates.get(currency)


def pushes(changes: list[Row]) -> int:
    """Count how often the close date moved to a later calendar month."""
    dates = [(day.year, day.month) for day in said_in(changes, "close_date")]
    return sum(after > before for before, after in pairwise(dates))


# Periods


def period_of(day: date, agreement: Agreement) -> Period:
    """Give the fiscal period that holds a local date."""
    forecast = agreement["forecast"]
    first = first_of(day, MONTHS[forecast["period"]], forecast["year_starts"])
    return period_from(first, agreement)


def first_of(day: date, months: int, year_starts: int) -> date:
    """Give the first date of the so many months that hold a date, counted from the fiscal year's beginning."""
    return moved_on(day.replace(day=1), -((day.month - year_starts) % months))


def moved_on(first: date, months: int) -> date:
    """Give the first of a month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def period_from(first: date, agreement: Agreement) -> Period:
    """Give the fiscal period that begins on a date."""
    following, zone = moved_on(first, MONTHS[agreement["forecast"]["period"]]), agreement["timezone"]
    return Period(first, following, local_midnight(first, zone), local_midnight(following, zone))


def next_period(period: Period, agreement: Agreement) -> Period:
    """Give the period after one."""
    return period_from(period.last, agreement)


def previous_period(period: Period, agreement: Agreement) -> Period:
    """Give the period before one."""
    return period_from(moved_on(period.first, -MONTHS[agreement["forecast"]["period"]]), agreement)


def class_of(state: State, period: Period, at: datetime, agreement: Agreement) -> str:
    """Name the class of an open opportunity against a period at a moment, by its close date."""
    if state.close_date is None:
        return "undated"
    if state.close_date < local_date(at, agreement["timezone"]):
        return "overdue"
    if state.close_date < period.first:
        return "earlier"
    return "in" if state.close_date < period.last else "later"


def is_of_period(state: State, period: Period, at: datetime, agreement: Agreement) -> bool:
    """Say whether an opportunity is open and of the period at a moment: dated in it, or overdue while it runs."""
    kind = class_of(state, period, at, agreement)
    return state.ending == "open" and (kind == "in" or (kind == "overdue" and period.holds(at)))


def booked_in(state: State, period: Period) -> bool:
    """Say whether an opportunity is won, and was won in a period."""
    return state.ending == "won" and period.holds(state.won_at)


def states(found: list[Deal], moment: datetime, agreement: Agreement) -> Iterator[tuple[Deal, State]]:
    """Give the opportunities that are there at a moment, each as it stood."""
    for one in found:
        now = one.at(moment, agreement)
        if now is not None:
            yield one, now
