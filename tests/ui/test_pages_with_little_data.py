"""Every page over companies that lack almost everything: an honest sentence, never a stack trace."""

from __future__ import annotations

import pytest

from leaddash.ui.frame import PAGES
from leaddash.words import LANGUAGES, load
from tests.ui.visits import sentence, told, visit

VISITS = [
    *((page, language, {}) for page in PAGES for language in LANGUAGES),
    *((page, "en", {"period": "all", "by": "person"}) for page in PAGES[:3]),
]


@pytest.mark.parametrize(("page", "language", "state"), VISITS, ids=str)
@pytest.mark.usefixtures("bare")
def test_without_stages_people_or_deals_a_page_still_opens(page: str, language: str, state: dict[str, str]) -> None:
    app = visit(page, language, **state)
    assert sentence(app).endswith(".")
    assert not app.error


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("bare")
def test_without_stages_the_page_says_what_to_add(language: str) -> None:
    assert load(language)("empty.no_stage_changes") in told(visit("overview", language))


@pytest.mark.usefixtures("bare")
def test_a_table_without_a_file_is_told_apart_from_an_empty_one() -> None:
    assert told(visit("data")).count(load("en")("data.absent")) == 6


@pytest.mark.usefixtures("bare")
def test_a_lead_without_a_stage_has_its_timeline() -> None:
    app = visit("leads", period="all", stage="new_name", lead="L1")
    assert load("en")("leads.timeline", lead="L1") in told(app)


@pytest.mark.parametrize(("page", "language", "state"), [*VISITS, ("leads", "es", {"lead": "L1"})], ids=str)
@pytest.mark.usefixtures("empty")
def test_without_a_single_lead_a_page_still_opens(page: str, language: str, state: dict[str, str]) -> None:
    app = visit(page, language, **state)
    assert [title.value for title in app.title] == [load(language)(f"page.{page}")]


@pytest.mark.parametrize("page", PAGES[:3])
@pytest.mark.usefixtures("empty")
def test_without_a_single_lead_no_period_is_named(page: str) -> None:
    said = told(visit(page))
    assert "1969" not in said, "there are no data: say so, and name no month before there were any"
