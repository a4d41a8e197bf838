"""What the lab says on the sample company of who was worked, and of who would only be sent at another time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from playwright.sync_api import BrowserContext, expect

from leaddash import agreement, metrics
from leaddash.moments import midnight
from leaddash.snapshots import Snapshot
from tests.browser.test_lab import changed, exact, scope, shot, volume
from tests.browser.test_state import pick
from tests.browser.visits import settled, visit

__all__ = ["shot"]


def test_models_are_compared_by_their_worked_leads_of_a_year(
    browser: BrowserContext, site: str, shot: Snapshot
) -> None:
    year = replace(scope(shot, shot.agreement), since=midnight(date(2025, 8, 1), shot.agreement.timezone))
    with visit(browser, f"{site}/lab") as (page, errors):
        page.get_by_text("Compare proposals side by side").click()
        settled(page)
        pick(page, "Beside", "GitLab, today")
        rows = page.locator("table.leaddash:visible tbody tr")
        for row, rules in enumerate((shot.agreement, agreement.preset("gitlab", shot.agreement))):
            curve = metrics.threshold_curve(shot, replace(year, agreement=rules))
            told = curve[curve["threshold"] == rules.scoring.threshold].iloc[0]
            cells = rows.nth(row).locator("td").all_inner_texts()
            assert cells[2] == f"{volume(shot, rules):,}"
            assert cells[5:7] == [f"{int(told['worked_rate_mqls']):,}", f"{told['worked_rate']:.1%}"]
        assert page.get_by_text("How those never worked would have done nobody knows.").is_visible()
        assert errors == []


def test_who_would_only_be_sent_earlier_does_not_leave(browser: BrowserContext, site: str, shot: Snapshot) -> None:
    flips = metrics.score_flips(shot, scope(shot, changed(shot, threshold=60)))
    moved = ((flips["flip"] == "left") & (flips["reason"] == "other_time")).sum()
    assert moved > 0
    with visit(browser, f"{site}/lab") as (page, errors):
        exact(page, "Threshold").fill("60")
        page.keyboard.press("Enter")
        said = page.locator(".leaddash-sentence")
        expect(said).to_contain_text(f"none leaves, and {moved} become MQLs in an earlier period")
        settled(page)
        new = ((flips["flip"] == "entered") & (flips["reason"] != "other_time")).sum()
        assert page.get_by_text(re.compile(f"^Of the {new} that enter")).is_visible()
        assert errors == []
