"""The naive opportunity checked by hand: what it says at a moment, and against a period."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from .deal_stories import NOON, agreed, deal, on, said, sold, state_of
from .deals import State, booked_in, class_of, deals, is_of_period, next_period, period_of, previous_period

SECOND = timedelta(seconds=1)
SPRING = period_of(date(2025, 5, 1), agreed())


# What it says


def test_of_each_field_the_last_one_said_counts_and_an_empty_one_is_unchanged() -> None:
    first = said(on(4, 2), "Proposal", "100", date(2025, 6, 1), forecast_category="Commit")
    now: Any = state_of(first, said(on(4, 3), amount="250"), said(on(4, 4), " ", currency=""))
    assert (now.stage, now.said, now.close_date, now.category) == ("proposal", 250, date(2025, 6, 1), "commit")
    assert state_of(first, at=on(4, 1, 12)) == state_of(at=on(4, 1, 12))


def test_before_its_creation_it_is_not_there_and_what_is_dated_before_counts_at_it() -> None:
    (one,) = deals(sold(deal("o", on(4, 1), said(on(3, 1), "won"))))
    assert one.at(on(4, 1) - SECOND, agreed()) is None
    assert state_of(said(on(3, 1), "won"), at=on(4, 1)).won_at == on(4, 1)
    # The lead is younger than the opportunity: neither was there before the lead.
    (one,) = deals(sold(deal("o", on(4, 1)), leads=({"lead_id": "l", "created_at": on(4, 5)},)))
    assert one.created_at == on(4, 5)


def test_before_its_first_change_it_is_open_with_nothing_said() -> None:
    now = state_of()
    assert (now.stage, now.ending, now.category, now.said, now.close_date) == ("", "open", "pipeline", None, None)
    assert (now.missing, now.currency, now.stage_since, now.pushes) == (True, "EUR", on(4, 1), 0)


def test_within_a_second_it_is_open_then_won_then_lost() -> None:
    at = on(4, 2)
    assert state_of(said(at, "LOST"), said(at, "Proposal"), said(at, " Won ")).ending == "lost"
    assert state_of(said(at, "won"), said(at, "Proposal")).ending == "won"
    # What says no stage comes before the winning: its amount is followed by that of the winning.
    assert state_of(said(at, "won", "7"), said(at, None, "9")).said == 7
    # Of two that are open the greater text is the last; the empty one is after both.
    assert state_of(said(at, "b", "1"), said(at, "A", "2")).said == 1
    assert state_of(said(at, "b", "1"), said(at, None, "2")).said == 2


def test_it_is_won_when_it_last_moved_to_won_from_something_else() -> None:
    rows = [said(on(4, 2), "won"), said(on(4, 5), "Won ", "9")]
    assert state_of(*rows).won_at == on(4, 2)
    assert state_of(*rows, said(on(4, 6), "proposal")).won_at is None
    assert state_of(*rows, said(on(4, 6), "proposal"), said(on(4, 7), "won")).won_at == on(4, 7)


def test_a_stage_said_again_is_no_new_one() -> None:
    rows = [said(on(4, 2), "demo"), said(on(4, 3), "Proposal"), said(on(4, 4), "PROPOSAL "), said(on(4, 5))]
    assert state_of(*rows).stage_since == on(4, 3)


def test_only_a_later_calendar_month_is_a_push() -> None:
    days = [date(2025, 4, 5), date(2025, 4, 30), date(2025, 5, 1), None, date(2025, 4, 2), date(2025, 7, 1)]
    # 5 → 30 April no, → 1 May yes, → 2 April no, → July yes.
    assert state_of(*(said(on(4, 2 + number), close=day) for number, day in enumerate(days))).pushes == 2


# Money


def test_amounts_are_converted_to_the_cent_half_away_from_zero() -> None:
    def worth(amount: str) -> Decimal:
        return state_of(said(on(4, 2), None, amount, currency=" usd"), rates={"USD": 0.9}).worth

    # 10.05 · 0.9 = 9.045.
    assert [worth("10.05"), worth("-10.05"), worth("10")] == [Decimal("9.05"), Decimal("-9.05"), Decimal("9.00")]


def test_a_currency_without_a_rate_is_unconverted_with_or_without_an_amount_and_else_one_may_be_missing() -> None:
    def of(amount: str | None, currency: str | None) -> tuple[Any, ...]:
        now = state_of(said(on(4, 2), None, amount, currency=currency))
        return now.unconverted, now.missing, now.said, now.worth

    assert of("10", "chf") == of(None, "CHF") == (True, False, None, 0)
    assert of(None, "EUR") == (False, True, None, 0)
    assert of("0", None) == (False, False, 0, 0)


# Categories


@pytest.mark.parametrize(
    ("stage", "recorded", "category"),
    [
        ("proposal", " BEST case ", "best_case"),
        ("proposal", "what is this", "pipeline"),
        ("Negotiation", None, "commit"),
        ("Negotiation", "omitted", "omitted"),
        ("proposal", None, "pipeline"),
        ("won", "omitted", "closed"),
        ("lost", "commit", "omitted"),
    ],
)
def test_a_category_is_how_it_ended_or_what_was_recorded_or_its_stage(
    stage: str, recorded: str | None, category: str
) -> None:
    rules = {"stage_categories": {"negotiation": "commit"}}
    assert state_of(said(on(4, 2), stage, forecast_category=recorded), forecast=rules).category == category


# Periods


def test_quarters_begin_with_the_fiscal_year() -> None:
    def firsts(day: date, **forecast: object) -> tuple[date, date]:
        period = period_of(day, agreed(forecast))
        return period.first, period.last

    assert firsts(date(2025, 5, 31)) == (date(2025, 4, 1), date(2025, 7, 1))
    assert firsts(date(2025, 1, 31), year_starts=2) == (date(2024, 11, 1), date(2025, 2, 1))
    assert firsts(date(2025, 12, 31), year_starts=12) == (date(2025, 12, 1), date(2026, 3, 1))
    assert firsts(date(2025, 12, 31), period="month", year_starts=5) == (date(2025, 12, 1), date(2026, 1, 1))


def test_a_period_ends_at_local_midnight_and_the_next_begins_there() -> None:
    madrid = agreed(timezone="Europe/Madrid")
    winter = period_of(date(2025, 1, 1), madrid)
    # Midnight of 1 April is 22:00 UTC in summer time.
    assert (winter.since, winter.until) == (on(12, 31, 23, year=2024), on(3, 31, 22))
    assert previous_period(next_period(winter, madrid), madrid) == winter
    assert next_period(winter, madrid).since == winter.until


@pytest.mark.parametrize(
    ("close", "kind", "of_it"),
    [
        (None, "undated", False),
        (date(2025, 5, 14), "overdue", True),
        (date(2025, 5, 15), "in", True),
        (date(2025, 6, 30), "in", True),
        (date(2025, 7, 1), "later", False),
    ],
)
def test_an_open_opportunity_is_of_the_period_by_its_close_date(close: date | None, kind: str, of_it: bool) -> None:
    now = state_of(said(on(4, 2), close=close))
    assert class_of(now, SPRING, NOON, agreed()) == kind
    assert is_of_period(now, SPRING, NOON, agreed()) == of_it


def test_an_overdue_one_is_of_no_period_that_does_not_run() -> None:
    now, autumn = state_of(said(on(4, 2), close=date(2025, 5, 1))), period_of(date(2025, 10, 1), agreed())
    assert not is_of_period(now, autumn, NOON, agreed())
    ahead = state_of(said(on(4, 2), close=date(2025, 9, 30)))
    assert class_of(ahead, autumn, NOON, agreed()) == "earlier"


def test_it_is_booked_in_the_period_of_the_second_in_which_it_was_won() -> None:
    def won(at: datetime) -> State:
        return state_of(said(at, "won"), at=on(9, 1), created=on(1, 1))

    moments = (SPRING.since - SECOND, SPRING.since, SPRING.until - SECOND, SPRING.until)
    assert [booked_in(won(at), SPRING) for at in moments] == [False, True, True, False]
