"""Companies built once for all tests of the pages, and the dashboard pointed at one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddash import home
from tests.companies import built_of, generated
from tests.intake import ACTIVITIES, LEADS, built, fill
from tests.ui import short as short_company


@pytest.fixture(scope="session")
def sample_snapshot() -> Path:
    """The sample company."""
    return built_of(home.SAMPLE)


@pytest.fixture(scope="session")
def bare_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two leads and a call: no stages, hand-overs, opportunities or people."""
    return built(fill(tmp_path_factory.mktemp("bare") / "data", leads=LEADS, activities=ACTIVITIES)).folder


@pytest.fixture(scope="session")
def empty_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files with nothing but headers."""
    heads = {"leads": LEADS.splitlines()[0] + "\n", "activities": ACTIVITIES.splitlines()[0] + "\n"}
    return built(fill(tmp_path_factory.mktemp("empty") / "data", **heads)).folder


@pytest.fixture(scope="session")
def short_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few leads over a few weeks."""
    done = built(fill(tmp_path_factory.mktemp("short") / "data", **short_company.TABLES), zone="Europe/Madrid")
    assert not done.refused
    return done.folder


@pytest.fixture
def sample(sample_snapshot: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The dashboard shows the sample company."""
    monkeypatch.setenv("LEADDASH_DATA", str(sample_snapshot))
    return sample_snapshot


@pytest.fixture
def like_the_sample(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The dashboard shows a company with the sample's habits and a tenth of its leads."""
    small = generated(leads=4_000, months=36, seed=7)
    monkeypatch.setenv("LEADDASH_DATA", str(small))
    return small


@pytest.fixture
def bare(bare_snapshot: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The dashboard shows the company without stages."""
    monkeypatch.setenv("LEADDASH_DATA", str(bare_snapshot))
    return bare_snapshot


@pytest.fixture
def empty(empty_snapshot: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The dashboard shows the company without leads."""
    monkeypatch.setenv("LEADDASH_DATA", str(empty_snapshot))
    return empty_snapshot


@pytest.fixture
def short(short_snapshot: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The dashboard shows the company of a few weeks."""
    monkeypatch.setenv("LEADDASH_DATA", str(short_snapshot))
    return short_snapshot
