"""Random companies built once for all tests of the metrics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from leaddash.snapshots import Snapshot
from tests.metrics.small import Told, tell
from tests.metrics.worlds import BATCHES, World, make_world


@pytest.fixture(scope="session", params=range(BATCHES))
def world(request: pytest.FixtureRequest) -> World:
    """One random company after the other, each under rules of its own."""
    return make_world(request.param)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Builds a small company of tables told line by line."""

    def of(rules: dict[str, Any] | None = None, **tables: str) -> Snapshot:
        return tell(tmp_path / "data", rules or {}, **tables)

    return of
