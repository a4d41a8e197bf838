"""Every word is asked for, and everything asked for has a word."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from leaddash import home, metrics
from leaddash.agreement import EXITS, STAGES, Addressee
from leaddash.boards.leads.narrowing import RESPONSE_BUCKETS
from leaddash.drawing.left_open import ANY
from leaddash.metrics import figures, registry
from leaddash.periods import PERIODS
from leaddash.scope import DIMENSIONS
from leaddash.sources.contract.tables import TABLES
from leaddash.subjects.funnel.charts.funnel_bars import READINGS
from leaddash.subjects.funnel.show import VIEWS
from leaddash.subjects.funnel.tables import COLUMNS_SHOWN
from leaddash.subjects.response.charts.arrivals import SHADES
from leaddash.subjects.response.clock import CLOCKS, STARTS
from leaddash.subjects.response.metrics.never_touched import GONE_ON
from leaddash.subjects.response.metrics.response_curve import OUTCOMES
from leaddash.ui.frame import PAGES
from leaddash.words import files, load
from tests.words.usage import CODE, asked, base, is_in_rooms, known_to, mentioned, named, owner

TEXTS = load("en").texts
MENTIONED = list(mentioned())
OWN = {folder: set(files.texts([folder / "en.toml"])) for folder in files.folders()}


def sql_texts(pattern: str, folder: str) -> set[str]:
    files = sorted((CODE / folder).rglob("*.sql"))
    return {found for file in files for found in re.findall(pattern, file.read_text("utf-8"))}


def keyed(names: set[str]) -> set[str]:
    return {name.replace(" ", "_") for name in names}


FIGURES = {figure.name for name in metrics.__all__ for figure in registry.find(name).figures}
FAMILIES: dict[str, set[str]] = {
    "page": set(PAGES),
    "stage": {*STAGES, ANY},
    "exit": {*EXITS, ANY, GONE_ON},
    "meaning": {*STAGES, *EXITS},
    "dimension": set(DIMENSIONS),
    "period": set(PERIODS),
    "period_name": set(PERIODS),
    "reading": set(READINGS),
    "view": set(VIEWS),
    "list": set(figures.LIST_KINDS),
    "bucket": {*RESPONSE_BUCKETS, ANY},
    "outcome": set(OUTCOMES),
    "shade": set(SHADES),
    "start": set(STARTS),
    "clock": set(CLOCKS),
    "role": set(get_args(Addressee)),
    "state": set(figures.names("sla")),
    "figure": FIGURES,
    "figure_meaning": FIGURES,
    "source_name": {path.parent.name for path in (CODE / "sources").glob("*/source.toml")},
    "metric": {*metrics.__all__, *(f"{name}_told" for name in metrics.__all__)},
    "table": {table.name for table in TABLES},
    "reason": keyed(
        sql_texts(r"(?:problem\(|reason := )'([a-z ]+)'", "sources/contract")
        | sql_texts(r"'([a-z ]+)' as reason", "sources/contract")
    ),
    "warning": keyed(
        sql_texts(r"'([a-z ]+)' as warning", "models/marts") | sql_texts(r"'([a-z ]+)' as note", "models/marts")
    ),
}
"""Words that belong to lists kept elsewhere: one for each, and no more."""


@pytest.mark.parametrize("family", FAMILIES)
def test_each_of_a_list_has_its_words(family: str) -> None:
    named = {key.split(".")[1] for key in TEXTS if key.startswith(f"{family}.")}
    assert not FAMILIES[family] - named, f"give these a text under [{family}] in each language"
    assert not named - FAMILIES[family], f"nothing is called so any more; take these out of [{family}]"


@pytest.mark.parametrize("column", sorted({"stage", *(name for names in COLUMNS_SHOWN.values() for name in names)}))
def test_each_column_of_the_funnels_table_has_its_word(column: str) -> None:
    assert f"column.{column}" in known_to("funnel", "en")


def test_every_text_is_asked_for_somewhere() -> None:
    patterns = [re.compile(pattern) for pattern in {each.pattern for each in MENTIONED}]
    unused = {key for key in TEXTS if not any(pattern.fullmatch(base(key, TEXTS)) for pattern in patterns)}
    assert not unused, "nothing asks for these texts; take them out of each language"


def test_everything_asked_for_has_a_text() -> None:
    bases = {base(key, TEXTS) for key in TEXTS} - TEXTS.keys()
    lost = {
        each.pattern: each.where
        for each in asked()
        if not any(each.fits(key) for key in TEXTS) and not (each.has_count and any(map(each.fits, bases)))
    }
    assert not lost, "write these texts in each language (`.one` and `.other` need a count n)"


@pytest.mark.parametrize("folder", OWN, ids=named)
def test_what_one_alone_says_is_named_nowhere_else(folder: Path) -> None:
    """A family of words that several bring their own to (columns, figures, metrics …) may be asked for by name."""
    families = [{key.partition(".")[0] for key in keys} for keys in OWN.values()]
    shared = {family for family in set.union(*families) if sum(family in own for own in families) > 1}
    outside = [each for each in MENTIONED if not is_in_rooms(each.path, owner(folder)) and each.family not in shared]
    keys = {base(key, TEXTS) for key in OWN[folder]} if owner(folder) else set()
    found = {key: each.where for each in outside for key in keys if each.fits(key)}
    assert not found, f"others name these words of {named(folder)}; move them into words/"


def test_what_one_alone_names_is_among_its_words() -> None:
    def alone(key: str) -> list[str]:
        paths = {each.path for each in MENTIONED if each.fits(key)}
        return [of for of in map(owner, OWN) if of and all(is_in_rooms(path, of) for path in paths)]

    found = {key: of for key in {base(key, TEXTS) for key in OWN[CODE / "words"]} if (of := alone(key))}
    assert not found, "nobody else names these words; move them into the words of the one who does"


def test_the_search_sees_keys_in_full_and_in_parts() -> None:
    patterns = {each.pattern for each in asked()}
    assert {r"control\.csv", r"stage\.[^.]+", r"headline\.[^.]+_help", r"insight\.source\.all"} <= patterns
    assert r"reading\.[^.]+" in {each.pattern for each in MENTIONED}


@pytest.mark.parametrize("path", sorted(home.PAGES.glob("*.py")), ids=lambda path: path.stem)
def test_a_page_holds_no_text_of_its_own(path) -> None:  # type: ignore[no-untyped-def]
    tree = ast.parse(path.read_text("utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    literal = [text for text in texts if text != ast.get_docstring(tree, clean=False)]
    spoken = [text for text in literal if not re.fullmatch(r"[a-z0-9_.\-]*", text)]
    assert not spoken, f"put these texts of pages/{path.name} into words/"
