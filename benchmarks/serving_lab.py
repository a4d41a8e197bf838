"""The scoring lab served and opened for benchmarks, with a watch on how long its figures take to follow the hand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from leaddash.home import APP, HOME
from tests.browser.serving import free_port, wait_for

STILL = Path(__file__).with_name("lab_still.py")
WIDE = 1440, 900
STEP_MS = 16
TRIANGLE = 24, 2
"""Pixels to each side of a thumb that a hand sweeps, and pixels it goes in a step."""
WATCH = """
const marks = window.marks = {pending: [], sent: [], took: [], answers: 0};
document.addEventListener("input", (event) => {
  if (event.composedPath()[0].type === "range") marks.pending.push(performance.now());
}, true);
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) {
  if (marks.pending.length) marks.sent.push({at: performance.now(), inputs: marks.pending});
  marks.pending = [];
  return send.call(this, data);
};
let said = "";
new MutationObserver(() => {
  const text = document.querySelector(".leaddash-sentence")?.textContent;
  if (!text || text === said) return;
  said = text;
  const now = performance.now();
  const answered = marks.sent.filter(({at}) => at < now - 4); // what goes out in the same moment is not answered yet
  marks.sent = marks.sent.filter(({at}) => at >= now - 4);
  if (answered.length) marks.took.push(...answered.at(-1).inputs.map((at) => (now - at) / 1000));
  marks.answers += answered.length > 0;
}).observe(document, {subtree: true, childList: true, characterData: true});
"""
"""Seconds from each `input` of a slider to the first changed sentence that knows of it, and how many changes came."""


class Served(NamedTuple):
    """A server's address and its process."""

    address: str
    pid: int


@contextmanager
def serve(data: Path, app: Path = APP) -> Iterator[Served]:
    """Serve a snapshot by an app of ours until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    command += ["--server.headless", "true", "--server.address", "127.0.0.1", "--", "--data", str(data)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=HOME, env={**os.environ, "PYTHONPATH": str(HOME)}, **quiet)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield Served(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def sweep(steps: int) -> Iterator[float]:
    """Where a sweeping hand is, in pixels beside where it began, step by step; it never rests."""
    side, pace = TRIANGLE
    for step in range(1, steps + 1):
        along = step * pace % (4 * side)
        yield along if along <= side else 2 * side - along if along <= 3 * side else along - 4 * side
