"""What the charts of response show of many, of what is left out, and of what the data do not tell."""

from __future__ import annotations

import re
from typing import Any

from leaddash.drawing.theme import LIGHT
from leaddash.subjects.response.charts.arrivals import are_whole_days, arrivals
from leaddash.subjects.response.charts.first_touch import first_touch
from leaddash.subjects.response.charts.never_touched import never_touched
from leaddash.subjects.response.charts.people import response_people
from leaddash.subjects.response.charts.response_curve import response_curve
from leaddash.subjects.response.tables import people_table
from leaddash.words import load
from tests.response_frames import by_team, people, untouched, waited, week
from tests.subjects import response_pictures as shapes

ENGLISH = load("en")


def notes(picture: Any) -> list[str]:
    return [note.text for note in picture.figure.layout.annotations]


def test_of_more_teams_than_fit_the_fastest_and_the_slowest_are_drawn() -> None:
    teams = {f"t{hours}": waited(40, {60 * hours: 0.9}) for hours in range(1, 9)}
    picture = first_touch(by_team(**teams, huge=waited(900, {300: 0.9}), thin=waited(5, {1: 1.0})), ENGLISH, LIGHT)
    assert [note.partition(" ")[0] for note in notes(picture)] == ["t1", "t2", "t3", "t6", "t7", "t8"]
    assert picture.note.endswith("Drawn are the fastest and the slowest. 4 more are in the table and its download.")


def test_the_curve_of_first_touches_says_how_many_are_left_out_and_is_not_drawn_of_less_than_half() -> None:
    three = waited(2, {3: 1.0})
    told = first_touch(three, ENGLISH, LIGHT, "", whole=3)
    assert told.note.startswith("1 of 3 is left out because its moment is not known.")
    none = first_touch(waited(1, {30: 1.0}), ENGLISH, LIGHT, "", whole=3)
    assert not none.figure.data
    assert none.alt == "2 of 3 are left out because their moment is not known. Too few are left to draw."
    assert "left out" not in first_touch(three, ENGLISH, LIGHT, "", whole=2).note


def test_days_without_hours_are_not_said_to_be_out_of_hours() -> None:
    days = week(lambda day, hour: 2 * (hour == 0), lambda day, hour: 5.0)
    for shade in ("hand_overs", "p50_minutes"):
        picture = arrivals(days, ENGLISH, LIGHT, shade)
        assert not picture.figure.data
        assert picture.alt.startswith("All 14 hand-overs begin in the first hour of a day, as dates without a time do")
    assert are_whole_days(days)
    assert not are_whole_days(week(lambda day, hour: int((day, hour) == (3, 0)), lambda day, hour: 5.0))
    assert not are_whole_days(shapes.WEEK)


def test_whatever_keeps_the_data_from_telling_stands_in_the_place_of_a_chart() -> None:
    why = "No activity says that anybody got through."
    for picture in (
        response_curve(*shapes.FULL, ENGLISH, LIGHT, "contact", True, nothing=why),
        response_people(shapes.SELLERS, ENGLISH, LIGHT, "contact", why),
        first_touch(by_team(), ENGLISH, LIGHT, nothing=why),
        never_touched(untouched(), ENGLISH, LIGHT, why),
        arrivals(shapes.WEEK, ENGLISH, LIGHT, "hand_overs", nothing=why),
    ):
        assert not picture.figure.data
        assert picture.alt == why


def test_a_person_has_their_own_counts_and_an_estimate_that_names_what_it_rests_on() -> None:
    # As in a company of three with none of four each: the estimate is everybody's, not "of 4".
    picture = response_people(people(("Ana", 4, 0), ("Bo", 4, 0), ("Cy", 4, 0)), ENGLISH, LIGHT, "contact")
    said = [re.sub("<[^b].*?>", "", text) for text in notes(picture)]
    estimate = f"estimate: {ENGLISH.share(picture.figure.data[0].x[0])} (from all 12)"
    assert said[:3] == [f"own: 0 of 4<br>{estimate[:8]}{estimate[8:]}"] * 3
    assert f"Ana: own: 0 of 4, {estimate}" in picture.alt
    assert "of 4)" not in picture.alt


def test_of_many_people_the_best_and_the_worst_are_shown() -> None:
    frame = people(("Zed", 308, 0), *[(f"P{place:02d}", 100, 30 + place) for place in range(30)])
    picture = response_people(frame, ENGLISH, LIGHT, "contact")
    names = list(picture.figure.layout.yaxis.ticktext)[::-1]
    assert (names[0], names[6], names[-1]) == ("P29", "19 in between", "Zed")
    assert len(picture.opens) == len(picture.figure.data[0].x) == len(picture.figure.data[1].x) == 13
    assert picture.figure.data[1].x[6] is None or picture.figure.data[1].x[6] != picture.figure.data[1].x[6]
    assert len(people_table(frame, "contact", ENGLISH).frame) == 31


def test_who_went_on_without_a_touch_has_a_bar_of_that_name_that_opens_them() -> None:
    picture = never_touched(untouched(("gone_on", None, 5), (None, None, 3)), ENGLISH, LIGHT)
    assert list(picture.figure.layout.yaxis.ticktext) == [
        "Still open, or a new pass began",
        "Went on, no touch recorded",
    ]
    assert picture.opens[1] == {"figure": "untouched", "exit": "gone_on", "reason": "–"}
    assert picture.figure.data[0].marker.color[1] == LIGHT.sales
