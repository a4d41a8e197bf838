"""The tables behind the charts of promises."""

from __future__ import annotations

from typing import Any

import pytest

from leaddash.subjects.promises.tables import notices_table, people_kept_table, sla_table, sla_trend_table, waits_table
from leaddash.words import LANGUAGES, load
from tests.frames import SPAN
from tests.subjects import sla_pictures as shapes
from tests.words.usage import known_to

ENGLISH, SPANISH = load("en"), load("es")
TABLES: dict[str, Any] = {
    "sla": sla_table(shapes.FULL, ENGLISH).frame,
    "trend": sla_trend_table(shapes.COURSE, "first_touch", ENGLISH, SPAN).frame,
    "people": people_kept_table(shapes.OWNED, "first_touch", "person", ENGLISH).frame,
    "notices": notices_table(shapes.NOTICES, "first_touch", shapes.LADDER, ENGLISH, shapes.AGREED).frame,
    "waits": waits_table(shapes.WAITS, "team", ENGLISH).frame,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_each_column_has_its_word(name: str, language: str) -> None:
    nameless = [column for column in TABLES[name].columns if f"column.{column}" not in known_to("promises", language)]
    assert not nameless, f"give these columns a text under [column] in subjects/promises/words/{language}.toml"


def test_times_are_told_in_the_clock_of_their_promise() -> None:
    frame = shapes.FULL.assign(p50_minutes=[3000.0, 3000.0, float("nan")])
    told = sla_table(frame, SPANISH, working=["first_touch"]).frame
    assert told["promise"].tolist() == ["Primera respuesta", "Cualificación", "Conversión"]
    assert told["p50_minutes"].tolist() == ["50 h", "2 d 2 h", "–"]
    assert told["promises_kept"].tolist() == [312, 148, 18]


def test_the_course_has_a_row_for_each_period() -> None:
    told = sla_trend_table(shapes.COURSE, "first_touch", ENGLISH, SPAN).frame
    assert told["period"].tolist()[::5] == ["1 Jan 2024", "1 Jun 2024"]
    assert told["missed_in_period"].tolist() == [100, 89, 9, 0, 74, 29]


def test_those_without_a_name_are_in_the_table_too() -> None:
    told = people_kept_table(shapes.OWNED, "first_touch", "person", SPANISH).frame
    assert told["person"].tolist()[-2:] == ["Young", "(ninguno)"]


def test_notices_have_a_row_for_each_role_of_each_step() -> None:
    told = notices_table(shapes.NOTICES, "first_touch", shapes.LADDER, ENGLISH, shapes.AGREED, working=True).frame
    assert told.to_numpy().tolist() == [
        [1, "At the due moment", "Owner", 92, 71],
        [2, "1 h after", "Owner", 60, 40],
        [2, "1 h after", "Manager", 58, 39],
        [3, "4 h after", "Executive", 14, 3],
    ]
    assert "notices_agreed" not in notices_table(shapes.NOTICES, "first_touch", shapes.LADDER, ENGLISH).frame
    assert notices_table(shapes.NOTICES, "first_touch", (), ENGLISH).frame.empty
