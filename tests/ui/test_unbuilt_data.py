"""Pages over a folder of data without a snapshot: built on the way, its faults told in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddash import ahead
from tests.intake import fill
from tests.ui.short import TABLES
from tests.ui.visits import sentence, visit


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data at which the dashboard is pointed, and an empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LEADDASH_DATA", str(tmp_path / "data"))
    return fill(tmp_path / "data", **TABLES)


@pytest.mark.usefixtures("data")
def test_a_page_opens_once_the_snapshot_is_made() -> None:
    assert sentence(visit("overview", "es")).startswith("En abril de 2026")


def test_what_is_wrong_with_the_data_is_told_by_the_page(data: Path) -> None:
    (data / "leads.csv").write_text("lead_id\n")
    app = visit("funnel")
    assert ["has no column" in str(error.value) for error in app.error] == [True]


def test_a_snapshot_is_made_once_however_often_it_is_begun(data: Path) -> None:
    begun = ahead.begin(data)
    assert ahead.begin(data) is begun
    assert begun.is_done(within_seconds=60)
    assert begun.share == 1.0
