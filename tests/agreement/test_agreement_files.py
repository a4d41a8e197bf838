"""Reading, merging, writing back and naming an agreement."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddash.agreement import EXITS, STAGES, Agreement, default, digest, dump, load, parse
from leaddash.errors import AgreementError

NUMBERS = st.integers(-1000, 1000) | st.floats(-1e6, 1e6)
POSITIVE = st.integers(1, 1000) | st.floats(0.25, 1e6)
OPTIONAL = NUMBERS | st.just("none")
TEXT = st.text(min_size=1, max_size=8).filter(str.strip)
CONDITIONS: list[dict[str, Any]] = [
    {"equals": True},
    {"equals": 1.5},
    {"in": ["a", 2]},
    {"range": [0, 9]},
    {"matches": "a*"},
]
FIT = st.fixed_dictionaries({"name": TEXT, "column": TEXT, "points": NUMBERS}).flatmap(
    lambda rule: st.sampled_from(CONDITIONS).map(lambda condition: {**rule, **condition})
)
BEHAVIOUR = st.fixed_dictionaries(
    {"name": TEXT, "activity_type": TEXT | st.lists(TEXT), "kind": st.just("intent"), "points": NUMBERS},
    optional={"asset": TEXT, "direction": st.just("inbound"), "hand_raise": st.booleans()},
)
PROMISE = st.fixed_dictionaries(
    {
        "name": TEXT,
        "start": st.sampled_from(["hand_over", "contact", *STAGES]),
        "keep": st.lists(st.sampled_from(["touch", "contact", *STAGES, *EXITS])),
        "target_minutes": st.fixed_dictionaries({"otherwise": POSITIVE}, optional={"hot": POSITIVE}),
    },
    optional={
        "ladder": st.lists(st.fixed_dictionaries({"after_minutes": NUMBERS, "to": st.just(["owner"])})),
        "clock": st.sampled_from(["wall", "working"]),
    },
)


def once(rules: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(rules, max_size=3, unique_by=lambda rule: rule["name"])


OVERRIDES = st.fixed_dictionaries(
    {},
    optional={
        "timezone": st.sampled_from(["UTC", "America/Bogota"]),
        "language": st.sampled_from(["en", "es"]),
        "goals": st.dictionaries(st.sampled_from([*STAGES, "bookings", "pipeline"]), POSITIVE | st.just("none")),
        "forecast": st.fixed_dictionaries(
            {},
            optional={
                "period": st.sampled_from(["quarter", "month"]),
                "year_starts": st.integers(1, 12),
                "stage_categories": st.dictionaries(st.sampled_from(["Demo", "Offer"]), st.just("commit")),
            },
        ),
        "quotas": st.lists(st.fixed_dictionaries({"person": st.just("P1"), "bookings": POSITIVE}), max_size=1),
        "rates": st.dictionaries(st.sampled_from(["USD", "GBP"]), POSITIVE),
        "promises": once(PROMISE),
        "calendars": st.fixed_dictionaries(
            {"night": st.fixed_dictionaries({"hours": st.just({"sat": ["22:00-06:00"]})})},
            optional={"default": st.fixed_dictionaries({"closed": st.lists(st.dates(date(1999, 1, 1)))})},
        ),
        "scoring": st.fixed_dictionaries(
            {},
            optional={
                "fit_cap": OPTIONAL,
                "fit_floor": OPTIONAL,
                "intent_floor": OPTIONAL,
                "half_life_days": POSITIVE,
                "fit": once(FIT),
                "behaviour": once(BEHAVIOUR),
            },
        ),
    },
)


def written(folder: Path, text: str) -> Path:
    path = folder / "ours.toml"
    path.write_bytes(text.encode())
    return path


def test_without_a_file_the_default_holds() -> None:
    assert load() == default()


def test_a_file_changes_only_the_keys_it_holds(tmp_path: Path) -> None:
    ours = load(written(tmp_path, "[stages.window_days]\nmql = 3\n"))
    expected = dump(default())
    expected["stages"]["window_days"]["mql"] = 3
    assert dump(ours) == expected


def test_tables_merge_however_deep() -> None:
    hours, horizons = {"sat": ["10:00-14:00"]}, {"win": 0}
    ours = parse({"calendars": {"default": {"hours": hours}}, "response": {"horizon_days": horizons}})
    assert list(ours.calendars["default"].hours) == ["mon", "tue", "wed", "thu", "fri", "sat"]
    assert dict(ours.response.horizon_days) == {"contact": 7, "qualify": 30, "win": 0}


def test_lists_replace() -> None:
    ours = parse({"scoring": {"fit_bands": [5]}, "response": {"not_a_lead": ["test"]}})
    assert ours.scoring.fit_bands == (5,)
    assert ours.response.not_a_lead == ("test",)


def test_a_list_of_promises_replaces_all_of_them() -> None:
    only = {"name": "call", "start": "mql", "keep": ["contact"], "target_minutes": {"otherwise": 60}}
    assert [promise.name for promise in parse({"promises": [only]}).promises] == ["call"]


def test_another_base_than_the_default_is_kept_where_nothing_is_said() -> None:
    base = parse({"language": "es", "goals": {"mql": 400, "customer": 9}})
    ours = parse({"goals": {"mql": 500}}, base)
    assert (ours.language, dict(ours.goals)) == ("es", {"mql": 500, "customer": 9})


def test_a_goal_of_the_base_is_taken_back_with_none() -> None:
    base = parse({"goals": {"mql": 400, "customer": 9}})
    assert dict(parse({"goals": {"mql": "none"}}, base).goals) == {"customer": 9}


def test_reading_neither_changes_the_base_nor_the_given_keys() -> None:
    base, before = parse({"goals": {"mql": 400}}), digest(parse({"goals": {"mql": 400}}))
    changes = {"goals": {"mql": 1}, "calendars": {"late": {"hours": {}}}}
    parse(changes, base)
    assert digest(base) == before
    assert changes == {"goals": {"mql": 1}, "calendars": {"late": {"hours": {}}}}


@settings(derandomize=True, max_examples=150, deadline=None)
@given(OVERRIDES)
def test_what_is_written_reads_back_equal(changes: dict[str, Any]) -> None:
    ours = parse(changes)
    again = parse(json.loads(json.dumps(dump(ours))))
    assert again == ours
    assert dump(again) == dump(ours)
    assert digest(again) == digest(ours)


@settings(derandomize=True, max_examples=50, deadline=None)
@given(OVERRIDES)
def test_saying_the_same_twice_changes_nothing(changes: dict[str, Any]) -> None:
    assert parse(changes, parse(changes)) == parse(changes)


def test_the_digest_tells_agreements_apart() -> None:
    assert digest(parse({"scoring": {"threshold": 101}})) != digest(default())


def test_the_digest_ignores_the_order_of_keys_and_the_spelling_of_numbers() -> None:
    one = parse({"goals": {"mql": 400, "customer": 9}, "scoring": {"threshold": 90}})
    other = parse({"scoring": {"threshold": 90.0}, "goals": {"customer": 9.0, "mql": 400}})
    assert digest(one) == digest(other)
    assert len(digest(one)) == 64


def test_a_dump_says_none_aloud_and_leaves_out_what_is_absent() -> None:
    plain = dump(parse({"scoring": {"fit_floor": "none", "fit_cap": "none"}}))
    assert (plain["scoring"]["fit_floor"], plain["scoring"]["fit_cap"]) == ("none", "none")
    assert "asset" not in next(rule for rule in plain["scoring"]["behaviour"] if rule["name"] == "trial")


def test_a_file_with_a_byte_order_mark_and_windows_lines_is_read(tmp_path: Path) -> None:
    assert load(written(tmp_path, '\ufefflanguage = "es"\r\ncurrency = "USD"\r\n')).language == "es"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AgreementError, match=r"absent\.toml cannot be read; give the path"):
        load(tmp_path / "absent.toml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(AgreementError, match="cannot be read"):
        load(tmp_path)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes('language = "español"'.encode("latin-1"))
    with pytest.raises(AgreementError, match=r"ours\.toml is not text in UTF-8"):
        load(path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('language = "en"\ntimezone\n', 2),
        ("[goals]\nmql = 1\nmql = 2\n", 3),
        ('language = "en"\npromises = [', 2),
    ],
)
def test_a_syntax_error_names_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(AgreementError, match=rf"ours\.toml, line {line}: this is not TOML"):
        load(written(tmp_path, text))


def test_data_that_is_no_table_is_refused() -> None:
    with pytest.raises(AgreementError, match="must be a table"):
        parse([])  # type: ignore[arg-type]


def test_an_agreement_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValueError, match="frozen"):
        default().language = "es"  # type: ignore[misc]
    assert isinstance(default(), Agreement)
