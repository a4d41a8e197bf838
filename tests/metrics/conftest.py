"""Random companies built once for all tests of the metrics."""

from __future__ import annotations

import pytest

from tests.metrics.worlds import BATCHES, World, make_world


@pytest.fixture(scope="session", params=range(BATCHES))
def world(request: pytest.FixtureRequest) -> World:
    """One random company after the other, each under rules of its own."""
    return make_world(request.param)
