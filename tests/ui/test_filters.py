"""The filters of a page: shown as chips, pressed away one by one or at once, and said where nobody has them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from leaddash import home
from leaddash.ui.frame import COUNT_NOTHING, OWN_PERIOD, PAGES
from leaddash.words import LANGUAGES, load
from tests.ui.visits import again, figures, html, sentence, visit

pytestmark = pytest.mark.usefixtures("like_the_sample")
FILTERED = {"source": ["webinar", "referral"], "country": ["ES"]}
ENGLISH = load("en")


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_every_value_that_filters_is_a_chip_and_one_clears_them_all() -> None:
    assert buttons(visit("overview", **FILTERED)) == [
        *("Source: webinar ✕", "Source: referral ✕", "Country: ES ✕", "Clear filters"),
    ]
    assert buttons(visit("overview")) == []


def test_a_chip_takes_its_value_away_and_clear_takes_all() -> None:
    app = visit("overview", **FILTERED)
    filtered = sentence(app)
    app.button(key="chip_source_webinar").click()
    assert (again(app).session_state["source"], sentence(app) == filtered) == (["referral"], False)
    app.button(key="chip_clear").click()
    assert sentence(again(app)) == sentence(visit("overview"))
    assert buttons(app) == []


def test_values_are_offered_with_how_many_leads_have_them_and_people_by_their_names() -> None:
    app = visit("overview")
    values = app.multiselect(key="source").options
    counts = [int(value.rpartition(" · ")[2].replace(",", "")) for value in values]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == 4_000
    assert all(" " in value.partition(" · ")[0] for value in app.multiselect(key="person").options[:3])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["overview", "leads"])
def test_a_value_that_nobody_has_is_said_and_no_figure_is_shown_in_its_place(page: str, language: str) -> None:
    words = load(language)
    app = visit(page, language, source=["no such source"])
    told = words("missing.value", dimension=words("dimension.source").lower(), value="no such source")
    assert sentence(app) == told
    assert not figures(app)
    assert buttons(app) == [words("missing.without")]
    app.button[0].click()
    assert sentence(again(app)) == sentence(visit(page, language))


def test_a_day_after_the_newest_data_that_a_link_asks_for_is_said_and_not_taken_for_it() -> None:
    app = AppTest.from_file(str(home.APP), default_timeout=30)
    app.query_params["as_of"] = "2031-01-01"
    assert sentence(again(app)) == "The link asks as of 1 Jan 2031, and these data end on 20 Aug 2026."
    app.button[0].click()
    assert sentence(again(app)) == sentence(visit("overview"))


def test_a_day_after_the_newest_data_that_nobody_asked_for_goes_back_to_them() -> None:
    assert sentence(visit("overview", as_of="2031-01-01")) == sentence(visit("overview"))


@pytest.mark.parametrize("page", PAGES)
def test_period_day_and_filters_are_drawn_where_they_change_what_is_shown(page: str) -> None:
    app = visit(page, period="custom", **FILTERED)
    words = [*(box.label for box in [*app.selectbox, *app.date_input, *app.multiselect]), *buttons(app)]
    asked = [ENGLISH(f"control.{name}") for name in ("period", "since", "until", "as_of", "clear")]
    asked += [ENGLISH("dimension.source"), "Source: webinar ✕"]
    asked = [] if page in COUNT_NOTHING else asked
    own = [ENGLISH(f"control.{name}") for name in ("period", "since", "until")] if page in OWN_PERIOD else []
    every = [ENGLISH(f"control.{name}") for name in ("period", "since", "until", "as_of", "clear")]
    assert {word for word in {*every, *asked} if word in words} == set(asked) - set(own)
    assert app.segmented_control(key="lang").value == "en"


@pytest.mark.parametrize("page", COUNT_NOTHING)
def test_what_a_page_does_not_ask_for_stays_in_the_link_for_the_next_one(page: str) -> None:
    custom = {"period": "custom", "since": "2026-01-15", "until": "2026-03-10", "as_of": "2026-04-01"}
    app = visit("overview", **custom, **FILTERED)
    link, first = app.session_state["_link"], sentence(app)
    app.switch_page(f"pages/{page}.py")
    assert again(app).session_state["_link"] == link
    app.switch_page("pages/overview.py")
    assert (sentence(again(app)), app.session_state["_link"]) == (first, link)


@pytest.mark.parametrize("page", COUNT_NOTHING)
def test_a_page_that_does_not_ask_shows_the_same_whatever_is_asked(page: str) -> None:
    asked = {"period": "year", "as_of": "2026-04-01", **FILTERED}
    assert html(visit(page, **asked)) == html(visit(page))
