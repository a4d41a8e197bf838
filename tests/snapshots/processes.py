"""Builds and readers as processes of their own, which can be killed, raced and kept waiting."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests import forked

BUILD = """
import os, sys
from datetime import datetime
from pathlib import Path
from leaddash.snapshots import build
data, out, deadly, keep = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
moves = []
def hear(event, arguments):
    if event == "os.rename":
        moves.append(event)
        if deadly == f"move {len(moves)}":
            os.kill(os.getpid(), 9)
sys.addaudithook(hear)
def told(step):
    if step == deadly:
        os.kill(os.getpid(), 9)
print(build(data, out, as_of=datetime(2026, 6, 30), keep=keep, progress=told).folder.name)
"""
LOADING = "from leaddash.snapshots import build"
READ = """
import sys
from pathlib import Path
from leaddash.snapshots import open_snapshot
snapshot = open_snapshot(Path(sys.argv[1]))
print(snapshot.folder.name, flush=True)
sys.stdin.readline()
print(len(snapshot.rows("select * from leads")))
"""


def start_build(data: Path, out: Path, *, killed_at: str = "", keep: int = 10) -> subprocess.Popen[str]:
    """A build that kills itself at a step it tells, or before its nth move of a file (`move 1`, `move 2`)."""
    return _start(BUILD, str(data), str(out), killed_at, str(keep))


def killed_builds(data: Path, out: Path, steps: Sequence[str]) -> Iterator[forked.Ended]:
    """One build after the other, each of which kills itself at another step."""
    return forked.each(LOADING, BUILD, [[str(data), str(out), step, "10"] for step in steps])


def start_reader(out: Path) -> subprocess.Popen[str]:
    """A reader that says which snapshot it opened, waits for a line, and says how many leads it finds."""
    return _start(READ, str(out))


def _start(code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
