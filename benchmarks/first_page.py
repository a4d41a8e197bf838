"""From the command to the first painted page, and from a changed filter to the repainted one, in real Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import repainting
from benchmarks.timing import seconds, tell
from leaddash.home import SAMPLE
from leaddash.scoring import compiling
from leaddash.snapshots import build
from tests.browser import chromium
from tests.browser.serving import ROOT, free_port, serve, wait_for

STARTS = 5
PAINTED = """() => document.querySelector('.leaddash-sentence') !== null
  && document.querySelector('.js-plotly-plot .main-svg') !== null
  && document.querySelector('[data-test-script-state="notRunning"]') !== null
  && document.querySelector('[data-stale="true"]') === null"""


def main() -> None:
    """Measure and print."""
    print("Sample company, in the browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        out = Path(folder)
        _tell_starts(browser, out / "cache")
        build(SAMPLE, out / "snapshots")
        with serve(out / "snapshots") as site:
            for page in ("", "funnel", "leads"):
                cold, warm = repainting.changes(browser, f"{site}/{page}")
                tell(f"a new filter repaints /{page}", cold, 1)
                tell(f"  a filter asked before repaints /{page}", warm)
        browser.close()
    print()


def _tell_starts(browser: Browser, cache: Path) -> None:
    """What `make run` does once installed: start, and paint the first page of the sample."""
    _start(browser, cache)
    tell("start to first painted page, snapshot there", seconds(lambda: _start(browser, cache), runs=STARTS), 4)
    tell("  snapshot made meanwhile", seconds(_anew(browser, cache), runs=STARTS), 7)


def _anew(browser: Browser, cache: Path) -> Callable[[], None]:
    def started() -> None:
        shutil.rmtree(cache)
        _start(browser, cache)

    return started


def _start(browser: Browser, cache: Path) -> None:
    """One start; the browser comes as soon as the server answers. What was compiled is there."""
    port, compiled = free_port(), os.environ.get("NUMBA_CACHE_DIR", str(compiling.FOLDER))
    process = subprocess.Popen(
        [sys.executable, "-m", "leaddash", "run", "--headless", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(cache), "NUMBA_CACHE_DIR": compiled},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"http://127.0.0.1:{port}")
        page.wait_for_function(PAINTED, polling=20, timeout=120_000)
        page.close()
    finally:
        process.terminate()
        process.wait(20)
