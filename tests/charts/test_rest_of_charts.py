"""What the charts of time in stage, bridge, exits, returns and projections show."""

from __future__ import annotations

from itertools import pairwise

import pytest

from leaddash.charts import bridge, exits, funnel_bars, returned, trend_of_rates, ways_out
from leaddash.charts.leaving import second_pass
from leaddash.charts.theme import LIGHT
from leaddash.words import load
from tests.charts.pictures import BACK, FULL, LEFT, WAYS, YEAR, YOUNG
from tests.frames import SPAN, bridged, came_back, projected, times

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
    assert points.hovertext[3] == "Apr 1, 2024: about 40.0% of 70 cases, projected"
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


def test_a_curve_ends_where_fewer_than_thirty_are_watched() -> None:
    frame = times("mql", 60, 60, converted=0.5)
    # At risk are 60 less the day: 30 on day 30.
    assert max(ways_out(frame, ENGLISH, LIGHT, "mql", 0).figure.data[2].x) == 30


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
    assert "5 más" in picture.note


def test_returns_have_their_interval_and_thin_ones_are_grey() -> None:
    picture = returned(BACK, ENGLISH, LIGHT)
    bars = picture.figure.data[0]
    assert list(bars.x)[::-1] == pytest.approx([0.1, 1 / 3, 1 / 12])
    assert bars.marker.color[0] == LIGHT.open
    assert len(bars.error_x.array) == 3
    assert picture.opens[-1]["figure"] == "followed_90"


def test_second_passes_stand_beside_first_ones() -> None:
    # Wilson of 30 in 50: 46.2 % to 72.4 %.
    assert second_pass(BACK, ENGLISH) == (
        "Second passes: 60.0% of 50 MQLs went on to sales in time (46.2% to 72.4%); "
        "first passes of the period: 40.0% of 1,000."
    )
    assert second_pass(came_back(("lost", None, 0, 3)), ENGLISH) == ""
