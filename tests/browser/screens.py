"""Photographs of every page with the real browser: two sizes, light and dark, both languages.

`python -m tests.browser.screens FOLDER` keeps the README's pictures in FOLDER and all others in FOLDER/screens,
which git leaves alone.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from leaddash.home import SAMPLE
from leaddash.snapshots import build
from leaddash.words import LANGUAGES
from tests.browser import chromium
from tests.browser.serving import serve
from tests.browser.visits import PAGES, SHARED, VIEWS, WIDE, settled, visit

PICTURES = {"overview-1280-light-en": "overview.png", "funnel-1440-dark-en": "funnel.png"}
STATE = {"funnel": "&period=year", "leads": "&lead=L0026769"}


def main(folder: Path) -> None:
    """Photograph the sample company's dashboard."""
    shots = folder / "screens"
    shots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as snapshots, sync_playwright() as playwright:
        build(SAMPLE, Path(snapshots))
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        pages = browser.new_context()
        with serve(Path(snapshots)) as site:
            for name, size, scheme, language in product((*PAGES, *VIEWS), (WIDE, SHARED), ("light", "dark"), LANGUAGES):
                print(_photograph(pages, site, shots, name, size, scheme, language))
        browser.close()
    for shot, picture in PICTURES.items():
        shutil.copy(shots / f"{shot}.png", folder / picture)


def _photograph(
    browser: BrowserContext, site: str, shots: Path, name: str, size: tuple[int, int], scheme: str, language: str
) -> Path:
    address, _, view = name.partition("?view=")
    target = shots / f"{'-'.join(filter(None, [address or 'overview', view]))}-{size[0]}-{scheme}-{language}.png"
    state = f"?lang={language}{STATE.get(address, '')}{'&view=' if view else ''}{view}"
    with visit(browser, f"{site}/{address}{state}", size=size, scheme=scheme) as (page, _):
        if view:
            page.locator('[data-testid="stPlotlyChart"]').last.scroll_into_view_if_needed()
            settled(page)
        page.screenshot(path=target)
    return target


if __name__ == "__main__":
    main(Path(sys.argv[1]))
