"""Snapshots in service: the newest is current, the old ones kept, whatever is killed, raced or still read."""

from __future__ import annotations

import signal
from pathlib import Path

import duckdb
import pytest

from leaddash.errors import LeadDashError
from leaddash.snapshots import DATABASE, MANIFEST, TAPE, locate
from tests.intake import built, fill
from tests.snapshots.processes import killed_builds, start_build, start_reader

STEPS = ("move 2", "move 1", "rows of activities", "leads", "warnings")


def in_service(out: Path) -> str:
    folder = locate(out)
    assert folder is not None
    return folder.name


def snapshots(out: Path) -> list[str]:
    return sorted(path.parent.name for path in out.glob(f"*/{MANIFEST}") if not path.parent.name.startswith("."))


def is_whole(folder: Path) -> bool:
    with duckdb.connect(folder / DATABASE, read_only=True) as db:
        return db.execute("select count(*) from leads").fetchall() == [(2,)]


def test_the_newest_is_current_and_old_ones_are_kept_up_to_a_number(tmp_path: Path) -> None:
    data, out = fill(tmp_path / "data"), tmp_path / "snapshots"
    names = [built(data, keep=3).folder.name for _ in range(5)]
    assert names == sorted(names)
    assert in_service(out) == names[-1]
    assert snapshots(out) == names[-3:]


def test_a_snapshot_holds_its_database_tape_and_manifest_and_nothing_else(tmp_path: Path) -> None:
    leads = "lead_id,created_at\nL1,2026-01-01\n".encode("utf-16")
    done = built(fill(tmp_path / "data", leads=leads))
    assert sorted(path.name for path in done.folder.iterdir()) == sorted((DATABASE, MANIFEST, TAPE))


@pytest.mark.long("processes")
def test_two_builds_at_once_both_finish_and_the_later_one_is_current_and_whole(tmp_path: Path) -> None:
    data, out = fill(tmp_path / "data"), tmp_path / "snapshots"
    racing = [start_build(data, out, keep=1) for _ in range(3)]
    ends = [process.communicate(timeout=60) for process in racing]
    assert [process.returncode for process in racing] == [0, 0, 0], ends
    finished = sorted(told.strip() for told, _ in ends)
    assert len(set(finished)) == 3
    assert in_service(out) == finished[-1]
    assert is_whole(out / finished[-1])
    assert snapshots(out) == [finished[-1]]
    assert not list(out.glob(".building-*"))


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, list[int]]:
    """A folder of snapshots with one in service, after a build was killed at each of the steps."""
    folder = tmp_path_factory.mktemp("crashed")
    data = fill(folder / "data")
    first = built(data).folder.name
    codes = [end.code for end in killed_builds(data, folder / "snapshots", STEPS)]
    return folder, first, codes


@pytest.mark.long("processes")
def test_a_build_killed_at_any_step_leaves_the_old_snapshot_in_service(crashed: tuple[Path, str, list[int]]) -> None:
    folder, first, codes = crashed
    assert codes == [-signal.SIGKILL] * len(STEPS)
    assert in_service(folder / "snapshots") == first
    assert is_whole(folder / "snapshots" / first)


def test_the_next_build_clears_away_what_killed_ones_left_before_it_begins_also_if_it_fails(tmp_path: Path) -> None:
    data, out = fill(tmp_path / "data"), tmp_path / "snapshots"
    built(data)
    start_build(data, out, killed_at="leads").communicate(timeout=60)
    (litter,) = out.glob(".building-*")
    assert (litter / DATABASE).exists()
    (data / "leads.csv").write_text("")
    with pytest.raises(LeadDashError, match=r"leads\.csv is empty"):
        built(data)
    assert not list(out.glob(".building-*"))


def test_a_build_leaves_alone_what_another_one_is_making(tmp_path: Path) -> None:
    data, out = fill(tmp_path / "data"), tmp_path / "snapshots"
    seen: list[Path] = []

    def look(step: str) -> None:
        if step == "warnings" and not seen:
            seen.extend(out.glob(".building-*"))
            built(data)

    built(data, progress=look)
    assert len(seen) == 1
    assert len(snapshots(out)) == 2


@pytest.mark.long("processes")
def test_the_next_build_clears_away_what_killed_ones_left(crashed: tuple[Path, str, list[int]]) -> None:
    folder, first, _ = crashed
    out = folder / "snapshots"
    assert list(out.glob(".building-*"))
    second = built(folder / "data").folder.name
    assert in_service(out) == second
    assert not list(out.glob(".building-*"))
    assert all(is_whole(out / name) for name in snapshots(out))
    assert snapshots(out)[0] == first


def test_a_snapshot_that_another_process_reads_stays_until_it_is_done(tmp_path: Path) -> None:
    data, out = fill(tmp_path / "data"), tmp_path / "snapshots"
    first = built(data).folder.name
    reader = start_reader(out)
    assert reader.stdout is not None
    assert reader.stdout.readline().strip() == first
    second = built(data, keep=1).folder.name
    assert snapshots(out) == [first, second]
    told, _ = reader.communicate("go on\n", timeout=60)
    assert told.strip() == "2"
    third = built(data, keep=1).folder.name
    assert snapshots(out) == [third]


def test_a_reader_that_opened_the_old_snapshot_is_not_disturbed_by_a_new_one(tmp_path: Path) -> None:
    data, out = fill(tmp_path / "data"), tmp_path / "snapshots"
    built(data)
    reader = start_reader(out)
    assert reader.stdout is not None
    reader.stdout.readline()
    built(fill(tmp_path / "data", leads="lead_id,created_at\n", activities="lead_id,occurred_at,activity_type\n"))
    told, _ = reader.communicate("go on\n", timeout=60)
    assert told.strip() == "2"
