"""The scoring lab under a real hand on the sample company: what moves, what rests, what the link and the file say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from leaddash import agreement, metrics
from leaddash.agreement import Agreement
from leaddash.moments import midnight
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, open_snapshot
from leaddash.subjects.lab.metrics import in_hand
from leaddash.subjects.lab.resting import MOST_LISTED
from tests.browser.test_state import choose_first_row, pick
from tests.browser.visits import sentence, settled, visit

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


@pytest.fixture(scope="module")
def shot(sample_snapshots: Path) -> Snapshot:
    return open_snapshot(sample_snapshots)


def scope(shot: Snapshot, rules: Agreement) -> Scope:
    """The question that the page opens with: the last full month."""
    since, until = (midnight(day, rules.timezone) for day in (JULY, AUGUST))
    return Scope(since, until, shot.newest, agreement=rules)


def changed(shot: Snapshot, **scoring: Any) -> Agreement:
    """The agreed rules with some keys of scoring changed."""
    return agreement.parse({"scoring": scoring}, shot.agreement)


def volume(shot: Snapshot, rules: Agreement) -> int:
    """MQLs of July under some rules, as the metric has them."""
    return int(metrics.mql_volume(shot, scope(shot, rules))["mqls"].sum())


def slider(page: Page, label: str) -> Locator:
    return page.get_by_role("slider", name=label, exact=True)


def exact(page: Page, label: str) -> Locator:
    return page.get_by_role("spinbutton", name=f"{label}, exact number", exact=True)


def told(page: Page) -> int:
    """The number of passes that the sentence says."""
    found = re.search(r"([\d,]+) pass", sentence(page))
    assert found is not None
    return int(found[1].replace(",", ""))


def comes_to_say(page: Page, mqls: int) -> None:
    """Wait until the sentence says so many passes."""
    expect(page.locator(".leaddash-sentence")).to_contain_text(re.compile(rf"(, | ){mqls:,} pass"))


def press_down(page: Page, label: str) -> tuple[float, float, float]:
    """Take a thumb into the hand; gives where it is and how far a point moves it."""
    box = slider(page, label).bounding_box()
    assert box is not None
    least, most = (float(slider(page, label).get_attribute(end) or 0) for end in ("min", "max"))
    point = (box["width"] - 16) / (most - least)
    x = box["x"] + 8 + point * (float(slider(page, label).input_value()) - least)
    y = box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    return x, y, point


def flips_grid(page: Page) -> Locator:
    return page.locator(".st-key-score-flips_en [data-testid='stDataFrame']")


def test_a_drag_moves_the_number_and_the_link_restores_it_in_a_new_session(
    browser: BrowserContext, site: str, shot: Snapshot
) -> None:
    with visit(browser, f"{site}/lab") as (page, errors):
        agreed = volume(shot, shot.agreement)
        assert told(page) == agreed
        x, y, point = press_down(page, "Threshold")
        for step in range(1, 21):
            page.mouse.move(x + point * step, y)
            page.wait_for_timeout(16)
        held = float(slider(page, "Threshold").input_value())
        assert 110 < held < 130
        under = volume(shot, changed(shot, threshold=held))
        assert under < agreed
        comes_to_say(page, under)
        assert "proposal=" not in page.url
        page.mouse.up()
        settled(page)
        said, link = sentence(page), page.url
        assert told(page) == under
        assert errors == []
    packed = agreement.unpacked(parse_qs(urlsplit(link).query)["proposal"][0])
    assert packed is not None
    assert packed.values == {"scoring.threshold": held}
    with visit(browser, link) as (page, errors):
        assert sentence(page) == said
        assert exact(page, "Threshold").input_value() == f"{held:g}"
        assert page.locator(".row.is-changed").count() == 1
        assert errors == []


def test_an_arrow_key_moves_by_a_step_and_who_flips_is_listed(
    browser: BrowserContext, site: str, shot: Snapshot
) -> None:
    with visit(browser, f"{site}/lab") as (page, errors):
        slider(page, "Threshold").focus()
        for threshold in (99, 98, 97):
            page.keyboard.press("ArrowLeft")
            comes_to_say(page, volume(shot, changed(shot, threshold=threshold)))
        assert slider(page, "Threshold").input_value() == "97"
        settled(page)
        flips = metrics.score_flips(shot, scope(shot, changed(shot, threshold=97)))
        expect(flips_grid(page).locator("table")).to_have_attribute("aria-rowcount", str(len(flips) + 1))
        assert len(flips) > 0
        choose_first_row(page, flips_grid(page))
        settled(page)
        page.wait_for_url(re.compile(f"drawer=lead%3A{flips.iloc[0]['lead_id']}"))
        page.get_by_text(re.compile("Score under the proposal: [−-]?[\\d.]+ points")).first.wait_for()
        assert errors == []


@pytest.mark.long("pages")
def test_a_cell_of_the_grid_lists_as_many_leads_as_it_says(browser: BrowserContext, site: str, shot: Snapshot) -> None:
    with visit(browser, f"{site}/lab") as (page, errors):
        box = page.get_by_role("combobox", name="Leads of a cell")
        box.scroll_into_view_if_needed()
        box.click()
        options = page.get_by_role("option").all_inner_texts()
        counted = {option: int(option.split()[-2].replace(",", "")) for option in options}
        option = next(option for option, mqls in counted.items() if mqls <= MOST_LISTED)  # of more only the first
        pick_open(page, option)
        rows = page.get_by_label(re.compile("^MQLs of a cell")).locator("table")
        expect(rows).to_have_attribute("aria-rowcount", str(counted[option] + 1))
        year = replace(scope(shot, shot.agreement), since=midnight(date(2025, 8, 1), shot.agreement.timezone))
        assert len(options) == (metrics.score_grid(shot, year)["mqls"] > 0).sum()
        assert errors == []


def test_the_list_of_the_period_has_as_many_leads_as_the_sentence_says(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/lab") as (page, errors):
        page.get_by_text("The period's MQLs, lead by lead").click()
        page.get_by_role("button", name="List them").click()
        settled(page)
        rows = page.get_by_label(re.compile("^MQLs of July")).locator("table")
        expect(rows).to_have_attribute("aria-rowcount", str(told(page) + 1))
        assert errors == []


def pick_open(page: Page, option: str) -> None:
    """Choose an option of the box that is open."""
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


@pytest.mark.long("pages")
def test_the_volume_as_moved_is_kept_and_the_threshold_moves(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/lab?period=quarter") as (page, errors):
        agreed = told(page)
        exact(page, "Threshold").fill("100.5")
        page.keyboard.press("Enter")
        page.locator(".row.is-changed").wait_for()
        expect(page.locator(".leaddash-sentence")).not_to_contain_text(f" {agreed:,} pass")
        settled(page)
        before = told(page)
        assert before < agreed
        page.get_by_text("Keep the volume").click()
        settled(page)
        exact(page, "trial").fill("90")
        page.keyboard.press("Enter")
        expect(exact(page, "Threshold")).not_to_have_value("100.5")
        settled(page)
        assert abs(told(page) - before) <= 0.01 * before
        assert "keep=" in page.url
        said, threshold = sentence(page), exact(page, "Threshold").input_value()
        assert float(threshold) > 100
        assert errors == []
        link = page.url
    with visit(browser, link) as (page, _):
        assert (sentence(page), exact(page, "Threshold").input_value()) == (said, threshold)
        assert exact(page, "trial").input_value() == "90"


def test_a_threshold_is_found_for_a_wanted_number(browser: BrowserContext, site: str, shot: Snapshot) -> None:
    asked = scope(shot, shot.agreement)
    found = in_hand.threshold_for(in_hand.prepare(shot, asked, asked), shot.agreement, 200)
    with visit(browser, f"{site}/lab") as (page, errors):
        page.get_by_role("button", name="Find a threshold").click()
        page.get_by_role("spinbutton", name="MQLs in the period").fill("200")
        page.keyboard.press("Enter")
        settled(page)
        page.get_by_role("button", name="Find it").click()
        comes_to_say(page, volume(shot, changed(shot, threshold=found)))
        expect(exact(page, "Threshold")).to_have_value(f"{found:g}")
        assert errors == []


@pytest.mark.long("pages")
def test_a_published_model_says_what_it_leaves_out_and_has_rules_of_its_own(
    browser: BrowserContext, site: str, shot: Snapshot
) -> None:
    published = agreement.preset("gitlab", shot.agreement)
    with visit(browser, f"{site}/lab") as (page, errors):
        pick(page, "Start from", "GitLab, today")
        comes_to_say(page, volume(shot, published))
        assert page.get_by_text("Left out, because our data does not tell it").is_visible()
        assert page.locator(".row").count() == 6 + len(published.scoring.fit) + len(published.scoring.behaviour)
        names = set(page.locator(".row label").all_text_contents())
        assert names >= {rule.name for rule in (*published.scoring.fit, *published.scoring.behaviour)}
        assert exact(page, "Threshold").input_value() == f"{published.scoring.threshold:g}"
        assert page.locator(".row.is-changed").count() == 0
        assert page.get_by_text("All as in GitLab, today").is_visible()
        assert page.get_by_text("All as agreed").count() == 0
        slider(page, "Threshold").press("ArrowLeft")
        expect(slider(page, "Threshold")).to_have_attribute("aria-valuetext", "99 points (published: 100)")
        assert errors == []


@pytest.mark.long("pages")
def test_a_proposal_is_exported_as_an_agreement_and_saved_under_a_name(
    browser: BrowserContext, site: str, shot: Snapshot, proposals: Path, tmp_path: Path
) -> None:
    with visit(browser, f"{site}/lab") as (page, errors):
        exact(page, "pricing page").fill("60")
        page.keyboard.press("Enter")
        page.locator(".row.is-changed").wait_for()
        settled(page)
        page.get_by_role("button", name="Save or export").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Agreement file").click()
        download.value.save_as(tmp_path / "proposal.toml")
        exported = agreement.load(tmp_path / "proposal.toml", shot.agreement)
        assert exported != shot.agreement
        assert volume(shot, exported) == told(page)
        page.get_by_label("Name of the proposal").fill("Prices count")
        page.keyboard.press("Enter")
        settled(page)
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("Saved as Prices count.").wait_for()
        assert agreement.load(proposals / "Prices count.toml", shot.agreement) == exported
        assert errors == []
    with visit(browser, f"{site}/lab") as (page, _):
        pick(page, "Start from", "Prices count")
        comes_to_say(page, volume(shot, exported))
        assert exact(page, "pricing page").input_value() == "60"


def test_a_proposal_that_cannot_be_read_is_said_and_the_agreement_shown(
    browser: BrowserContext, site: str, shot: Snapshot
) -> None:
    with visit(browser, f"{site}/lab?proposal=1.abc.zzz") as (page, errors):
        assert "cannot be read" in page.get_by_test_id("stAlert").inner_text()
        assert told(page) == volume(shot, shot.agreement)
        assert page.get_by_text("All as agreed").is_visible()
        assert errors == []


@pytest.mark.long("pages")
def test_the_lab_speaks_spanish(browser: BrowserContext, site: str, shot: Snapshot) -> None:
    with visit(browser, f"{site}/lab?lang=es") as (page, errors):
        for _ in range(2):
            slider(page, "Umbral").press("ArrowLeft")
        under = volume(shot, changed(shot, threshold=98))
        assert under != volume(shot, shot.agreement)
        expect(page.locator(".leaddash-sentence")).to_contain_text(f"En julio de 2026, {under} ")
        assert slider(page, "Umbral").get_attribute("aria-valuetext") == "98 puntos (acordado: 100)"
        assert page.get_by_text("1 cambiado").first.is_visible()
        assert errors == []
