"""Kept proposals: saved under a name, listed, read again, and refused names said why."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from leaddash import agreement, store
from leaddash.agreement import Changes
from leaddash.errors import AgreementError, NameTakenError

RULES = agreement.default()
MOVED = Changes({"scoring.threshold": 80, "scoring.fit_floor": 5}, "gitlab")

OTHER = {"scoring": {"threshold": 1}}


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEADDASH_PROPOSALS", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_a_saved_proposal_is_listed_and_read_again(kept: Path) -> None:
    assert store.names() == []
    store.save(" Autumn  review ", agreement.file_of(MOVED, RULES, "scoring"))
    assert store.names() == ["Autumn review"]
    assert agreement.parse(store.read("Autumn review"), RULES) == agreement.under(MOVED, RULES)
    assert [path.name for path in kept.iterdir()] == ["Autumn review.toml"]


def test_a_saved_file_is_an_agreement_file_like_any_other(kept: Path) -> None:
    path = store.save("mañana", agreement.file_of(MOVED, RULES, "scoring"))
    assert agreement.load(path, RULES) == agreement.under(MOVED, RULES)


def test_another_proposal_of_the_same_name_stays_until_it_is_replaced(kept: Path) -> None:
    store.save("one", agreement.file_of(MOVED, RULES, "scoring"))
    with pytest.raises(NameTakenError, match='"one" is kept already; replace it or choose another name'):
        store.save(" one ", OTHER)
    assert agreement.parse(store.read("one"), RULES) == agreement.under(MOVED, RULES)
    store.save("one", OTHER, replaces=True)
    assert store.read("one") == OTHER
    assert [path.name for path in kept.iterdir()] == ["one.toml"]


def test_saving_the_same_again_asks_nobody(kept: Path) -> None:
    store.save("one", OTHER)
    assert store.save("one", OTHER) == kept / "one.toml"
    assert [path.name for path in kept.iterdir()] == ["one.toml"]


def test_of_many_who_save_at_once_under_a_name_one_does(kept: Path) -> None:
    begin = threading.Barrier(16)

    def saves(threshold: int) -> bool:
        begin.wait()
        try:
            store.save("one", {"scoring": {"threshold": threshold}})
        except NameTakenError:
            return False
        return True

    with ThreadPoolExecutor(16) as threads:
        done = list(threads.map(saves, range(16)))
    assert store.read("one") == {"scoring": {"threshold": done.index(True)}}
    assert done.count(True) == 1


def test_a_free_name_is_the_next_that_nobody_has_and_never_too_long() -> None:
    assert store.free_name("one") == "one 2"
    store.save("One 2", OTHER)
    assert store.free_name("one") == "one 3"
    assert store.free_name("x" * 80) == "x" * 78 + " 2"


@pytest.mark.parametrize("name", ["", "  ", "../up", "a/b", "a:b", ".hidden", "x" * 81, "a\nb\x00"])
def test_a_name_no_file_can_have_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(AgreementError, match="use letters"):
        store.save(name, {})


def test_what_is_not_there_or_broken_is_told(kept: Path) -> None:
    kept.mkdir()
    (kept / "broken.toml").write_text("= nothing")
    for name in ("broken", "not there"):
        with pytest.raises(AgreementError, match="save it again"):
            store.read(name)
