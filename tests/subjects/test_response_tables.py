"""The tables behind the charts of response hold what is drawn, in words."""

from __future__ import annotations

import pandas as pd

from leaddash.subjects.response.metrics.response_curve import OUTCOMES
from leaddash.subjects.response.tables import (
    arrivals_table,
    curve_table,
    first_touch_table,
    never_table,
    people_table,
)
from leaddash.words import LANGUAGES, load
from tests.response_frames import adjusted, people, untouched, waited, week
from tests.subjects import response_pictures as shapes
from tests.words.usage import known_to

ENGLISH, SPANISH = load("en"), load("es")


def tables() -> list[pd.DataFrame]:
    return [
        *(curve_table(*shapes.FULL, outcome, ENGLISH).frame for outcome in OUTCOMES),
        *(people_table(shapes.SELLERS, outcome, ENGLISH).frame for outcome in OUTCOMES),
        never_table(shapes.UNTOUCHED, ENGLISH).frame,
        arrivals_table(shapes.WEEK, ENGLISH).frame,
        first_touch_table(shapes.TEAMS, ENGLISH).frame,
        first_touch_table(shapes.EVERYONE, ENGLISH, "").frame,
    ]


def test_each_column_has_a_word_in_each_language() -> None:
    columns = {column for table in tables() for column in table.columns}
    for language in LANGUAGES:
        assert not {f"column.{column}" for column in columns} - known_to("response", language)


def test_the_table_of_the_curve_has_every_bucket_and_its_difference_in_points() -> None:
    table = curve_table(*shapes.FULL, "contact", SPANISH).frame
    assert table["bucket"].tolist()[-4:] == ["Llamado antes", "Nunca llamado", "Aún en espera", "No era un prospecto"]
    first = table.iloc[0]
    assert (first["hand_overs"], first["rate_entered"], first["contacted"]) == (120, 120, 78)
    assert (first["difference"], first["difference_low"], first["difference_high"]) == ("+18,0", "+9,0", "+27,0")
    assert (first["rate"], first["adjusted"], first["covered"]) == (78 / 120, 0.62, 0.8)
    last = table.iloc[-1]
    assert last["difference"] == "–"
    assert pd.isna(last["adjusted"])


def test_the_table_of_people_has_all_of_them_in_the_order_of_the_chart() -> None:
    table = people_table(people(("New", 0, 0), ("Ana", 12, 9), ("Leo", 60, 6), (None, 60, 9)), "win", ENGLISH).frame
    assert table["person"].tolist() == ["(none)", "Leo", "Ana", "New"]
    assert table["won"].tolist() == [9, 6, 9, 0]
    assert table["p50_minutes"].iloc[0] == "45 min"


def test_the_table_of_the_untouched_says_who_is_still_open() -> None:
    table = never_table(untouched((None, None, 3), ("lost", None, 1)), ENGLISH).frame
    assert table["exit"].tolist() == ["Still open, or a new pass began", "Lost"]
    assert table["reason"].tolist() == ["–", "no reason given"]
    assert table["share"].tolist() == [0.75, 0.25]


def test_the_table_of_arrivals_has_the_hours_in_which_somebody_came() -> None:
    frame = week(lambda day, hour: int((day, hour) == (7, 9)), lambda day, hour: 90.0)
    row = arrivals_table(frame, SPANISH).frame.iloc[0]
    assert row.tolist() == ["domingo", "09:00", 1, 1, 1.0, "1 h 30 min"]
    assert len(arrivals_table(frame, SPANISH).frame) == 1


def test_the_table_of_days_without_hours_does_not_say_what_came_out_of_hours() -> None:
    days = arrivals_table(week(lambda day, hour: 2 * (hour == 0), lambda day, hour: 90.0), ENGLISH).frame
    assert days["hand_overs"].sum() == 14
    assert days[["out_of_hours", "out_of_hours_share"]].isna().all(axis=None)


def test_the_table_of_first_touches_has_round_times() -> None:
    table = first_touch_table(waited(40, {3: 0.5, 100: 0.9}), ENGLISH, "").frame
    assert table["time"].tolist() == ["1 min", "5 min", "15 min", "1 h", "4 h", "1 d", "3 d", "7 d"]
    assert table["touched_share"].tolist() == [0.0, 0.5, 0.5, 0.5, *[0.9] * 4]
    work = first_touch_table(shapes.TEAMS, ENGLISH, working=True).frame
    assert work["time"].tolist()[6] == "40 h"
    assert list(work["team"].unique())[:3] == ["North", "South and the islands of the west", "(none)"]


def test_tables_of_nothing_are_empty() -> None:
    assert never_table(untouched(), ENGLISH).frame.empty
    assert first_touch_table(waited(0, {}), ENGLISH, "").frame.empty
    assert len(curve_table(shapes.UNTIMED[0], adjusted(), "win", ENGLISH).frame) == 12
