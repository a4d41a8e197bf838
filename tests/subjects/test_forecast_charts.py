"""What the charts of the forecast draw: one axis, ranges that are told, bars that open their deals."""

from __future__ import annotations

import pandas as pd
import pytest

from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import LIGHT
from leaddash.subjects.forecast.charts.accuracy import best_rivals
from leaddash.subjects.forecast.charts.moves import steps_of
from leaddash.words import load
from tests import forecast_frames as frames
from tests.subjects.forecast_pictures import ERRORS, FORECAST, MOVED

ENGLISH = load("en")


def drawn(name: str, language: str = "en") -> Picture:
    return FORECAST[name](load(language), LIGHT)


def texts(name: str, language: str = "en") -> str:
    notes = [note.text for note in drawn(name, language).figure.layout.annotations]
    return " | ".join(notes).replace("\u00a0", " ").replace("<b>", "").replace("</b>", "")


def test_the_stack_adds_up_from_what_is_won_to_what_comes_new() -> None:
    bars = drawn("stack").figure.data[0]
    assert list(bars.x) == [318e3, 58e3, 47e3, 62e3, 11e3]
    assert list(bars.base) == [0, 318e3, 376e3, 423e3, 485e3]


def test_each_part_of_the_stack_opens_its_deals_and_what_comes_new_nobodys() -> None:
    *parts, new = drawn("stack").opens
    assert [part["category"] for part in parts] == ["closed", "commit", "best_case", "pipeline"]
    assert all(part["figure"] == "deals" and part["since"] == "2026-07-01" for part in parts)
    assert new == {}


def test_the_goal_crosses_the_stack_and_the_projection() -> None:
    goal = [shape for shape in drawn("stack").figure.layout.shapes if shape.x0 == shape.x1 == 450e3]
    assert len(goal) == 1
    assert goal[0].y0 < 50 < 116 < goal[0].y1


def test_a_projection_is_drawn_with_both_ranges_in_numbers() -> None:
    said = texts("stack")
    for number in ("402 k", "463 k", "431 k", "386 k", "482 k", "goal 450 k"):
        assert number in said
    assert "We project" not in texts("stack without a projection")
    assert "goal" not in texts("stack without a goal")


def test_what_is_in_no_bar_is_said() -> None:
    assert "In no bar: 3 deals called omitted, 20 k €." in drawn("stack").note.replace("\u00a0", " ")


def test_the_bridge_leads_from_what_was_open_to_what_is() -> None:
    # 202 + 22 + 12 + 6 − 9 − 14 − 11 − 41 = 167
    steps = steps_of(MOVED)
    assert [step.movement for step in steps] == [
        *("start", "new", "pulled_in", "raised", "lowered", "pushed_out", "lost", "won", "end")
    ]
    assert steps[-1].amount == steps[-2].after == 167e3


def test_the_bars_of_the_bridge_float_and_are_as_long_as_what_moved() -> None:
    bars = drawn("moves").figure.data[0]
    assert list(bars.y)[1:-1] == [22e3, 12e3, 6e3, 9e3, 14e3, 11e3, 41e3]
    assert bars.base[1] == 202e3
    assert bars.base[-2] == 167e3
    assert list(bars.text) == ["202", "+22", "+12", "+6", "−9", "−14", "−11", "−41", "167"]


def test_each_bar_of_the_bridge_opens_its_deals() -> None:
    opens = drawn("moves").opens
    assert [one["movement"] for one in opens] == [step.movement for step in steps_of(MOVED)]
    assert {one["figure"] for one in opens} == {"moved"}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("moves", "41 k € was won this week, 34 k € went the wrong way."),
        ("moves of one", "9.5 k € was won this week, and nothing went the wrong way."),
        ("moves of none that moved", "Nothing was won or lost this week."),
    ],
)
def test_the_title_of_the_bridge_is_its_finding(name: str, title: str) -> None:
    assert drawn(name).title.replace("\u00a0", " ") == title


def test_small_amounts_are_told_in_ones_and_large_ones_in_millions() -> None:
    assert list(drawn("moves of one").figure.data[0].text) == ["9,500", "−9,500", "0"]
    assert list(drawn("moves of none that moved").figure.data[0].text) == ["900.0", "900.0"]


def test_the_course_holds_the_whole_period_and_its_lines_end_at_as_of() -> None:
    figure = drawn("course of a young quarter").figure
    assert [str(end)[:10] for end in figure.layout.xaxis.range] == ["2026-07-01", "2026-10-01"]
    assert len(figure.data[2].x) == 3


def test_the_title_of_the_errors_says_where_the_projection_wins_and_so_where_it_loses() -> None:
    # weeks 1, 2, 3: 8 against 9, 10 against 9, 20 against 18 %
    assert drawn("errors").title == "The projection was the closest at 1 of 3 distances from the end."
    best = best_rivals(frames.accuracy(**ERRORS))
    assert best["mape"].tolist() == [0.09, 0.09, 0.18]
    assert set(best["measure"]) == {"conversion"}


def test_a_rule_that_ends_above_the_chart_is_named_below_it_and_calls_until_there_are_some_nowhere() -> None:
    picture = drawn("errors")
    assert picture.note.endswith("Further off than the chart reaches at the end: won + best case.")
    assert "people's calls" not in texts("errors") + picture.note + picture.alt
    assert len(picture.figure.data) == 4


def test_of_nothing_each_says_its_own_sentence() -> None:
    empty = {name: drawn(name).alt for name in FORECAST if name.endswith("of nothing")}
    assert len(set(empty.values())) == len(empty) == 4


def test_a_frame_of_decimals_is_drawn_as_one_of_floats() -> None:
    assert isinstance(frames.movement(start=(1, 1.0)), pd.DataFrame)
    assert steps_of(frames.movement(start=(1, 1.0)).astype({"amount": "object"}))[0].amount == 1.0
