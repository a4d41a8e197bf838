"""Find, by keys alone and by mouse: what opens it, what is found as one types, where it leads, and the way back."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from leaddash.blocks import opens
from leaddash.boards.find.search import MOST_SHOWN
from leaddash.words import load
from tests.browser.test_pages import faults_of_ours
from tests.browser.visits import sentence, settled, tab, visit

LEAD = "L0039912"
WORDS = load("en")


def dialog(page: Page) -> Locator:
    return page.locator("dialog.finding[open]")


def results(page: Page) -> Locator:
    return dialog(page).get_by_role("option")


def chosen(page: Page) -> Locator:
    """The result that Enter would open."""
    return dialog(page).locator("[aria-selected=true]")


def typed(page: Page, text: str) -> None:
    """Open Find by its key and type a text, until its answer is there."""
    page.locator(".opener").wait_for()
    page.keyboard.press("/")
    dialog(page).wait_for()
    page.keyboard.type(text)
    page.locator(f".results[data-typed='{text}']").wait_for(state="attached")


def opened(page: Page, address: str) -> None:
    page.wait_for_url(re.compile(address))
    settled(page)


def test_a_lead_is_found_and_opened_by_keys_alone_and_back_is_one_press(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/?period=year&source=webinar") as (page, errors):
        before, address = sentence(page), page.url
        typed(page, "oscar")
        assert dialog(page).get_by_role("combobox").evaluate("input => input.getRootNode().activeElement === input")
        second = results(page).nth(1)
        page.keyboard.press("ArrowDown")
        assert chosen(page).inner_text() == second.inner_text()
        assert "Óscar" in second.inner_text()
        page.keyboard.press("Enter")
        opened(page, r"/leads\?.*lead=L")
        assert "source=webinar" in page.url
        assert dialog(page).count() == 0
        page.go_back()
        page.wait_for_url(address)
        page.get_by_text(before).wait_for()
        assert errors == []


@pytest.mark.long("pages")
def test_arrows_go_round_and_escape_closes(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/definitions") as (page, errors):
        typed(page, "webinar")
        first, last = results(page).first.inner_text(), results(page).last.inner_text()
        page.keyboard.press("ArrowUp")
        assert chosen(page).inner_text() == last
        page.keyboard.press("ArrowDown")
        assert chosen(page).inner_text() == first
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        page.locator("dialog.keys[open]").wait_for()
        assert dialog(page).count() == 0
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        assert dialog(page).get_by_role("combobox").input_value() == ""
        assert errors == []


@pytest.mark.long("pages")
def test_enter_waits_for_the_answer_to_what_was_typed(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/") as (page, _):
        page.locator(".opener").wait_for()
        page.keyboard.press("/")
        page.keyboard.type(LEAD.lower())
        page.keyboard.press("Enter")
        opened(page, rf"/leads\?.*lead={LEAD}")


def test_ctrl_k_opens_it_from_inside_a_field_where_a_slash_stays_a_slash(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/leads") as (page, _):
        field = page.get_by_placeholder("Lead id or name")
        field.click()
        page.keyboard.type("a/b?")
        assert field.input_value() == "a/b?"
        assert dialog(page).count() == page.locator("dialog.keys[open]").count() == 0
        page.keyboard.press("Control+k")
        dialog(page).wait_for()
        page.keyboard.type("r/c?")
        assert dialog(page).get_by_role("combobox").input_value() == "r/c?"
        assert field.input_value() == "a/b?"


@pytest.mark.long("pages")
def test_it_opens_by_its_button_and_a_result_by_the_mouse(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/") as (page, _):
        page.get_by_role("button", name="Find").click()
        dialog(page).wait_for()
        page.keyboard.type("sla_trend")
        result = results(page).get_by_text(WORDS("metric.sla_trend"), exact=True)
        result.click()
        opened(page, r"/definitions\?")


@pytest.mark.in_part("pages")
@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("service lev", "Service levels", r"/sla\?"),
        ("partner resel", "Partner: resellers", r"/funnel\?.*campaign=Partner"),
        ("content syndication", "content syndication", r"/funnel\?.*source=content"),
        ("overview", "Overview", r"/\?"),
    ],
)
def test_what_is_found_opens_its_page(browser: BrowserContext, site: str, text: str, name: str, address: str) -> None:
    with visit(browser, f"{site}/data?country=ES") as (page, errors):
        typed(page, text)
        results(page).get_by_text(name, exact=True).click()
        opened(page, address)
        assert ("country=ES" in page.url) is ("funnel" not in page.url)
        assert errors == []


def test_a_person_opens_what_they_owe(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/") as (page, errors):
        typed(page, "sabine schneider")
        assert chosen(page).inner_text().split("\n") == ["Sabine Schneider", "Europe"]
        page.keyboard.press("Enter")
        opened(page, r"/leads\?.*figure=past_due_now")
        assert re.search(r"list=owner.*only=person.*span=all", page.url)
        assert "period=all" not in page.url
        assert "Sabine Schneider" in sentence(page)
        assert errors == []


@pytest.mark.long("pages")
def test_only_what_was_there_on_the_as_of_day_is_offered(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/?as_of=2025-06-30") as (page, _):
        typed(page, LEAD)
        expect(dialog(page).locator(".note")).to_contain_text("by 30 Jun 2025")
        assert results(page).count() == 0


@pytest.mark.long("pages")
def test_a_result_is_a_link_that_a_window_of_its_own_understands(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/funnel?lang=es") as (page, _):
        typed(page, LEAD)
        link = str(chosen(page).evaluate("link => link.href"))
    with visit(browser, link) as (page, _):
        assert f"lead={LEAD}" in page.url
        settled(page)
        assert page.locator("h1").inner_text() != load("es")("page.leads")  # it is the lead's name


@pytest.mark.long("pages")
def test_the_keys_there_are_are_listed(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/sla") as (page, errors):
        page.locator(".opener").wait_for()
        page.keyboard.press("?")
        keys = page.locator("dialog.keys[open]")
        keys.wait_for()
        assert keys.locator("dt").first.inner_text() == WORDS("keys.find")
        assert keys.locator("kbd").all_inner_texts() == ["Esc", "/", "Ctrl K", "?", "↑", "↓", "Enter", "Esc"]
        assert faults_of_ours(page) == {}
        page.keyboard.press("/")
        dialog(page).wait_for()
        assert keys.count() == 0
        assert errors == []


@pytest.mark.long("pages")
@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "es")])
def test_the_dialog_has_no_accessibility_fault_of_ours(
    browser: BrowserContext, site: str, scheme: str, language: str
) -> None:
    with visit(browser, f"{site}/?lang={language}", scheme=scheme) as (page, _):
        for text in ("web", "zzqq"):
            typed(page, text)
            assert faults_of_ours(page) == {}
            page.keyboard.press("Escape")


@pytest.mark.long("pages")
def test_a_run_of_the_page_leaves_the_dialog_open(browser: BrowserContext, site: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site}/sla?live=yes")
        page.wait_for_selector(".leaddash-sentence", timeout=30_000)
        typed(page, "oscar")
        now = page.get_by_text("Live, now")
        expect(now).not_to_have_text(now.inner_text(), timeout=20_000)
        assert dialog(page).get_by_role("combobox").input_value() == "oscar"
        assert results(page).count() == MOST_SHOWN


def test_the_drawer_is_put_away_when_find_opens(browser: BrowserContext, site: str) -> None:
    word = quote(opens.written({"figure": "overdue_now", "promise": "convert"}))
    with visit(browser, f"{site}/funnel?drawer={word}") as (page, errors):
        drawer = page.get_by_test_id("stDialog")
        drawer.wait_for()
        page.keyboard.press("Control+k")
        dialog(page).wait_for()
        assert drawer.count() == 0
        page.keyboard.type(LEAD)
        page.locator(f".results[data-typed='{LEAD}']").wait_for(state="attached")
        page.keyboard.press("Enter")
        opened(page, rf"/leads\?.*lead={LEAD}")
        assert "drawer=" not in page.url
        assert drawer.count() == 0
        assert errors == []
