"""Damaged snapshots: each kind is one sentence, nothing dies of it, and the last good snapshot serves."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leaddash.cases import replays
from leaddash.cli import main
from leaddash.errors import DamageError, LeadDashError, SnapshotError
from leaddash.snapshots import DATABASE, MANIFEST, POINTER, TAPE, Service, Snapshot, lease
from leaddash.ui import asking
from tests.intake import built
from tests.snapshots.companies import company, newest, put_in_service
from tests.ui.visits import again, html, sentence, typed, visit

Damage = Callable[[Path], object]
OTHERS = bytes(range(255, -1, -1))
"""Of every byte another one."""
HEADERS = 3 * 4_096
"""Bytes at the beginning of a database file that say what it is."""


def cut(name: str, to: float = 0.5) -> Damage:
    return lambda folder: os.truncate(folder / name, int((folder / name).stat().st_size * to))


def garble(name: str, skipped: int = 0) -> Damage:
    """Other bytes in the same number."""

    def damage(folder: Path) -> None:
        held = (folder / name).read_bytes()
        (folder / name).write_bytes(held[:skipped] + held[skipped:].translate(OTHERS))

    return damage


def forget(name: str, key: str) -> Damage:
    def damage(folder: Path) -> None:
        held = json.loads((folder / name).read_text())
        del held[key]
        (folder / name).write_text(json.dumps(held))

    return damage


def change(name: str, key: str, value: object) -> Damage:
    def damage(folder: Path) -> None:
        held = json.loads((folder / name).read_text())
        (folder / name).write_text(json.dumps({**held, key: value}))

    return damage


def remove(name: str) -> Damage:
    return lambda folder: (folder / name).unlink()


GAPS, META = f"{TAPE}/gaps.npy", f"{TAPE}/tape.json"
DAMAGES: dict[str, tuple[Damage, str]] = {
    "manifest cut short": (cut(MANIFEST), "manifest.json cannot be read"),
    "manifest empty": (cut(MANIFEST, 0), "manifest.json cannot be read"),
    "manifest garbage": (garble(MANIFEST), "manifest.json cannot be read"),
    "manifest of something else": (lambda folder: (folder / MANIFEST).write_text("[1]"), "not the one that was"),
    "manifest without a key": (forget(MANIFEST, "newest"), "manifest.json is not the one that was written"),
    "manifest without its format": (forget(MANIFEST, "format"), "manifest.json is not the one that was written"),
    "manifest changed": (change(MANIFEST, "newest", "2030-01-01"), "manifest.json is not the one that was written"),
    "manifest deleted": (remove(MANIFEST), "There is no snapshot in|manifest.json cannot be read"),
    "database cut short": (cut(DATABASE), r"duckdb has [\d,]+ bytes where [\d,]+ were written"),
    "database empty": (cut(DATABASE, 0), r"duckdb has 0 bytes where [\d,]+ were written"),
    "database garbage": (garble(DATABASE), "duckdb cannot be opened"),
    "database garbage behind its headers": (garble(DATABASE, HEADERS), "duckdb cannot be (opened|read)"),
    "database deleted": (remove(DATABASE), "duckdb is missing"),
    "tape cut short": (cut(GAPS), r"gaps.npy has [\d,]+ bytes where [\d,]+ were written"),
    "tape empty": (cut(GAPS, 0), r"gaps.npy has 0 bytes where [\d,]+ were written"),
    "tape garbage": (garble(GAPS), "its tape cannot be read"),
    "tape garbage behind its header": (garble(f"{TAPE}/offsets.npy", 128), "its tape is not the one that was written"),
    "tape deleted": (remove(GAPS), "gaps.npy is missing"),
    "what is told of the tape garbage": (garble(META), "its tape cannot be read"),
    "what is told of the tape changed": (garble(META, 10), "its tape cannot be read"),
}
A_FEW = ("manifest cut short", "manifest deleted", "database cut short", "database deleted", "tape garbage")
every_damage = pytest.mark.parametrize(("damage", "said"), DAMAGES.values(), ids=DAMAGES.keys())
a_few_damages = pytest.mark.parametrize(("damage", "said"), [DAMAGES[name] for name in A_FEW], ids=A_FEW)


@pytest.fixture(scope="module")
def two(made: dict[int, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two snapshots: of two leads, then of three."""
    folder = tmp_path_factory.mktemp("two")
    for leads in (2, 3):
        put_in_service(made[leads], folder)
    return folder


@pytest.fixture
def out(two: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(two, tmp_path / "snapshots"))


@pytest.fixture
def service(out: Path) -> Iterator[Service]:
    served = Service(out)
    yield served
    served.close()


def ask(shot: Snapshot) -> int:
    """A question to the database and one to the tape."""
    replays.model(shot, shot.agreement).mqls()
    return len(shot.rows("select * from leads"))


def served(service: Service) -> int:
    """As a page asks: what turns out to be damaged is put aside, and the page made anew."""
    for _ in range(3):
        with service.lease() as shot:
            try:
                return ask(shot)
            except DamageError as problem:
                service.put_aside(problem)
    raise AssertionError("every snapshot was put aside")


@every_damage
def test_the_last_good_snapshot_serves_and_one_sentence_says_why(
    out: Path, service: Service, damage: Damage, said: str
) -> None:
    damage(newest(out))
    assert served(service) == 2
    assert service.trouble is not None
    assert service.trouble.args[0].count("\n") == 0
    with pytest.raises(SnapshotError, match=said):
        raise service.trouble


@every_damage
def test_the_one_in_service_goes_on_or_the_last_good_one_takes_its_place(
    out: Path, service: Service, damage: Damage, said: str
) -> None:
    assert served(service) == 3
    damage(newest(out))
    assert served(service) in (2, 3)


@a_few_damages
def test_the_next_snapshot_is_taken_up(
    out: Path, service: Service, made: dict[int, Path], damage: Damage, said: str
) -> None:
    damage(newest(out))
    assert served(service) == 2
    put_in_service(made[4], out)
    assert served(service) == 4
    assert service.trouble is None


@pytest.mark.parametrize("name", ["manifest deleted", "tape garbage"])
def test_the_data_are_built_again_beside_a_damaged_snapshot(out: Path, service: Service, name: str) -> None:
    DAMAGES[name][0](newest(out))
    assert served(service) == 2
    assert newest(out) != built(company(out.parent, leads=4)).folder == newest(out)
    assert (served(service), service.trouble) == (4, None)


@a_few_damages
def test_without_another_one_it_is_one_sentence(out: Path, tmp_path: Path, damage: Damage, said: str) -> None:
    alone = Path(shutil.copytree(newest(out), tmp_path / "alone"))
    damage(alone)
    with pytest.raises(SnapshotError, match=said), lease(alone) as shot:
        ask(shot)


@a_few_damages
def test_the_command_line_says_it_in_one_sentence(
    out: Path, damage: Damage, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(newest(out))
    monkeypatch.setattr(sys, "argv", ["leaddash", "metric", "mql_volume", "--data", str(out)])
    with pytest.raises(SystemExit) as end:
        main()
    printed = capsys.readouterr()
    assert (end.value.code, printed.out, printed.err.count("\n")) == (1, "", 1)
    with pytest.raises(SnapshotError, match=said):
        raise SnapshotError(printed.err)


@pytest.mark.parametrize("text", ["", "no such snapshot", "\0\xff", "../.."], ids=["empty", "gone", "garbage", "above"])
def test_a_broken_pointer_leaves_the_newest_whole_snapshot_in_service(out: Path, service: Service, text: str) -> None:
    (out / POINTER).write_text(text, "latin-1")
    assert served(service) == 3


def test_a_pointer_that_is_gone_leaves_the_newest_whole_snapshot_in_service(out: Path, service: Service) -> None:
    (out / POINTER).unlink()
    assert served(service) == 3


def test_a_folder_of_snapshots_that_is_gone_leaves_the_open_one_in_service(out: Path, service: Service) -> None:
    assert served(service) == 3
    shutil.rmtree(out)
    assert served(service) == 3
    assert isinstance(service.trouble, LeadDashError)


RUNNING = """
import os, sys
from pathlib import Path
from leaddash.errors import DamageError
from leaddash.cases import replays
from leaddash.snapshots import lease
def ask(shot):
    try:
        replays.model(shot, shot.agreement).mqls()
        shot.rows("select * from leads")
        return "answered"
    except DamageError as problem:
        return str(problem)
for folder, names, was_read in zip(sys.argv[1::3], sys.argv[2::3], sys.argv[3::3]):
    with lease(Path(folder)) as shot:
        if was_read == "read":
            ask(shot)
        for name in names.split(","):
            for file in shot.folder.glob(name):
                os.truncate(file, 0)
        shot.answers.clear()
        shot.recent.clear()
        print(ask(shot), flush=True)
"""
"""A process that asks of folders, cuts files of their snapshots to nothing under itself, and asks again."""
CUT = {
    ("tape/*", "read"): "answered",  # it is in memory
    ("tape/*", "unread"): "is damaged: its tape cannot be read",
    ("*.duckdb", "unread"): "is damaged: leaddash.duckdb cannot be read",
    ("tape/*,*.duckdb", "unread"): "cannot be read",
}


def test_files_cut_to_nothing_under_a_running_process_do_not_end_it(out: Path, tmp_path: Path) -> None:
    asked: list[str] = []
    for number, (names, was_read) in enumerate(CUT):
        folder = shutil.copytree(newest(out), tmp_path / f"{number}")
        asked += [str(folder), names, was_read]
    done = subprocess.run([sys.executable, "-c", RUNNING, *asked], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.splitlines()
    assert [expected in line for expected, line in zip(CUT.values(), said, strict=True)] == [True] * len(CUT)


@pytest.fixture
def dashboard(out: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The dashboard is pointed at the folder of snapshots."""
    monkeypatch.setenv("LEADDASH_DATA", str(out))
    yield
    asking.service().close()


@pytest.mark.usefixtures("dashboard")
def test_a_page_says_what_is_damaged_and_shows_the_last_good_data(out: Path) -> None:
    damaged = newest(out)
    DAMAGES["tape cut short"][0](damaged)
    app = visit("data")
    assert len(app.warning) == 1
    notice = typed(app.warning[0].value)
    assert re.search(DAMAGES["tape cut short"][1], notice)
    assert damaged.name in notice
    assert "these are the last good data, built" in notice
    assert "Traceback" not in notice
    assert not app.error
    assert " All 3 rows " in sentence(app)  # two leads, one call


@pytest.mark.usefixtures("dashboard")
def test_a_database_that_is_cut_short_under_an_open_page_is_told_and_replaced(out: Path) -> None:
    app = visit("data", "es")
    assert not app.warning
    os.truncate(newest(out) / DATABASE, HEADERS)
    again(app.switch_page("pages/funnel.py"))
    assert "leaddash.duckdb cannot be read" in typed(app.warning[0].value)
    assert "últimos datos válidos" in app.warning[0].value
    assert not app.error
    again(app.switch_page("pages/data.py"))
    assert "todas las filas de la carpeta de tablas, 3 en total" in sentence(app)


@pytest.mark.usefixtures("dashboard")
def test_a_page_without_any_good_snapshot_is_one_sentence(out: Path) -> None:
    for folder in out.glob(f"*/{DATABASE}"):
        os.truncate(folder, 0)
    app = visit("overview")
    assert [typed(problem.value).count("is damaged") for problem in app.error] == [1]
    assert not html(app)
