"""Ten sessions dragging the lab's threshold at once at a million leads: how long figures take, and the server's memory.

Two minutes; run it as `python -m benchmarks.ten_hands` after `python -m benchmarks 1000000` has built the company. Ten
people have ten computers to draw on: the sessions measured draw nothing (`hands.py`). Beside them stand ten browsers
on the server's own cores, whose drawing is most of what they wait for. That nothing needs the system's libgomp is read
from the server's memory map: a library that is not mapped cannot be missed.
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from pathlib import Path
from typing import Any

import numpy as np
from playwright.async_api import Browser, Page, async_playwright

from benchmarks import many_rules
from benchmarks.hands import Taken, hands
from benchmarks.serving_lab import STEP_MS, WATCH, WIDE, Served, serve, sweep
from benchmarks.timing import tell, tell_memory
from tests.browser import chromium

HANDS, SECONDS, WARM_SECONDS = 10, 20, 3
P95_GOAL, MEMORY_GOAL = 1.0, 0.015
"""Seconds from input to changed figure, and GB by which each session lets the server grow."""
PARALLEL = ("libgomp", "libiomp", "libtbb")
"""What parallel loops would load; wheels bring their own."""
STILL = """() => document.querySelector('[data-test-script-state="notRunning"]') !== null
  && document.querySelector('.leaddash-sentence') !== null && document.querySelector('[data-stale="true"]') === null"""


def main() -> None:
    """Measure and print."""
    folder = many_rules.snapshots(24)
    if folder is not None:
        print(f"{HANDS} hands on the lab at a million leads, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        with serve(folder) as served:
            asyncio.run(_measure(served))
    print()


async def _measure(served: Served) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        taken = await _taken(browser, served.address)
        await _tell_hands(served, taken)
        await _tell_browsers(served, browser)
        await browser.close()
    maps = Path(f"/proc/{served.pid}/maps").read_text("utf-8").splitlines()
    paths = {line.split()[-1] for line in maps if any(name in line for name in PARALLEL)}
    ours = sorted(path for path in paths if "site-packages" not in path)
    print(f"{'parallel libraries of the system in the server':<64} {', '.join(ours) or 'none'}", flush=True)


async def _taken(browser: Browser, address: str) -> Taken:
    """What a page sends, with everything compiled and read once."""
    page = await _new_page(browser)
    taken = Taken(page)
    await _open(page, address)
    await _dragged(page, WARM_SECONDS)
    await page.wait_for_function(STILL, timeout=120_000)
    await page.context.close()
    return taken


async def _tell_hands(served: Served, taken: Taken) -> None:
    async with hands(taken, 1) as alone:
        tell("one hand alone, nothing drawn, p95", _p95(await alone[0].drag(WARM_SECONDS)))
    before = _memory(served.pid)
    async with hands(taken, HANDS) as all_of_them:
        peak = asyncio.create_task(_peak(served.pid))
        took = await asyncio.gather(*(hand.drag(SECONDS) for hand in all_of_them))
        peak.cancel()
        most = max(await peak, _memory(served.pid))
    every = [each for mine in took for each in mine]
    tell(f"{HANDS} hands at once, nothing drawn, p50 of {len(every)} inputs", float(np.median(every)))
    tell(f"{HANDS} hands at once, nothing drawn, p95", _p95(every), P95_GOAL)
    tell("  of the hand that waited longest, p95", max(map(_p95, took)))
    tell_memory("the server before they came", before)
    tell_memory("  by each session more, at most", (most - before) / HANDS, MEMORY_GOAL)


async def _tell_browsers(served: Served, browser: Browser) -> None:
    """The same with ten pages that draw, all of them on these cores; in the end each is still answered."""
    pages = [await _new_page(browser) for _ in range(HANDS)]
    for page in pages:
        await _open(page, served.address)
    took = await asyncio.gather(*(_dragged(page, SECONDS) for page in pages))
    for page in pages:
        await page.wait_for_function(STILL, timeout=120_000)
    tell(f"{HANDS} browsers at once on the same cores, p95", _p95([each for mine in took for each in mine]))


async def _new_page(browser: Browser) -> Page:
    """A page of a session of its own."""
    width, height = WIDE
    context = await browser.new_context(viewport={"width": width, "height": height})
    page = await context.new_page()
    page.set_default_timeout(60_000)
    await page.add_init_script(WATCH)
    return page


async def _open(page: Page, address: str) -> None:
    await page.goto(f"{address}/lab")
    await page.wait_for_function(STILL)


async def _dragged(page: Page, seconds: float) -> list[float]:
    """Drag the threshold for some seconds; what each input took."""
    slider = page.get_by_role("slider", name="Threshold", exact=True)
    box = await slider.bounding_box()
    assert box is not None
    value, most = float(await slider.input_value()), float(await slider.get_attribute("max") or 1)
    x, y = box["x"] + 8 + (box["width"] - 16) * value / most, box["y"] + box["height"] / 2
    await page.mouse.move(x, y)
    await page.mouse.down()
    end = time.perf_counter() + seconds
    for beside in sweep(round(1000 * seconds / STEP_MS)):
        await page.mouse.move(x + beside, y)
        await asyncio.sleep(STEP_MS / 1000)
        if time.perf_counter() > end:
            break
    await page.wait_for_timeout(1000)
    found: Any = await page.evaluate("marks.took")
    await page.mouse.up()
    return list(found)


async def _peak(pid: int) -> float:
    """The most memory of a process, in GB, until told to stop."""
    most = 0.0
    try:
        while True:
            most = max(most, _memory(pid))
            await asyncio.sleep(0.2)
    except asyncio.CancelledError:
        return most


def _memory(pid: int) -> float:
    """Resident memory of a process in GB."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("utf-8"))
    assert found is not None
    return int(found[1]) * 1024 / 1e9


def _p95(took: list[float]) -> float:
    return float(np.percentile(took, 95)) if took else float("nan")


if __name__ == "__main__":
    main()
