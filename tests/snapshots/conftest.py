"""Tiny companies built once, to be put in service again and again; a dashboard that shows nobody else's data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.intake import ACTIVITIES, AS_OF, built
from tests.kept import building, kept
from tests.snapshots.companies import company, leads_of, newest


@pytest.fixture(scope="package", autouse=True)
def pointed_at_nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where no test points the dashboard at data, what a server makes ready after a while is not the sample."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEADDASH_DATA", str(tmp_path_factory.mktemp("nowhere")))
        yield


@pytest.fixture(scope="package")
def made() -> dict[int, Path]:
    """Finished snapshots by how many leads they have."""
    return {leads: newest(built_once(leads)) for leads in (2, 3, 4)}


def built_once(leads: int) -> Path:
    """The folder of snapshots with one of a company."""
    of = [leads_of(leads), ACTIVITIES, AS_OF, building()]
    return kept("snapshots", of, lambda place: built(company(place, leads))) / "snapshots"
