"""The dashboard served for real, and Chromium to drive it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from leaddash.build import build
from tests.browser import chromium
from tests.browser.serving import serve

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
SCHOOL = Path(__file__).parents[3] / "shared" / "data" / "school_crm"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.lean(), args=list(chromium.FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sample")
    build(SAMPLE, out)
    return out


@pytest.fixture(scope="session")
def site(sample_snapshots: Path) -> Iterator[str]:
    with serve(sample_snapshots) as address:
        yield address


@pytest.fixture(scope="session")
def school_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not SCHOOL.exists():
        pytest.skip("the school export lies beside the repository only where the project is developed")
    out = tmp_path_factory.mktemp("school")
    build(SCHOOL, out)
    with serve(out) as address:
        yield address
