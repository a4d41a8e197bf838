"""A server that is asked all the time while its data are built again and again: what it holds, and what the disk does.

`python -m benchmarks.rebuilds [LEADS [REBUILDS]]`. The builds run in a process of their own, as they do in earnest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.timing import alone
from leaddash.sample import generate
from leaddash.scope import Scope
from leaddash.ui import asking

LEADS, REBUILDS, KEEP = 100_000, 50, 3
METRICS = ("funnel", "projection", "funnel_trend", "sla", "sla_trend", "score_grid")
"""What the Overview asks, and a metric that needs the tape."""
PERIODS = 5
BUILDER = """
import sys
from pathlib import Path
from leaddash.snapshots import build
for _ in sys.stdin:
    print(build(Path(sys.argv[1]), Path(sys.argv[2]), keep=int(sys.argv[3])).folder, flush=True)
"""


class Held(NamedTuple):
    """What a process and its folder of snapshots hold: memory and disk in MB, open files, databases, snapshots."""

    memory: float
    files: int
    databases: int
    folders: int
    disk: float


class Asked:
    """A visitor who asks without a pause; how long each first answer of a snapshot took, and each other one."""

    def __init__(self) -> None:
        self.first: list[float] = []
        self.other: list[float] = []
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def end(self) -> None:
        """Stop asking."""
        self._is_over.set()
        self._thread.join()

    def _ask(self) -> None:
        seen: set[Path] = set()
        while not self._is_over.is_set():
            began = time.perf_counter()
            with asking.run():
                snapshot = asking.current_snapshot()
                for metric in METRICS:
                    asking.ask(snapshot, metric, Scope(bucket="month"))
            told = self.other if snapshot.folder in seen else self.first
            told.append(time.perf_counter() - began)
            seen.add(snapshot.folder)
            time.sleep(0.05)


def main(leads: int = LEADS, rebuilds: int = REBUILDS) -> None:
    """Measure and print, the first row before anything is built anew."""
    with tempfile.TemporaryDirectory() as folder:
        company, out = Path(folder) / "company", Path(folder) / "snapshots"
        alone(_generate, company, leads)
        os.environ["LEADDASH_DATA"] = str(out)
        builder = _builder(company, out)
        _rebuild(builder)
        print(f"{leads:,} leads, --keep {KEEP}, asked all the time")
        print("rebuilds  memory MB  open files  databases  snapshots  disk MB")
        visitor = Asked()
        try:
            for number in range(rebuilds + 1):
                if number:
                    _rebuild(builder)
                _settle(visitor)
                if number % max(1, rebuilds // PERIODS) == 0 or number == 1:
                    held = _held(out)
                    print(f"{number:8} {held.memory:10.0f} {held.files:11} {held.databases:10} ", end="")
                    print(f"{held.folders:10} {held.disk:8.0f}", flush=True)
        finally:
            visitor.end()
            builder.communicate()
        print(f"first answers of a snapshot {median(visitor.first):.3f} s, others {median(visitor.other):.4f} s")


def _generate(folder: Path, leads: int) -> None:
    generate(folder, leads=leads, without=("bad_rows",))


def _builder(company: Path, out: Path) -> subprocess.Popen[str]:
    """A process that builds once for every line it is told."""
    command = [sys.executable, "-c", BUILDER, str(company), str(out), str(KEEP)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _rebuild(builder: subprocess.Popen[str]) -> None:
    assert builder.stdin is not None
    assert builder.stdout is not None
    print(file=builder.stdin, flush=True)
    assert builder.stdout.readline(), "the build failed"


def _settle(visitor: Asked) -> None:
    """Wait until the visitor has been answered by the newest snapshot, and once more."""
    answered = len(visitor.first) + len(visitor.other)
    while len(visitor.first) + len(visitor.other) < answered + 3:
        time.sleep(0.05)


def _held(out: Path) -> Held:
    handles = [_target(one) for one in Path("/proc/self/fd").iterdir()]
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    written = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    return Held(
        memory=pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        files=len(handles),
        databases=sum(".duckdb" in target for target in handles),
        folders=len(list(out.glob("*/manifest.json"))),
        disk=written / 1e6,
    )


def _target(handle: Path) -> str:
    try:
        return str(handle.readlink())
    except OSError:
        return ""


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
