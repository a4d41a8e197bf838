"""The agreement a company starts with."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

import leaddash.agreement as agreement_room
from leaddash.agreement import EXITS, OTHERWISE, STAGES, Agreement, default

FILE = Path(agreement_room.__file__).with_name("default.toml")
ACTIVITY_TYPES = {
    "form_submit", "content_download", "webinar_attended", "event_attended", "pricing_page", "price_sheet",
    "trial", "demo_request", "call", "meeting", "email_open", "email_click", "page_view", "unsubscribe",
    "careers_page", "email_sent",
}  # fmt: skip
LEAD_COLUMNS = {
    "source", "campaign", "country", "industry", "employees", "annual_revenue", "job_title", "seniority",
    "email_domain", "account_id", "budget", "authority", "need", "timeline_days", "marketing_role",
    "priority", "lead_name",
}  # fmt: skip


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def fields_of(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        yield model.__name__, field.alias or name
        for inner in models_in(field.annotation):
            yield from fields_of(inner)


def keys_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield key
            yield from keys_in(held)
    if isinstance(value, list):
        for held in value:
            yield from keys_in(held)


def keys_shown(text: str) -> set[str]:
    """Keys of a table that no company has by default stand in it behind a comment sign."""
    return set(re.findall(r"^# (\w+) = ", text, re.MULTILINE))


@pytest.mark.parametrize(("table", "key"), sorted(set(fields_of(Agreement))))
def test_every_key_of_the_model_is_in_the_default_file(table: str, key: str) -> None:
    text = FILE.read_text("utf-8")
    assert key in {*keys_in(tomllib.loads(text)), *keys_shown(text)}, f"write {key} of {table}"


def test_the_promises_are_first_touch_qualify_and_convert() -> None:
    targets = {promise.name: dict(promise.target_minutes) for promise in default().promises}
    assert targets == {
        "first_touch": {"hot": 5, OTHERWISE: 240},
        "qualify": {OTHERWISE: 7 * 24 * 60},
        "convert": {OTHERWISE: 7 * 24 * 60},
    }


def test_first_touch_runs_on_the_working_clock_from_the_hand_over_to_a_touch() -> None:
    first_touch = default().promises[0]
    assert (first_touch.start, first_touch.keep, first_touch.clock) == ("hand_over", ("touch",), "working")


@pytest.mark.parametrize(("place", "start", "stage"), [(1, "contact", "sales_lead"), (2, "sales_lead", "opportunity")])
def test_a_lead_is_qualified_or_converted_by_its_stage_or_by_any_exit(place: int, start: str, stage: str) -> None:
    promise = default().promises[place]
    assert (promise.start, promise.keep) == (start, (stage, *EXITS))


def test_the_default_rules_speak_only_of_canonical_columns_and_known_activities() -> None:
    scoring = default().scoring
    assert {rule.column for rule in scoring.fit} <= LEAD_COLUMNS
    assert {kind for rule in scoring.behaviour for kind in rule.activity_type} <= ACTIVITY_TYPES
    assert set(default().stages.meaningful) <= ACTIVITY_TYPES
    assert set(scoring.after_contact) <= LEAD_COLUMNS


def test_no_fit_rule_uses_what_reps_fill_in_after_talking() -> None:
    scoring = default().scoring
    assert not {rule.column for rule in scoring.fit} & set(scoring.after_contact)


def test_fit_alone_never_reaches_the_threshold() -> None:
    scoring = default().scoring
    assert scoring.fit_cap is not None
    assert scoring.fit_cap < scoring.threshold


def test_stages_and_exits_come_in_their_order() -> None:
    assert STAGES == ("new_name", "engaged", "target", "mql", "sales_lead", "opportunity", "customer")
    assert EXITS == ("recycled", "postponed", "disqualified", "lost")


def test_every_public_name_is_there() -> None:
    assert all(hasattr(agreement_room, name) for name in agreement_room.__all__)
