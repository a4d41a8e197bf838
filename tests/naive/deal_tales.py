"""What is said of random opportunities, change by change: worked, pushed, won, undone, in odd words and none."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from .company import Row
from .deal_settings import ZONES
from .episodes import SECOND
from .moments import local_date, local_midnight

MONTHS = tuple(date(year, month, 1) for year in (2024, 2025) for month in range(1, 13))
CLOCK_CHANGES = (
    *(datetime(2024, 10, 27, hour, 30) for hour in (0, 1)),  # 2:30 twice in Madrid
    *(datetime(2025, 3, 30, hour, 30) for hour in (0, 1)),  # 1:30 and 3:30 in Madrid
    *(datetime(2024, 11, 3, hour, 30) for hour in (5, 6)),  # 1:30 twice in New York
    *(datetime(2025, 3, 9, hour, 30) for hour in (6, 7)),  # 1:30 and 3:30 in New York
)


def last_of(first: date) -> date:
    """Give the last date of a month."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def moments_of(first: date) -> list[datetime]:
    """List the moments of a month at which anything happens: its edges everywhere, and some days of it."""
    edges = [local_midnight(first, zone) for zone in ZONES]
    inside = [datetime.combine(first + timedelta(days=day), time(hour)) for day, hour in ((8, 12), (17, 9), (24, 16))]
    return [*edges, *inside]


GRID = sorted({moment for first in MONTHS for moment in moments_of(first)} | set(CLOCK_CHANGES))
DATES = [day for first in MONTHS for day in (first, first + timedelta(days=1), first.replace(day=15), last_of(first))]
LIFE = 36
"""How many moments of the grid the life of a lead spans: about five months."""
BEHIND, AHEAD = 1, 28
"""How many dates before and after a moment opportunities are dated in it: up to seven months."""

NUDGES = (0, 0, 0, 0, 0, 1, -1)
STAGES = (
    None,
    None,
    "Proposal",
    "negotiation",
    " Proposal ",
    "NEGOTIATION",
    "demo",
    "won",
    " Won ",
    "lost",
    "LOST",
    "",
)
CATEGORIES = (None, None, None, "Commit", "commit ", "Best Case", "upside", "Pipeline", "omitted", "what's this", "")
AMOUNTS = ("0", "0", "0.01", "99.99", "-250.5", "1000", "1000", "2500.25", "4800", "12345.67", "40000")
CURRENCIES = (None, None, None, None, "EUR", "eur ", "USD", "usd", "GBP", "CHF")
NOTHING_SAID = dict.fromkeys(("stage", "forecast_category", "amount", "currency", "close_date"))

nudges = st.sampled_from(NUDGES).map(lambda seconds: seconds * SECOND)
amounts = st.sampled_from(AMOUNTS).map(Decimal)


def said(at: datetime, **fields: Any) -> Row:
    """Write one change; what is left out is empty."""
    return {"changed_at": at, **NOTHING_SAID, **fields}


@st.composite
def dates_from(draw: st.DrawFn, at: datetime, count: int) -> list[date]:
    """Draw close dates around and after a moment, in order."""
    begin = max(0, sum(day < at.date() for day in DATES) - BEHIND)
    near = DATES[begin : begin + AHEAD] or DATES[-AHEAD:]
    return sorted(draw(st.lists(st.sampled_from(near), min_size=count, max_size=count)))


@st.composite
def anything(draw: st.DrawFn, pool: list[datetime]) -> list[Row]:
    """Draw a change of anything, most fields empty."""
    at = draw(st.sampled_from(pool)) + draw(nudges)
    fields: Row = {"stage": draw(st.sampled_from(STAGES)), "forecast_category": draw(st.sampled_from(CATEGORIES))}
    fields["amount"] = draw(st.one_of(st.none(), st.none(), amounts))
    fields["currency"] = draw(st.sampled_from(CURRENCIES))
    (day,) = draw(dates_from(at, 1))
    return [said(at, **fields, close_date=draw(st.sampled_from([None, None, day])))]


@st.composite
def opening(draw: st.DrawFn, pool: list[datetime]) -> list[Row]:
    """Draw the first thing that is said of an opportunity: where it stands, what it is worth, when it will close."""
    at = draw(st.sampled_from(pool))
    (day,) = draw(dates_from(at, 1))
    more: Row = {"forecast_category": draw(st.sampled_from(CATEGORIES)), "currency": draw(st.sampled_from(CURRENCIES))}
    return [said(at, stage=draw(st.sampled_from(STAGES[:7])), amount=draw(amounts), close_date=day, **more)]


@st.composite
def afterwards(draw: st.DrawFn, at: datetime) -> list[Row]:
    """Draw what is said after the end: most often nothing, else another amount, or that it is open again."""
    later = at + timedelta(seconds=draw(st.sampled_from([0, 1, 3 * 86_400, 20 * 86_400])))
    fields: list[Row] = [{}, {}, {}, {"amount": draw(amounts)}, {"stage": "Proposal"}, {"stage": "lost"}]
    chosen = draw(st.sampled_from(fields))
    return [said(later, **chosen)] if chosen else []


@st.composite
def selling(draw: st.DrawFn, pool: list[datetime]) -> list[Row]:
    """Draw an opportunity that is worked, dated and most often won; the winning may say nothing but that."""
    opened, worked, closed = sorted(draw(st.lists(st.sampled_from(pool), min_size=3, max_size=3)))
    (day,) = draw(dates_from(closed, 1))
    begin = said(opened, stage=draw(st.sampled_from(["Proposal", "demo", None])), amount=draw(amounts), close_date=day)
    middle = said(worked, stage="negotiation", forecast_category=draw(st.sampled_from(CATEGORIES)))
    end = said(closed + draw(nudges), stage=draw(st.sampled_from(["won", "won", "Won", "lost"])))
    changed: list[Row] = [{}, {}, {"amount": draw(amounts)}, {"close_date": local_date(closed, ZONES[0])}]
    more = draw(st.sampled_from(changed))
    return [begin, middle, {**end, **more}, *draw(afterwards(end["changed_at"]))]


@st.composite
def pushing(draw: st.DrawFn, pool: list[datetime]) -> list[Row]:
    """Draw close dates pushed again and again, or pulled in."""
    times = sorted(draw(st.lists(st.sampled_from(pool), min_size=2, max_size=4)))
    days = draw(dates_from(draw(st.sampled_from(times)), len(times)))[:: draw(st.sampled_from([1, 1, -1]))]
    return [said(at, close_date=day) for at, day in zip(times, days, strict=True)]


@st.composite
def turning(draw: st.DrawFn, pool: list[datetime]) -> list[Row]:
    """Draw what was won or lost and taken back, and perhaps won again, all perhaps within a second."""
    times = sorted(draw(st.lists(st.sampled_from(pool), min_size=3, max_size=3)))
    ends = draw(st.sampled_from([("won", "Proposal", "won"), ("won", "lost", None), ("lost", "demo", "won")]))
    rows = [said(at, stage=stage) for at, stage in zip(times, ends, strict=True)]
    return [*rows, said(times[-1], amount=draw(amounts))]


TALES: tuple[tuple[Any, ...], ...] = (
    (),
    (anything, anything, anything),
    (opening,),
    (opening, anything),
    (opening, pushing),
    (opening, pushing),
    (opening, pushing, anything),
    (opening, pushing, anything, anything),
    (opening, anything, turning),
    (selling,),
    (selling,),
    (selling,),
    (selling, anything, anything),
    (selling, pushing),
    (selling, turning),
    (turning,),
)
"""What the changes of an opportunity are made of."""


@st.composite
def changes_of(draw: st.DrawFn, opportunity_id: str, pool: list[datetime]) -> list[Row]:
    """Draw the changes of an opportunity, none to seven, in any order."""
    kinds = draw(st.sampled_from(TALES))
    rows = [row for kind in kinds for row in draw(kind(pool))][:7]
    return [{"opportunity_id": opportunity_id, **row} for row in draw(st.permutations(rows))]
