"""What promises and scoring rules may not say, and the sentence that tells why."""

from typing import Any

import pytest

from leaddash.agreement import EXITS, STAGES, parse
from leaddash.errors import AgreementError

PROMISE = {"name": "call", "start": "mql", "keep": ["contact"], "target_minutes": {"otherwise": 60}}
FIT = {"name": "big one", "column": "employees", "points": 1}
BEHAVIOUR = {"name": "seen", "activity_type": ["page_view"], "kind": "intent", "points": 1}
TWO_NUMBERS = "must be two numbers, the lowest and the highest that count, like [50, 5000]."
NUMBER_OR_NONE = 'must be a number, or "none" to ask nothing.'


def told(data: dict[str, Any]) -> str:
    with pytest.raises(AgreementError) as caught:
        parse(data)
    return str(caught.value)


def one_of(words: tuple[str, ...], given: str, near: str = "") -> str:
    known = ", ".join(f'"{word}"' for word in words)
    return f'must be one of {known}, not "{given}".' + (f' Did you mean "{near}"?' if near else "")


def near(word: str) -> str:
    return f'is not a key here. Did you mean "{word}"?'


@pytest.mark.parametrize(
    ("changes", "path", "sentence"),
    [
        ({"start": "touch"}, ".start", one_of(("hand_over", "contact", *STAGES), "touch")),
        (
            {"keep": ["sales_led"]},
            ".keep[0]",
            one_of(("touch", "contact", *STAGES, *EXITS), "sales_led", near="sales_lead"),
        ),
        ({"keep": "touch"}, ".keep", 'must be a list in square brackets, not "touch".'),
        ({"clock": "wal"}, ".clock", one_of(("working", "wall"), "wal", near="wall")),
        (
            {"target_minutes": {"hot": 5}},
            ".target_minutes",
            "has no target for every other lead; add otherwise = 240.",
        ),
        ({"target_minutes": {"otherwise": 0}}, ".target_minutes.otherwise", "must be greater than 0, not 0."),
        (
            {"target_minutes": {"otherwise": 1, "Hot": 1}},
            ".target_minutes.Hot",
            'the tier "Hot" must be in small letters without spaces around it, like "hot".',
        ),
        (
            {"ladder": [{"after_minutes": 0, "to": ["owner"]}, {"after_minutes": 1, "to": ["boss"]}]},
            ".ladder[1].to[0]",
            one_of(("owner", "manager", "executive"), "boss"),
        ),
        (
            {"ladder": [{"after_minutes": 0, "to": []}]},
            ".ladder[0].to",
            'tells nobody; name at least one of "owner", "manager", "executive".',
        ),
        (
            {"ladder": [{"to": ["owner"]}]},
            ".ladder[0].after_minutes",
            "is missing; add after_minutes = ….",
        ),
        ({"lader": []}, ".lader", near("ladder")),
    ],
)
def test_a_problem_of_a_promise_is_told_by_its_name(changes: Any, path: str, sentence: str) -> None:
    assert told({"promises": [{**PROMISE, **changes}]}) == f"promises.call{path}: {sentence}"


@pytest.mark.parametrize(
    ("promises", "message"),
    [
        ({"call": {}}, "promises: must be a list in square brackets, not a table."),
        ([3], "promises[0]: must be a table of keys and values, not 3."),
        ([PROMISE, PROMISE], 'promises: two are named "call"; give each a name of its own.'),
        ([{**PROMISE, "name": ""}], "promises[0].name: must not be empty; write some text."),
    ],
)
def test_a_problem_of_the_promises_is_told(promises: object, message: str) -> None:
    assert told({"promises": promises}) == message


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("threshold", float("nan"), "must be a finite number, not nan."),
        ("threshold", "none", 'must be a number, not "none".'),
        ("target_threshold", True, "must be a number, not true."),
        ("fit_at_least_zero", 1, "must be true or false, not 1."),
        ("half_life_days", -1, "must be 0 or more, not -1."),
        ("score_age_days", -1, "must be 0 or more, not -1."),
        ("fit_cap", "no", NUMBER_OR_NONE),
        ("fit_floor", True, NUMBER_OR_NONE),
        ("intent_floor", 10**400, NUMBER_OR_NONE),
        ("behaviour_floor", float("inf"), NUMBER_OR_NONE),
        ("fit_bands", [0, 20, 20], "must rise from each bound to the next, like [0, 20, 40]."),
        ("after_contact", "budget", 'must be a list in square brackets, not "budget".'),
        ("fit", [{**FIT, "equals": 1}] * 2, 'two are named "big one"; give each a name of its own.'),
        ("behaviour", [BEHAVIOUR] * 2, 'two are named "seen"; give each a name of its own.'),
        ("treshold", 1, near("threshold")),
    ],
)
def test_a_problem_of_the_scoring_is_told(key: str, value: object, sentence: str) -> None:
    assert told({"scoring": {key: value}}) == f"scoring.{key}: {sentence}"


@pytest.mark.parametrize(
    ("changes", "path", "sentence"),
    [
        ({}, "", "has no condition; keep exactly one of equals, in, range, matches."),
        (
            {"equals": 1, "range": [1, 2]},
            "",
            "has equals and range; keep exactly one of equals, in, range, matches.",
        ),
        ({"equals": ["a"]}, ".equals", "must be text, a number, true or false."),
        ({"in": [["a"]]}, ".in[0]", "must be text, a number, true or false."),
        ({"in": "a"}, ".in", 'must be a list in square brackets, not "a".'),
        ({"range": [9, 1]}, ".range", "begins above its end; write [1, 9]."),
        ({"range": [1]}, ".range", TWO_NUMBERS),
        ({"range": [1, float("inf")]}, ".range", TWO_NUMBERS),
        ({"range": 5}, ".range", TWO_NUMBERS),
        ({"matches": ""}, ".matches", "must not be empty; write some text."),
        ({"equals": 1, "column": ""}, ".column", "must not be empty; write some text."),
        ({"equals": 1, "points": "5"}, ".points", 'must be a number, not "5".'),
        ({"match": "a"}, ".match", near("matches")),
    ],
)
def test_a_problem_of_a_fit_rule_is_told_by_its_name(changes: Any, path: str, sentence: str) -> None:
    assert told({"scoring": {"fit": [{**FIT, **changes}]}}) == f'scoring.fit."big one"{path}: {sentence}'


@pytest.mark.parametrize(
    ("changes", "path", "sentence"),
    [
        ({"kind": "interest"}, "kind", one_of(("engagement", "intent"), "interest", near="intent")),
        (
            {"limit": "1/weak"},
            "limit",
            one_of(("every", "1/day", "1/week", "1/month", "1/90 days", "once"), "1/weak", near="1/week"),
        ),
        ({"direction": "in"}, "direction", one_of(("inbound", "outbound"), "in")),
        ({"activity_type": 3}, "activity_type", "must be a list in square brackets, not 3."),
        ({"activity_type": [""]}, "activity_type[0]", "must not be empty; write some text."),
        ({"asset": ""}, "asset", "must not be empty; write some text."),
        ({"points": True}, "points", "must be a number, not true."),
        ({"hand_raise": "yes"}, "hand_raise", 'must be true or false, not "yes".'),
        ({"hand_rise": True}, "hand_rise", near("hand_raise")),
    ],
)
def test_a_problem_of_a_behaviour_rule_is_told_by_its_name(changes: Any, path: str, sentence: str) -> None:
    assert told({"scoring": {"behaviour": [{**BEHAVIOUR, **changes}]}}) == f"scoring.behaviour.seen.{path}: {sentence}"
