"""What the report of a build can say: every reason and oddity has its words."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from leaddash import reports, sources, terminal
from leaddash.snapshots import BUILD_STEPS
from leaddash.snapshots.tables import MODELS
from leaddash.words import LANGUAGES, load
from tests.intake import built, fill

CONTRACT = "\n".join(path.read_text("utf-8") for path in (sources.BUNDLED / "contract").glob("*.sql"))
MARTS = "\n".join(path.read_text("utf-8") for path in (MODELS / "marts").glob("*.sql"))
REASONS = sorted(set(re.findall(r"problem\('([a-z ]+)'|'([a-z ]+)' as reason", CONTRACT)))
ODDITIES = sorted(set(re.findall(r"'([a-z ]+)' as (?:warning|note)", MARTS)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_every_oddity_has_its_words(language: str) -> None:
    words = load(language)
    reasons = [one or other for one, other in REASONS]
    assert len(reasons) >= 9
    assert len(ODDITIES) >= 5
    for reason in reasons:
        assert "created_at" in words(f"reason.{reason.replace(' ', '_')}", column="created_at")
    for oddity in ODDITIES:
        assert words(f"warning.{oddity.replace(' ', '_')}", n=1) != words(f"warning.{oddity.replace(' ', '_')}", n=2)


def test_the_progress_bar_counts_as_many_steps_as_a_build_tells(tmp_path: Path) -> None:
    steps: list[str] = []
    built(fill(tmp_path / "data"), progress=steps.append)
    assert len(steps) == BUILD_STEPS


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("files", "Reading files"),
        ("rows of activities", "Reading rows of activities"),
        ("stage_episodes", "Making stage episodes"),
    ],
)
def test_the_progress_bar_names_what_is_being_made(step: str, told: str) -> None:
    screen = io.StringIO()
    with reports.progress(Console(file=screen, force_terminal=True, width=100)) as tell:
        tell(step)
    assert told in screen.getvalue()


def test_a_long_value_is_cut_and_a_line_end_in_it_is_not_printed(tmp_path: Path) -> None:
    bad = '"' + "x\n" * 100 + '"'
    done = built(fill(tmp_path / "data", leads=f"lead_id,created_at\nL1,{bad}\n"))
    screen = io.StringIO()
    reports.tell(done, Console(file=screen, width=100))
    (line,) = [line for line in screen.getvalue().splitlines() if "leads.csv, row 2" in line]
    assert line.endswith('x…"')
    assert len(line) < 100


def test_a_terminal_shows_what_it_could_obey() -> None:
    screen = io.StringIO()
    terminal.say(
        Console(file=screen, force_terminal=True, width=200), "[bold]a\x1b[31mb\u202e\x07[/bold] :smile:\nnext"
    )
    assert screen.getvalue() == "[bold]a[31mb[/bold] :smile:\nnext\n"


def test_the_name_of_a_file_is_no_markup_of_the_progress_bar() -> None:
    screen = io.StringIO()
    with reports.progress(Console(file=screen, force_terminal=True, width=100)) as tell:
        tell("rows of [red]a[/red]\x1b[2J")
    assert "Reading rows of [red]a[/red][2J" in screen.getvalue()
