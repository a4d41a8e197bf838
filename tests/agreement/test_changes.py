"""Changes of an agreement: packed into a link and read again, found between two agreements, laid over one."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddash import agreement
from leaddash.agreement import Agreement, Changes, key_of, number_key, points_key
from tests.agreement.test_agreement_files import OVERRIDES

RULES = agreement.default()
BASE = agreement.as_agreed(RULES).base
MOVED = Changes(
    {
        "scoring.threshold": 80,
        "scoring.fit_floor": "none",
        "scoring.fit.decides.points": 25.5,
        "promises.convert.ladder.2.after_minutes": 90,
        "response.start": "created",
    },
    base=BASE,
)
MANY = {points_key("behaviour", f"a rule of some kind, number {number}"): float(number) for number in range(128)}
KEYS = [
    *("timezone", "language", "goals", "response.start", "response.horizon_days.win", "stages.derive"),
    *("scoring.threshold", "scoring.fit_floor", "scoring.fit_bands", "scoring.fit.decides.in", "scoring.fit.decides"),
    *("promises.convert.name", "promises.convert.ladder.1.to", "promises.first_touch.target_minutes.hot"),
    *("calendars.default.closed", "calendars.default.hours.mon", "capacity.mqls_per_rep_per_day", "not.there", ""),
]
SCALARS = st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = SCALARS | st.lists(SCALARS)
CHANGES = st.builds(
    Changes,
    values=st.dictionaries(st.lists(st.text(min_size=1), min_size=1).map(lambda steps: key_of(*steps)), VALUES),
    preset=st.sampled_from(["", *agreement.presets()]),
    base=st.sampled_from(["", BASE]),
)
ODD = st.dictionaries(
    st.sampled_from(KEYS),
    st.recursive(VALUES | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5),
)
QUICK = settings(derandomize=True, max_examples=200, deadline=None)


def squeezed(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


@QUICK
@given(CHANGES)
def test_packed_changes_are_read_again(changes: Changes) -> None:
    word = agreement.packed(changes)
    assert agreement.unpacked(word) == (None if changes.changes_nothing else changes)


@QUICK
@given(st.text(), st.text(), st.text(alphabet='~.%{["\\ud80,:-1e9naz'))
def test_no_garbage_is_more_than_unreadable(text: str, base: str, pairs: str) -> None:
    for word in (text, f"2.{base}.{text}", f"2..{pairs}", f"2..{squeezed(pairs)}", f"2..{squeezed('~a~' + pairs)}"):
        changes = agreement.unpacked(word)
        if changes is not None:
            assert agreement.unpacked(agreement.packed(changes)) in (changes, None)
            assert agreement.under(changes, RULES) == agreement.starting_from(changes, RULES)


@QUICK
@given(ODD)
def test_whatever_they_say_an_agreement_comes_of_it(values: dict[str, Any]) -> None:
    changed = agreement.under(Changes(values), RULES)
    assert isinstance(changed, Agreement)
    assert agreement.parse(agreement.dump(changed)) == changed


@QUICK
@given(OVERRIDES, OVERRIDES)
def test_the_differences_of_two_agreements_make_one_of_the_other(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    before, after = agreement.parse(ours), agreement.parse(theirs)
    changes = agreement.differences(before, after)
    assert agreement.unpacked(agreement.packed(changes)) == (changes if changes.values else None)
    changed = agreement.under(changes, before)
    assert not agreement.differences(changed, after).values
    assert agreement.differences(changed, before).values.keys() == changes.values.keys()


@QUICK
@given(st.dictionaries(st.sampled_from([rule.name for rule in RULES.scoring.fit]), st.integers(1000, 2000)))
def test_changed_points_are_the_only_difference(points: dict[str, int]) -> None:
    changes = Changes({points_key("fit", rule): value for rule, value in points.items()})
    changed = agreement.under(changes, RULES)
    assert {rule.name: rule.points for rule in changed.scoring.fit if rule.points >= 1000} == points
    assert agreement.differences(RULES, changed) == changes


def test_a_few_changes_can_be_read_in_the_link() -> None:
    changes = Changes({"scoring.threshold": 80.0, "scoring.fit.private e-mail.points": -5, "response.clock": "wall"})
    word = agreement.packed(changes)
    said = "~scoring.threshold~80~scoring.fit.private e-mail.points~-5~response.clock~wall~"
    assert word[: len(said) + 3] == f"2..{said}"
    assert agreement.unpacked(word) == changes


def test_what_changes_nothing_is_not_in_the_link() -> None:
    assert agreement.packed(agreement.as_agreed(RULES)) == ""


def test_128_moved_weights_take_less_than_a_thousand_letters_and_nothing_that_a_link_must_escape() -> None:
    word = agreement.packed(Changes(MANY, base=BASE))
    assert len(word) < 1000
    assert all(letter.isalnum() or letter in "-_." for letter in word)
    assert agreement.unpacked(word) == Changes(MANY, base=BASE)


@pytest.mark.parametrize("values", [MOVED.values, MANY], ids=["spelled", "squeezed"])
def test_a_link_that_was_cut_off_says_nothing(values: dict[str, object]) -> None:
    word = agreement.packed(Changes(values, base=BASE))
    assert agreement.unpacked(word) == Changes(values, base=BASE)
    assert not any(agreement.unpacked(word[:length]) for length in range(len(word)))


@pytest.mark.parametrize(
    "body",
    [
        *("", "~", "abc", "!!!", "eJw", "A" * 50_000, "~" * 50_000, "ñ" * 8),
        *(squeezed(text) for text in ("no such model", "~scoring.threshold", "~a~NaN", "~a~-Infinity", '~a~"\\ud800"')),
    ],
)
def test_nonsense_says_nothing(body: str) -> None:
    assert agreement.unpacked(f"2.{BASE}.{body}") is None


def test_a_link_cannot_make_us_unpack_a_mountain() -> None:
    assert agreement.unpacked(f"2..{squeezed('~scoring.threshold~' + '8' * 5_000_000)}") is None


def test_a_value_nested_without_end_is_a_text_like_any_other() -> None:
    deep = agreement.unpacked(f"2..{squeezed('~scoring.threshold~' + '[' * 30_000)}")
    assert deep is not None
    assert agreement.under(deep, RULES) == RULES


def test_a_word_of_another_version_is_none_of_ours() -> None:
    assert agreement.unpacked("3" + agreement.packed(MOVED)[1:]) is None


def test_they_change_what_they_say_and_nothing_else() -> None:
    changed = agreement.under(MOVED, RULES)
    assert (changed.scoring.threshold, changed.scoring.fit_floor, changed.response.start) == (80, None, "created")
    assert {rule.name: rule.points for rule in changed.scoring.fit}["decides"] == 25.5
    assert [step.after_minutes for step in changed.promises[2].ladder] == [-1440, 90, 2880]
    assert [step.to for step in changed.promises[2].ladder] == [step.to for step in RULES.promises[2].ladder]
    assert agreement.differences(RULES, changed).values == MOVED.values


def test_keys_that_ours_does_not_have_and_values_it_refuses_are_left_out_and_the_rest_applies() -> None:
    odd = {
        "scoring.fit.not there.points": 5,
        "scoring.half_life_days": -3,
        "scoring.threshold": "none",
        "timezone": 1,
        "goals.mql": 400,
        "promises.convert.name": "qualify",
        "response.clock": "working",
    }
    assert agreement.under(Changes(odd), RULES) == agreement.parse({"response": {"clock": "working"}})


@pytest.mark.parametrize("name", agreement.presets())
def test_a_published_model_stands_in_for_our_scoring(name: str) -> None:
    changed = agreement.under(Changes({"scoring.threshold": 61.5}, name), RULES)
    assert changed == agreement.parse({"scoring": {"threshold": 61.5}}, agreement.preset(name, RULES))


def test_names_with_dots_lead_nowhere_else() -> None:
    fit = [{"name": name, "column": "a", "equals": 1, "points": 1} for name in ("a", "a.points", "a~b", "50%", "a%2Eb")]
    ours = agreement.parse({"scoring": {"fit": fit}})
    for number, rule in enumerate(fit):
        changes = agreement.unpacked(agreement.packed(Changes({points_key("fit", str(rule["name"])): 7})))
        assert changes is not None
        points = [rule.points for rule in agreement.under(changes, ours).scoring.fit]
        assert points == [7 if place == number else 1 for place in range(len(fit))]


def test_only_what_may_move_is_kept_and_the_rest_of_it_stays() -> None:
    moved = MOVED.only(agreement.is_weight)
    assert list(moved.values) == ["scoring.threshold", "scoring.fit_floor", "scoring.fit.decides.points"]
    assert moved.also({number_key("threshold"): 1}).values == {**moved.values, "scoring.threshold": 1}
    assert moved.base == BASE


@pytest.mark.parametrize("name", ["", *agreement.presets()])
def test_the_keys_of_a_file_say_the_same(name: str) -> None:
    changes = Changes({"scoring.threshold": 61.5, "scoring.fit_floor": "none"}, name, BASE)
    keys = agreement.file_of(changes, RULES, "scoring")
    assert agreement.parse(json.loads(json.dumps(keys)), RULES) == agreement.under(changes, RULES)
