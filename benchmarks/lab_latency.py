"""How fast the figures of the scoring lab follow a hand at a million leads, beside the same page without computing.

Some minutes; run it as `python -m benchmarks.lab_latency` (`24` or `128` for those rules alone), after
`python -m benchmarks 1000000` has built the company and `python -m benchmarks.many_rules` the same under 128 rules.
Both pages are served and driven in turns in one run. Each `input` of the slider counts: from it to the first changed
sentence that knows of it, waiting for the answer before included.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks import many_rules
from benchmarks.serving_lab import STEP_MS, STILL, WATCH, WIDE, serve, sweep
from benchmarks.timing import tell
from leaddash.snapshots import open_snapshot
from tests.browser import chromium
from tests.browser.visits import settled

THRESHOLD = "Threshold"
TIMES = {50: 1.5, 95: 3.0}
"""How many times the still page's percentile ours may take."""
ROUNDS, DRAG_SECONDS, PRESSES = 2, 2, 30
"""Each round drags and presses so often, on either page in turn."""
REST_MS = 500
"""After a drag, for the last answer; what changes no figure has none."""
Took = dict[str, list[float]]


def main() -> None:
    """Measure and print."""
    for rules in map(int, sys.argv[1:] or (24, 128)):
        folder = many_rules.snapshots(rules)
        if folder is not None:
            print(f"The lab at a million leads under {rules} rules (load {os.getloadavg()[0]:.1f})", flush=True)
            _tell(_measured(folder))
    print()


def _measured(folder: Path) -> dict[str, Took]:
    """Seconds by page (`lab` and `still`) and way of moving."""
    with sync_playwright() as playwright, serve(folder) as lab, serve(folder, STILL) as still:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        pages = {"still": _opened(browser, still.address), "lab": _opened(browser, lab.address)}
        ways = {"drag": _drag, "drag of a weight": partial(_drag, slider=_weight(folder)), "keys": _press}
        took: dict[str, Took] = {name: {way: [] for way in ways} for name in pages}
        for name, (way, move) in product([*pages] * ROUNDS, ways.items()):
            took[name][way] += _timed(pages[name], move)
        browser.close()
    return took


def _opened(browser: Browser, address: str) -> Page:
    """The lab in a session of its own, with everything compiled and read once."""
    width, height = WIDE
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.set_default_timeout(30_000)
    page.add_init_script(WATCH)
    page.goto(f"{address}/lab")
    settled(page)
    _timed(page, _drag)
    return page


def _timed(page: Page, move: Callable[[Page], None]) -> list[float]:
    """What a move took, input by input; the page is brought to rest before and after."""
    page.bring_to_front()
    page.evaluate("Object.assign(marks, {pending: [], sent: [], took: [], answers: 0})")
    move(page)
    found: Any = page.evaluate("marks.took")
    settled(page)
    return list(found)


def _drag(page: Page, slider: str = THRESHOLD) -> None:
    thumb = _slider(page, slider)
    thumb.scroll_into_view_if_needed()
    box = thumb.bounding_box()
    assert box is not None
    ends = (thumb.get_attribute("min"), thumb.input_value(), thumb.get_attribute("max"))
    least, value, most = (float(each or 0) for each in ends)
    x, y = box["x"] + 8 + (box["width"] - 16) * (value - least) / (most - least), box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for beside in sweep(DRAG_SECONDS * 1000 // STEP_MS):
        page.mouse.move(x + beside, y)
        page.wait_for_timeout(STEP_MS - 6)
    page.wait_for_timeout(REST_MS)
    page.mouse.up()


def _press(page: Page) -> None:
    _slider(page, THRESHOLD).focus()
    for press in range(PRESSES):
        page.keyboard.press("ArrowRight" if press < PRESSES / 2 else "ArrowLeft")
        page.wait_for_function("told => marks.answers > told", arg=press)


def _slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name, exact=True)


def _weight(folder: Path) -> str:
    """The first rule of intent: its points move every score that holds it, and no curve can be kept."""
    return next(rule.name for rule in open_snapshot(folder).agreement.scoring.behaviour if rule.kind == "intent")


def _tell(took: dict[str, Took]) -> None:
    for way in took["lab"]:
        for percent, times in TIMES.items():
            ours, still = (float(np.percentile(took[name][way], percent)) for name in ("lab", "still"))
            tell(f"by {way}, p{percent} of {len(took['lab'][way])} inputs", ours, round(times * still, 3))
            tell(f"  limit: the same page without computing, of {len(took['still'][way])}", still)
            print(f"{'  times as long':<64} {ours / still:7.2f}", flush=True)


if __name__ == "__main__":
    main()
