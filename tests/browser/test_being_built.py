"""A dashboard that is opened before its snapshot is there: it says how far that is, and opens by itself."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from leaddash.scoring import compiling
from leaddash.snapshots import locks, published, snapshot_of
from leaddash.words import load
from tests.browser.serving import ROOT, serve_app
from tests.browser.visits import settled, tab
from tests.intake import fill
from tests.ui.short import TABLES


@pytest.fixture
def unbuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A folder of data, and the empty folder of the cache into which its snapshot will be built."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    data = fill(tmp_path / "data", **TABLES)
    cached = snapshot_of(data).parent
    shutil.rmtree(cached)
    cached.mkdir()
    return data, cached


@pytest.mark.long("pages")
def test_the_page_says_how_far_the_snapshot_is_and_then_opens(
    browser: BrowserContext, unbuilt: tuple[Path, Path]
) -> None:
    data, cached = unbuilt
    # What was compiled is there.
    served = serve_app(ROOT / "app.py", LEADDASH_DATA=str(data), NUMBA_CACHE_DIR=str(compiling.FOLDER))
    with served as address, ExitStack() as opened:
        pages = {language: opened.enter_context(tab(browser)) for language in ("en", "es")}
        with locks.exclusive(cached / published.LOCK):  # the build waits for it, and so does the page
            for language, page in pages.items():
                page.goto(f"{address}/?lang={language}")
                page.get_by_text(load(language)("app.building", share=load(language).share(0, 0))).wait_for()
                assert page.get_by_test_id("stTopNavLink").count() == 9
        for language, page in pages.items():
            settled(page)
            page.get_by_role("heading", name=load(language)("page.overview")).wait_for()
            assert page.get_by_test_id("stProgress").count() == 0
