"""The tables behind the charts of the funnel have their columns named in words."""

from __future__ import annotations

import pytest

from leaddash.subjects.funnel import tables
from leaddash.words import LANGUAGES, load
from tests.frames import bridged, projected
from tests.subjects.pictures import BACK, FULL, LEFT, SOURCES, WAYS, YEAR
from tests.words.usage import known_to

ENGLISH = load("en")
TABLES = {
    **{reading: tables.columns_of(FULL, reading, ENGLISH) for reading in tables.SHOWN},
    "trend": tables.trend_table(projected(YEAR, mql=0.4), "mql", ENGLISH),
    "slices": tables.slice_table(SOURCES, "mql", "source", ENGLISH),
    "ways": tables.ways_table(WAYS, "mql"),
    "bridge": tables.bridge_table(bridged(), ENGLISH),
    "exits": tables.exits_table(LEFT, ENGLISH),
    "returned": tables.returned_table(BACK, ENGLISH),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_each_column_has_its_word(name: str, language: str) -> None:
    nameless = [column for column in TABLES[name].columns if f"column.{column}" not in known_to("funnel", language)]
    assert not nameless, f"give these columns a text under [column] in subjects/funnel/words/{language}.toml"
