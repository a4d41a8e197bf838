"""What every chart keeps: its words, its units, its zero, its colours; on frames of every shape."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from types import ModuleType
from typing import Any

import plotly.graph_objects as go
import pytest

from leaddash.drawing.axes import LONGEST_LINE
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import LIGHT, PALETTES
from leaddash.home import HOME
from leaddash.metrics import registry
from leaddash.words import LANGUAGES, load
from tests.subjects import forecast_pictures, lab_pictures, response_pictures, sla_pictures
from tests.subjects.pictures import PICTURES, REST

ALLOWED = {"bar", "scatter", "heatmap"}
LYING = (
    *("slices", "exits", "returned", *response_pictures.LYING),
    *(*sla_pictures.LYING, *lab_pictures.LYING, *forecast_pictures.LYING),
)
"""Pictures with bars from left to right."""


@cache
def drawn(name: str, language: str = "en", theme: str = "light") -> Picture:
    return PICTURES[name](load(language), PALETTES[theme])


@dataclass(frozen=True)
class Shown:
    """A picture by its name, in a language and a theme."""

    name: str
    language: str
    theme: str

    @cached_property
    def sent(self) -> dict[str, Any]:
        """What a browser is sent of it."""
        return dict(json.loads(self.picture.figure.to_json(validate=False)))

    @property
    def picture(self) -> Picture:
        """The picture itself."""
        return drawn(self.name, self.language, self.theme)

    @property
    def layout(self) -> Any:
        """The layout of its figure."""
        return self.picture.figure.layout

    @property
    def measured(self) -> Any:
        """The axis along which it measures."""
        return self.layout.xaxis if self.name.startswith(LYING) else self.layout.yaxis


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
    keys = [one.chart_key for module in _modules() for one in vars(module).values() if _is_a_chart_of(module, one)]
    assert len(keys) == len(set(keys)), "two charts have one key"
    assert set(keys) == {drawn(name).key for name in PICTURES}, "draw the chart in tests/subjects/pictures.py"


NOTHING_COUNTED = ("lead_lanes",)
"""Charts of what happened, which count nothing."""


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_names_the_metric_that_says_how_it_is_counted(name: str) -> None:
    picture = drawn(name)
    assert picture.counts in ([""] if picture.key in NOTHING_COUNTED else registry.names())


def test_every_function_that_draws_a_picture_for_pages_is_a_chart() -> None:
    for module in _modules():
        for name, one in vars(module).items():
            draws = inspect.isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_")
            if draws and {"palette": "Palette", "return": "Picture"}.items() <= one.__annotations__.items():
                assert _is_a_chart_of(module, one), f"mark {module.__name__}.{name} with @chart"


def _modules() -> Iterator[ModuleType]:
    """The modules of all subjects' charts."""
    for file in sorted((HOME / "leaddash" / "subjects").glob("*/charts/*.py")):
        yield import_module(".".join(file.relative_to(HOME).with_suffix("").parts))


def _is_a_chart_of(module: ModuleType, one: Any) -> bool:
    return hasattr(one, "chart_key") and one.__module__ == module.__name__


LOOKS = [
    pytest.param(language, theme, marks=() if place == turn else pytest.mark.long("pages"))
    for place, language in enumerate(LANGUAGES)
    for turn, theme in enumerate(PALETTES)
]
"""Every language in each theme; in `make test` every language and every theme once."""


@pytest.mark.in_part("pages", every=3)
@pytest.mark.parametrize(("language", "theme"), LOOKS)
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_keeps_what_every_chart_keeps(name: str, language: str, theme: str) -> None:
    broken = [told for check in CHECKS for told in _broken(check, Shown(name, language, theme))]
    assert not broken, "\n".join(broken)


def _broken(check: Callable[[Shown], None], one: Shown) -> Iterator[str]:
    """What a check says against a picture, with the check's name."""
    try:
        check(one)
    except (AssertionError, ValueError, TypeError, IndexError) as problem:
        yield f"{check.__name__}: {problem!r}"


def it_has_a_title_and_words_for_those_who_cannot_see_it(one: Shown) -> None:
    for text in (one.picture.title, one.picture.alt):
        assert text.strip() == text != "", "write its title and its alt"
        assert text.endswith((".", "?")), f"make it a sentence: {text}"
        assert not {"{", "}"} & set(text)
        assert ": ." not in text
        assert "nan" not in text.lower().split()


def its_words_are_of_the_readers_language(one: Shown) -> None:
    mine = one.picture
    for language in set(LANGUAGES) - {one.language}:
        other = drawn(one.name, language, one.theme)
        assert mine.title != other.title
        assert mine.alt != other.alt
        assert not mine.note or mine.note != other.note


def an_axis_that_is_seen_says_what_it_measures(one: Shown) -> None:
    assert one.measured.visible is False or one.measured.title.text, "title the axis with its unit"


def its_numbers_are_in_the_readers_style(one: Shown) -> None:
    assert one.layout.separators == load(one.language)("style.separators")
    assert one.measured.visible is False or len(one.measured.ticktext) == len(one.measured.tickvals) >= 2


def its_bars_start_at_zero(one: Shown) -> None:
    for trace in one.picture.figure.data:
        if trace.type == "bar" and not one.name.startswith(forecast_pictures.FLOATING):
            axis = one.layout.xaxis if trace.orientation == "h" else one.layout.yaxis
            assert trace.base is None or _is_bridged(one.name, trace) or _is_stacked(one.name, trace)
            assert axis.range[0] == 0


def _is_bridged(name: str, trace: Any) -> bool:
    return name == "bridge" and bool(trace.base[0] == trace.base[-1] == 0)


def _is_stacked(name: str, trace: Any) -> bool:
    """Whether the first part at each place begins at zero, and every other where one of its place ends."""
    parts = list(zip(trace.y, trace.base, trace.x, strict=True))
    ends = {(place, round(base + length, 9)) for place, base, length in parts}
    joined = all(base == 0 or (place, round(base, 9)) in ends for place, base, _ in parts)
    return name.startswith((*sla_pictures.STACKED, *forecast_pictures.STACKED)) and joined


def a_share_is_drawn_from_zero_too(one: Shown) -> None:
    axis = one.layout.yaxis
    assert axis.visible is False or one.name.startswith(LYING) or axis.range[0] == 0


def it_is_no_pie_and_has_no_depth(one: Shown) -> None:
    assert {trace.type for trace in one.picture.figure.data} <= ALLOWED


def it_has_one_scale(one: Shown) -> None:
    figure = one.picture.figure
    axes = {key for key in figure.to_dict()["layout"] if key.startswith(("xaxis", "yaxis", "scene"))}
    assert axes == {"xaxis", "yaxis"}
    assert not any(trace.yaxis or trace.xaxis for trace in figure.data)
    assert not figure.layout.xaxis.overlaying
    assert not figure.layout.yaxis.overlaying


def its_colours_are_of_the_palette(one: Shown) -> None:
    used = set(colours(one.sent))
    known = {getattr(PALETTES[one.theme], meaning) for meaning in LIGHT.__dataclass_fields__}
    own = {colour for colour in used if not colour.startswith("rgba(")}
    assert own <= known, "name the colour in leaddash/drawing/theme.py"


def plotly_takes_all_of_it_as_it_is(one: Shown) -> None:
    whole = one.picture.figure.to_dict()
    checked = go.Figure(list(whole["data"]), whole["layout"])
    assert json.loads(checked.to_json()) == one.sent


def it_can_be_sent_to_a_browser(one: Shown) -> None:
    assert one.sent["data"] is not None


CHECKS = (
    it_has_a_title_and_words_for_those_who_cannot_see_it,
    its_words_are_of_the_readers_language,
    an_axis_that_is_seen_says_what_it_measures,
    its_numbers_are_in_the_readers_style,
    its_bars_start_at_zero,
    a_share_is_drawn_from_zero_too,
    it_is_no_pie_and_has_no_depth,
    it_has_one_scale,
    its_colours_are_of_the_palette,
    plotly_takes_all_of_it_as_it_is,
    it_can_be_sent_to_a_browser,
)
"""What is asked of every picture, in every language and theme."""


def test_an_empty_one_says_what_to_do_instead_of_drawing_nothing() -> None:
    others = (*REST, *response_pictures.RESPONSE, *sla_pictures.SLA, *lab_pictures.LAB, *forecast_pictures.FORECAST)
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
            assert [note.text.replace("<br>", " ") for note in picture.figure.layout.annotations] == [picture.alt]
            assert max(map(len, picture.figure.layout.annotations[0].text.split("<br>"))) <= LONGEST_LINE
            assert (picture.figure.layout.xaxis.visible, picture.figure.layout.yaxis.visible) == (False, False)
