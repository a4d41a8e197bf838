"""What every chart keeps: its words, its units, its zero, its colours; on frames of every shape."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import plotly.graph_objects as go
import pytest

from leaddash import charts
from leaddash.charts import PALETTES, Picture
from leaddash.charts.theme import LIGHT
from leaddash.words import LANGUAGES, load
from tests.charts import lab_pictures, response_pictures, sla_pictures
from tests.charts.pictures import DRAWN_WITH, PICTURES, REST

ALLOWED = {"bar", "scatter", "heatmap"}
LYING = ("slices", "exits", "returned", *response_pictures.LYING, *sla_pictures.LYING, *lab_pictures.LYING)
"""Pictures with bars from left to right."""


@pytest.fixture(params=PICTURES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@cache
def drawn(name: str, language: str = "en", theme: str = "light") -> Picture:
    return PICTURES[name](load(language), PALETTES[theme])


def colours(value: Any) -> Iterator[str]:
    """Every colour that a figure names, wherever it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if "color" in key:
                yield from _named(inner)
            yield from colours(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from colours(inner)


def _named(value: Any) -> Iterator[str]:
    """The colours of a mark, of several, or of the steps of a scale."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)


def test_every_chart_is_among_the_pictures() -> None:
    made = {name for name in charts.__all__ if _returns_a_picture(getattr(charts, name))}
    assert made == set(DRAWN_WITH), "draw the chart in tests/charts/pictures.py"


def _returns_a_picture(found: object) -> bool:
    return inspect.isfunction(found) and found.__annotations__.get("return") == "Picture"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_a_title_and_words_for_those_who_cannot_see_it(name: str, language: str) -> None:
    picture = drawn(name, language)
    for text in (picture.title, picture.alt):
        assert text.strip() == text != "", "write its title and its alt"
        assert text.endswith((".", "?")), f"make it a sentence: {text}"
        assert not {"{", "}"} & set(text)
        assert ": ." not in text
        assert "nan" not in text.lower().split()


def test_its_words_are_of_the_readers_language(name: str) -> None:
    english, spanish = drawn(name), drawn(name, "es")
    assert english.title != spanish.title
    assert english.alt != spanish.alt
    assert not english.note or english.note != spanish.note


def test_an_axis_that_is_seen_says_what_it_measures(name: str) -> None:
    layout = drawn(name).figure.layout
    measured = layout.xaxis if name.startswith(LYING) else layout.yaxis
    assert measured.visible is False or measured.title.text, "title the axis with its unit"


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_numbers_are_in_the_readers_style(name: str, language: str) -> None:
    layout = drawn(name, language).figure.layout
    assert layout.separators == load(language)("style.separators")
    measured = layout.xaxis if name.startswith(LYING) else layout.yaxis
    assert measured.visible is False or len(measured.ticktext) == len(measured.tickvals) >= 2


def test_its_bars_start_at_zero(name: str) -> None:
    figure = drawn(name).figure
    for trace in figure.data:
        if trace.type == "bar":
            axis = figure.layout.xaxis if trace.orientation == "h" else figure.layout.yaxis
            assert trace.base is None or _is_bridged(name, trace) or _is_stacked(name, trace)
            assert axis.range[0] == 0


def _is_bridged(name: str, trace: Any) -> bool:
    return name == "bridge" and bool(trace.base[0] == trace.base[-1] == 0)


def _is_stacked(name: str, trace: Any) -> bool:
    """Whether the first part at each place begins at zero, and every other where one of its place ends."""
    parts = list(zip(trace.y, trace.base, trace.x, strict=True))
    ends = {(place, round(base + length, 9)) for place, base, length in parts}
    joined = all(base == 0 or (place, round(base, 9)) in ends for place, base, _ in parts)
    return name.startswith(sla_pictures.STACKED) and joined


def test_a_share_is_drawn_from_zero_too(name: str) -> None:
    axis = drawn(name).figure.layout.yaxis
    assert axis.visible is False or name.startswith(LYING) or axis.range[0] == 0


def test_it_is_no_pie_has_one_scale_and_no_depth(name: str) -> None:
    figure = drawn(name).figure
    assert {trace.type for trace in figure.data} <= ALLOWED
    axes = {key for key in figure.to_dict()["layout"] if key.startswith(("xaxis", "yaxis", "scene"))}
    assert axes == {"xaxis", "yaxis"}
    assert not any(trace.yaxis or trace.xaxis for trace in figure.data)
    assert not figure.layout.xaxis.overlaying
    assert not figure.layout.yaxis.overlaying


@pytest.mark.parametrize("theme", PALETTES)
def test_its_colours_are_of_the_palette(name: str, theme: str) -> None:
    used = set(colours(json.loads(drawn(name, theme=theme).figure.to_json())))
    known = {getattr(PALETTES[theme], meaning) for meaning in LIGHT.__dataclass_fields__}
    own = {colour for colour in used if not colour.startswith("rgba(")}
    assert own <= known, "name the colour in leaddash/charts/theme.py"


def test_plotly_takes_all_of_it_as_it_is(name: str) -> None:
    sent = drawn(name).figure
    checked = go.Figure(list(sent.to_dict()["data"]), sent.to_dict()["layout"])
    assert json.loads(checked.to_json()) == json.loads(sent.to_json(validate=False))


def test_it_can_be_sent_to_a_browser(name: str) -> None:
    assert json.loads(drawn(name).figure.to_json())["data"] is not None


def test_an_empty_one_says_what_to_do_instead_of_drawing_nothing() -> None:
    others = (*REST, *response_pictures.RESPONSE, *sla_pictures.SLA, *lab_pictures.LAB)
    rest = [name for name in others if name.endswith("of nothing")]
    for empty in (
        "counts of nothing",
        "rates of no rates",
        "rates of nothing",
        "slices of nothing",
        "slices of zeros",
        *rest,
    ):
        for language in LANGUAGES:
            picture = drawn(empty, language)
            assert not picture.figure.data
            assert [note.text for note in picture.figure.layout.annotations] == [picture.alt]
            assert (picture.figure.layout.xaxis.visible, picture.figure.layout.yaxis.visible) == (False, False)
