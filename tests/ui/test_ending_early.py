"""A server that ends while it makes itself ready: nothing is printed, and what is there is frozen once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import forked
from tests.intake import built, fill

LOADING = "from leaddash.ui import asking"
SERVER = """
import gc, os, sys, time
from leaddash.ui import asking
os.environ["LEADDASH_DATA"], asking.WARM_AFTER = sys.argv[1], float(sys.argv[2])
with asking.run():
    asking.current_snapshot()
time.sleep(float(sys.argv[3]))
print(gc.get_freeze_count() > 0)
"""
"""A process that serves a page, and ends so many seconds later."""
ENDS = [(5.0, 0.0), (5.0, 0.1), *((0.0, seconds) for seconds in (0.0, 0.02, 0.05, 0.1, 0.2))]
"""After how many seconds the server makes itself ready, and after how many more it ends."""
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


@pytest.mark.long("pages")
def test_a_process_that_ends_early_prints_no_traceback(tmp_path: Path) -> None:
    folder = str(built(fill(tmp_path / "data")).folder)
    for case, end in zip(ENDS, forked.each(LOADING, SERVER, [[folder, *map(str, case)] for case in ENDS]), strict=True):
        assert (end.code, end.out in ("True\n", "False\n")) == (0, True), (case, end)
        assert "Traceback" not in end.err, case


def test_what_is_there_is_frozen_once_whatever_is_served_after(tmp_path: Path) -> None:
    folders = [str(built(fill(tmp_path / "data")).folder) for _ in range(3)]
    done = subprocess.run([sys.executable, "-c", ONCE, *folders], capture_output=True, text=True)
    assert done.stdout.strip() == "True", done.stderr
