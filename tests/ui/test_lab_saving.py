"""Saving a proposal on the lab's page: over another's of the same name only when that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from leaddash import agreement, store
from leaddash.agreement import Changes
from leaddash.words import LANGUAGES, load
from tests.ui.short import LAST
from tests.ui.visits import again, told, visit

THEIRS = {"scoring": {"threshold": 55.0}}
OURS = agreement.packed(Changes({"scoring.threshold": 80.0}))

pytestmark = pytest.mark.usefixtures("short")


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEADDASH_PROPOSALS", str(tmp_path))
    return tmp_path


def threshold(name: str) -> float:
    """The threshold of a kept proposal: theirs is 55, ours 80."""
    return agreement.parse(store.read(name)).scoring.threshold


def saved(language: str = "en") -> AppTest:
    """The lab after its proposal was saved under the name Autumn."""
    app = visit("lab", language, as_of=LAST, proposal=OURS)
    app.text_input(key="proposal_name").set_value(" Autumn ")
    again(app).button(key="save_proposal").click()
    return again(app)


def test_under_a_new_name_nothing_is_asked() -> None:
    assert load("en")("lab.saved", name="Autumn") in told(saved())
    assert threshold("Autumn") == 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_over_anothers_it_asks_first_and_then_replaces(language: str) -> None:
    store.save("Autumn", THEIRS)
    app, words = saved(language), load(language)
    assert words("lab.taken", name="Autumn", other="Autumn 2") in told(app)
    assert threshold("Autumn") == 55
    app.button(key="replace").click()
    assert words("lab.saved", name="Autumn") in told(again(app))
    assert threshold("Autumn") == 80


def test_it_can_be_saved_beside_anothers() -> None:
    store.save("Autumn", THEIRS)
    app = saved()
    app.button(key="save_beside").click()
    assert load("en")("lab.saved", name="Autumn 2") in told(again(app))
    assert (threshold("Autumn"), threshold("Autumn 2")) == (55, 80)


def test_another_name_takes_the_question_back() -> None:
    store.save("Autumn", THEIRS)
    app = saved()
    app.text_input(key="proposal_name").set_value("Spring")
    assert load("en")("lab.taken", name="Autumn", other="Autumn 2") not in told(again(app))
    assert store.names() == ["Autumn"]


def test_a_name_no_file_can_have_is_told() -> None:
    app = visit("lab", as_of=LAST, proposal=OURS)
    app.text_input(key="proposal_name").set_value("a/b")
    again(app).button(key="save_proposal").click()
    assert "cannot name a file" in told(again(app))


def test_a_kept_proposal_that_cannot_be_read_is_told(kept: Path) -> None:
    (kept / "broken.toml").write_text("= nothing")
    app = visit("lab", as_of=LAST)
    app.selectbox(key="start_from").set_value("saved:broken")
    assert "save it again" in told(again(app))
