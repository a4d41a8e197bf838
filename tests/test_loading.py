"""Loading beside a server that already answers: one thread loads, and a page waits for it."""

from __future__ import annotations

import ast
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from leaddash import home, loading

SCRIPTS = [home.APP, *sorted(home.PAGES.glob("*.py"))]
CROSSWISE = """
import time
from importlib import import_module
from leaddash import loading

def load():
    time.sleep(0.2)  # the page is there first
    import_module("leaddash.subjects.response.metrics.response_curve")
    loaded.append("metrics")

loaded = []
loading.begin(load)
from leaddash import ui
print(loaded, ui.open_page.__name__)
"""


def ours(script: Path) -> list[str]:
    """What a script imports of ours, in its order."""
    found = list[str]()
    for node in ast.walk(ast.parse(script.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module}.{one.name}" for one in node.names]
    return [name for name in found if name.startswith("leaddash.")]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda one: one.stem)
def test_a_script_loads_first_what_waits_for_the_rest(script: Path) -> None:
    assert ours(script)[0] == "leaddash.ui"


def test_a_page_that_is_asked_while_the_server_loads_waits_until_all_is_there() -> None:
    run = subprocess.run([sys.executable, "-c", CROSSWISE], cwd=home.HOME, capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("['metrics'] open_page\n", "")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_nobody_waits_for_what_could_not_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda told: None)
    loading.begin(lambda: 1 / 0)
    waiting = threading.Thread(target=loading.wait, daemon=True)
    waiting.start()
    waiting.join(10)
    assert not waiting.is_alive()


def test_nobody_waits_where_nothing_was_begun() -> None:
    loading.wait()
