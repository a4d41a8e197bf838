"""The naive bridges checked by hand: what moved between 8 and 15 May, and that they close for random companies."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given

from tests.long import examples

from .company import Company, Row
from .deal_histories import Cut, worlds
from .deal_stories import APRIL, NOON, Sold, agreed, deal, on, said, sold
from .forecast import forecast
from .forecast_moves import BOOKINGS, ENTRIES, EXITS, bookings_movement, pipeline_movement
from .forecast_places import category_moves, period_moves

BEFORE, BETWEEN = on(5, 1), on(5, 12)
JUNE, JULY = date(2025, 6, 10), date(2025, 7, 10)
Told = dict[str, tuple[int, Any]]


def told(rows: list[Row]) -> Told:
    """Leave the rows of a bridge in which there is anything."""
    return {row["movement"]: (row["deals"], row["amount"]) for row in rows if row["deals"]}


def moved(*made: Sold, **more: Any) -> Told:
    return told(pipeline_movement(sold(*made), agreed(), **{"as_of": NOON, **more}))


def one(*changes: Row, created: datetime = APRIL, **more: Any) -> Told:
    return moved(deal("o", created, *changes), **more)


# pipeline_movement: an opportunity of 100 in June at the beginning


IN_SCOPE = said(BEFORE, "proposal", "100", JUNE)


def test_what_stays_and_is_worth_more_is_raised() -> None:
    assert one(IN_SCOPE) == {"start": (1, 100), "end": (1, 100)}
    assert one(IN_SCOPE, said(BETWEEN, None, "130")) == {"start": (1, 100), "raised": (1, 30), "end": (1, 130)}
    assert one(IN_SCOPE, said(BETWEEN, None, "-20"))["lowered"] == (1, -120)


def test_what_is_won_leaves_with_what_it_is_worth_now() -> None:
    found = one(IN_SCOPE, said(BETWEEN, "won", "90"))
    # 100 − 10 − 90 = 0.
    assert found == {"start": (1, 100), "lowered": (1, -10), "won": (-1, -90)}


def test_what_is_lost_or_pushed_leaves_with_what_it_was_worth() -> None:
    assert one(IN_SCOPE, said(BETWEEN, "lost", "900")) == {"start": (1, 100), "lost": (-1, -100)}
    assert one(IN_SCOPE, said(BETWEEN, None, "900", JULY)) == {"start": (1, 100), "pushed_out": (-1, -100)}


def test_what_is_created_enters_with_what_it_is_worth_now_be_it_won_or_lost_at_once() -> None:
    begin, later = said(BETWEEN, "demo", "40", JUNE), on(5, 13)
    assert one(begin, created=BETWEEN) == {"new": (1, 40), "end": (1, 40)}
    assert one(begin, said(later, "won", "50"), created=BETWEEN) == {"new": (1, 50), "won": (-1, -50)}
    assert one(begin, said(later, "lost", "50"), created=BETWEEN) == {"new": (1, 40), "lost": (-1, -40)}
    # Its last open state is judged now: dated in July it never was of this quarter.
    assert one(begin, said(later, close=JULY), said(on(5, 14), "lost"), created=BETWEEN) == {}


def test_what_comes_back_enters_with_what_it_is_worth_now() -> None:
    lost = [IN_SCOPE, said(on(5, 2), "lost")]
    assert one(*lost, said(BETWEEN, "proposal", "70")) == {"reopened": (1, 70), "end": (1, 70)}
    assert one(*lost, said(BETWEEN, "won", "70")) == {"reopened": (1, 70), "won": (-1, -70)}


def test_what_was_dated_later_is_pulled_in_and_what_had_no_date_rolls_in_at_the_old_amount() -> None:
    later, undated = said(BEFORE, "proposal", "100", JULY), said(BEFORE, "proposal", "100")
    dated = said(BETWEEN, None, "110", JUNE)
    assert one(later, dated) == {"pulled_in": (1, 100), "raised": (1, 10), "end": (1, 110)}
    assert one(undated, dated) == {"rolled_in": (1, 100), "raised": (1, 10), "end": (1, 110)}
    assert one(later, said(BETWEEN, "won")) == {"pulled_in": (1, 100), "won": (-1, -100)}


def test_a_deal_of_the_next_quarter_is_pulled_out_when_it_is_dated_or_won_before_or_overdue() -> None:
    summer: dict[str, Any] = {"since": on(7, 1), "until": on(10, 1)}
    dated = said(BEFORE, "proposal", "100", JULY)
    out = {"start": (1, 100), "pulled_out": (-1, -100)}
    assert one(dated, said(BETWEEN, close=JUNE), **summer) == out
    assert one(dated, said(BETWEEN, close=date(2025, 5, 14)), **summer) == out
    assert one(dated, said(BETWEEN, "won"), **summer) == out
    pushed = one(dated, said(BETWEEN, close=date(2025, 10, 1)), **summer)
    assert pushed == {"start": (1, 100), "pushed_out": (-1, -100)}


def test_what_is_overdue_when_its_quarter_ends_is_pushed_out_of_it_and_rolls_into_the_next() -> None:
    overdue = said(on(6, 1), "proposal", "100", JUNE)
    ends: dict[str, Any] = {"as_of": on(7, 1), "compared": on(6, 25)}
    spring = one(overdue, **ends, since=on(4, 1), until=on(7, 1))
    assert spring == {"start": (1, 100), "pushed_out": (-1, -100)}
    assert one(overdue, **ends) == {"rolled_in": (1, 100), "end": (1, 100)}


def test_it_is_compared_with_the_same_local_time_seven_dates_earlier() -> None:
    madrid = agreed(timezone="Europe/Madrid")

    # Noon of 2 April is 10:00 UTC, noon of 26 March was 11:00.
    def seen(created: datetime) -> Told:
        company = sold(deal("o", created, said(created, "demo", "1", JUNE)))
        return told(pipeline_movement(company, madrid, since=on(3, 31, 22), until=on(6, 30, 22), as_of=on(4, 2, 10)))

    assert seen(on(3, 26, 11)) == {"start": (1, 1), "end": (1, 1)}
    assert seen(on(3, 26, 11, 0, 1)) == {"new": (1, 1), "end": (1, 1)}
    with pytest.raises(ValueError, match="after as-of"):
        moved(compared=on(5, 15, 12, 0, 1))


# bookings_movement


def test_what_is_booked_changes_by_what_is_won_undone_and_corrected() -> None:
    won = said(on(5, 2), "won", "100", JUNE)

    def bridge(*changes: Row) -> Told:
        return told(bookings_movement(sold(deal("o", on(4, 1), *changes)), agreed(), as_of=NOON))

    assert bridge(IN_SCOPE, said(BETWEEN, "won")) == {"won": (1, 100), "end": (1, 100)}
    assert bridge(won, said(BETWEEN, "demo")) == {"start": (1, 100), "undone": (-1, -100)}
    assert bridge(won, said(BETWEEN, None, "80")) == {"start": (1, 100), "corrected": (1, -20), "end": (1, 80)}
    # Undone and won again is both, as the bridge of the pipeline has it: reopened, and won.
    again = [said(on(5, 9), "demo"), said(BETWEEN, "won", "70")]
    assert bridge(won, *again) == {"start": (1, 100), "won": (1, 70), "undone": (-1, -100), "end": (1, 70)}
    assert one(won, *again) == {"reopened": (1, 70), "won": (-1, -70)}


# category_moves, period_moves


def test_moves_say_what_became_of_last_weeks_commits() -> None:
    commit: dict[str, Any] = {"forecast_category": "commit"}
    made = (
        deal("won", on(4, 1), {**IN_SCOPE, **commit}, said(BETWEEN, "won", "120")),
        deal("lost", on(4, 1), {**IN_SCOPE, **commit}, said(BETWEEN, "lost", "120")),
        deal("pushed", on(4, 1), {**IN_SCOPE, **commit}, said(BETWEEN, close=JULY)),
        deal("new", BETWEEN, said(BETWEEN, "demo", "5", JUNE)),
        deal("never in it", on(4, 1), said(BEFORE, "demo", "1", JULY)),
        deal("undated", on(4, 1), said(BEFORE, "demo", "2"), said(BETWEEN, close=JUNE)),
    )

    def moves(which: Any) -> set[tuple[Any, ...]]:
        return {tuple(row.values()) for row in which(sold(*made), agreed(), as_of=NOON)}

    assert moves(category_moves) == {
        ("commit", "closed", 1, 120),
        ("commit", "lost", 1, 100),
        ("commit", "out", 1, 100),
        ("not_there", "pipeline", 1, 5),
        ("out", "pipeline", 1, 2),
    }
    assert moves(period_moves) == {
        ("2025-04-01", "closed", 1, 120),
        ("2025-04-01", "lost", 1, 100),
        ("2025-04-01", "2025-07-01", 1, 100),
        ("not_there", "2025-04-01", 1, 5),
        ("undated", "2025-04-01", 1, 2),
    }


# Random companies


def closes(rows: list[Row], between: tuple[str, ...], counted: tuple[str, ...]) -> None:
    by_name = {row["movement"]: row for row in rows}
    amount = sum((by_name[name]["amount"] for name in ("start", *between)), Decimal(0))
    assert amount == by_name["end"]["amount"]
    assert sum(by_name[name]["deals"] for name in ("start", *counted)) == by_name["end"]["deals"]


def slices_in(rows: list[Row], by: str | None) -> list[list[Row]]:
    found: dict[str | None, list[Row]] = {}
    for row in rows:
        found.setdefault(row[by] if by else None, []).append(row)
    return list(found.values())


@examples(160, "arithmetic", derandomize=True, suppress_health_check=list(HealthCheck))
@given(worlds(max_leads=10))
def test_bridges_close_to_the_cent_in_every_slice_and_agree_with_each_other(
    world: tuple[Company, dict[str, Any], Cut],
) -> None:
    company, agreement, cut = world
    asking: dict[str, Any] = {"since": cut.since, "until": cut.until, "as_of": cut.as_of, "compared": cut.compared}
    for by in (None, "person"):
        pipeline = pipeline_movement(company, agreement, by=by, **asking)
        bookings = bookings_movement(company, agreement, by=by, **asking)
        for rows in slices_in(pipeline, by):
            closes(rows, (*ENTRIES, "raised", "lowered", *EXITS), (*ENTRIES, *EXITS))
        for rows in slices_in(bookings, by):
            closes(rows, BOOKINGS[1:-1], ("won", "undone"))
        for left, right in zip(slices_in(pipeline, by), slices_in(bookings, by), strict=True):
            wins = [next(row for row in rows if row["movement"] == "won") for rows in (left, right)]
            assert (-wins[0]["deals"], -wins[0]["amount"]) == (wins[1]["deals"], wins[1]["amount"])
    closed = forecast(company, agreement, since=cut.since, until=cut.until, as_of=cut.as_of)[:1]
    ends = [row for row in bookings_movement(company, agreement, **asking) if row["movement"] == "end"]
    assert [row["amount"] for row in closed] == [row["amount"] for row in ends]
