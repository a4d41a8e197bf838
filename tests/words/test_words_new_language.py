"""A new language is one file in each folder of words, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from leaddash import home
from leaddash.words import LANGUAGES, load

FRENCH = {
    'name = "English"': 'name = "Français"',
    "YYYY-MM-DD": "DD/MM/YYYY",
    'one = "of {n} case"': 'one = "sur {n} cas seul"',
    'other = "of {n} cases"': 'other = "sur {n} cas"',
}
"""What the French of this test says otherwise than English."""
TELL = """
import json
from datetime import date
from leaddash import agreement, words
french, day = words.load("fr"), date(2026, 9, 3)
print(json.dumps({
    "file": words.__file__,
    "languages": words.LANGUAGES,
    "names": {language: words.load(language)("language.name") for language in words.LANGUAGES},
    "agreed": agreement.parse({"language": "fr"}).language,
    "keys": list(french.texts),
    "counts": [french("headline.based", n=n) for n in (0, 1, 2, 1_000_000)],
    "shares": [french.share(5 / 11), french.share(12.5, 0)],
    "days": [french.day(day), french.day(day, french("style.month")), french("style.day_input")],
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the package with the files of French says, in a process of its own."""
    place = tmp_path_factory.mktemp("french")
    package = place / home.PACKAGE.name
    shutil.copytree(home.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for english in package.rglob("words/en.toml"):
        english.with_name("fr.toml").write_text(translated(english), "utf-8")
    done = subprocess.run([sys.executable, "-c", TELL], cwd=place, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    assert Path(found["file"]).is_relative_to(package)
    return found


def translated(english: Path) -> str:
    text = english.read_text("utf-8")
    for one, other in FRENCH.items():
        text = text.replace(one, other)
    return text


def test_it_is_offered_by_its_own_name_beside_the_others(told: dict[str, Any]) -> None:
    assert told["languages"] == sorted([*LANGUAGES, "fr"])
    assert told["names"] == {**{one: load(one)("language.name") for one in LANGUAGES}, "fr": "Français"}


def test_an_agreement_can_ask_for_it(told: dict[str, Any]) -> None:
    assert told["agreed"] == "fr"


def test_it_has_every_key(told: dict[str, Any]) -> None:
    assert told["keys"] == list(load("en").texts)


def test_it_counts_as_its_speakers_do(told: dict[str, Any]) -> None:
    """French has nothing in the singular, and a form for whole millions that these files leave out."""
    counts = [text.replace("\u202f", " ") for text in told["counts"]]
    assert counts == ["sur 0 cas seul", "sur 1 cas seul", "sur 2 cas", "sur 1 000 000 cas"]


def test_shares_are_written_as_its_speakers_write_them(told: dict[str, Any]) -> None:
    """Which of the narrow spaces stand in them is Babel's to say."""
    assert [share.split() for share in told["shares"]] == [["45,5", "%"], ["1", "250", "%"]]


def test_days_are_written_as_its_speakers_write_them(told: dict[str, Any]) -> None:
    assert told["days"] == ["3 sept. 2026", "septembre 2026", "DD/MM/YYYY"]
