"""A server that ends while it makes itself ready: nothing is printed, and what is there is frozen once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.intake import built, fill

SERVER = """
import gc, sys, time
from leaddash.ui import asking
asking.WARM_AFTER = float(sys.argv[1])
with asking.run():
    asking.current_snapshot()
time.sleep(float(sys.argv[2]))
print(gc.get_freeze_count() > 0)
"""
"""A process that serves a page, and ends so many seconds later."""
ONCE = """
import gc, os, sys, time
from leaddash.ui import asking
asking.WARM_AFTER = 0.0
counts = []
for folder in sys.argv[1:]:
    os.environ["LEADDASH_DATA"] = folder
    with asking.run():
        asking.current_snapshot()
    while not gc.get_freeze_count():
        time.sleep(0.05)
    time.sleep(0.2)
    counts.append(gc.get_freeze_count())
print(counts == sorted(counts, reverse=True))
"""
"""A process that serves one snapshot after the other; whether what is frozen only ever grew less."""


@pytest.mark.parametrize(
    ("after", "seconds"), [(5.0, 0.0), (5.0, 0.1), *((0.0, seconds) for seconds in (0.0, 0.02, 0.05, 0.1, 0.2))]
)
def test_a_process_that_ends_early_prints_no_traceback(tmp_path: Path, after: float, seconds: float) -> None:
    folder = built(fill(tmp_path / "data")).folder
    command = [sys.executable, "-c", SERVER, str(after), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LEADDASH_DATA": str(folder)})
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_what_is_there_is_frozen_once_whatever_is_served_after(tmp_path: Path) -> None:
    folders = [str(built(fill(tmp_path / "data")).folder) for _ in range(3)]
    done = subprocess.run([sys.executable, "-c", ONCE, *folders], capture_output=True, text=True)
    assert done.stdout.strip() == "True", done.stderr
