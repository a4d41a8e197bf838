"""What a hand, or the keyboard alone, does with the drawer: figures open their leads, leads their story, and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_pages import faults_of_ours
from tests.browser.test_state import leading_number
from tests.browser.visits import listed, sentence, settled, visit

FIGURES = {
    "": 4,
    "funnel?period=year": 6,
    "funnel?period=year&view=exits": 5,
    "funnel?period=year&view=flow": 5,
    "response?period=year": 7,
    "sla?period=year": 7,
}
"""How many figures of each page are clicked: 34 in all, its headlines and cells of every table behind its charts."""
DAILY = ("",)
COUNT = re.compile(r"^[\d,]+$")
LINKS = "[data-testid=stMain] a.leaddash-link"


def unfold_tables(page: Page) -> None:
    """Unfold every table behind a chart."""
    for fold in page.locator("summary", has_text="As a table").all():
        fold.click()
    settled(page)


def counts_of(page: Page, most: int) -> list[tuple[str, int]]:
    """The counts that open something, each with what it opens: as many of them as asked, from all over the page."""
    told = page.locator(LINKS).evaluate_all("links => links.map(link => [link.dataset.opens, link.textContent.trim()])")
    counts = {word: int(text.replace(",", "")) for word, text in told if COUNT.match(text)}
    every = list(counts.items())
    return every[:: max(1, len(every) // most)][:most]


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    settled(page)


@pytest.mark.parametrize(
    ("address", "most"),
    [pytest.param(*each, marks=() if each[0] in DAILY else pytest.mark.long("pages")) for each in FIGURES.items()],
)
def test_a_figure_opens_as_many_leads_as_it_says(browser: BrowserContext, site: str, address: str, most: int) -> None:
    with visit(browser, f"{site}/{address}") as (page, errors):
        unfold_tables(page)
        shown = sentence(page)
        counts = counts_of(page, most)
        assert len(counts) == most
        for word, count in counts:
            page.locator(f'{LINKS}[data-opens="{word}"]').first.click()
            assert leading_number(listed(page)) == count, word
            rows = page.locator(".st-key-drawer table.leaddash tbody tr")
            assert rows.count() == min(count, 50), word
            close(page)
            assert sentence(page) == shown
        assert errors == []


def focus_on(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until something is focused."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_monday_review_needs_no_mouse(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/") as (page, errors):
        overview = sentence(page)
        focus_on(page, ".leaddash-figures a.leaddash-link")
        said = page.evaluate("() => document.activeElement.textContent")
        page.keyboard.press("Enter")
        heading = listed(page)
        assert leading_number(heading) == leading_number(said)

        focus_on(page, ".st-key-drawer table.leaddash a.leaddash-link")
        name = page.evaluate("() => document.activeElement.textContent")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("lead%3A"))
        expect(page.locator(".st-key-drawer")).to_contain_text(name.split()[0])
        settled(page)
        focus_on(page, ".st-key-drawer .leaddash-opened a")
        page.keyboard.press("Enter")
        expect(page.locator(".st-key-drawer h2").first).to_have_text(heading)
        settled(page)

        close(page)
        page.wait_for_function("said => document.activeElement.textContent === said", arg=said)
        assert sentence(page) == overview

        page.keyboard.press("/")
        page.keyboard.type("service levels")
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Service levels", exact=True).wait_for()
        settled(page)
        focus_on(page, ".leaddash-worklist li a.leaddash-link")
        page.keyboard.press("Enter")
        page.get_by_role("dialog").wait_for()
        settled(page)
        close(page)

        page.keyboard.press("?")
        page.get_by_text("Find anything").wait_for()
        page.keyboard.press("Escape")
        page.go_back()
        page.get_by_role("dialog").wait_for()  # what was closed last is there again
        assert errors == []


@pytest.mark.parametrize(
    ("opened", "scheme"),
    [
        ("figure:entered~stage:mql", "light"),
        ("lead:L0039118", "dark"),
        pytest.param("figure:entered~stage:mql", "dark", marks=pytest.mark.long("pages")),
        pytest.param("lead:L0039118", "light", marks=pytest.mark.long("pages")),
    ],
)
def test_the_drawer_can_be_used_by_all(browser: BrowserContext, site: str, opened: str, scheme: str) -> None:
    with visit(browser, f"{site}/?drawer={opened}&lang=es", scheme=scheme) as (page, errors):
        page.locator(".st-key-drawer").wait_for()
        settled(page)
        assert faults_of_ours(page) == {}
        assert errors == []


def test_a_search_in_the_drawer_narrows_it_and_the_link_says_it(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/funnel?drawer=figure:entered~stage:mql") as (page, _):
        rows = page.locator(".st-key-drawer table.leaddash tbody tr")
        heading, name = listed(page), rows.first.locator("a").inner_text()
        page.get_by_placeholder("Find in these").fill(name)
        expect(rows).not_to_have_count(50)
        assert listed(page) == heading
        assert set(page.locator(".st-key-drawer table.leaddash tbody a").all_inner_texts()) == {name}
        narrowed = rows.count()
        page.wait_for_url(re.compile("search%3A"))
        link = page.url
    with visit(browser, link) as (page, _):
        assert listed(page) == heading
        expect(page.locator(".st-key-drawer table.leaddash tbody tr")).to_have_count(narrowed)


def test_what_a_link_opens_wrongly_is_left_closed(browser: BrowserContext, site: str) -> None:
    for word in ("nothing", "stage:mql", "figure:~lead:"):
        with visit(browser, f"{site}/?drawer={word}") as (page, errors):
            assert page.get_by_role("dialog").count() == 0, word
            assert errors == []
