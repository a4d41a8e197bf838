"""Every page over the sample company: it opens, it answers, and what it does not know it leaves aside."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leaddash import metrics
from leaddash.blocks.figure import Figure
from leaddash.drawing.theme import LIGHT
from leaddash.metrics import registry
from leaddash.moments import midnight
from leaddash.scope import DIMENSIONS, Scope
from leaddash.snapshots import open_snapshot
from leaddash.subjects.funnel.charts.breakdown import breakdown
from leaddash.ui.frame import PAGES
from leaddash.words import LANGUAGES, load
from tests.ui.visits import again, figures, html, sentence, told, typed, visit

ZONE = "Europe/Madrid"
STATES: dict[str, dict[str, Any]] = {
    "cold": {},
    "filtered": {"source": ["webinar", "referral"], "country": ["ES"], "by": "country"},
    "of one person": {"by": "person", "period": "year"},
    "of all of the data": {"period": "all"},
    "of a custom period": {"period": "custom", "since": "2026-01-15", "until": "2026-03-10"},
    "of a custom period turned round": {"period": "custom", "since": "2026-03-10", "until": "2026-01-15"},
    "of an empty slice": {"source": ["webinar"], "country": ["MX"], "team": ["Iberia"], "fit_band": ["0"]},
    "before the first period": {"as_of": "2023-09-01"},
    "of working hours since creation": {"start": "created", "clock": "working", "outcome": "win", "who": "team"},
    "of a promise changed": {"promise": "convert", "whatif": "promise=convert target:otherwise=1440 steps=0,60,120"},
    "of nothing known": {
        "start": "someday",
        "clock": "broken",
        "outcome": "luck",
        "promise": "nothing",
        "whatif": "promise=first_touch target:hot=soon steps=1",
        "list": "wishes",
        "bucket": "ever",
        "period": "decade",
        "stage": "nothing",
        "by": "colour",
        "reading": "guess",
        "figure": "luck",
        "as_of": "soon",
        "only": "colour:red",
        "span": "from then to now",
        "lead": "no such lead",
    },
}

COUNTING = ("overview", "funnel", "response", "sla", "leads")
"""Pages that answer for a period and a slice."""
VISITS = [
    *(
        pytest.param(page, "en", state, marks=() if (place + turn) % 2 == 0 else pytest.mark.long("pages"))
        for place, page in enumerate(COUNTING)
        for turn, state in enumerate(STATES)
    ),
    *((page, "es", "cold") for page in PAGES),
    *((page, "es", "filtered") for page in COUNTING),
    *((page, "en", state) for page in PAGES if page not in COUNTING for state in ("cold", "of nothing known")),
]

pytestmark = pytest.mark.usefixtures("sample")


@pytest.mark.in_part("pages", every=3)
@pytest.mark.usefixtures("like_the_sample")
@pytest.mark.parametrize(("page", "language", "state"), VISITS)
def test_a_page_opens_with_its_title_and_a_sentence(page: str, language: str, state: str) -> None:
    app = visit(page, language, **STATES[state])
    assert [title.value for title in app.title] == [load(language)(f"page.{page}")]
    assert sentence(app).endswith((".", "?"))
    assert not app.error
    assert "nan" not in told(app).lower().split()


@pytest.mark.parametrize("page", COUNTING)
def test_what_the_state_does_not_know_falls_back_to_the_page_as_it_opens_cold(page: str) -> None:
    strange = {key: value for key, value in STATES["of nothing known"].items() if key != "lead"}
    assert sentence(visit(page, **strange)) == sentence(visit(page))


def test_a_language_that_is_unknown_is_the_agreements() -> None:
    assert [title.value for title in visit("overview", "xx").title] == ["Overview"]


def test_the_link_says_the_whole_state() -> None:
    app = visit(
        "funnel",
        "es",
        period="custom",
        since="2026-01-15",
        until="2026-03-10",
        source=["webinar"],
        by="country",
        view="slices",
    )
    assert {key: values[0] for key, values in app.session_state["_link"].items()} == {
        "v": "1",
        "lang": "es",
        "as_of": "2026-08-20",
        "period": "custom",
        "since": "2026-01-15",
        "until": "2026-03-10",
        "by": "country",
        "view": "slices",
        "reading": "cohort",
        "stage": "mql",
        "source": "webinar",
    }


def test_a_filter_changes_what_the_page_counts() -> None:
    app = visit("overview")
    whole = sentence(app)
    app.multiselect(key="source").set_value(["webinar"])
    assert sentence(again(app)) != whole
    assert app.session_state["source"] == ["webinar"]


@pytest.mark.parametrize("by", DIMENSIONS)
def test_a_bar_of_a_slice_opens_as_many_leads_as_its_rate_is_taken_over(by: str) -> None:
    snapshot = open_snapshot(Path(os.environ["LEADDASH_DATA"]))
    period = {"period": "custom", "since": "2025-08-21", "until": "2026-08-20"}
    scope = Scope(midnight(date(2025, 8, 21), ZONE), midnight(date(2026, 8, 21), ZONE), by=by)
    rows = metrics.funnel(snapshot, scope)
    rows = rows[(rows["stage"] == "mql") & (rows["rate_entered"] > 0)]
    links = breakdown(rows, load("en"), LIGHT, "mql", by).opens
    counted = {row[by] if isinstance(row[by], str) else "": int(row["rate_entered"]) for _, row in rows.iterrows()}
    assert links
    for link in (links[0], links[-1]):
        state: dict[str, Any] = {**link, by: [link[by]]}
        said = sentence(visit("leads", **period, **state))
        assert said.startswith(f"{counted[link[by]]:,} lead"), f"{by}={link[by]!r}: {said}"


def test_a_period_before_which_the_data_had_not_begun_is_compared_with_nothing() -> None:
    # The data begin on 2023-09-01, so that the twelve months before these hold four.
    said = sentence(visit("overview", as_of="2024-12-31", period="year"))
    assert "2023" not in said, f"not comparable, yet compared: {said}"


def test_each_reading_of_the_funnel_has_its_own_sentence() -> None:
    said = {reading: sentence(visit("funnel", reading=reading)) for reading in ("cohort", "flow", "stock")}
    assert len(set(said.values())) == 3
    assert said["flow"].startswith("In July 2026, 152 leads became MQLs")


def test_a_period_turned_round_is_the_same_period() -> None:
    assert sentence(visit("overview", **STATES["of a custom period turned round"])) == sentence(
        visit("overview", **STATES["of a custom period"])
    )


def test_an_empty_slice_says_so_and_draws_no_zero_for_what_is_unknown() -> None:
    app = visit("overview", **STATES["of an empty slice"])
    assert sentence(app).startswith("In July 2026, no lead became an MQL")
    assert list(figures(app).values()) == ["0", "–", "–", "0"]


def test_the_leads_behind_nothing_are_an_empty_list_with_its_next_step() -> None:
    app = visit("leads", **STATES["of an empty slice"])
    assert [info.value for info in app.info] == [load("en")("empty.leads")]


@pytest.mark.parametrize("lead", ["no such lead", "<script>alert(1)</script>", "'; drop table leads; --"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lead_that_does_not_exist_is_told_in_a_sentence(language: str, lead: str) -> None:
    app = visit("leads", language, lead=lead)
    assert [typed(warning.value) for warning in app.warning] == [load(language)("leads.unknown", lead=lead)]
    assert not any("<script>" in body for body in html(app))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lead_that_exists_shows_its_timeline(language: str) -> None:
    app = visit("leads", language, lead="L0026769")
    words = load(language)
    assert words("events.title") in told(app)
    assert any(words("stage.new_name") in body and "leaddash-events" in body for body in html(app))
    assert not app.dataframe, "no list was asked for"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lead_of_a_list_stands_above_it_with_a_way_back(language: str) -> None:
    app = visit("leads", language, lead="L0026769", list="funnel", figure="entered", stage="mql")
    assert load(language)("leads.back") in [link.proto.label for link in app.get("page_link")]
    assert len(app.dataframe) == 1


def test_a_lead_created_later_is_not_known_yet() -> None:
    assert visit("leads", lead="L0019999", as_of="2024-10-01").warning


def test_a_snapshot_that_is_not_there_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADDASH_DATA", str(tmp_path / "nowhere"))
    app = visit("overview")
    assert len(app.error) == 1
    assert str(app.error[0].value).startswith("There is nothing at ") or "no snapshot" in str(app.error[0].value)


FIGURES = [figure for name in metrics.__all__ for figure in registry.find(name).figures]
LISTED = {figure.listing.shown: figure for figure in reversed(FIGURES)}
"""Every list that readers see, by its statement, with a figure whose leads it lists."""


@pytest.mark.parametrize("figure", LISTED.values(), ids=lambda figure: f"{figure.listing.kind}-{figure.name}")
def test_every_list_of_leads_is_shown_with_its_columns_named(figure: Figure) -> None:
    wanted = {"list": figure.listing.kind, "figure": figure.name, "stage": "mql" if figure.listing.of else "any"}
    app = visit("leads", "es", period="all", **wanted)
    assert len(app.dataframe) == 1
    assert len(app.dataframe[0].value) > 0
