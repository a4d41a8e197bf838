"""Leases: one connection whatever is built, nothing let go under its holders, nothing held that nobody asks for."""

from __future__ import annotations

import gc
import shutil
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest

from leaddash import metrics
from leaddash.blocks.ask import answer
from leaddash.cases import replays
from leaddash.errors import SnapshotError
from leaddash.scope import Scope
from leaddash.snapshots import MANIFEST, Service, finished, lease, open_snapshot, same
from leaddash.snapshots.locks import exclusive
from leaddash.ui import asking
from tests.intake import built
from tests.snapshots.companies import company, put_in_service

REBUILDS, VISITORS, KEEP = 12, 3, 2
SWAPS, REAL = 20, 4
"""Every so many rebuilds one makes everything anew; the others put in service what is made."""
HAS_HANDLES = sys.platform == "linux"
A_MOMENT = 0.02


def handles(under: Path) -> list[str]:
    """Names of files under a folder that this process has open or mapped, where the system lists them."""
    found = []
    for one in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(str(one.readlink()))
    mapped = [line.split(maxsplit=5)[-1].strip() for line in Path("/proc/self/maps").read_text().splitlines()]
    return sorted(Path(name).name for name in [*found, *mapped] if name.startswith(str(under)))


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "snapshots"


@pytest.fixture
def service(out: Path) -> Iterator[Service]:
    served = Service(out)
    yield served
    served.close()


class Visitor(threading.Thread):
    """Somebody who asks all the time: the snapshots that answered, in their order, and what went wrong."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service, self.is_over = service, threading.Event()
        self.answered: list[str] = []
        self.problems: list[BaseException] = []

    def run(self) -> None:
        while not self.is_over.wait(A_MOMENT) and not self.problems:
            try:
                with self.service.lease() as shot:
                    counted = int(answer(shot, metrics.funnel, Scope())["balance_end"].sum())
                    assert counted == shot.kept("leads")
                    replays.model(shot, shot.agreement).mqls()
                    self.answered.append(shot.folder.name)
            except BaseException as problem:
                self.problems.append(problem)

    def sees(self, folder: Path) -> None:
        while not self.problems and folder.name not in self.answered:
            threading.Event().wait(A_MOMENT)


@pytest.fixture
def visitors(service: Service) -> Iterator[list[Visitor]]:
    asking_all_the_time = [Visitor(service) for _ in range(VISITORS)]
    yield asking_all_the_time
    for visitor in asking_all_the_time:
        visitor.is_over.set()
        if visitor.is_alive():
            visitor.join()


def test_a_server_asked_all_the_time_while_its_data_are_built_again_and_again_holds_one_of_everything(
    tmp_path: Path, out: Path, service: Service, visitors: list[Visitor], made: dict[int, Path]
) -> None:
    ready, opened = put_in_service(made[2], out, KEEP), []
    for visitor in visitors:
        visitor.start()
    for number in range(1, 1 + REBUILDS):
        for visitor in visitors:
            visitor.sees(ready)
        opened.append(open_files() if HAS_HANDLES else 0)
        is_real = number % REAL == 0
        ready = (
            built(company(tmp_path, leads=number), keep=KEEP).folder
            if is_real
            else put_in_service(made[2 + number % 3], out, KEEP)
        )
    for visitor in visitors:
        visitor.sees(ready)
        visitor.is_over.set()
        visitor.join()
    assert [visitor.problems for visitor in visitors] == [[]] * VISITORS
    assert all(visitor.answered == sorted(visitor.answered) for visitor in visitors)
    assert [len(set(visitor.answered)) for visitor in visitors] == [1 + REBUILDS] * VISITORS
    assert len(finished(out)) == KEEP
    if HAS_HANDLES:
        assert handles(tmp_path) == ["leaddash.duckdb", MANIFEST]  # one of each, and nothing of a tape
        assert open_files() <= max(opened[:2])
    service.close()
    assert not HAS_HANDLES or handles(tmp_path) == []


def test_a_visitor_is_not_disturbed_by_two_newer_snapshots_and_lets_go_after(
    out: Path, service: Service, made: dict[int, Path]
) -> None:
    put_in_service(made[2], out, keep=1)
    with service.lease() as old:
        for leads in (3, 4):
            put_in_service(made[leads], out, keep=1)
            with service.lease() as newer:
                assert newer.kept("leads") == leads
        assert old.folder.is_dir()  # held, so that no build has cleared it away
        assert metrics.funnel(old, Scope())["balance_end"].sum() == 2
        assert len(replays.base_tape(old).offsets) == 3  # read only now
    with same(old) as gone:
        assert gone is None
    assert not HAS_HANDLES or handles(old.folder) == []
    put_in_service(made[2], out, keep=1)
    assert not old.folder.exists()


def test_with_the_last_lease_goes_everything_that_was_kept(out: Path, service: Service, made: dict[int, Path]) -> None:
    put_in_service(made[2], out)
    with service.lease() as old:
        frame = weakref.ref(old.answers.get("frame", lambda: pd.DataFrame({"n": range(1000)})))
        tape = weakref.ref(replays.base_tape(old).gaps)
        metrics.funnel(old, Scope())
        gc.freeze()  # as a server does once it is warm: what is let go needs no collector
    try:
        assert (frame() is None, tape() is None) == (False, False)  # the service holds it for whoever comes next
        put_in_service(made[3], out)
        with service.lease() as newer:
            assert newer.folder != old.folder
        assert (frame(), tape()) == (None, None)
        assert (old.answers.nbytes, old.recent.nbytes, old.parts.nbytes) == (0, 0, 0)
    finally:
        gc.unfreeze()


def test_two_leases_of_one_snapshot_are_one_connection(out: Path, made: dict[int, Path]) -> None:
    folder = put_in_service(made[2], out)
    with lease(folder) as one, lease(out) as other:
        assert one is other
    with lease(folder) as again:
        assert again is not one
    with pytest.raises(SnapshotError, match="let go"):
        one.rows("select 1")


def test_what_a_tool_opened_for_good_is_not_closed_by_a_lease(out: Path, made: dict[int, Path]) -> None:
    shot = open_snapshot(put_in_service(made[2], out))
    with lease(shot.folder) as leased:
        assert leased is shot
    assert len(shot.rows("select * from leads")) == 2


@pytest.fixture
def dashboard(out: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The dashboard is pointed at the folder of snapshots."""
    monkeypatch.setenv("LEADDASH_DATA", str(out))
    yield
    asking.service().close()


@pytest.mark.usefixtures("dashboard")
def test_a_page_that_comes_back_to_its_snapshot_finds_it_opened_again_or_the_one_in_service(
    out: Path, made: dict[int, Path]
) -> None:
    put_in_service(made[2], out, KEEP)
    with asking.run():
        old = asking.current_snapshot()
    with asking.still(old) as held:
        assert held is old
    put_in_service(made[3], out, KEEP)
    with asking.still(old) as held:
        assert held is None  # a newer one was taken up, and nobody else held this one
    with asking.again(old) as held:
        assert (held.folder, held.kept("leads")) == (old.folder, 2)
    for leads in (3, 4):
        put_in_service(made[leads], out, KEEP)
    assert not old.folder.exists()
    with asking.again(old) as held:
        assert held.kept("leads") == 4


@pytest.mark.usefixtures("dashboard")
def test_a_run_asks_one_and_the_same_snapshot_whatever_is_built_meanwhile(out: Path, made: dict[int, Path]) -> None:
    put_in_service(made[2], out)
    with asking.run():
        first = asking.current_snapshot()
        put_in_service(made[3], out)
        assert asking.current_snapshot() is first
        with asking.run():  # another one meanwhile, as of a fragment
            assert asking.current_snapshot().kept("leads") == 3
        assert asking.current_snapshot() is first
        assert len(first.rows("select * from leads")) == 2
    with asking.run():
        assert asking.current_snapshot().kept("leads") == 3


def test_what_a_caller_does_to_an_answer_changes_nobody_elses(made: dict[int, Path]) -> None:
    with lease(made[2]) as shot:
        mine = answer(shot, metrics.funnel, Scope())
        before = mine.copy()
        mine.loc[0, "entered"] = 99
        mine["more"] = 1
        del mine["stage"]
        values = answer(shot, metrics.funnel, Scope())["entered"].to_numpy()
        with suppress(ValueError):  # a view, which is read-only; else a copy
            values[0] = 99
        pd.testing.assert_frame_equal(answer(shot, metrics.funnel, Scope()), before)


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is locked there")
def test_a_folder_that_is_cleared_away_between_naming_and_opening_is_looked_for_anew(
    tmp_path: Path, out: Path, made: dict[int, Path]
) -> None:
    old, other = put_in_service(made[2], out, keep=1), Path(shutil.copytree(made[2], tmp_path / "other"))
    read = list[int]()

    def ask(path: Path) -> None:
        with lease(path) as shot:
            read.append(shot.kept("leads"))

    readers = [threading.Thread(target=ask, args=(path,)) for path in (other, out)]
    with exclusive(other / MANIFEST):  # who opens this one waits, and behind it who has named the old one by now
        for reader in readers:
            reader.start()
            threading.Event().wait(10 * A_MOMENT)
        put_in_service(made[3], out, keep=1)
        assert not old.exists()
    for reader in readers:
        reader.join()
    assert sorted(read) == [2, 3]


def test_folders_that_come_and_go_all_the_time_are_read_without_an_error(out: Path, made: dict[int, Path]) -> None:
    put_in_service(made[2], out, keep=1)
    stop, problems, read = threading.Event(), list[BaseException](), set[str]()

    def ask() -> None:
        while not stop.is_set() and not problems:
            try:
                with lease(out) as shot:
                    read.add(shot.folder.name)
                    shot.rows("select * from leads")
            except BaseException as problem:
                problems.append(problem)

    reader = threading.Thread(target=ask)
    reader.start()
    for number in range(SWAPS):
        put_in_service(made[2 + number % 3], out, keep=1)
    stop.set()
    reader.join()
    assert problems == []
    assert len(read) > 1
