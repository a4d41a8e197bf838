"""The published scoring models as presets: whole, loadable on any agreement, at home in the sample company."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

import duckdb
import pytest

from leaddash import home
from leaddash.agreement import Agreement, BehaviourRule, FitRule, Scoring, default, dump, load, parse
from leaddash.agreement.presets import preset, preset_note, presets
from leaddash.errors import AgreementError
from tests.agreement.gitlab_journeys import HARD_BOUNCE, JOURNEYS, Journey, model
from tests.naive.fit import fit, holds
from tests.sample.model_mqls import matches

NAMES = ["gitlab", "gitlab_2018", "gitlab_2020", "marketo", "salesforce"]
OF_THE_COMPANY = {"after_contact", "score_age_days"}
"""Keys that say how a company works, which no published model does."""
OTHER: dict[str, Any] = {
    "timezone": "America/Bogota",
    "promises": [],
    "scoring": {
        "threshold": 7,
        "target_threshold": 3,
        "fit_cap": "none",
        "fit_at_least_zero": True,
        "half_life_days": 11,
        "fit_floor": 5,
        "intent_floor": 6,
        "behaviour_floor": "none",
        "fit_bands": [1, 2],
        "score_age_days": 99,
        "fit": [{"name": "ours", "column": "region", "equals": "north", "points": 3}],
        "behaviour": [{"name": "theirs", "activity_type": ["visit"], "kind": "intent", "points": 4}],
    },
}


def written(name: str) -> dict[str, Any]:
    return tomllib.loads(presets()[name].read_text("utf-8"))


def sample(statement: str) -> list[dict[str, Any]]:
    """Rows of the sample company's files."""
    with duckdb.connect() as connection:
        asked = connection.execute(statement.format(folder=home.HOME / "data" / "sample"))
        columns = [column[0] for column in asked.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in asked.fetchall()]


@cache
def activities() -> tuple[dict[str, Any], ...]:
    """Every kind of activity that the sample has, once."""
    return tuple(sample("select distinct activity_type, asset, direction from '{folder}/activities.parquet'"))


@cache
def leads() -> tuple[dict[str, Any], ...]:
    return tuple(sample("select * exclude (created_at) from '{folder}/leads.parquet' order by lead_id limit 3000"))


def rules(part: str) -> list[Any]:
    """One case per rule of each preset."""
    return [
        pytest.param(name, rule, id=f"{name}: {rule['name']}")
        for name in presets()
        for rule in dump(preset(name))["scoring"][part]
    ]


def first_match(name: str, activity: dict[str, Any]) -> str | None:
    behaviour = dump(preset(name))["scoring"]["behaviour"]
    return next((rule["name"] for rule in behaviour if matches(rule, activity)), None)


def test_the_five_published_models_are_there() -> None:
    assert list(presets()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_says_every_scoring_key_a_model_decides_and_no_other(name: str) -> None:
    said = {field.alias or key for key, field in Scoring.model_fields.items()} - OF_THE_COMPANY
    assert written(name).keys() == {"scoring"}
    assert written(name)["scoring"].keys() == said


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_changes_nothing_but_the_scoring(name: str) -> None:
    plain = dump(preset(name))
    assert plain.pop("scoring") != dump(default())["scoring"]
    assert plain == {key: value for key, value in dump(default()).items() if key != "scoring"}


@pytest.mark.parametrize("name", NAMES)
def test_the_rules_of_the_base_leave_no_trace_in_a_preset(name: str) -> None:
    base = parse(OTHER)
    laid = preset(name, base)
    assert (laid.timezone, laid.promises, laid.scoring.score_age_days) == ("America/Bogota", (), 99)
    assert laid.scoring.model_copy(update={"score_age_days": default().scoring.score_age_days}) == preset(name).scoring


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_is_an_agreement_file_that_can_be_written_back(name: str) -> None:
    assert load(presets()[name]) == preset(name) == parse(dump(preset(name)))


@pytest.mark.parametrize("name", NAMES)
def test_a_target_comes_before_an_mql(name: str) -> None:
    scoring = preset(name).scoring
    assert 0 < scoring.target_threshold < scoring.threshold


@pytest.mark.parametrize(
    ("name", "threshold", "fit_cap"),
    [("gitlab", 100, 70), ("gitlab_2020", 90, None), ("gitlab_2018", 90, None)],
)
def test_a_published_threshold_and_cap_are_kept(name: str, threshold: float, fit_cap: float | None) -> None:
    assert (preset(name).scoring.threshold, preset(name).scoring.fit_cap) == (threshold, fit_cap)


@pytest.mark.parametrize("name", NAMES)
def test_points_neither_fade_nor_are_passed_over(name: str) -> None:
    scoring = preset(name).scoring
    assert scoring.half_life_days == 0
    assert not any(rule.hand_raise for rule in scoring.behaviour)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_short_and_no_sentence(name: str) -> None:
    scoring: Scoring = preset(name).scoring
    named: list[FitRule | BehaviourRule] = [*scoring.fit, *scoring.behaviour]
    assert [rule.name for rule in named if not re.fullmatch(r"[a-z][\w ,:-]{2,29}", rule.name)] == []
    assert len({rule.name for rule in named}) == len(named)


@cache
def first_matches(name: str) -> set[str | None]:
    """The rules that are the first to match some activity of the sample."""
    return {first_match(name, activity) for activity in activities()}


@pytest.mark.parametrize(("name", "rule"), rules("behaviour"))
def test_a_behaviour_rule_is_the_first_to_match_something_in_the_sample(name: str, rule: dict[str, Any]) -> None:
    assert set(rule["activity_type"]) <= {activity["activity_type"] for activity in activities()}
    assert rule["name"] in first_matches(name)


@pytest.mark.parametrize(("name", "rule"), rules("fit"))
def test_a_fit_rule_holds_for_some_leads_of_the_sample_and_not_for_all(name: str, rule: dict[str, Any]) -> None:
    held = {holds(rule, lead) for lead in leads()}
    everywhere = rule["name"] == "country tier 1 or 2"  # the sample sells in no other country
    assert held == ({True} if everywhere else {True, False})


@pytest.mark.parametrize("name", ["gitlab", "gitlab_2018"])
def test_an_account_tells_a_business_address_from_a_generic_one(name: str) -> None:
    business, generic = (
        next(rule for rule in dump(preset(name))["scoring"]["fit"] if rule["name"] == wanted)
        for wanted in ("business e-mail", "generic e-mail")
    )
    assert all(holds(business, lead) != holds(generic, lead) for lead in leads())


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_says_where_it_comes_from_what_is_mapped_and_what_is_left_out(name: str) -> None:
    note = preset_note(name)
    source, _, rest = note.partition("\n\nMapped:\n")
    mapped, _, left_out = rest.partition("\n\nLeft out")
    assert source.startswith("The ")
    assert mapped.startswith("- ")
    assert re.match(r".*:\n- ", left_out)
    assert "#" not in note
    assert "[scoring]" not in note


def test_an_unknown_preset_is_refused_with_the_nearest_name() -> None:
    for ask in (preset, preset_note):
        with pytest.raises(AgreementError, match=r'"market" is no scoring preset; use one of gitlab, .*"marketo"'):
            ask("market")


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.shows)
def test_a_journey_adds_up_and_falls_under_the_rules_it_names(journey: Journey) -> None:
    given: Agreement = model()
    scoring = dump(given)["scoring"]
    score = journey.fit
    assert fit(scoring, journey.lead) == journey.fit
    assert [done.at for done in journey.done] == sorted(done.at for done in journey.done)
    for done in journey.done:
        score += done.points
        rule = next((one for one in scoring["behaviour"] if matches(one, vars(done))), None)
        assert (rule and rule["name"], score) == (done.rule, done.score)
        assert done.points in {0, rule["points"] if rule else 0}
    reached = [place for place, done in enumerate(journey.done) if done.points and done.score >= 100]
    assert journey.mql == (reached[0] if reached else None)


def test_the_journeys_meet_every_limit_of_the_model() -> None:
    limits = {rule.name: rule.limit for rule in model().scoring.behaviour}
    refused = {limits[done.rule] for journey in JOURNEYS for done in journey.done if done.rule and not done.points}
    assert refused == {"1/day", "1/week", "1/month"} == set(limits.values()) - {"every"}
    assert HARD_BOUNCE["name"] not in {rule.name for rule in preset("gitlab").scoring.behaviour}
