"""A full disk while building: one sentence, the old snapshot in service, and nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaddash.errors import LeadDashError
from leaddash.snapshots import build, lease, locate, memory
from tests import forked
from tests.intake import ACTIVITIES, AS_OF, LEADS, built, fill

LOADING = "from leaddash import cli, commands"
LIMITED = """
import resource, signal, sys
from leaddash.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv = ["leaddash", "build", sys.argv[2], "--out", sys.argv[3], "--as-of", "2026-06-30"]
main()
"""
"""The command line in a process whose files may not grow beyond some bytes, as on a disk without room."""
KILOBYTE = 1_024
SIZES = [0, 8, 100, 300, 1_000, 1_500, 2_000, 2_500]


def large(folder: Path, leads: int = 20_000) -> Path:
    """A company whose snapshot takes some megabytes."""
    people = "".join(f"L{number},2026-01-02T09:00:00\n" for number in range(leads))
    calls = "".join(f"L{number},2026-01-{3 + number % 20:02}T09:00:00,call\n" for number in range(leads))
    return fill(folder, leads="lead_id,created_at\n" + people, activities="lead_id,occurred_at,activity_type\n" + calls)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return large(tmp_path_factory.mktemp("large") / "data")


def is_untouched(out: Path, folder: Path) -> bool:
    """Whether the old snapshot is in service and whole, and nothing else is there."""
    with lease(out) as shot:
        answers = len(shot.rows("select * from leads"))
    names = sorted(path.name for path in out.iterdir())
    return (locate(out), answers, names) == (folder, 2, sorted([".lock", "current", folder.name]))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_disk_that_takes_no_more_is_one_sentence_and_leaves_the_old_one(tmp_path: Path, data: Path) -> None:
    old = built(fill(tmp_path / "data", leads=LEADS, activities=ACTIVITIES)).folder
    out = tmp_path / "snapshots"
    ends = forked.each(LOADING, LIMITED, [[str(size * KILOBYTE), str(data), str(out)] for size in SIZES])
    for kilobytes, end in zip(SIZES, ends, strict=True):
        told = [line for line in end.err.splitlines() if line.strip()]
        assert end.code == 1, (kilobytes, end.err)
        assert "Traceback" not in end.err
        assert f"The disk took no more of the new snapshot in {out}: File too large" in told[-1], kilobytes
        assert is_untouched(out, old)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes, where we may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk; the limit on files is tried everywhere")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk; the limit on files is tried everywhere")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_small_disk_that_is_full_is_one_sentence_and_leaves_the_old_one(small_disk: Path, data: Path) -> None:
    few, out = fill(small_disk.parent / "data", leads=LEADS, activities=ACTIVITIES), small_disk / "snapshots"
    old = build(few, out, as_of=AS_OF).folder
    for spared in (0, 200, 400, 600, 800):
        filler = small_disk / "filler"
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_bsize
        filler.write_bytes(bytes(max(0, free - spared * KILOBYTE)))
        with pytest.raises(LeadDashError, match="No space left on device") as found:
            build(data, out, as_of=AS_OF)
        assert str(found.value).count("\n") == 0
        filler.unlink()
        assert is_untouched(out, old)


def test_the_memory_limit_is_the_least_of_eight_gigabytes_and_sixty_percent_of_what_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("LEADDASH_MEMORY", raising=False)
    there = memory.machine()
    assert there is not None
    assert memory.database_limit() == f"{min(8 * 10**9, int(0.6 * there)) // 10**6}MB"
    monkeypatch.setenv("LEADDASH_MEMORY", "3GB")
    assert memory.database_limit() == "3GB"


@pytest.mark.parametrize(
    ("groups", "files", "limit"),
    [
        ("0::/a/b\n", {"sys/fs/cgroup/a/b/memory.max": "max\n", "sys/fs/cgroup/a/memory.max": "1000000\n"}, 1_000_000),
        ("0::/\n", {"sys/fs/cgroup/memory.max": "2000000\n"}, 2_000_000),
        (
            "4:memory:/box\n2:cpu:/box\n0::/\n",
            {"sys/fs/cgroup/memory/box/memory.limit_in_bytes": "3000000\n"},
            3_000_000,
        ),
    ],
    ids=["of the group around", "of a container", "of the first version"],
)
def test_a_container_has_the_memory_it_was_given(
    tmp_path: Path, groups: str, files: dict[str, str], limit: int
) -> None:
    for name, text in {"proc/self/cgroup": groups, **files}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert memory.machine(tmp_path) == limit


def test_an_open_snapshot_has_the_limit_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADDASH_MEMORY", "123MB")
    with lease(built(fill(tmp_path / "data")).folder) as shot:
        told = shot.rows("select current_setting('memory_limit') as told")["told"][0]
    assert told == "117.3 MiB"  # 123,000,000 / 1,048,576
