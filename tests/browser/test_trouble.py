"""What a page says when something fails that nobody foresaw, in a copy of the package in which it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from leaddash.words import LANGUAGES, load
from tests.browser.serving import copied, serve
from tests.browser.test_pages import faults_of_ours
from tests.browser.visits import TROUBLE, settled, visit

FAILS_LATE = """
import leaddash.ui as ui
from leaddash.blocks.parts import Line, Sentence


def show(ask, chosen, look):
    yield Sentence("As far as this.")
    yield Line("This is known.")
    raise KeyError("<b>Ana</b> *and* co")


ui.open_page("data").draw(show)
"""
FAILS_AT_ONCE = """
import leaddash.ui as ui

1 / 0
"""
FAILS_IN_PARTS = """
import leaddash.ui as ui
from leaddash.blocks.parts import Folded, Line, OnDemand, Sentence


def fails():
    yield Line("Within.")
    raise ValueError("not in the fold")


def fails_on_demand(progress):
    yield Line("Within.")
    raise ValueError("not on demand")


def show(ask, chosen, look):
    yield Sentence("The parts are folded.")
    yield Folded("Open me", "fold_of_test", fails)
    yield Folded("Open me too", "other_fold_of_test", fails)
    yield OnDemand("Work", "Do it", "work_of_test", 1, fails_on_demand)
    yield Line("And what follows.")


ui.open_page("funnel").draw(show)
"""
FAILS_AT_A_CHOICE = """
import leaddash.ui as ui
from leaddash.blocks.parts import Sentence
from leaddash.ui import screen


def fail():
    raise LookupError("a choice too far")


page = ui.open_page("response")
page.put([Sentence("Choose.")])
screen.button("Choose this", on_click=fail)
"""


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "terminal.txt"


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory, sample_snapshots: Path, log: Path) -> Iterator[str]:
    root = copied(tmp_path_factory.mktemp("failing"))
    scripts = {"data": FAILS_LATE, "sla": FAILS_AT_ONCE, "funnel": FAILS_IN_PARTS, "response": FAILS_AT_A_CHOICE}
    for name, script in scripts.items():
        (root / "pages" / f"{name}.py").write_text(f'"""A page that fails."""\n{script}', "utf-8")
    with serve(sample_snapshots, root=root, log=log) as address:
        yield address


@pytest.fixture(scope="module")
def opened_site(browser: BrowserContext, site: str) -> str:
    """The server after its first session, in which Streamlit looks for pages before it runs a line of ours."""
    with visit(browser, site):
        return site


def unfolded(page: Page, language: str) -> str:
    """The details of what failed."""
    page.locator("summary", has_text=load(language)("trouble.details")).click()
    page.locator("pre code").first.wait_for()
    return page.locator("pre code").first.inner_text()


@pytest.mark.in_part("pages")
@pytest.mark.parametrize(("language", "scheme"), [("es", "dark"), ("en", "light"), ("en", "dark"), ("es", "light")])
def test_what_fails_late_leaves_what_was_shown_and_says_what_one_can_do(
    language: str, scheme: str, browser: BrowserContext, failing: str, log: Path
) -> None:
    words = load(language)
    with visit(browser, f"{failing}/data?lang={language}&source=webinar", scheme=scheme) as (page, errors):
        assert page.locator("h1").inner_text() == words("page.data")
        assert page.get_by_text("This is known.").is_visible()
        assert words("trouble.what") in page.locator(TROUBLE).inner_text()
        assert page.get_by_test_id("stException").count() == 0
        assert "Ana" not in page.locator("main").inner_text()
        details = unfolded(page, language)
        assert details.splitlines()[-1] == "KeyError: '<b>Ana</b> *and* co'"
        assert "pages/data.py:10 show: raise KeyError" in details
        assert str(Path.cwd().parent) not in details
        assert faults_of_ours(page) == {}
        assert errors == []
    written = log.read_text("utf-8")
    assert details.splitlines()[0] in written
    assert "Traceback (most recent call last):" in written


@pytest.mark.long("pages")
def test_trying_again_runs_the_page_again_in_its_state(browser: BrowserContext, failing: str) -> None:
    with visit(browser, f"{failing}/data?source=webinar") as (page, _):
        first = unfolded(page, "en").splitlines()[0]
        page.wait_for_timeout(1_100)
        page.get_by_role("button", name=load("en")("trouble.again")).click()
        page.wait_for_function(f"() => !document.body.innerText.includes('{first}')")
        settled(page)
        assert "source=webinar" in page.url
        assert page.locator(TROUBLE).count() == 1


@pytest.mark.long("pages")
def test_the_way_to_the_overview_leaves_everything_else_behind(browser: BrowserContext, failing: str) -> None:
    with visit(browser, f"{failing}/sla?lang=es&source=webinar") as (page, errors):
        assert load("es")("trouble.what") in page.locator(TROUBLE).inner_text()
        page.get_by_role("link", name=load("es")("trouble.overview")).click()
        page.wait_for_url("**/?*")
        settled(page)
        assert page.locator("h1").inner_text() == load("es")("page.overview")
        assert "webinar" not in page.url
        assert errors == []


@pytest.mark.long("pages")
def test_a_part_fails_in_its_own_place(browser: BrowserContext, failing: str) -> None:
    with visit(browser, f"{failing}/funnel") as (page, errors):
        for title in ("Open me", "Open me too"):
            page.get_by_text(title, exact=True).click()
            settled(page)
        page.get_by_text("Work", exact=True).click()
        page.get_by_role("button", name="Do it").click()
        page.locator(TROUBLE).nth(2).wait_for()
        settled(page)
        assert page.locator(TROUBLE).count() == 3
        assert page.get_by_text("And what follows.").is_visible()
        assert page.get_by_test_id("stException").count() == 0
        page.get_by_role("button", name=load("en")("trouble.again")).first.click()
        settled(page)
        assert page.locator(TROUBLE).count() == 3
        assert errors == []


def test_what_fails_at_a_choice_is_told_by_the_page_that_follows(browser: BrowserContext, failing: str) -> None:
    with visit(browser, f"{failing}/response") as (page, errors):
        page.get_by_role("button", name="Choose this").click()
        page.locator(TROUBLE).wait_for()
        settled(page)
        assert "a choice too far" in unfolded(page, "en")
        assert page.get_by_test_id("stException").count() == 0
        page.get_by_role("button", name=load("en")("trouble.again")).click()
        page.get_by_text("Choose.", exact=True).wait_for()
        settled(page)
        assert page.locator(TROUBLE).count() == 0
        assert errors == []


@pytest.mark.in_part("pages")
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_without_a_page_says_so_and_keeps_the_navigation(
    language: str, browser: BrowserContext, opened_site: str
) -> None:
    words = load(language)
    with visit(browser, f"{opened_site}/fun%3Cb%3Enel?lang={language}") as (page, errors):
        assert words("trouble.no_page_what", address="fun<b>nel") in page.locator(TROUBLE).inner_text()
        assert page.get_by_role("dialog").count() == 0
        assert faults_of_ours(page) == {}
        page.get_by_role("link", name=words("page.funnel"), exact=True).first.click()
        page.wait_for_url("**/funnel?**")
        settled(page)
        assert page.locator("h1").inner_text() == words("page.funnel")
        page.go_back()
        page.locator(TROUBLE).wait_for()
        settled(page)
        assert page.get_by_role("dialog").count() == 0
        assert errors == []


@pytest.mark.long("pages")
def test_the_overview_opens_by_its_name_too(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/overview?lang=es&period=year") as (page, errors):
        assert page.locator("h1").inner_text() == load("es")("page.overview")
        assert page.get_by_role("dialog").count() == 0
        assert "period=year" in page.url
        assert page.url.startswith(f"{site}/?")
        assert errors == []
