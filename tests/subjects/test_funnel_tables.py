"""The tables behind the charts of the funnel have their columns named in words."""

from __future__ import annotations

import pytest

from leaddash.subjects.funnel import tables
from leaddash.words import LANGUAGES, load
from tests.frames import SPAN, bridged, projected
from tests.subjects.pictures import BACK, FULL, LEFT, SOURCES, WAYS, YEAR
from tests.words.usage import known_to

ENGLISH = load("en")
TABLES = {
    **{reading: tables.figures_table(FULL, reading, ENGLISH, reading) for reading in tables.COLUMNS_SHOWN},
    "trend": tables.trend_table(projected(YEAR, mql=0.4), "mql", ENGLISH, SPAN),
    "slices": tables.slice_table(SOURCES, "mql", "source", ENGLISH),
    "ways": tables.ways_table(WAYS, "mql"),
    "bridge": tables.bridge_table(bridged(), ENGLISH),
    "exits": tables.exits_table(LEFT, ENGLISH),
    "returned": tables.returned_table(BACK, ENGLISH),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_each_column_has_its_word(name: str, language: str) -> None:
    known = known_to("funnel", language)
    nameless = [column for column in TABLES[name].frame if f"column.{column}" not in known]
    assert not nameless, f"give these columns a text under [column] in subjects/funnel/words/{language}.toml"
