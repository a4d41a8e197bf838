"""What the charts of response show."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from leaddash.drawing.theme import LIGHT
from leaddash.stats import THIN
from leaddash.subjects.response.charts.arrivals import DEEPEST, arrivals, depths
from leaddash.subjects.response.charts.first_touch import first_touch, spread, watched
from leaddash.subjects.response.charts.never_touched import never_touched
from leaddash.subjects.response.charts.people import response_people
from leaddash.subjects.response.charts.response_curve import curve_of, published_rates, response_curve
from leaddash.subjects.response.metrics.response_curve_adjusted import TIMED_BUCKETS
from leaddash.words import load
from tests.response_frames import adjusted, by_team, curve, people, waited, week
from tests.subjects import response_pictures as shapes

ENGLISH, SPANISH = load("en"), load("es")


def notes(picture: Any) -> list[str]:
    return [note.text for note in picture.figure.layout.annotations]


def curve_picture(curves: shapes.Curves, outcome: str = "contact", *, published: bool = True) -> Any:
    return response_curve(*curves, ENGLISH, LIGHT, outcome, published)


def test_the_points_of_the_curve_are_the_rates_of_the_frame_with_their_intervals() -> None:
    points = curve_picture(shapes.FULL).figure.data[0]
    rows = shapes.FULL[0].head(8)
    assert list(points.y) == rows["contact_rate"].tolist()
    assert [y + up for y, up in zip(points.y, points.error_y.array, strict=True)] == pytest.approx(rows["contact_high"])
    assert points.y[0] - points.error_y.arrayminus[0] == pytest.approx(rows["contact_low"].iloc[0])


def test_thin_points_are_grey_diamonds_and_adjusted_ones_hollow() -> None:
    recorded, alike = curve_picture(shapes.FULL).figure.data[:2]
    assert list(recorded.marker.symbol) == ["circle"] * 3 + ["diamond"] + ["circle"] * 3 + ["diamond"]
    assert recorded.marker.color[3] == LIGHT.open
    assert set(alike.marker.color) == {LIGHT.ground}
    assert (alike.marker.symbol[3], alike.marker.line.color[3]) == ("diamond", LIGHT.open)
    assert list(alike.y)[:4] == [0.62, 0.58, 0.5, 0.43]
    assert list(alike.y)[4:] == [None] * 4


def test_an_adjusted_point_stands_right_of_the_recorded_one_which_stands_alone_in_the_middle() -> None:
    recorded, alike = curve_picture(shapes.FULL).figure.data[:2]
    assert recorded.x[0] < 0 < alike.x[0]
    assert recorded.x[7] == 7


def test_each_bucket_says_how_many_leads_it_rests_on_and_opens_its_hand_overs() -> None:
    picture = curve_picture(shapes.SCHOOL, "win")
    assert picture.figure.layout.xaxis.ticktext[0] == "≤ 5 min<br>n 239"
    assert picture.figure.layout.xaxis.ticktext[7] == "&gt; 72 h<br>n 2,094"  # as Plotly shows it: > 72 h
    assert picture.opens == tuple({"figure": "win_leads", "bucket": bucket} for bucket in TIMED_BUCKETS)
    assert {len(trace.x) for trace in picture.figure.data} == {len(TIMED_BUCKETS)}
    assert "≤ 5 min: 5.0% of 239" in picture.alt


def test_the_note_says_how_many_hand_overs_the_adjustment_covers() -> None:
    assert "That covers 80% of the hand-overs" in curve_picture(shapes.FULL).note
    frame = adjusted((60, 0.5, 0.1, 0.1), (60, 0.5, 0.1, 0.1))
    frame.loc[1, "contact_covered"] = 0.45
    assert "covers 45% to 80%" in curve_picture((shapes.FULL[0], frame)).note
    assert "Nothing is adjusted" in curve_picture(shapes.THIN).note


@pytest.mark.parametrize(
    ("outcome", "expected"),
    # b = 0.6 / 0.4 = 1.5; p = b·r / (1 + b·r)
    [("contact", [0.6, 0.15 / 1.15, 0.015 / 1.015]), ("qualify", [0.6, 0.375 / 1.375, (1.5 / 21) / (1 + 1.5 / 21)])],
)
def test_published_odds_are_drawn_from_the_odds_of_the_first_bucket(outcome: str, expected: list[float]) -> None:
    rows = curve_of(curve((100, 60), (100, 50)), outcome, "rate")
    assert published_rates(rows, outcome) == pytest.approx(expected)


def test_the_published_line_ends_at_thirty_minutes_and_is_named_with_what_it_is_not() -> None:
    picture = curve_picture(shapes.FULL)
    line = picture.figure.data[2]
    assert list(line.x) == [0, 1, 2]
    assert (line.line.dash, line.line.color) == ("dash", LIGHT.muted)
    assert "published 2007" in notes(picture)
    for words in ("observational", "phone only", "2004–2007", "odds, not probabilities", "Oldroyd 2007"):
        assert words in picture.note


def test_the_published_line_is_not_drawn_unasked_nor_of_wins_nor_without_a_sound_base() -> None:
    assert len(curve_picture(shapes.FULL, published=False).figure.data) == 2
    assert "published" not in curve_picture(shapes.FULL, published=False).note.lower()
    for curves, outcome, said in (
        (shapes.FULL, "win", "The study published no figure for customers."),
        (shapes.THIN, "contact", "The published figures are not drawn"),
        (shapes.FIRST_THIN, "contact", "The published figures are not drawn"),
        (shapes.ALL_HAD, "contact", "The published figures are not drawn"),
    ):
        picture = curve_picture(curves, outcome)
        assert len(picture.figure.data) == 2
        assert said in picture.note


def test_the_whisker_of_a_thin_point_does_not_set_the_scale_and_the_note_says_so() -> None:
    picture = curve_picture(shapes.FIRST_THIN)
    # One of four: 25 %, its interval to 70 %; the sound ones end under 9 %.
    assert picture.figure.layout.yaxis.range[1] < 0.3
    assert "A whisker that reaches the upper edge goes on beyond it." in picture.note
    assert "goes on beyond" not in curve_picture(shapes.FULL).note


def test_the_curve_of_working_time_says_so() -> None:
    told = response_curve(*shapes.FULL, SPANISH, LIGHT, "contact", True, working=True)
    assert told.figure.layout.xaxis.title.text == "Tiempo laborable hasta la primera respuesta"
    assert told.note.endswith("Aquel estudio contaba todas las horas; aquí cuenta el tiempo laborable.")
    assert "all hours" not in curve_picture(shapes.FULL).note


def test_at_most_six_teams_are_drawn_the_largest_and_the_rest_counted() -> None:
    picture = first_touch(shapes.TEAMS, ENGLISH, LIGHT)
    assert len(picture.figure.data) == 6
    assert picture.note.endswith("1 more is in the table and its download.")
    told = notes(picture)
    assert told[0].startswith("North 94.0% of 480<br>")
    assert told[1].startswith("South and the… 93.0% of 390")
    assert told[2].startswith("(none) ")
    assert "50 %: 12 min · 90 %: 4 h" in told[0]
    assert "90 %: –" in told[2]


def test_the_names_of_lines_are_a_readable_distance_apart() -> None:
    picture = first_touch(shapes.TEAMS, ENGLISH, LIGHT)
    plot = 360 - 12 - 50
    heights = sorted(note.y * plot + note.yshift for note in picture.figure.layout.annotations)
    assert min(high - low for low, high in pairwise(heights)) > 37
    assert heights[-1] <= plot


def test_lines_differ_in_dash_or_colour_and_thin_ones_are_grey() -> None:
    lines = first_touch(shapes.TEAMS, ENGLISH, LIGHT).figure.data
    assert len({(line.line.color, line.line.dash) for line in lines}) == 6
    assert lines[5].line.color == LIGHT.open
    assert "12 hand-overs" in lines[5].hovertext[0]


def test_pointing_at_a_line_says_the_interval() -> None:
    line = first_touch(by_team(North=waited(100, {15: 0.5})), SPANISH, LIGHT).figure.data[2]
    # Wilson of 50 in 100: 40.4 % to 59.6 %.
    assert line.hovertext[1] == (
        "North<br>En 15 min: 50,0\u00a0% de 100 entregas<br>Intervalo del 95 %: 40,4\u00a0% a 59,6\u00a0%"
    )


def test_time_grows_by_factors_and_is_told_as_minutes_hours_and_days() -> None:
    axis = first_touch(shapes.TEAMS, ENGLISH, LIGHT).figure.layout.xaxis
    assert axis.type == "log"
    assert list(axis.ticktext) == ["1 min", "5 min", "15 min", "1 h", "4 h", "1 d", "3 d", "7 d"]
    working = first_touch(shapes.EVERYONE, ENGLISH, LIGHT, "", working=True).figure.layout.xaxis
    assert list(working.ticktext)[-2:] == ["12 h", "40 h"]
    soon = first_touch(by_team(North=waited(40, {3: 0.9})), ENGLISH, LIGHT).figure.layout.xaxis
    assert list(soon.ticktext)[-1] == "1 h"


def test_a_curve_starts_at_a_minute_and_goes_level_to_the_end_of_the_axis() -> None:
    line = first_touch(by_team(North=waited(40, {3: 0.9})), ENGLISH, LIGHT).figure.data[2]
    assert (list(line.x), list(line.y)) == ([1, 3, 60], [0.0, 0.9, 0.9])


def test_a_curve_ends_where_too_few_of_those_who_wait_are_watched() -> None:
    # Of 100, 50 wait after an hour and are watched; of the 40 after ten hours only 9 are.
    assert list(watched(shapes.YOUNG)["minute"]) == [0, 5, 60]
    line = first_touch(shapes.YOUNG, ENGLISH, LIGHT, "").figure.data[2]
    assert max(line.x) == 60
    assert len(watched(waited(40, {3: 0.9, 5: 1.0}))) == 3


def test_names_keep_their_distance_and_stay_below_the_top() -> None:
    assert spread([10, 11, 12], 5, 100) == [10, 15, 20]
    assert spread([98, 99, 97], 5, 100) == [95, 100, 90]
    assert spread([50, 10], 5, 100) == [50, 10]


def test_each_hour_of_the_week_shows_its_number() -> None:
    picture = arrivals(shapes.WEEK, ENGLISH, LIGHT, "hand_overs")
    cells = picture.figure.data[0]
    place = shapes.WEEK.index[(shapes.WEEK["weekday"] == 1) & (shapes.WEEK["hour"] == 13)][0]
    assert (cells.x[place], cells.y[place], cells.text[place]) == (13, 1, "230")
    assert cells.hovertext[place] == "Monday, 13:00: 230 hand-overs<br>0.0% out of hours; half answered within 12 min"
    axis = picture.figure.layout.yaxis
    assert list(axis.ticktext) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert axis.range[0] > axis.range[1]
    assert arrivals(shapes.WEEK, SPANISH, LIGHT, "hand_overs").figure.layout.yaxis.ticktext[0] == "lun"


def test_the_note_says_what_share_came_out_of_hours() -> None:
    frame = week(lambda day, hour: {(1, 10): 3, (6, 10): 1}.get((day, hour), 0), lambda day, hour: 5.0)
    assert arrivals(frame, ENGLISH, LIGHT, "hand_overs").note.startswith("25.0% of 4 hand-overs came while")
    assert "most of them on Monday at 10:00 (3)" in arrivals(frame, ENGLISH, LIGHT, "hand_overs").alt


def test_an_hour_in_which_nobody_came_is_blank() -> None:
    frame = week(lambda day, hour: int((day, hour) == (3, 10)), lambda day, hour: 5.0)
    cells = arrivals(frame, ENGLISH, LIGHT, "p50_minutes").figure.data[0]
    assert sum(bool(text) for text in cells.text) == 1
    assert cells.z == (None,) * 168


def test_a_median_of_few_is_grey_and_one_that_is_not_reached_a_dash_of_the_deepest_shade() -> None:
    frame = week(lambda day, hour: 40 if day < 6 else 29, shapes.slower_at_night)
    cells = arrivals(frame, ENGLISH, LIGHT, "p50_minutes").figure.data[0]
    assert (cells.text[0], cells.z[0]) == ("–", 1.0)
    assert (cells.text[9], cells.text[20]) == ("12m", "13h")
    assert cells.z[9] < cells.z[20]
    assert (cells.text[-1], cells.z[-1]) == (f'<span style="color:{LIGHT.open}">10h</span>', None)


def test_no_cell_is_shaded_so_deep_that_its_number_is_hard_to_read() -> None:
    cells = arrivals(shapes.WEEK, ENGLISH, LIGHT, "hand_overs").figure.data[0]
    assert (cells.zmin, cells.zmax) == (0, DEEPEST)
    assert max(depth for depth in cells.z if depth is not None) == 1
    assert cells.textfont.color == LIGHT.ink


def test_hours_that_hardly_differ_are_not_spread_over_all_shades() -> None:
    found = depths(week(lambda day, hour: 50 + hour % 2, shapes.slower_at_night), "hand_overs")
    assert all(depth is not None and depth > 0.98 for depth in found)


def test_thousands_are_told_short() -> None:
    picture = arrivals(week(lambda day, hour: 1234, lambda day, hour: 5.0), SPANISH, LIGHT, "hand_overs")
    assert set(picture.figure.data[0].text) == {"1,2"}
    assert picture.note.endswith("En miles.")


def test_people_are_ranked_by_their_shrunk_share_with_their_own_beside_it() -> None:
    frame = people(("Lucky", 30, 15), ("Steady", 900, 400), *[(f"Other {n}", 300, 100) for n in range(8)])
    bars, own = response_people(frame, ENGLISH, LIGHT, "contact").figure.data
    # 15 of 30 is more than 400 of 900, but not beyond chance.
    assert own.x[-1] == pytest.approx(400 / 900)
    assert 0.5 in own.x
    assert list(bars.x) == sorted(bars.x)
    assert own.marker.color == LIGHT.ground


def test_people_with_few_leads_are_grey_and_last_and_three_of_them_are_shown() -> None:
    picture = response_people(shapes.SELLERS, ENGLISH, LIGHT, "contact")
    assert len(picture.figure.data[0].y) == 6 + 1 + 6 + 2
    assert picture.note.endswith("Drawn are the best and the worst. 3 more are in the table and its download.")
    few = response_people(people(("Ana", 12, 9), ("Leo", 60, 6)), ENGLISH, LIGHT, "contact")
    assert list(few.figure.layout.yaxis.ticktext) == ["Ana", "Leo"]
    assert list(few.figure.data[0].marker.color) == [LIGHT.open, LIGHT.sales]


def test_a_person_opens_their_hand_overs_by_id() -> None:
    named = people(("Ana", 60, 9), (None, 60, 6)).assign(slice_id=["u1", None])
    picture = response_people(named, ENGLISH, LIGHT, "win")
    assert picture.opens == ({"figure": "win_leads", "person": ""}, {"figure": "win_leads", "person": "u1"})
    assert list(picture.figure.layout.yaxis.ticktext) == ["(none)", "Ana"]


def test_a_rule_shows_the_share_of_all_people() -> None:
    picture = response_people(people(("Ana", 60, 9), ("Leo", 40, 21)), ENGLISH, LIGHT, "contact")
    assert picture.figure.layout.shapes[0].x0 == pytest.approx(0.3)
    assert "all: 30.0%" in notes(picture)


def test_the_untouched_are_told_by_how_they_ended_the_most_frequent_first() -> None:
    picture = never_touched(shapes.UNTOUCHED, SPANISH, LIGHT)
    bars = picture.figure.data[0]
    assert list(bars.x)[::-1][:4] == [1233, 988, 800, 90]
    names = list(picture.figure.layout.yaxis.ticktext)[::-1]
    assert names[0].startswith("duplicate<br>")
    assert names[2] == "Sigue abierto o empezó otro pase"
    assert bars.marker.color[-3] == LIGHT.open
    assert picture.opens[-1] == {"figure": "untouched", "exit": "disqualified", "reason": "duplicate"}
    assert picture.opens[-3] == {"figure": "untouched", "exit": "–", "reason": "–"}
    assert picture.note.endswith("3 motivos más, con 12 en total, están en la tabla y su descarga.")


def test_thin_is_what_the_house_calls_thin() -> None:
    assert f"fewer than {THIN}" in curve_picture(shapes.FULL).note
