"""What the charts of time in stage, bridge, exits, returns and projections show."""

from __future__ import annotations

from itertools import pairwise

import pytest

from leaddash.drawing.absence import Reach
from leaddash.drawing.theme import LIGHT
from leaddash.subjects.funnel.charts.bridge import bridge
from leaddash.subjects.funnel.charts.funnel_bars import funnel_bars
from leaddash.subjects.funnel.charts.leaving import exits, returned, second_pass
from leaddash.subjects.funnel.charts.trend import trend_of_rates
from leaddash.subjects.funnel.charts.ways_out import ways_out
from leaddash.words import load
from tests.frames import SPAN, bridged, came_back, projected, times
from tests.subjects.pictures import BACK, FULL, LEFT, WAYS, YEAR, YOUNG

ENGLISH, SPANISH = load("en"), load("es")


def notes(picture: object) -> list[str]:
    return [note.text for note in picture.figure.layout.annotations]  # type: ignore[attr-defined]


def test_a_young_cohort_has_its_projection_beside_the_rate_and_in_place_of_none() -> None:
    told = notes(funnel_bars(YOUNG, ENGLISH, LIGHT))
    # MQL: 55 of 100 have their time over. Opportunity: nobody has. Sales lead: everybody has.
    assert "45.5% →" in told
    assert "≈ 50.0% · 31 left" in told
    assert "≈ 30.0% →" in told
    assert "too early" in notes(funnel_bars(FULL, ENGLISH, LIGHT))
    assert sum("≈" in text for text in told) == 2


def test_a_young_period_of_the_trend_is_where_its_share_will_stand() -> None:
    young = projected(YEAR, mql=0.4)
    picture = trend_of_rates(young, ENGLISH, LIGHT, "mql", SPAN)
    points = picture.figure.data[2]
    # 120 and 29 cases are over: their rates. 60 of 80 are over, and none of 70: projected.
    assert list(points.y) == pytest.approx([1 / 3, 12 / 29, 0.4, 0.4])
    assert list(points.marker.color)[2:] == [LIGHT.ground, LIGHT.ground]
    assert points.hovertext[3] == "1 Apr 2024: about 40.0% of 70 cases, projected"
    assert [one["figure"] for one in picture.opens] == ["rate_entered", "rate_entered", "entered", "entered"]
    assert list(picture.figure.layout.xaxis.ticktext)[3] == "Apr 24<br>n 70"


def test_the_ways_out_are_named_at_the_end_of_their_lines_with_their_share() -> None:
    picture = ways_out(WAYS, ENGLISH, LIGHT, "mql", 14)
    # Three times the agreed 14 days are shown, of 60: shares are 42/60 of the last ones.
    told = notes(picture)
    for text in ("Went on 35.0%", "Returned to marketing 14.0%", "Disqualified 7.0%", "Lost 3.5%", "agreed: 14 days"):
        assert text in told
    assert not any("Postponed" in text for text in told)
    assert picture.note.startswith("400 cases; 40.5% are still there after 42 days.")


def test_names_of_lines_that_meet_are_moved_apart() -> None:
    frame = times("mql", 30, 400, converted=0.3, recycled=0.01, disqualified=0.01, lost=0.01)
    heights = sorted(note.y for note in ways_out(frame, ENGLISH, LIGHT, "mql", 14).figure.layout.annotations[:4])
    assert min(high - low for low, high in pairwise(heights)) > 0.02


def test_where_fewer_than_thirty_are_watched_a_curve_goes_on_thin_and_grey() -> None:
    frame = times("mql", 60, 60, converted=0.5)
    # At risk are 60 less the day: 30 on day 30.
    picture = ways_out(frame, ENGLISH, LIGHT, "mql", 0)
    sound, thin = picture.figure.data[2:]
    assert (max(sound.x), sound.line.color, sound.line.width) == (30, LIGHT.marketing, 3)
    assert (min(thin.x), max(thin.x), thin.line.color, thin.line.width) == (30, 60, LIGHT.open, 1)
    assert picture.note.endswith("Thin and grey: fewer than 30 are still watched there.")


def test_a_thin_curve_reaches_the_end_of_the_agreed_time_and_no_further() -> None:
    few = ways_out(times("mql", 60, 12, converted=0.5), ENGLISH, LIGHT, "mql", 14)
    assert [max(line.x) for line in few.figure.data[2:]] == [14]
    # At risk are 35 less the day: thin from day 6 on, within the agreed 14 days.
    some = ways_out(times("mql", 60, 35, converted=0.5), ENGLISH, LIGHT, "mql", 14)
    assert [max(line.x) for line in some.figure.data[2:]] == [5, 14]
    assert "agreed: 14 days" in notes(some)


def test_a_curve_of_whom_all_have_left_goes_on_level_to_the_end_of_the_agreed_time() -> None:
    line = ways_out(times("mql", 4, 40, converted=1.0), ENGLISH, LIGHT, "mql", 14).figure.data[-1]
    assert (line.x[-1], line.y[-1]) == (14, 1.0)


def test_the_curve_says_how_many_are_left_out_because_their_moment_is_not_known() -> None:
    told = ways_out(WAYS, ENGLISH, LIGHT, "mql", 14, 440)
    assert told.note.startswith("40 of 440 are left out because their moment is not known. 400 cases;")
    assert "left out" not in ways_out(WAYS, ENGLISH, LIGHT, "mql", 14, 400).note


def test_no_curve_is_drawn_where_more_than_half_are_left_out() -> None:
    one = ways_out(times("mql", 3, 1, converted=1.0), ENGLISH, LIGHT, "mql", 14, 3)
    assert not one.figure.data
    assert one.alt == "2 of 3 are left out because their moment is not known. Too few are left to draw."
    none = ways_out(times("mql", 3, 1), SPANISH, LIGHT, "target", 14, 1)
    assert none.alt.startswith("1 de 1 queda fuera porque no se conoce su momento.")
    half = ways_out(times("mql", 3, 2, converted=1.0), ENGLISH, LIGHT, "mql", 14, 4)
    assert half.figure.data


def test_the_bridge_adds_up_on_screen() -> None:
    picture = bridge(bridged(mql=[188, 2, 5, 11]), ENGLISH, LIGHT, "mql")
    bars = picture.figure.data[0]
    # 188 and 2 on top of it, 5 down from there, 11 up again: where the last bar ends.
    assert list(bars.base) == [0, 188, 185, 185, 0]
    assert list(bars.y) == [188, 2, 5, 11, 196]
    assert list(bars.text) == ["+188", "+2", "−5", "+11", "196"]
    assert [one["figure"] for one in picture.opens] == [
        "converted",
        "late",
        "converted_later",
        "carried_in",
        "flow_out",
    ]


def test_exits_are_of_the_stage_the_most_frequent_first() -> None:
    picture = exits(LEFT, SPANISH, LIGHT, "mql")
    bars = picture.figure.data[0]
    assert list(bars.x)[::-1][:4] == [30, 12, 10, 4]
    assert picture.opens[-1] == {"stage": "mql", "figure": "exits", "exit": "recycled", "reason": "no budget"}
    assert picture.opens[-3]["reason"] == "–"
    assert picture.note.startswith("74 salidas del periodo")
    assert picture.note.endswith("5 motivos más, con 10 en total, están en la tabla y su descarga.")


def test_returns_have_their_interval_and_thin_ones_are_grey() -> None:
    picture = returned(BACK, ENGLISH, LIGHT)
    bars = picture.figure.data[0]
    assert list(bars.x)[::-1] == pytest.approx([1 / 3, 0.1, 1 / 12])
    assert bars.marker.color[0] == LIGHT.open
    assert len(bars.error_x.array) == 3
    assert picture.opens[-1]["figure"] == "followed_90"


def test_of_many_returns_the_best_and_the_worst_are_shown() -> None:
    many = came_back(*[("recycled", f"reason {place:02d}", place, 100) for place in range(20)])
    names = list(returned(many, ENGLISH, LIGHT).figure.layout.yaxis.ticktext)[::-1]
    assert [name.partition("<br>")[0] for name in (names[0], names[6], names[-1])] == [
        "reason 19",
        "8 in between",
        "reason 00",
    ]


def test_where_nobody_can_have_come_back_the_reason_is_told() -> None:
    assert returned(came_back(("lost", None, 0, 0)), ENGLISH, LIGHT).alt == (
        "Nobody left in this period. Choose another period."
    )
    young = came_back(("lost", None, 0, 0)).assign(exits=9)
    assert returned(young, ENGLISH, LIGHT).alt.startswith("Of nobody who left in this period are 90 days over.")
    assert returned(young, ENGLISH, LIGHT, Reach(days=60)).alt.startswith("The time for this (90 days) is longer")


def test_second_passes_stand_beside_first_ones() -> None:
    # Wilson of 30 in 50: 46.2 % to 72.4 %.
    assert second_pass(BACK, ENGLISH) == (
        "Second passes: 60.0% of 50 MQLs went on to sales in time (46.2% to 72.4%); "
        "first passes of the period: 40.0% of 1,000."
    )
    assert second_pass(came_back(("lost", None, 0, 3)), ENGLISH) == ""
