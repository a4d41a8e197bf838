"""The dashboard served for real, and Chromium to drive it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from leaddash.home import SAMPLE
from tests.browser import chromium
from tests.browser.serving import serve
from tests.companies import built_of


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One browser for all visits, each of them a tab: what Streamlit is made of is fetched and compiled once."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("browser"), executable_path=chromium.lean(), args=list(chromium.FLAGS)
        )
        yield context
        context.close()


@pytest.fixture(scope="session")
def sample_snapshots() -> Path:
    return built_of(SAMPLE)


@pytest.fixture(scope="session")
def proposals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the server keeps proposals, apart from the user's."""
    return tmp_path_factory.mktemp("proposals")


@pytest.fixture(scope="session")
def site(sample_snapshots: Path, proposals: Path) -> Iterator[str]:
    """One server for all; what is live ticks every second."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LEADDASH_PROPOSALS", str(proposals))
        patched.setenv("LEADDASH_TICK", "1")
        with serve(sample_snapshots) as address:
            yield address
