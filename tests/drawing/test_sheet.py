"""A sheet of lanes: words that stand clear of each other, and dates that are few and in order."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from leaddash.drawing.calendar_axis import MOST_TICKS, ticks
from leaddash.drawing.sheet import WIDE, Sheet, apart, tint, width
from leaddash.drawing.theme import LIGHT, PALETTES
from leaddash.words import LANGUAGES, load

BEGIN = datetime(2026, 3, 14, 9, 26, 53)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "length", [timedelta(hours=1), timedelta(hours=30), *(timedelta(days=days) for days in (3, 20, 90, 700, 40_000))]
)
def test_dates_are_few_in_order_and_on_the_axis(length: timedelta, language: str) -> None:
    axis = ticks(BEGIN, BEGIN + length, load(language))
    dates = axis["tickvals"]
    assert 1 <= len(dates) <= MOST_TICKS
    assert dates == sorted(set(dates))
    assert all(BEGIN <= date <= BEGIN + length for date in dates)
    told = dict(zip(dates, axis["ticktext"], strict=True))
    days = [text for date, text in told.items() if date.hour == 0]
    assert len(set(days)) == len(days)
    assert not any(":" in text for text in days), "a midnight is told by its day"


@seed(3)
@settings(max_examples=300, deadline=None, database=None)
@given(st.integers(1, 60_000))
def test_an_axis_of_any_length_has_few_dates(hours: int) -> None:
    dates = ticks(BEGIN, BEGIN + timedelta(hours=hours), load("en"))["tickvals"]
    assert len(dates) <= MOST_TICKS
    assert len({(after - before).days // 27 for before, after in pairwise(dates)}) <= 3


@seed(4)
@settings(max_examples=300, deadline=None, database=None)
@given(st.lists(st.tuples(st.floats(-50, WIDE), st.text("abc", min_size=1, max_size=30)), max_size=12))
def test_words_that_are_kept_stand_clear_and_the_first_ones_go_first(wanted: list[tuple[float, str]]) -> None:
    kept = [wanted[place] for place in apart(wanted)]
    spans = sorted((left, left + width(text)) for left, text in kept)
    assert all(end < begin for (_, end), (begin, _) in pairwise(spans))
    assert all(left >= 0 and left + width(text) <= WIDE for left, text in kept)
    first = next((one for one in wanted if one[0] >= 0 and one[0] + width(one[1]) <= WIDE), None)
    assert (kept[0] if kept else None) == first


def test_a_moment_and_its_pixels_are_the_same_place() -> None:
    sheet = Sheet(BEGIN, BEGIN + timedelta(days=10), LIGHT)
    assert sheet.x(BEGIN) == 0
    assert sheet.x(sheet.until) == WIDE
    assert sheet.moment(sheet.x(BEGIN + timedelta(days=3))) == BEGIN + timedelta(days=3)
    assert sheet.shows(BEGIN - timedelta(days=2), BEGIN + timedelta(days=1))
    assert not sheet.shows(BEGIN - timedelta(days=2), BEGIN - timedelta(days=1))


def test_a_bar_is_cut_at_the_edges_and_never_too_thin_to_see() -> None:
    sheet = Sheet(BEGIN, BEGIN + timedelta(days=1000), LIGHT)
    sheet.bar(BEGIN - timedelta(days=5), BEGIN + timedelta(minutes=1), 10, 20, LIGHT.sales, "")
    sheet.bar(BEGIN + timedelta(days=5), BEGIN + timedelta(days=5), 10, 20, LIGHT.sales, "")
    begins, ends = zip(*((trace.x[0], trace.x[1]) for trace in sheet.traces), strict=True)
    assert begins[0] == BEGIN
    assert sheet.x(ends[1]) - sheet.x(begins[1]) == pytest.approx(3)


@pytest.mark.parametrize("palette", PALETTES.values())
def test_a_tint_lies_between_its_colour_and_the_ground(palette: object) -> None:
    assert tint("#000000", 0.25, "#FFFFFF") == "rgba(191,191,191,1)"
    assert tint("#0B7A75", 1, "#FFFFFF") == "rgba(11,122,117,1)"
