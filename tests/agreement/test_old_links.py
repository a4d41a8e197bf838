"""Links as they were sent until November 2026: each literal below was made by the code of then."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddash import agreement
from leaddash.agreement import Changes, Promise, old_links

FIRST, _, CONVERT = agreement.default().promises
LADDER = "promises.first_touch.ladder"
PROPOSALS = {
    "1.54fdd3f13ba4.eNodyEEKgCAQBdC7_LWJBELMVSLCUnFgSBi1TXT3oLd8K2Ae9KKplSoRtDjrDDL3PUutCrqGyB8U08kxNdDsrTc4Ugk316HUlYOAJm_d"
    "u31MBRqi": Changes(
        {
            "scoring.threshold": 80.0,
            "scoring.fit_floor": "none",
            "scoring.fit.decides.points": 25.5,
            "scoring.behaviour.trial.points": -5.0,
        },
        base="54fdd3f13ba4",
    ),
    "1.54fdd3f13ba4.eNqLVkrPLMlJTFLSqVZKSs1ILMvMLy2yKinKTMxRsjIz1DOojQUA3EEL8g": Changes(
        {"scoring.behaviour.trial.points": 61.0}, "gitlab", "54fdd3f13ba4"
    ),
    "1.0123456789ab.eNqLVlLSqVZKyyyxSs_PS7VSyMnPS1dITM9XsjLWM9BRykjMSYvPyUxLjU9JrCxWsjI00TOojQUAwjoQzg": Changes(
        {"scoring.fit.gone: long ago.points": 3.0, "scoring.half_life_days": 14.0}, base="0123456789ab"
    ),
}
WHAT_IFS = [
    (
        "promise=first_touch target:hot=15 target:otherwise=60 steps=-30,60.5,240",
        FIRST,
        {
            "promises.first_touch.target_minutes.hot": 15,
            "promises.first_touch.target_minutes.otherwise": 60,
            f"{LADDER}.1.after_minutes": -30,
            f"{LADDER}.2.after_minutes": 60.5,
            f"{LADDER}.3.after_minutes": 240,
        },
    ),
    ("promise=first_touch target:hot=soon steps=1", FIRST, {}),
    (
        "promise=first_touch target:hot=7 steps=0,soon,1",
        FIRST,
        {
            "promises.first_touch.target_minutes.hot": 7,
            f"{LADDER}.1.after_minutes": 0,
            f"{LADDER}.3.after_minutes": 1,
        },
    ),
    ("promise=convert target:otherwise=1440 steps=0,60,120", FIRST, {}),
    (
        "promise=convert steps=0,60,120",
        CONVERT,
        {f"promises.convert.ladder.{number}.after_minutes": minutes for number, minutes in ((1, 0), (2, 60), (3, 120))},
    ),
    ("", FIRST, {}),
]


def packed_then(*parts: Any) -> str:
    """A word that holds these parts as the code of then held its two."""
    body = zlib.compress(json.dumps(parts).encode())
    return f"1.0123456789ab.{base64.urlsafe_b64encode(body).decode().rstrip('=')}"


@pytest.mark.parametrize("word", PROPOSALS)
def test_a_proposal_is_read_as_it_was_sent(word: str) -> None:
    assert old_links.proposal(word) == PROPOSALS[word]
    assert agreement.unpacked(word) is None


@pytest.mark.parametrize(("text", "promise", "values"), WHAT_IFS)
def test_a_what_if_is_read_as_it_was_sent(text: str, promise: Promise, values: dict[str, float]) -> None:
    assert old_links.what_if(text, promise) == Changes(values)
    assert agreement.unpacked(text) is None


def test_spaces_in_the_names_of_a_promise_and_its_tiers_were_underscores() -> None:
    named = CONVERT.model_copy(update={"name": "go on", "target_minutes": {"very hot": 5.0, "otherwise": 60.0}})
    text = "promise=go_on target:very_hot=3 target:otherwise=60 steps=-1440,0,2880"
    values = old_links.what_if(text, named).values
    assert values["promises.go on.target_minutes.very hot"] == 3


@pytest.mark.parametrize(
    "word",
    [
        *("", "1", "1.abc", "1.abc.!!!", "1.abc.zzz", "1.abc.eJw", f"1.0123456789ab.{'A' * 50_000}"),
        *(packed_then(), packed_then("", []), packed_then("", 1), packed_then(0, {}), packed_then([], {})),
        packed_then("no such model", {}),
        packed_then("", {"\ud800": 1}),
        packed_then("", {"x" * 5_000_000: 1}),
        f"1..{base64.urlsafe_b64encode(zlib.compress(b'[' * 30_000)).decode()}",
    ],
)
def test_nonsense_is_no_proposal(word: str) -> None:
    assert old_links.proposal(word) is None


def test_values_that_are_no_numbers_are_left_out() -> None:
    values = {"threshold": "80", "fit_floor": True, "fit_cap": float("nan"), "fit:decides": [1], "half_life_days": 7}
    assert old_links.proposal(packed_then("", values)) == Changes({"scoring.half_life_days": 7}, base="0123456789ab")


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(), st.text(alphabet="promise=first_touch target:steps,-1.e9nai\n"))
def test_no_garbage_is_more_than_unreadable(text: str, said: str) -> None:
    assert old_links.proposal(text) is None
    assert old_links.proposal(f"1..{text}") is None
    for asked in (text, f"promise=first_touch {text}", f"promise=first_touch {said}"):
        changes = old_links.what_if(asked, FIRST)
        assert agreement.under(changes, agreement.default()).scoring == agreement.default().scoring
