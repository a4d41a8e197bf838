"""What is loaded when: nothing heavy before the server is started, nothing of the lab's before the lab asks."""

from __future__ import annotations

import subprocess
import sys

import pytest

RUN_HELP = """
import sys
sys.argv = ["leaddash", "run", "--help"]
from leaddash.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code
"""
ASK_HELP = RUN_HELP.replace('"run"', '"metric"')
OURS = "sorted(name for name in sys.modules if name.startswith('leaddash.'))"


def loaded(script: str, names: str) -> list[str]:
    """Which modules a script loads, in a process of its own."""
    command = [sys.executable, "-c", f"{script}\nimport sys\nprint('LOADED', *{names})"]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return out.splitlines()[-1].split()[1:]


def top_levels(script: str) -> set[str]:
    return set(loaded(script, "{name.split('.')[0] for name in sys.modules}"))


LABS = ("numba", "sklearn", "scipy.stats", "scipy.optimize")
FEW = ("cli", "errors", "home", "listening", "loading", "plain", "terminal")


def test_opening_the_dashboard_reads_its_command_line_with_a_few_small_modules_of_ours() -> None:
    assert loaded(RUN_HELP, OURS) == [f"leaddash.{name}" for name in FEW]


def test_opening_the_dashboard_loads_no_library_of_data_before_the_server_is_started() -> None:
    heavy = {"pandas", "numpy", "duckdb", "pyarrow", "numba", "plotly", "scipy", "streamlit"}
    assert not top_levels(RUN_HELP) & heavy
    assert {"pandas", "duckdb"} <= top_levels(ASK_HELP), "the others do load them: what is looked for can be found"


@pytest.mark.parametrize(
    "opened", ["import leaddash.ui", "import leaddash.metrics", "from leaddash import ahead\nahead.load()"]
)
def test_what_only_the_lab_asks_is_not_loaded_with_the_pages(opened: str) -> None:
    late = loaded(f"import sys\n{opened}", f"[name for name in sys.modules if name.startswith({LABS})]")
    assert not late


def test_metrics_know_neither_streamlit_nor_plotly_nor_what_only_their_tests_compare_with() -> None:
    assert not top_levels("import sys, leaddash.metrics") & {"streamlit", "plotly", "sklearn"}
