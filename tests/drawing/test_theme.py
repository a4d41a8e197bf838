"""Colours that can be told from their ground, in light and dark."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict

import pytest

from leaddash import home
from leaddash.drawing.theme import PALETTES, stage_colour

DRAWN = [(theme, meaning) for theme, palette in PALETTES.items() for meaning in asdict(palette)]
READ = [(theme, meaning) for theme, meaning in DRAWN if meaning not in ("ground", "line", "link")]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # WCAG's well-known grey that just fails


@pytest.mark.parametrize(("theme", "meaning"), READ)
def test_a_colour_stands_out_from_its_ground(theme: str, meaning: str) -> None:
    palette = asdict(PALETTES[theme])
    assert contrast(palette[meaning], palette["ground"]) >= 4.5, f"{meaning} is too faint in {theme}"


@pytest.mark.parametrize(("theme", "meaning"), DRAWN)
def test_a_colour_is_written_in_full(theme: str, meaning: str) -> None:
    assert re.fullmatch(r"#[0-9A-F]{6}", asdict(PALETTES[theme])[meaning])


@pytest.mark.parametrize("theme", PALETTES)
def test_no_two_meanings_share_a_colour(theme: str) -> None:
    colours = list(asdict(PALETTES[theme]).values())
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize("theme", PALETTES)
def test_the_charts_stand_on_the_ground_of_the_page(theme: str) -> None:
    told = tomllib.loads((home.HOME / ".streamlit" / "config.toml").read_text("utf-8"))["theme"][theme]
    assert (told["backgroundColor"], told["textColor"]) == (PALETTES[theme].ground, PALETTES[theme].ink)


def test_stages_are_marketings_up_to_the_mql_and_sales_after() -> None:
    palette = PALETTES["light"]
    assert stage_colour("mql", palette) == palette.marketing
    assert stage_colour("sales_lead", palette) == palette.sales
