"""Each language says everything the others say."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale

from leaddash.subjects.response.metrics.response_curve_adjusted import TIMED_BUCKETS
from leaddash.words import LANGUAGES, files, load
from tests.words.usage import base, named

ENGLISH = load("en").texts
OTHERS = [language for language in LANGUAGES if language != "en"]
ALIKE = {
    "stage.mql": "an abbreviation that Spanish teams use",
    "owing.mqls.one": "an abbreviation that Spanish teams use",
    "chart.score_grid.mqls.one": "an abbreviation that Spanish teams use",
    "chart.threshold_counts.mark.one": "an abbreviation that Spanish teams use",
    "part.marketing": "a word that Spanish took over",
    "source_name.zoho_crm": "the name of a product",
    "exports.no": "a word that both languages have",
    **dict.fromkeys((f"bucket.{bucket}" for bucket in TIMED_BUCKETS), "numbers and the symbols of their units"),
}
"""Texts that may be the same in two languages, and why."""
ENGLISH_ONLY = {"the", "of", "and", "with", "from", "which", "their", "this", "these", "by", "to", "at", "was", "leads"}
"""Words that no Spanish sentence has."""


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def letters(text: str) -> str:
    """What is left to read without placeholders."""
    return re.sub(r"\{\w*\}|[^\w]|\d|_", "", text)


def english(key: str) -> str:
    """The English text of a key; of a plural form that English lacks, that of many."""
    return ENGLISH.get(key) or ENGLISH.get(f"{base(key, ENGLISH)}.other", "")


def bases(texts: Collection[str]) -> dict[str, None]:
    """Keys without their plural forms, which differ from language to language, in order."""
    return dict.fromkeys(base(key, texts) for key in texts)


def forms(language: str) -> set[str]:
    """The plural forms that counts under a hundred choose, and the one for all others."""
    return {Locale.parse(language).plural_form(n) for n in range(100)} | {"other"}


def test_english_and_spanish_are_there() -> None:
    assert set(LANGUAGES) >= {"en", "es"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_called_what_its_speakers_call_it(language: str) -> None:
    own_name = Locale.parse(language).get_language_name(language) or ""
    assert load(language)("language.name").lower() == own_name.lower()


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("folder", files.folders(), ids=named)
def test_a_folder_has_the_keys_of_english_in_their_order(folder: Path, language: str) -> None:
    keys, in_english = (bases(files.texts([folder / f"{name}.toml"])) for name in (language, "en"))
    assert not in_english.keys() - keys.keys(), f"add these keys to {language}.toml"
    assert not keys.keys() - in_english.keys(), f"add these keys to en.toml, or take them out of {language}.toml"
    assert list(keys) == list(in_english), f"put the keys of {language}.toml in the order of en.toml"


@pytest.mark.parametrize("folder", files.folders(), ids=named)
def test_a_folder_has_a_file_for_each_language_and_no_other(folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.toml")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_stands_in_one_file(language: str) -> None:
    files.texts(folder / f"{language}.toml" for folder in files.folders())


def test_a_key_in_two_files_is_refused_by_its_name(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.toml", tmp_path / "theirs.toml"
    ours.write_text('[chart.funnel]\ntitle = "Ours"\nnote = "Ours"', "utf-8")
    theirs.write_text('[chart]\nfunnel.title = "Theirs"', "utf-8")
    with pytest.raises(ValueError, match=r"chart\.funnel\.title too; keep one: .*theirs\.toml"):
        files.texts([ours, theirs])


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_has_the_placeholders_of_english(language: str) -> None:
    texts = load(language).texts
    other = {key: text for key, text in texts.items() if placeholders(text) != placeholders(english(key))}
    assert not other, f"these texts of {language}.toml have other placeholders than English"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    empty = [key for key, text in load(language).texts.items() if not isinstance(text, str) or not text.strip()]
    assert not empty, f"write these texts in {language}.toml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_a_count_chooses_has_each_form_of_the_language(language: str) -> None:
    keys = load(language).texts.keys()
    chosen = {base(key, keys) for key in keys if base(key, keys) != key}
    assert not {f"{name}.{form}" for name in chosen for form in forms(language)} - keys, "add these keys"
    assert not chosen & keys, "these keys are both a text and a set of texts"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_a_plural_form_that_the_language_lacks(language: str) -> None:
    known = Locale.parse(language).plural_form.tags | {"other"}
    keys = load(language).texts.keys()
    idle = {key for key in keys if base(key, keys) != key and key.rpartition(".")[2] not in known}
    assert not idle, f"no count chooses these texts of {language}.toml; take them out"


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_left_in_english(language: str) -> None:
    texts = load(language).texts
    same = {key: text for key, text in texts.items() if text == ENGLISH.get(key) and letters(text)}
    left = {key: text for key, text in same.items() if key not in ALIKE and not key.startswith("style.")}
    left = {key: text for key, text in left.items() if letters(text) != "n"}
    assert not left, f"translate these texts in {language}.toml, or say in ALIKE why they are the same"
    assert not ALIKE.keys() - same.keys(), "these texts are no longer the same; take them out of ALIKE"


def test_no_spanish_text_has_an_english_word() -> None:
    mixed = {key: words for key, text in load("es").texts.items() if (words := set(text.split()) & ENGLISH_ONLY)}
    assert not mixed, "translate these words in es.toml"
