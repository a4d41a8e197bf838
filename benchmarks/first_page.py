"""From the command to the first painted page, and from a changed filter to the repainted one, in real Chromium."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import repainting
from benchmarks.timing import seconds, tell
from leaddash.build import build
from leaddash.home import SAMPLE
from tests.browser import chromium
from tests.browser.serving import serve
from tests.browser.visits import visit


def main() -> None:
    """Measure and print."""
    print("Sample company, in the browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        out = Path(folder)
        tell("build, server start and first painted page", seconds(lambda: _first_page(browser, out), runs=3), 10)
        with serve(out) as site:
            for page in ("", "funnel", "leads"):
                cold, warm = repainting.changes(browser, f"{site}/{page}")
                tell(f"a new filter repaints /{page}", cold, 1)
                tell(f"  a filter asked before repaints /{page}", warm)
        browser.close()
    print()


def _first_page(browser: Browser, out: Path) -> None:
    """What `make run` does once installed: snapshot, server, page."""
    build(SAMPLE, out)
    with serve(out) as site, visit(browser, site):
        pass
