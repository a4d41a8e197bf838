"""Kept proposals: saved under a name, listed, read again, and refused names said why."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddash import agreement, store
from leaddash.agreement import Proposal
from leaddash.errors import AgreementError

RULES = agreement.default()
MOVED = Proposal(agreement.as_agreed(RULES).base, "gitlab", {"threshold": 80, "fit_floor": 5})


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEADDASH_PROPOSALS", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_a_saved_proposal_is_listed_and_read_again(kept: Path) -> None:
    assert store.names() == []
    store.save(" Autumn  review ", agreement.file_of(MOVED, RULES))
    assert store.names() == ["Autumn review"]
    assert agreement.parse(store.read("Autumn review"), RULES) == agreement.under(MOVED, RULES)
    assert [path.name for path in kept.iterdir()] == ["Autumn review.toml"]


def test_a_saved_file_is_an_agreement_file_like_any_other(kept: Path) -> None:
    path = store.save("mañana", agreement.file_of(MOVED, RULES))
    assert agreement.load(path, RULES) == agreement.under(MOVED, RULES)


def test_saving_again_replaces(kept: Path) -> None:
    store.save("one", agreement.file_of(MOVED, RULES))
    store.save("one", {"scoring": {"threshold": 1}})
    assert store.read("one") == {"scoring": {"threshold": 1}}


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
