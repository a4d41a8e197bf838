"""What the tables of an agreement may not say, and the sentence that tells why."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddash.agreement import Agreement, default, dump, parse
from leaddash.errors import AgreementError

JARGON = ("pydantic", "http", "Input", "validation", "literal", "NoneType", "[key]", "cannot be")


def told(data: dict[Any, Any]) -> str:
    with pytest.raises(AgreementError) as caught:
        parse(data)
    return str(caught.value)


def near(word: str) -> str:
    return f'is not a key here. Did you mean "{word}"?'


@pytest.mark.parametrize(
    ("data", "path", "sentence"),
    [
        ({"timezon": "UTC"}, "timezon", near("timezone")),
        ({"timezone": "Nowhere"}, "timezone", '"Nowhere" is no time zone; write one like "Europe/Madrid".'),
        (
            {"timezone": "/etc/hosts"},
            "timezone",
            '"/etc/hosts" is no time zone; write one like "Europe/Madrid".',
        ),
        ({"timezone": 1}, "timezone", "must be text in quotes, not 1."),
        ({"language": "fr"}, "language", 'must be one of "en", "es", not "fr".'),
        (
            {"currency": "eur"},
            "currency",
            '"eur" is no currency; write its three capital letters, like "EUR".',
        ),
        (
            {"rates": {"usd": 0}},
            "rates.usd",
            '"usd" is no currency; write its three capital letters, like "EUR".',
        ),
        ({"rates": {"USD": 0}}, "rates.USD", "must be greater than 0, not 0."),
        ({"rates": []}, "rates", "must be a table of keys and values, not a list."),
        ({"goals": {"mqls": 1}}, "goals.mqls", near("mql")),
        ({"goals": {"mqls": "none"}}, "goals.mqls", near("mql")),
        ({"goals": {"mql": True}}, "goals.mql", "must be a number, not true."),
        ({"goals": {"mql": -1}}, "goals.mql", "must be 0 or more, not -1."),
        ({"goals": {"booking": 1}}, "goals.booking", near("bookings")),
        ({"forecast": {"period": "year"}}, "forecast.period", 'must be one of "quarter", "month", not "year".'),
        ({"forecast": {"year_starts": 13}}, "forecast.year_starts", "must be 12 or less, not 13."),
        ({"forecast": {"year_starts": 1.5}}, "forecast.year_starts", "must be a whole number, not 1.5."),
        ({"forecast": {"history_periods": 0}}, "forecast.history_periods", "must be 1 or more, not 0."),
        (
            {"forecast": {"categories": {"commit": ["Upside"]}}},
            "forecast.categories",
            'has "upside" as best_case and as commit; leave it in one of them.',
        ),
        (
            {"forecast": {"stage_categories": {"Demo": "won"}}},
            "forecast.stage_categories.Demo",
            'must be one of "commit", "best_case", "pipeline", "omitted", not "won".',
        ),
        ({"quotas": [{"person": "p", "bookings": -4}]}, "quotas[0].bookings", "must be 0 or more, not -4."),
        (
            {"quotas": [{"person": "p", "team": "t", "bookings": 4}]},
            "quotas[0]",
            'must be of a person or of a team; write person = "P020", or team = "Iberia".',
        ),
        ({"quotas": [{"team": "t", "bookings": 4}] * 2}, "quotas", 'has two of "t"; leave one.'),
        ({"goals": 3}, "goals", "must be a table of keys and values, not 3."),
        (
            {"capacity": {"mqls_per_rep_per_day": 0}},
            "capacity.mqls_per_rep_per_day",
            'must be greater than 0, or "none".',
        ),
        ({"capacity": {"mqls_per_day": 0}}, "capacity.mqls_per_day", near("mqls_per_rep_per_day")),
        ({3: 1}, "[3]", "is no key; keys are text."),
    ],
)
def test_a_problem_at_the_top_is_told(data: dict[Any, Any], path: str, sentence: str) -> None:
    assert told(data) == f"{path}: {sentence}"


@pytest.mark.parametrize(
    ("stages", "path", "sentence"),
    [
        ({"skiped": "passed"}, ".skiped", near("skipped")),
        ({"xyz": 1}, ".xyz", "is not a key here; use one of derive, meaningful, skipped, window_days."),
        (5, "", "must be a table of keys and values, not 5."),
        (
            {"derive": ["sales_lead"]},
            ".derive[0]",
            'must be one of "engaged", "target", "mql", "opportunity", "customer", "lost", not "sales_lead".',
        ),
        ({"derive": "lost"}, ".derive", 'must be a list in square brackets, not "lost".'),
        ({"meaningful": [7]}, ".meaningful[0]", "must be text in quotes, not 7."),
        (
            {"skipped": "pased"},
            ".skipped",
            'must be one of "passed", "dropped", not "pased". Did you mean "passed"?',
        ),
        ({"window_days": {"mql": -1}}, ".window_days.mql", "must be 0 or more, not -1."),
        ({"window_days": {"mql": "none"}}, ".window_days.mql", 'must be a number, not "none".'),
        ({"window_days": {"sale_lead": 1}}, ".window_days.sale_lead", near("sales_lead")),
        (
            {"window_days": {"customer": 1}},
            ".window_days.customer",
            "is not a key here; use one of new_name, engaged, target, mql, sales_lead, opportunity.",
        ),
    ],
)
def test_a_problem_of_the_stages_is_told(stages: object, path: str, sentence: str) -> None:
    assert told({"stages": stages}) == f"stages{path}: {sentence}"


@pytest.mark.parametrize(
    ("response", "path", "sentence"),
    [
        ({"start": "mql"}, ".start", 'must be one of "hand_over", "created", "form", not "mql".'),
        ({"clock": 1}, ".clock", 'must be one of "working", "wall", not 1.'),
        ({"horizon_days": {"won": 1}}, ".horizon_days.won", near("win")),
        ({"horizon_days": {"win": -1}}, ".horizon_days.win", "must be 0 or more, not -1."),
        ({"not_a_lead": [" "]}, ".not_a_lead[0]", "must not be empty; write some text."),
    ],
)
def test_a_problem_of_the_response_is_told(response: object, path: str, sentence: str) -> None:
    assert told({"response": response}) == f"response{path}: {sentence}"


@pytest.mark.parametrize(
    ("calendar", "path", "sentence"),
    [
        (
            {"zone": "Europe/Madird"},
            ".zone",
            '"Europe/Madird" is no time zone; write one like "Europe/Madrid". Did you mean "Europe/Madrid"?',
        ),
        (
            {"holidays": "es"},
            ".holidays",
            '"es" is no country with known holidays; write a code like "ES", or "". Did you mean "ES"?',
        ),
        ({"hours": {"monday": []}}, ".hours.monday", near("mon")),
        (
            {"hours": {"mon": ["9-18"]}},
            ".hours.mon[0]",
            '"9-18" is no interval of hours; write it like "09:00-18:00".',
        ),
        (
            {"hours": {"mon": ["24:00-06:00"]}},
            ".hours.mon[0]",
            '"24:00-06:00" is no interval of hours; write it like "09:00-18:00".',
        ),
        (
            {"hours": {"mon": ["09:00-24:30"]}},
            ".hours.mon[0]",
            '"09:00-24:30" ends after midnight; write 24:00, or an end on the next day like "22:00-06:00".',
        ),
        (
            {"closed": ["2026-02-30"]},
            ".closed[0]",
            '"2026-02-30" is no date; write it like "2026-12-24".',
        ),
        ({"closed": ["20261224"]}, ".closed[0]", '"20261224" is no date; write it like "2026-12-24".'),
        ({"closed": [20261224]}, ".closed[0]", '"20261224" is no date; write it like "2026-12-24".'),
        ({"xyz": 1}, ".xyz", "is not a key here; use one of zone, hours, holidays, closed."),
    ],
)
def test_a_problem_of_a_calendar_is_told(calendar: object, path: str, sentence: str) -> None:
    assert told({"calendars": {"default": calendar}}) == f"calendars.default{path}: {sentence}"


def test_a_new_calendar_needs_hours() -> None:
    assert told({"calendars": {"late": {}}}) == "calendars.late.hours: is missing; add hours = …."


def test_several_problems_are_told_together_one_a_line() -> None:
    lines = told({"language": "fr", "currency": "euro", "scoring": {"treshold": 1}}).splitlines()
    assert [line.split(":")[0] for line in lines] == ["language", "currency", "scoring.treshold"]


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (("calendars", "default"), r"add \[calendars.default\]"),
        (("stages", "window_days", "mql"), "mql has no window"),
        (("response", "horizon_days", "win"), "win has no horizon"),
        (("currency",), "Field required"),
    ],
)
def test_an_agreement_built_without_a_base_must_be_whole(place: tuple[str, ...], sentence: str) -> None:
    data = dump(default())
    holder: Any = data
    for step in place[:-1]:
        holder = holder[step]
    del holder[place[-1]]
    with pytest.raises(ValueError, match=sentence):
        Agreement.model_validate(data)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, held in items for place in places(held, (*path, key)))]


def problems_of(data: dict[str, Any]) -> list[str]:
    try:
        json.dumps(dump(parse(data)), allow_nan=False)
    except AgreementError as error:
        return str(error).splitlines()
    return []


ODD_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 1e308, 10**400, float("nan"), "", "x" * 99, [], [[]], [None], {}, {"x": 1}, {1: 2}, b"x"]
)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.sampled_from(places(dump(default()))[1:]), ODD_VALUES)
def test_any_value_in_any_place_is_accepted_or_told_in_plain_words(place: tuple[Any, ...], value: object) -> None:
    data = dump(default())
    holder: Any = data
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    lines = problems_of(data)
    assert not [word for word in JARGON if word in " ".join(lines)]
    assert all(line.endswith((".", "?")) for line in lines)
