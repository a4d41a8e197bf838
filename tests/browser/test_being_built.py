"""A dashboard that is opened before its snapshot is there: it says how far that is, and opens by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numba
import pytest
from playwright.sync_api import BrowserContext

from leaddash.build import locks, publish, snapshot_of
from leaddash.words import load
from tests.browser.serving import ROOT, free_port, wait_for
from tests.browser.visits import settled, tab
from tests.intake import fill
from tests.ui.short import TABLES


@contextmanager
def app_served(data: Path) -> Iterator[str]:
    """Serve `app.py` as Streamlit alone does, pointed at a folder of data; what was compiled is there."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        [*command, "--server.headless", "true"],
        cwd=ROOT,
        env={**os.environ, "LEADDASH_DATA": str(data), "NUMBA_CACHE_DIR": str(numba.config.CACHE_DIR)},
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture
def unbuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A folder of data, and the empty folder of the cache into which its snapshot will be built."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    data = fill(tmp_path / "data", **TABLES)
    cached = snapshot_of(data).parent
    shutil.rmtree(cached)
    cached.mkdir()
    return data, cached


def test_the_page_says_how_far_the_snapshot_is_and_then_opens(
    browser: BrowserContext, unbuilt: tuple[Path, Path]
) -> None:
    data, cached = unbuilt
    with app_served(data) as address, ExitStack() as opened:
        pages = {language: opened.enter_context(tab(browser)) for language in ("en", "es")}
        with locks.exclusive(cached / publish.LOCK):  # the build waits for it, and so does the page
            for language, page in pages.items():
                page.goto(f"{address}/?lang={language}")
                page.get_by_text(load(language)("app.building", share=load(language).share(0, 0))).wait_for()
                assert page.get_by_test_id("stTopNavLink").count() == 8
        for language, page in pages.items():
            settled(page)
            page.get_by_role("heading", name=load(language)("page.overview")).wait_for()
            assert page.get_by_test_id("stProgress").count() == 0
