"""Every page over companies that lack almost everything: an honest sentence, never a stack trace."""

from __future__ import annotations

import pytest

from leaddash.ui.frame import PAGES
from leaddash.words import LANGUAGES, load
from tests.ui.short import FIRST, LAST, SECOND, SILENT, WITHOUT_MQLS
from tests.ui.visits import again, figures, sentence, told, visit

VISITS = [
    *((page, language, {}) for page in PAGES for language in LANGUAGES),
    *((page, "en", {"period": "all", "by": "person"}) for page in PAGES[:3]),
]
DAYS = {"first": FIRST, "second": SECOND, "last": LAST}
EDGES: dict[str, dict[str, str]] = {
    **{f"the month before the {name} day": {"as_of": day} for name, day in DAYS.items()},
    **{f"the {name} day": {"as_of": day, "period": "custom", "since": day, "until": day} for name, day in DAYS.items()},
    "days on which nothing happened": {"period": "custom", **SILENT},
    "days without an MQL": {"period": "custom", **WITHOUT_MQLS},
}


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
    assert [title.value for title in app.title] == ["L1"]
    assert load("en")("activity.call") in told(app)


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


@pytest.mark.in_part("pages", every=3)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.usefixtures("short")
def test_at_the_edges_of_the_data_a_page_still_opens(page: str, edge: str) -> None:
    app = visit(page, **EDGES[edge])
    assert sentence(app).endswith(".")
    assert not app.error
    assert "nan" not in told(app).lower().split()


@pytest.mark.parametrize("part", ["mqls_listed", "quality", "hygiene", "suggestion"])
@pytest.mark.usefixtures("short")
def test_before_the_data_begin_the_lab_still_does_what_it_is_asked(part: str) -> None:
    app = visit("lab", as_of=FIRST)
    app.button(key=f"do_{part}").click()
    assert not again(app).error


@pytest.mark.usefixtures("short")
def test_a_leads_creation_is_told_in_local_time_as_in_its_timeline() -> None:
    page = told(visit("leads", "es", period="all", stage="new_name", lead="L1"))
    assert "10 feb 2026, 09:00" in page  # 8:00 in UTC
    assert '<span class="day">10 feb</span><span class="time">09:00</span>' in page
    assert "08:00" not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["overview", "funnel", "response"])
@pytest.mark.usefixtures("short")
def test_a_period_before_the_data_says_that_there_are_none_and_counts_nothing(page: str, language: str) -> None:
    app = visit(page, language, as_of=SECOND)  # the last full month ended before the data began
    assert sentence(app).startswith(load(language)("empty.before_data", first="…").split("…")[0])
    assert not figures(app)
    assert not app.get("plotly_chart")


@pytest.mark.usefixtures("short")
def test_where_nobody_writes_down_who_called_the_pages_name_the_column() -> None:
    for page in ("overview", "sla"):
        said = told(visit(page, period="all"))
        assert "“First touch”" in said
        assert "column person_id of activities" in said
    assert "Hand-overs touched in time" not in figures(visit("sla", period="all"))
