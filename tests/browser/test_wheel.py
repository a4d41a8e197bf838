"""The wheel: it holds every file of the package, and finds its pages and its sample wherever it is installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from leaddash.ui.frame import PAGES
from leaddash.words import load
from tests.browser.serving import ROOT, free_port, wait_for
from tests.browser.visits import sentence, visit


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def test_each_file_of_the_package_the_pages_and_the_sample_is_in_the_wheel(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    files = [path for path in (ROOT / "leaddash").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    beside = [ROOT / "app.py", ROOT / ".streamlit" / "config.toml", *(ROOT / "data" / "sample").iterdir()]
    beside += (ROOT / "pages").glob("*.py")
    wanted = {path.relative_to(ROOT).as_posix() for path in files}
    wanted |= {f"leaddash/dashboard/{path.relative_to(ROOT).as_posix()}" for path in beside}
    assert held - wanted == {name for name in held if ".dist-info/" in name}
    assert not wanted - held, "name these in pyproject.toml, under [tool.hatch.build.targets.wheel]"


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is no environment, with the wheel installed in it."""
    target = tmp_path_factory.mktemp("anywhere")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", str(target), str(wheel)], check=True)
    return target


def test_installed_anywhere_it_knows_its_own_sample(installed: Path) -> None:
    command = [sys.executable, "-c", "from leaddash import home; print(home.SAMPLE)"]
    found = Path(subprocess.run(command, check=True, cwd=installed, capture_output=True, text=True).stdout.strip())
    assert found.is_relative_to(installed)
    assert sorted(found.iterdir()) == [found / path.name for path in sorted((ROOT / "data" / "sample").iterdir())]


@pytest.mark.long("pages")
def test_installed_anywhere_it_opens_its_pages(
    browser: BrowserContext, installed: Path, sample_snapshots: Path
) -> None:
    port = free_port()
    command = [sys.executable, "-m", "leaddash", "run", "--headless", "--port", str(port)]
    process = subprocess.Popen([*command, "--data", str(sample_snapshots)], cwd=installed)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        with visit(browser, f"http://127.0.0.1:{port}/{PAGES[1]}") as (page, errors):
            assert page.get_by_role("heading", name=load("en")(f"page.{PAGES[1]}"), exact=True).count() == 1
            assert sentence(page).endswith(".")
            assert errors == []
    finally:
        process.terminate()
        process.communicate(timeout=20)
