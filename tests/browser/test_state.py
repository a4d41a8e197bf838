"""What a hand does on a page, and the link that says it to somebody else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.visits import listed, point_at, sentence, settled, steady, visit


def leading_number(text: str) -> int:
    return int(re.sub(r"\D", "", text.split()[0]))


def click_middle(page: Page, bar: Locator) -> None:
    """Click the middle of a bar, which opens the leads behind it."""
    box = steady(bar)
    point_at(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    click_until_listed(page)


def click_until_listed(page: Page) -> None:
    """Click where the mouse points until the list opens: a busy browser may take a click for a drag."""
    for _ in range(5):
        page.mouse.down()
        page.mouse.up()
        try:
            page.get_by_role("dialog").wait_for(timeout=8_000)
        except PlaywrightTimeout:
            continue
        return
    raise AssertionError("the mark opens nothing")


def choose_first_row(page: Page, frame: Locator) -> None:
    """Tick the first row of a list, which opens its lead; until its rows are drawn it takes no click."""
    for _ in range(5):
        box = steady(frame)
        page.mouse.click(box["x"] + 18, box["y"] + 55)
        try:
            page.wait_for_url(re.compile(r"lead(=|%3A)L"), timeout=8_000)
        except PlaywrightTimeout:
            continue
        return
    raise AssertionError("the row opens nothing")


def pick(page: Page, label: str, option: str | re.Pattern[str]) -> None:
    """Choose an option of a select box by what it shows."""
    box = page.get_by_role("combobox", name=re.compile(label))
    steady(box)
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def test_a_filter_changes_the_numbers_and_the_link_restores_them_in_a_new_session(
    browser: BrowserContext, site: str
) -> None:
    with visit(browser, f"{site}/leads?period=year") as (page, errors):
        whole = leading_number(sentence(page))
        page.get_by_role("button", name="Filters").click()
        pick(page, "Source", re.compile("^webinar · "))
        page.keyboard.press("Escape")
        settled(page)
        filtered, link = sentence(page), page.url
        assert 0 < leading_number(filtered) < whole
        assert "source=webinar" in link
        assert errors == []
    with visit(browser, link) as (page, _):
        assert sentence(page) == filtered
        assert page.get_by_role("button", name="Source: webinar ✕").count() == 1


@pytest.mark.long("pages")
def test_the_reading_and_the_stage_are_in_the_link(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/funnel?period=year") as (page, _):
        page.get_by_text("Stock: what stands where").click()
        settled(page)
        pick(page, "Stage", "Sales lead")
        shown, link = sentence(page), page.url
    assert "reading=stock" in link
    assert "stage=sales_lead" in link
    with visit(browser, link) as (page, _):
        assert sentence(page) == shown
        assert page.get_by_text("What share went on from Sales lead in time?").count() == 1


def test_a_custom_period_and_an_as_of_day_are_in_the_link(browser: BrowserContext, site: str) -> None:
    link = f"{site}/leads?period=custom&since=2026-01-01&until=2026-03-31&as_of=2026-04-15&stage=mql&figure=open"
    with visit(browser, link) as (page, _):
        shown = sentence(page)
        assert "1 Jan 2026 to 31 Mar 2026" in shown
        again = page.url
    with visit(browser, again) as (page, _):
        assert sentence(page) == shown


def test_a_bar_opens_as_many_leads_as_it_counts(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/funnel?period=year") as (page, errors):
        count = page.locator(".bartext").nth(4).text_content() or ""
        click_middle(page, page.locator(".barlayer .point path").nth(4))
        assert leading_number(listed(page)) == leading_number(count)
        page.wait_for_url(re.compile("drawer=.*sales_lead"))
        assert errors == []


def open_last_bar(page: Page, chart: Locator) -> None:
    """Click near the left end of the topmost of a chart's lying bars, which opens the leads behind it."""
    bar = steady(chart.locator(".barlayer .point path").last)
    point_at(page, bar["x"] + min(20, bar["width"] / 2), bar["y"] + bar["height"] / 2)
    click_until_listed(page)


def chart_of(page: Page, number: int) -> Locator:
    """A chart of the page, brought into sight."""
    chart = page.locator('[data-testid="stPlotlyChart"]').nth(number)
    chart.scroll_into_view_if_needed()
    settled(page)
    return chart


@pytest.mark.long("pages")
def test_an_exit_opens_as_many_leads_as_left_so(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/funnel?period=year&stage=mql&view=exits") as (page, errors):
        chart = chart_of(page, 1)
        told = chart.get_by_text(re.compile(r"^[\d,]+ \([\d.]+%\)$")).last.text_content() or ""
        open_last_bar(page, chart)
        assert leading_number(listed(page)) == leading_number(told)
        page.wait_for_url(re.compile("drawer=.*figure%3Aexits"))
        link = page.url
        assert "reason%3A" in link
        assert errors == []
    with visit(browser, link) as (page, _):
        assert leading_number(listed(page)) == leading_number(told)


@pytest.mark.long("pages")
def test_a_return_opens_as_many_leads_as_its_share_is_taken_over(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/funnel?period=year&view=exits") as (page, errors):
        chart = chart_of(page, 2)
        told = chart.get_by_text(re.compile(r"^[\d.]+% of [\d,]+$")).last.text_content() or ""
        open_last_bar(page, chart)
        assert "at any stage" in listed(page)
        assert leading_number(listed(page)) == leading_number(told.partition(" of ")[2])
        assert errors == []


@pytest.mark.long("pages")
def test_a_part_of_the_bridge_opens_as_many_leads_as_it_counts(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/funnel?period=year&stage=opportunity&view=flow") as (page, errors):
        chart = chart_of(page, 2)
        told = chart.locator(".bartext").nth(3).text_content() or ""
        click_middle(page, chart.locator(".barlayer .point path").nth(3))
        assert leading_number(listed(page)) == leading_number(told)
        page.wait_for_url(re.compile("drawer=.*carried_in"))
        assert errors == []


@pytest.mark.long("pages")
def test_choosing_a_row_opens_that_lead_and_puts_it_into_the_link(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/leads") as (page, _):
        choose_first_row(page, page.locator('[data-testid="stDataFrame"] canvas').first)
        page.wait_for_selector(".leaddash-finding")
        settled(page)
        page.wait_for_url(re.compile("lead=L"))
        link, finding = page.url, page.locator(".leaddash-finding").inner_text()
    assert "lead=L" in link
    with visit(browser, link) as (page, _):
        assert page.locator(".leaddash-finding").inner_text() == finding


def test_a_headline_figure_opens_its_cases(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/") as (page, _):
        value = page.locator(".leaddash-figures .value a").first
        value.click()
        assert leading_number(listed(page)) == leading_number(value.inner_text())


def test_the_language_switch_turns_the_whole_page(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/") as (page, _):
        page.get_by_text("Español", exact=True).click()
        page.wait_for_selector("text=Resumen")
        settled(page)
        assert sentence(page).startswith("En julio de 2026")
        page.wait_for_url(re.compile("lang=es"))
        page.reload()
        settled(page)
        assert sentence(page).startswith("En julio de 2026")


def test_the_csv_of_a_list_holds_as_many_rows_as_the_figure(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/leads?period=year&stage=customer") as (page, _):
        count = leading_number(sentence(page))
        with page.expect_download() as download:
            page.get_by_role("button", name="Download CSV").first.click()
        text = download.value.path().read_text("utf-8-sig")
    assert len(text.splitlines()) == count + 1


def link_of(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stTopNavLink").filter(has_text=name)


def comes(page: Page, heading: str, said: str) -> None:
    """Wait until a page is there, saying what it is to say."""
    page.get_by_role("heading", name=heading, exact=True).wait_for()
    page.get_by_text(said).first.wait_for()
    settled(page)


def test_back_is_one_press_for_a_page_and_for_a_choice_and_brings_all_of_it_back(
    browser: BrowserContext, site: str
) -> None:
    with visit(browser, f"{site}/") as (page, errors):
        shown = [("Overview", sentence(page))]
        link_of(page, "Funnel").click()
        page.get_by_role("heading", name="Funnel", exact=True).wait_for()
        settled(page)
        shown.append(("Funnel", sentence(page)))
        pick(page, "Period", "Last 12 months")
        shown.append(("Funnel", sentence(page)))
        link_of(page, "Leads").click()
        page.get_by_role("heading", name="Leads", exact=True).wait_for()
        settled(page)
        assert len({said for _, said in shown}) == 3
        for heading, said in reversed(shown):
            page.go_back()
            comes(page, heading, said)
        page.go_forward()
        comes(page, *shown[1])
        assert errors == []


@pytest.mark.long("pages")
def test_a_slice_opens_as_many_leads_as_its_rate_is_taken_over_and_narrows_the_list_alone(
    browser: BrowserContext, site: str
) -> None:
    with visit(browser, f"{site}/") as (page, _):
        overview = sentence(page)
    with visit(browser, f"{site}/funnel?stage=mql&view=slices&by=country") as (page, errors):
        funnel, chart = sentence(page), chart_of(page, 1)
        told = chart.get_by_text(re.compile(r"^[\d.]+% of [\d,]+$")).last.text_content() or ""
        open_last_bar(page, chart)
        narrowed = leading_number(listed(page))
        assert narrowed == leading_number(told.partition(" of ")[2])
        page.get_by_role("link", name="Open as a page").click()
        chip = page.get_by_role("link", name=re.compile("^Country: .. ✕$"))
        chip.wait_for()
        settled(page)
        assert leading_number(sentence(page)) == narrowed
        chip.click()
        chip.wait_for(state="detached")
        settled(page)
        assert leading_number(sentence(page)) > narrowed
        page.go_back()
        chip.wait_for()
        page.go_back()
        comes(page, "Funnel", funnel)
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")
        link_of(page, "Overview").click()
        comes(page, "Overview", overview)
        assert errors == []
