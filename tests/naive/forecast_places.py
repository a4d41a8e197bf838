"""What became of last call's opportunities the slow way: from which category, and which period, into which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from .company import Company, Row
from .deals import Agreement, State, period_of
from .forecast_moves import Pair, moves_of
from .forecast_questions import in_slices
from .slices import Filters


def category_moves(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
    compared: datetime | None = None,
) -> list[Row]:
    """Count from which category into which opportunities moved; pairs with nothing in them have no row.

    Slices: those in which something was in scope at either end or booked between.
    """
    moves = moves_of(company, agreement, since, until, as_of, by, filters, compared)
    return in_slices(moves.call, lambda _, mine: moved(moves.pairs(mine), category_place))


def category_place(pair: Pair, at_end: bool) -> str:
    """Name the category of an opportunity at an end, or where it was if it was not in scope."""
    then, inside = (pair.after, pair.in_after) if at_end else (pair.before, pair.in_before)
    if then is None:
        return "not_there"
    if then.ending == "lost":
        return "lost"
    return then.category if inside or then.ending == "won" else "out"


def period_moves(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
    compared: datetime | None = None,
) -> list[Row]:
    """Count from which period into which the close dates of the same opportunities moved.

    Slices: those in which something was in scope at either end or booked between.
    """
    moves = moves_of(company, agreement, since, until, as_of, by, filters, compared)

    def place(pair: Pair, at_end: bool) -> str:
        return period_place(pair.after if at_end else pair.before, agreement)

    return in_slices(moves.call, lambda _, mine: moved(moves.pairs(mine), place))


def period_place(then: State | None, agreement: Agreement) -> str:
    """Name the fiscal period of a close date by its first date, or what is to be said instead."""
    if then is None:
        return "not_there"
    if then.ending != "open":
        return "closed" if then.ending == "won" else "lost"
    return "undated" if then.close_date is None else period_of(then.close_date, agreement).first.isoformat()


def moved(pairs: list[Pair], place: Callable[[Pair, bool], str]) -> list[Row]:
    """Count the opportunities in scope at either end, or booked between, by where they were and where they are."""
    found: dict[tuple[str, str], list[Decimal]] = {}
    for pair in pairs:
        if pair.in_before or pair.in_after or pair.won_between:
            found.setdefault((place(pair, False), place(pair, True)), []).append(moved_amount(pair))
    return [
        {"before": before, "after": after, "deals": len(amounts), "amount": sum(amounts, Decimal(0))}
        for (before, after), amounts in sorted(found.items())
    ]


def moved_amount(pair: Pair) -> Decimal:
    """Say what a moved opportunity is worth: as after, but as before if lost."""
    if pair.after.ending != "lost":
        return pair.after.worth
    return pair.before.worth if pair.before is not None else Decimal(0)
