"""A folder of data asked directly: built once into a cache, and again when what it rests on changed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from leaddash import agreement
from leaddash.errors import SourceError
from leaddash.snapshots import DATABASE, MANIFEST, is_data, open_snapshot, snapshot_of
from tests.intake import LEADS, built, fill

WITHOUT_DERIVED = agreement.parse({"stages": {"derive": []}})
OTHER_WINDOW = agreement.parse({"stages": {"window_days": {"mql": 99}}})


BUILD = """
import sys
from pathlib import Path
from leaddash.snapshots import snapshot_of
from leaddash.metrics import registry
print(snapshot_of(Path(sys.argv[1])))
print(all(registry.find(name).statement for name in registry.names()), "sqlglot" in sys.modules)
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_folder_is_built_once_and_then_found(tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    steps: list[str] = []
    first = snapshot_of(data, progress=steps.append)
    count = len(steps)
    assert snapshot_of(data, progress=steps.append) == first
    assert len(steps) == count > 0


@pytest.mark.long("processes")
def test_what_statements_select_from_is_known_with_the_snapshot(tmp_path: Path) -> None:
    def asked() -> list[str]:
        command = [sys.executable, "-c", BUILD, str(fill(tmp_path / "data"))]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()

    made, found = asked(), asked()
    assert made[1] == "True True"
    assert found == [made[0], "True False"]


def test_a_folder_whose_files_changed_is_built_again(tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    first = snapshot_of(data)
    (data / "leads.csv").write_text(LEADS + "L3,2026-01-03\n")
    second = snapshot_of(data)
    os.utime(data / "leads.csv", (1, 1))
    (data / "leads.csv").write_text(LEADS + "L3,2026-01-04\n")
    assert len({first, second, snapshot_of(data)}) == 3


def test_a_folder_is_built_again_when_a_file_changed_at_equal_size_and_time(tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    leads = data / "leads.csv"
    os.utime(leads, (1, 1))
    first, size = snapshot_of(data), leads.stat().st_size
    leads.write_text(LEADS.replace("2026-01-02", "2026-01-05"))
    os.utime(leads, (1, 1))
    assert (leads.stat().st_size, leads.stat().st_mtime) == (size, 1)
    second = snapshot_of(data)
    assert second != first
    assert open_snapshot(second).rows("select max(created_at) as last from leads")["last"][0] == datetime(
        2026, 1, 5, 8
    )  # 9:00 in Madrid


def test_a_file_that_was_only_touched_or_written_anew_as_it_was_is_not_built_again(tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    first = snapshot_of(data)
    os.utime(data / "leads.csv", (1, 1))
    assert snapshot_of(data) == first
    (data / "leads.csv").write_text(LEADS)
    assert snapshot_of(data) == first


def test_a_cached_snapshot_that_is_damaged_is_built_again(tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    first = snapshot_of(data)
    (first / DATABASE).write_bytes(b"")
    second = snapshot_of(data)
    assert second != first
    assert open_snapshot(second).kept("leads") == 2


def test_of_a_folder_that_keeps_changing_only_the_last_snapshots_stay(tmp_path: Path, cache: Path) -> None:
    data = fill(tmp_path / "data")
    for day in range(1, 6):
        (data / "leads.csv").write_text(f"{LEADS}L3,2026-01-0{day}\n")
        snapshot_of(data)
    assert len(list(cache.rglob(MANIFEST))) == 2


def test_an_agreement_is_built_anew_only_where_the_tables_rest_on_it(tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    plain = snapshot_of(data)
    assert snapshot_of(data, OTHER_WINDOW) == plain
    assert snapshot_of(data, WITHOUT_DERIVED) != plain


def test_a_snapshot_and_a_folder_of_snapshots_are_taken_as_they_are(tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    done = built(data)
    assert snapshot_of(done.folder) == done.folder
    assert snapshot_of(tmp_path / "snapshots") == done.folder
    assert is_data(data)
    assert not is_data(done.folder)
    assert not is_data(tmp_path / "snapshots")


def test_a_path_with_nothing_at_it_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"There is nothing at .*nowhere"):
        snapshot_of(tmp_path / "nowhere")
