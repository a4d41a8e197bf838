"""Folders of data in service: what has changed is built behind the visitors, what is faulty leaves the last good."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leaddash import agreement
from leaddash.agreement import FILE
from leaddash.errors import AgreementError, LeadDashError, SourceError
from leaddash.snapshots import Service, cached, finished, published, snapshot_of
from leaddash.snapshots.locks import exclusive
from leaddash.ui import asking
from tests.intake import LEADS
from tests.snapshots.companies import company, leads_of, newest
from tests.ui.visits import again, sentence, typed, visit

A_MOMENT = 0.02
FAULTY = "lead_id\nL1\n"
TWO_DAYS_LATER = LEADS.replace("2026-01-02", "2026-01-04")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is in the cache of a folder of two leads."""
    folder = tmp_path_factory.mktemp("ready")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        return snapshot_of(company(folder)).parent


@pytest.fixture
def data(tmp_path: Path, ready: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two leads, built already."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = company(tmp_path)
    shutil.copytree(ready, cached.home(folder))
    return folder


@pytest.fixture
def service(data: Path) -> Iterator[Service]:
    served = Service(data)
    yield served
    served.close()


def leads(service: Service) -> int:
    with service.lease() as shot:
        assert len(shot.rows("select * from leads")) == shot.kept("leads")
        return shot.kept("leads")


def after_the_build(service: Service) -> int:
    """How many leads a visitor finds who comes when what is being built is built."""
    leads(service)
    wait(lambda: not service.is_rebuilding)
    return leads(service)


def wait(until: Callable[[], bool]) -> None:
    while not until():
        threading.Event().wait(A_MOMENT)


def builds(data: Path) -> int:
    """How many snapshots were made of the data and are kept."""
    return len(finished(cached.home(data)))


def test_unchanged_data_are_not_built_again(data: Path, service: Service) -> None:
    with service.lease() as first, service.lease() as second:
        assert first is second
        assert first.folder == newest(cached.home(data))
    assert (service.is_rebuilding, service.trouble, builds(data)) == (False, None, 1)


def test_while_changed_data_are_built_the_old_snapshot_serves_and_then_the_new_one(
    data: Path, service: Service
) -> None:
    assert leads(service) == 2
    with exclusive(cached.home(data) / published.LOCK):  # no build gets further than here
        (data / "leads.csv").write_text(leads_of(3))
        for _ in range(3):
            assert leads(service) == 2
            assert (service.is_rebuilding, service.trouble) == (True, None)
    wait(lambda: not service.is_rebuilding)
    assert leads(service) == 3
    assert (service.is_rebuilding, service.trouble, builds(data)) == (False, None, 2)  # one build for all who asked


def test_who_holds_the_old_snapshot_while_the_new_one_comes_is_answered(data: Path, service: Service) -> None:
    with service.lease() as old:
        (data / "leads.csv").write_text(leads_of(3))
        assert after_the_build(service) == 3
        assert len(old.rows("select * from leads")) == 2


def test_a_change_at_equal_size_and_time_is_noticed(data: Path, service: Service) -> None:
    file = data / "leads.csv"
    assert leads(service) == 2
    before = file.stat()
    wait(lambda: before.st_ctime_ns + cached.SETTLED_NS < time.time_ns())
    assert leads(service) == 2  # from now on its times are trusted
    file.write_text(TWO_DAYS_LATER)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert after_the_build(service) == 2
    with service.lease() as shot:
        assert [at.day for at in shot.rows("select created_at from leads order by created_at")["created_at"]] == [1, 4]


def test_a_file_that_is_only_touched_or_written_anew_as_it_was_makes_no_build(data: Path, service: Service) -> None:
    file = data / "leads.csv"
    for touch in (lambda: os.utime(file, (1, 1)), file.touch, lambda: file.write_bytes(file.read_bytes())):
        touch()
        assert after_the_build(service) == 2
        assert (service.trouble, builds(data)) == (None, 1)


def test_data_that_became_faulty_leave_the_last_good_snapshot_in_service_until_they_are_put_right(
    data: Path, service: Service
) -> None:
    assert leads(service) == 2
    (data / "leads.csv").write_text(FAULTY)
    for _ in range(3):
        assert after_the_build(service) == 2
        assert isinstance(service.trouble, SourceError)
        assert "has no column" in str(service.trouble)
        assert not service.is_rebuilding  # what has just failed is not tried again at every question
    (data / "leads.csv").write_text(leads_of(3))
    assert after_the_build(service) == 3
    assert (service.trouble, builds(data)) == (None, 2)


def test_faulty_data_that_become_what_they_were_are_not_built_again(data: Path, service: Service) -> None:
    before = (data / "leads.csv").read_text()
    (data / "leads.csv").write_text(FAULTY)
    assert after_the_build(service) == 2
    assert service.trouble is not None
    (data / "leads.csv").write_text(before)
    assert leads(service) == 2
    assert (service.is_rebuilding, service.trouble, builds(data)) == (False, None, 1)


def test_data_faulty_from_the_start_are_told_and_served_once_they_are_put_right(data: Path, service: Service) -> None:
    shutil.rmtree(cached.home(data))
    (data / "leads.csv").write_text(FAULTY)
    for _ in range(2):
        with pytest.raises(SourceError, match="has no column"):
            leads(service)
    (data / "leads.csv").write_text(LEADS)
    assert leads(service) == 2
    assert service.trouble is None


def test_an_agreement_that_comes_or_becomes_invalid_is_taken_up_or_told(data: Path, service: Service) -> None:
    def mqls_agreed() -> int | None:
        after_the_build(service)
        with service.lease() as shot:
            return shot.agreement.goals.get("mql")

    assert mqls_agreed() is None
    (data / FILE).write_text("[goals]\nmql = 400\n")
    assert mqls_agreed() == 400
    for invalid in ("[goals]\nmql = 'many'\n", "[goals\n", "[goal]\nmql = 5\n"):
        (data / FILE).write_text(invalid)
        assert mqls_agreed() == 400
        assert isinstance(service.trouble, AgreementError)
        assert builds(data) == 2
    (data / FILE).write_text("[goals]\nmql = 450\n")
    assert (mqls_agreed(), service.trouble) == (450, None)
    assert agreement.of_folder(data).goals["mql"] == 450


def test_a_folder_that_is_gone_leaves_the_last_good_snapshot_in_service(data: Path, service: Service) -> None:
    assert leads(service) == 2
    shutil.rmtree(data)
    assert leads(service) == 2
    assert isinstance(service.trouble, LeadDashError)


def test_a_page_says_that_changed_data_are_being_read_and_what_is_wrong_with_faulty_ones(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADDASH_DATA", str(data))
    app = visit("data")
    assert not [*app.info, *app.warning]
    with exclusive(cached.home(data) / published.LOCK):
        (data / "leads.csv").write_text(FAULTY)
        again(app)
        assert ["being read anew" in typed(notice.value) for notice in app.info] == [True]
    wait(lambda: not asking.service().is_rebuilding)
    again(app)
    assert ["has no column" in typed(notice.value) for notice in app.warning] == [True]
    assert "these are the last good data" in app.warning[0].value
    assert not [*app.info, *app.error]
    assert " All 3 rows " in sentence(app)  # two leads, one call
    asking.service().close()
