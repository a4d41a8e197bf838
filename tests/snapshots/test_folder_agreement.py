"""The agreement that lies beside a folder's data: taken where no other is named, part of what a snapshot rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddash import agreement
from leaddash.agreement import FILE
from leaddash.errors import AgreementError
from leaddash.snapshots import open_snapshot, snapshot_of
from tests.intake import built, fill

OURS = "[goals]\nmql = 400\n\n[rates]\nUSD = 0.92\n"
ON_TOP = agreement.parse({"stages": {"derive": []}})


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = fill(tmp_path / "data")
    (folder / FILE).write_text(OURS)
    return folder


def test_a_build_keeps_the_agreement_beside_the_data_and_reads_it_as_no_table(data: Path) -> None:
    done = built(data)
    agreed = open_snapshot(done.folder).agreement
    assert (agreed.goals, agreed.rates) == ({"mql": 400}, {"USD": 0.92})
    assert agreed.scoring == agreement.default().scoring
    assert done.unread == ()


def test_an_agreement_that_is_named_stands_in_its_place(data: Path) -> None:
    rules = agreement.parse({"goals": {"customer": 5}})
    assert open_snapshot(built(data, rules=rules).folder).agreement == rules


def test_without_one_the_default_agreement_is_kept(tmp_path: Path) -> None:
    assert open_snapshot(built(fill(tmp_path / "data")).folder).agreement == agreement.default()


def test_a_folder_asked_directly_is_built_under_its_own_agreement(data: Path) -> None:
    assert open_snapshot(snapshot_of(data)).agreement == agreement.of_folder(data)
    assert agreement.of_folder(data).goals == {"mql": 400}


def test_an_agreement_that_comes_changes_or_goes_is_noticed(data: Path) -> None:
    found = [open_snapshot(snapshot_of(data)).agreement.goals.get("mql")]
    (data / FILE).write_text(OURS.replace("400", "450"))
    found.append(open_snapshot(snapshot_of(data)).agreement.goals.get("mql"))
    (data / FILE).unlink()
    found.append(open_snapshot(snapshot_of(data)).agreement.goals.get("mql"))
    assert found == [400, 450, None]


def test_rules_asked_for_change_only_what_the_tables_rest_on(data: Path) -> None:
    agreed = open_snapshot(snapshot_of(data, ON_TOP)).agreement
    assert agreed == agreement.parse({"stages": {"derive": []}}, agreement.of_folder(data))


def test_rules_asked_for_that_change_nothing_tables_rest_on_find_the_same_snapshot(data: Path) -> None:
    other_goal = agreement.parse({"goals": {"mql": 1}}, agreement.of_folder(data))
    assert snapshot_of(data, other_goal) == snapshot_of(data)


def test_one_that_cannot_be_understood_is_said_in_a_sentence(data: Path) -> None:
    (data / FILE).write_text("[goals]\nmqls = 400\n")
    for take in (built, snapshot_of):
        with pytest.raises(AgreementError, match='Did you mean "mql"'):
            take(data)
