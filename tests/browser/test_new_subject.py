"""A subject that nothing knew of, in a copy of the package: found wherever there are metrics, pages and downloads."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from filecmp import cmp
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import BrowserContext

from leaddash.home import HOME
from leaddash.words import LANGUAGES, load
from tests.browser.serving import copied, serve
from tests.browser.test_downloads import cells, saved
from tests.browser.visits import sentence, visit

SUBJECT = Path(__file__).parent / "newcomers"
FACE = Path("leaddash/metrics/__init__.py")
LINE = "from leaddash.subjects.newcomers.metrics.newcomers import newcomers as newcomers\n"
TITLES = {"en": ("Newcomers", "Newcomers by country"), "es": ("Recién llegados", "Recién llegados por país")}
WITHOUT = shutil.ignore_patterns("__pycache__")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with the subject's own files in it, and its metric's line in the face."""
    root = copied(tmp_path_factory.mktemp("copy"))
    shutil.copytree(SUBJECT, root, dirs_exist_ok=True, ignore=WITHOUT)
    face = (root / FACE).read_text("utf-8")
    first = face.index("from leaddash.subjects")
    (root / FACE).write_text(face[:first] + LINE + face[first:], "utf-8")
    return root


@pytest.fixture(scope="module")
def new_site(copy: Path, sample_snapshots: Path) -> Iterator[str]:
    with serve(sample_snapshots, root=copy) as address:
        yield address


def told(copy: Path, *command: str) -> str:
    """What the copy's command line says."""
    done = subprocess.run(
        [sys.executable, "-m", "leaddash", *command], cwd=copy, capture_output=True, text=True, check=True
    )
    return done.stdout


def files(root: Path) -> set[Path]:
    """The files of the package and the pages."""
    found = [path for folder in ("leaddash", "pages") for path in (root / folder).rglob("*") if path.is_file()]
    return {path.relative_to(root) for path in found if "__pycache__" not in path.parts}


def test_a_metric_with_a_chart_and_a_page_touches_one_line_of_what_there_was(copy: Path) -> None:
    old, new = files(HOME), files(copy)
    assert {path for path in old if not cmp(HOME / path, copy / path, shallow=False)} == {FACE}
    assert {path.name for path in new - old if path.name != "__init__.py"} == {
        *("newcomers.py", "newcomers.sql", "countries.py", "show.py", "en.toml", "es.toml"),
    }
    assert old < new


def test_the_command_line_lists_and_asks_it(copy: Path, sample_snapshots: Path) -> None:
    assert "Leads of the period by country" in told(copy, "metric", "--list")
    asked = ("newcomers", "--data", str(sample_snapshots), "--since", "2026-07-01", "--until", "2026-08-01")
    frame = pd.read_csv(io.StringIO(told(copy, "metric", *asked, "--format", "csv")))
    assert list(frame) == ["country", "leads", "gone_share"]
    assert frame["gone_share"].between(0, 1).all()
    assert told(copy, "metric", *asked, "--by", "source").split()[:4] == ["source", "country", "leads", "gone_share"]


@pytest.mark.long("pages")
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_page_draws_it_and_saves_it_and_the_definitions_tell_it(
    language: str, browser: BrowserContext, new_site: str
) -> None:
    title, metric = TITLES[language]
    with visit(browser, f"{new_site}/newcomers?lang={language}") as (page, errors):
        assert page.locator("h1").inner_text() == title
        assert page.locator('[data-testid="stPlotlyChart"]').count() == 1
        page.locator("summary", has_text=load(language)("control.as_table")).click()
        shown, raw = (
            saved(page, page.get_by_role("button", name=load(language)(f"control.{name}"), exact=True))[0]
            for name in ("csv", "raw_csv")
        )
        frame = pd.read_csv(io.StringIO(raw))
        assert list(frame) == ["country", "leads", "gone_share"]
        assert [row[1] for row in cells(shown, language)[1:]] == list(frame["leads"].astype(str))
        assert str(frame["leads"].sum()) in sentence(page).replace(",", "").replace(".", "")
        page.get_by_role("link", name=title, exact=True).first.wait_for()
        assert errors == []
    with visit(browser, f"{new_site}/definitions?lang={language}") as (page, _):
        page.get_by_text(metric, exact=True).click()
        page.get_by_text("from scoped_stages").first.wait_for()
