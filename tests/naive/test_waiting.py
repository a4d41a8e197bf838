"""The naive waiting checked by hand: the curve of first touches, arrivals, endings and the parts of the wall clock."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as given_any

from tests.long import examples

from .company import Company, Row
from .episodes import SECOND
from .funnel import wilson
from .hand_overs import ask
from .histories import T0, Cut, moved, rule_sets
from .response import arrivals, never_touched, time_to_first_touch, waits
from .sales import hand_over
from .sales_histories import companies, cuts, to_agreement
from .sales_settings import settings as agreements
from .sales_stories import RULES, agreed, called, given, sold, when
from .waiting import clock_end, parts

START = when("tue 9:00")


def answered(**seconds: int | None) -> Company:
    """Write a company of leads given to ana on Tuesday at 9:00, each touched after so many seconds or never."""
    found = sold(leads=[{"lead_id": name, "created_at": T0} for name in seconds])
    found.assignments = [given("ana", START, name) for name in seconds]
    touched = {name: after for name, after in seconds.items() if after is not None}
    found.activities = [called(START + after * SECOND, of=name) for name, after in touched.items()]
    return found


# time_to_first_touch


def test_the_curve_has_a_row_for_minute_0_and_each_minute_in_which_somebody_was_touched_or_left() -> None:
    company = answered(a=30, b=61, c=None, d=None)
    company.stage_changes = [moved("lost", START + 180 * SECOND, of="c")]
    rows = time_to_first_touch(company, RULES, agreed(), as_of=START + 240 * SECOND)
    assert [(row["minute"], row["cases"], row["at_risk"]) for row in rows] == [
        (0, 4, 4),
        (1, 4, 3),
        (2, 4, 2),
        (3, 4, 2),
    ]
    assert [row["touched"] for row in rows] == [0, 0.25, 0.5, 0.5]
    # Left at 180 s: of two still there, half of the remaining half.
    assert [row["left"] for row in rows] == [0, 0, 0, 0.25]
    assert [row["waiting"] for row in rows] == [1, 0.75, 0.5, 0.25]
    assert (rows[1]["touched_low"], rows[1]["touched_high"]) == pytest.approx(wilson(1, 4))
    ends = [rows[0][name] for name in ("p50_minutes", "p75_minutes", "p90_minutes", "p95_minutes")]
    # Half were touched by 61 s; more never were.
    assert ends == [pytest.approx(61 / 60), None, None, None]


def told(as_of: int, **seconds: int | None) -> list[tuple[float, ...]]:
    """Follow leads touched after so many seconds, or never, up to a second."""
    rows = time_to_first_touch(answered(**seconds), RULES, agreed(), as_of=START + as_of * SECOND)
    return [tuple(row[name] for name in ("minute", "at_risk", "touched", "waiting")) for row in rows]


def test_the_last_minute_is_told_where_the_last_one_was_still_seen() -> None:
    # The field's two leads: one touched at 570 s, one not touched when all was last seen.
    assert told(570, a=570, b=None) == [(0, 2, 0, 1), (10, 2, 0.5, 0.5)]
    # Touched at 550 s: by 570 s one of two, and only the other is at risk then.
    assert told(570, a=550, b=None) == [(0, 2, 0, 1), (10, 1, 0.5, 0.5)]
    # Seen up to the minute's end, or into the next one, nothing changes.
    assert told(600, a=570, b=None) == told(630, a=570, b=None) == [(0, 2, 0, 1), (10, 1, 0.5, 0.5)]
    # The earlier minutes end where they end.
    assert told(570, a=61, b=550, c=None) == [
        (0, 3, 0, 1),
        (2, 2, pytest.approx(1 / 3), pytest.approx(2 / 3)),
        (10, 1, pytest.approx(2 / 3), pytest.approx(1 / 3)),
    ]
    # Nobody was left to be seen: the minute has ended for all.
    assert told(570, a=550, b=570) == [(0, 2, 0, 1), (10, 0, 1, 0)]


def test_the_last_minute_has_the_interval_of_where_it_is_told() -> None:
    rows = time_to_first_touch(answered(a=570, b=None), RULES, agreed(), as_of=START + 570 * SECOND)
    assert (rows[1]["touched_low"], rows[1]["touched_high"]) == pytest.approx(wilson(1, 2))
    assert [rows[1][name] for name in ("cases", "left", "p50_minutes", "p75_minutes")] == [2, 0, 9.5, None]


def test_who_was_called_before_or_was_no_lead_is_in_no_curve() -> None:
    company = answered(a=-1, b=None)
    company.stage_changes = [moved("disqualified", START + 60 * SECOND, "duplicate", of="b")]
    assert time_to_first_touch(company, RULES, agreed()) == []
    # Before it was known to be no lead, it waited.
    rows = time_to_first_touch(company, RULES, agreed(horizon_days={"contact": 7}), as_of=START + 59 * SECOND)
    assert [(row["minute"], row["cases"], row["at_risk"], row["touched"]) for row in rows] == [(0, 1, 1, 0)]
    assert (rows[0]["touched_low"], rows[0]["p50_minutes"]) == (wilson(0, 1)[0], None)


def test_the_curve_runs_in_the_clock_of_the_response() -> None:
    # Given on Saturday, touched on Monday at 9:02: two working minutes.
    company = sold(assignments=[given("ana", when("sat 9:00"))], activities=[called(when("mon 9:02", 1))])
    rows = time_to_first_touch(company, RULES, agreed(clock="working"))
    assert [(row["minute"], row["touched"]) for row in rows] == [(0, 0), (2, 1)]
    assert rows[0]["p95_minutes"] == 2.0


# arrivals, never_touched


def test_hand_overs_arrive_in_the_local_hour_of_the_week_and_out_of_the_owners_hours() -> None:
    company = sold(
        assignments=[given("ana", when("tue 8:59:59"))], activities=[called(when("tue 9:30")), called(when("tue 9:40"))]
    )
    rows = arrivals(company, RULES, {**agreed(), "timezone": "Europe/Madrid"})
    assert [(row["weekday"], row["hour"]) for row in rows[:25]] == [*((1, hour) for hour in range(24)), (2, 0)]
    assert len(rows) == 168
    (row,) = [row for row in rows if row["hand_overs"]]
    # 8:59:59 UTC is 9:59:59 in Madrid; ana's calendar opens a second later.
    assert (row["weekday"], row["hour"], row["out_of_hours"], row["out_of_hours_share"]) == (2, 9, 1, 1.0)
    assert row["p50_minutes"] == pytest.approx(1_801 / 60)
    assert (rows[0]["out_of_hours_share"], rows[0]["p50_minutes"]) == (None, None)


def test_the_untouched_are_told_by_how_their_episodes_ended_most_frequent_first() -> None:
    company = answered(a=None, b=None, c=None, d=None, e=60, f=-60)
    out = [("disqualified", "duplicate", "a"), ("lost", None, "b"), ("lost", None, "c"), ("lost", None, "e")]
    company.stage_changes = [moved(exit_, START + 600 * SECOND, reason, of=name) for exit_, reason, name in out]
    rows = never_touched(company, RULES, agreed())
    assert [tuple(row.values()) for row in rows] == [
        ("lost", None, 2, 0.5),
        ("disqualified", "duplicate", 1, 0.25),
        (None, None, 1, 0.25),
    ]


# waits


def parts_of(company: Company, as_of: datetime | None = None) -> tuple[float, ...]:
    """Give the four parts and the whole of a company of one hand-over, in hours."""
    (row,) = waits(company, RULES, agreed(start="created"), as_of=as_of)
    assert row.pop("hand_overs") == 1
    return tuple(row.values())


def test_the_wall_clock_is_split_into_four_parts() -> None:
    # Born on Monday at 0:00, ana on Tuesday at 9:00 (33 h), ben at 15:00 (6 h), touched on Wednesday at 13:00 (22 h):
    # ben works from 12:00 to 20:00, so 5 h on Tuesday and 1 h on Wednesday, and 16 h of evening.
    owners = [given("ana", START), given("ben", when("tue 15:00"))]
    company = sold(assignments=owners, activities=[called(when("wed 13:00"))])
    assert parts_of(company) == (33, 6, 6, 16, 61)
    # Given again to ben at 19:00, who holds it since 15:00: nothing changed hands.
    again = sold(assignments=[*owners, given("ben", when("tue 19:00"))], activities=[called(when("wed 13:00"))])
    assert parts_of(again) == (33, 6, 6, 16, 61)
    # Given back to ana at 19:00: she has 14 h of night and 4 h of her morning, the ten hours before are others' again.
    back = sold(assignments=[*owners, given("ana", when("tue 19:00"))], activities=[called(when("wed 13:00"))])
    assert parts_of(back) == (33, 10, 4, 14, 61)
    # An assignment after the touch is no part of it.
    later = sold(assignments=[*owners, given("ana", when("wed 13:01"))], activities=[called(when("wed 13:00"))])
    assert parts_of(later) == (33, 6, 6, 16, 61)


def test_untouched_the_clock_runs_to_the_end_or_to_as_of_and_an_early_touch_stops_it_before_the_hand_over() -> None:
    handed = [given("ana", START)]
    assert parts_of(sold(assignments=handed), as_of=when("tue 20:00")) == (33, 0, 9, 2, 44)
    lost = sold(moved("lost", when("tue 10:00")), assignments=handed)
    assert parts_of(lost, as_of=when("sun 0:00")) == (33, 0, 1, 0, 34)
    early = sold(assignments=handed, activities=[called(when("mon 10:00"))])
    assert parts_of(early) == (10, 0, 0, 0, 10)


def test_waits_are_means_over_the_real_hand_overs_of_the_period() -> None:
    company = answered(a=3_600, b=3 * 3_600)
    (row,) = waits(company, RULES, agreed(start="form"))
    assert (row["hand_overs"], row["working_hours"], row["total_hours"]) == (2, 2.0, 35.0)
    (row,) = waits(company, RULES, agreed(), since=START + SECOND)
    assert (row["hand_overs"], row["total_hours"]) == (0, None)


@examples(60, "arithmetic")
@given_any(companies(), rule_sets(), agreements(), cuts())
def test_the_parts_sum_exactly_to_the_wall_clock(
    company: Company, rules: Any, chosen: dict[str, Any], cut: Cut
) -> None:
    agreement = to_agreement(rules, chosen)
    asked = ask(company, rules, agreement, **asdict(cut), by=None, filters=None, starts=hand_over)
    for case, _ in asked.chosen:
        wall: timedelta = clock_end(case) - case.episode.began_at
        assert sum(parts(case)) == wall // SECOND
        assert min(parts(case)) >= 0


@examples(40, "arithmetic")
@given_any(companies(), rule_sets(), agreements(), cuts())
def test_the_curve_leaves_nothing_over_and_never_falls(
    company: Company, rules: Any, chosen: dict[str, Any], cut: Cut
) -> None:
    rows: list[Row] = time_to_first_touch(company, rules, to_agreement(rules, chosen), **asdict(cut))
    for row in rows:
        assert row["touched"] + row["left"] + row["waiting"] == pytest.approx(1)
    touched = [row["touched"] for row in rows]
    assert touched == sorted(touched)
