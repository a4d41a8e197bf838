"""The Funnel and the Response page over data that do not tell of stages, touches, outcomes or hours."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from leaddash.words import load
from tests.intake import built, fill
from tests.ui.visits import figures, sentence, told, visit

ENGLISH = load("en")
COUNT = 40


def tables(*, person: str = "", outcome: str = "", hour: str = "T09:00:00Z") -> dict[str, str]:
    """Forty MQLs that were called the next day: by whom and to what end, at which hour of the day."""
    leads, given, calls = "lead_id,created_at\n", "lead_id,person_id,assigned_at\n", ""
    stages, later = "lead_id,stage,entered_at\n", "2026-02-27T09:00:00Z"
    for lead in range(COUNT):
        day = f"2026-01-{lead % 28 + 1:02d}{hour}"
        leads += f"L{lead},{day}\n"
        given += f"L{lead},Ana,{day}\n"
        stages += f"L{lead},mql,{day}\n" + (f"L{lead},sales_lead,{later}\n" if lead % 2 else "")
        calls += f"L{lead},{later},call,outbound,{person},{outcome}\n"
    heads = "lead_id,occurred_at,activity_type,direction,person_id,outcome\n"
    return {"leads": leads, "assignments": given, "stage_changes": stages, "activities": heads + calls}


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The dashboard shows a company of the asked tables."""
    folder = built(fill(tmp_path / "data", **tables(**request.param)), zone="Europe/Madrid").folder
    monkeypatch.setenv("LEADDASH_DATA", str(folder))


def chosen(app: AppTest, key: str) -> str:
    """What a choice of the page stands at."""
    return str(app.session_state[key])


@pytest.mark.parametrize("company", [{"person": "Ana"}], indirect=True)
@pytest.mark.usefixtures("company")
def test_without_outcomes_the_page_opens_with_the_first_outcome_that_is_known() -> None:
    app = visit("response", period="all")
    assert chosen(app, "outcome") == "qualify"
    asked = visit("response", period="all", outcome="contact")
    assert chosen(asked, "outcome") == "contact"
    assert sentence(asked) == ENGLISH("empty.no_contact")


@pytest.mark.parametrize("company", [{"person": "Ana", "outcome": "connected"}], indirect=True)
@pytest.mark.usefixtures("company")
def test_where_outcomes_are_known_the_page_opens_with_contacts() -> None:
    assert chosen(visit("response", period="all"), "outcome") == "contact"


@pytest.mark.parametrize("company", [{}], indirect=True)
@pytest.mark.usefixtures("company")
def test_without_touches_the_page_names_the_column_and_shows_only_what_needs_none() -> None:
    app = visit("response", period="all")
    assert "(column person_id of activities)" in sentence(app)
    said = told(app)
    assert ENGLISH("chart.arrivals.hand_overs") in said
    assert ENGLISH("chart.never_touched.title") not in said
    assert ENGLISH("chart.response_curve.qualify") not in said
    assert list(figures(app).values())[:3] == ["40", "–", "–"]


@pytest.mark.parametrize("company", [{"person": "Ana", "hour": ""}], indirect=True)
@pytest.mark.usefixtures("company")
def test_days_without_hours_are_not_out_of_hours() -> None:
    assert figures(visit("response", period="all"))[ENGLISH("headline.out_of_hours")] == "–"


@pytest.mark.parametrize("company", [{"person": "Ana"}], indirect=True)
@pytest.mark.usefixtures("company")
def test_a_stage_that_is_only_passed_by_does_not_take_the_headline_of_the_funnel() -> None:
    said = sentence(visit("funnel", period="all"))
    assert "Engaged, Target, Opportunity, and Customer, which nobody is recorded to enter." in said
    assert said.startswith("In all of the data up to 27 Feb 2026 the narrowest step is from MQL: 0.0%")
