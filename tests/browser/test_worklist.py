"""What a hand does on the worklist: lines unfold, rows open their lead, counts their list, at every width."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.test_pages import KNOWN_ISSUES
from tests.browser.test_state import leading_number
from tests.browser.visits import listed, settled, tab, visit

LINE = ".leaddash-worklist > .leaddash-line > details"
OWNERS = f'{LINE}[data-fold^="owner:"]'


def unfolded(page: Page) -> list[str]:
    """The lines that are unfolded, by name."""
    return page.locator(f"{LINE}[open] > summary .leaddash-name").all_inner_texts()


def rows(line: Locator) -> Locator:
    """The rows of leads under a line."""
    return line.locator("> ul > li")


@pytest.mark.long("pages")
def test_a_row_opens_its_lead(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/sla") as (page, errors):
        lead = rows(page.locator(OWNERS).first).first.locator("a")
        name, word = lead.inner_text(), lead.get_attribute("data-opens") or ""
        lead.click()
        heading = listed(page)
        assert name in heading or word.rpartition(":")[2] in heading
        page.wait_for_url(re.compile(r"drawer=lead"))
        assert errors == []


def test_lines_unfold_by_keys_alone(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/sla") as (page, _):
        first, second = page.locator(OWNERS).nth(0), page.locator(OWNERS).nth(1)
        assert unfolded(page) == [first.locator("> summary .leaddash-name").inner_text()]
        first.locator("> summary").focus()
        page.keyboard.press("Enter")
        expect(rows(first).first).to_be_hidden()
        second.locator("> summary").focus()
        page.keyboard.press("Space")
        expect(rows(second).first).to_be_visible()
        second.locator("> summary").press("Enter")
        page.keyboard.press("Tab")  # folded again, its count of what is past due is next
        focused = page.evaluate("() => [document.activeElement.tagName, document.activeElement.innerText]")
        assert focused[0] == "A"
        outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("Enter")
        assert leading_number(listed(page)) == int(re.sub(r"\D", "", focused[1]))
        page.wait_for_url(re.compile(r"owner%3AP\d+"))


def test_what_is_unfolded_stays_so_while_the_clock_ticks(browser: BrowserContext, site: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site}/sla?live=yes")
        nobody = page.locator(f'{LINE}[data-fold="nobody"]')
        first = page.locator(OWNERS).first
        nobody.locator("> summary").click(timeout=60_000)
        first.locator("> summary").click()
        names = unfolded(page)
        now = page.get_by_text("Live, now")
        for _ in range(2):
            expect(now).not_to_have_text(now.inner_text(), timeout=30_000)
        assert unfolded(page) == names == ["Nobody"]
        expect(rows(nobody).first).to_be_visible()
        expect(rows(first).first).to_be_hidden()


@pytest.mark.long("pages")
def test_what_is_unfolded_stays_so_when_the_list_is_drawn_anew(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/sla") as (page, _):
        page.locator(f'{LINE}[data-fold="nobody"] > summary').click()
        group_by(page, "By promise", "promise:convert")
        assert unfolded(page) == ["Nobody", "Conversion"]
        group_by(page, "By owner", "owner:P008")
        assert unfolded(page)[0] == "Nobody"


@pytest.mark.long("pages")
def test_an_owners_list_is_copied_with_links_that_open_its_leads(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/sla") as (page, _):
        browser.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
        owner = page.locator(OWNERS).first
        owner.locator("> .leaddash-end button").click()
        expect(owner.locator("> .leaddash-end button")).to_have_text("Copied")
        head, first, *_ = page.evaluate("() => navigator.clipboard.readText()").splitlines()
        assert head.startswith(owner.locator("> summary .leaddash-name").inner_text())
        name = rows(owner).first.locator("a").inner_text()
        assert first.startswith(f"• {name}")
        page.goto(first.rpartition(": ")[2])
        settled(page)
        assert page.get_by_text(name).count()


def group_by(page: Page, way: str, key: str) -> None:
    """Group the list by another way, and wait for a line that it then has."""
    page.get_by_text(way, exact=True).click()
    page.locator(f'.leaddash-worklist details[data-fold="{key}"]').wait_for(state="attached")


@pytest.mark.long("pages")
def test_the_list_is_grouped_by_its_switch_and_the_link_says_it(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/sla") as (page, _):
        page.get_by_role("radio", name="By time left").or_(page.get_by_text("By time left")).first.click()
        page.locator(f'{LINE}[data-fold="time:late_longer"]').wait_for()
        page.wait_for_url(re.compile("owing=time"))


@pytest.mark.parametrize(
    ("width", "zoom", "language"),
    [
        (390, 1.0, "es"),
        (1280, 2.0, "en"),
        *(pytest.param(*each, marks=pytest.mark.long("pages")) for each in ((390, 1.0, "en"), (1280, 2.0, "es"))),
        *(pytest.param(1440, 1.0, language, marks=pytest.mark.long("pages")) for language in ("en", "es")),
    ],
)
def test_nothing_is_cut_at_any_width(
    browser: BrowserContext, site: str, width: int, zoom: float, language: str
) -> None:
    with visit(browser, f"{site}/sla?lang={language}", size=(int(width / zoom), 800)) as (page, _):
        page.evaluate(
            "() => document.querySelectorAll('.leaddash-worklist details').forEach(one => { one.open = true; })"
        )
        cut = page.evaluate(_CUT)
        assert cut == []


@pytest.mark.long("pages")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_that_is_unfolded_can_be_read_by_all(browser: BrowserContext, site: str, scheme: str) -> None:
    with visit(browser, f"{site}/sla", scheme=scheme) as (page, _):
        page.evaluate(
            "() => document.querySelectorAll('.leaddash-worklist details').forEach(one => { one.open = true; })"
        )
        found = Axe().run(page, context=".leaddash-worklist").response["violations"]
        assert {
            fault["id"]: [node["html"] for node in fault["nodes"]][:3]
            for fault in found
            if fault["id"] not in KNOWN_ISSUES
        } == {}


_CUT = """() => {
  const list = document.querySelector(".leaddash-worklist"), edge = list.getBoundingClientRect();
  const texts = [...list.querySelectorAll("span, a, button, p")].filter(one => one.checkVisibility());
  const shown = texts.filter(one => !one.closest(".leaddash-unit") || innerWidth < 700);
  const out = shown.filter(one => {
    const {left, right} = one.getBoundingClientRect();
    const isWider = one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1;
    return right > edge.right + 1 || left < edge.left - 1 || isWider;
  });
  const lines = [...list.querySelectorAll(".leaddash-row:not(.leaddash-line)")].filter(row => row.checkVisibility());
  const over = lines.filter(row => {
    const boxes = [...row.children].map(one => one.getBoundingClientRect()).filter(box => box.width && box.height);
    return boxes.some((one, place) => boxes.slice(place + 1).some(other => one.left < other.right - 1
      && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1));
  });
  return [...out, ...over].map(one => one.outerHTML.slice(0, 120));
}"""
