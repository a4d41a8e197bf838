"""Links that change the agreement: those sent until November 2026 open the same page as those of today."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from leaddash import agreement
from leaddash.agreement import Changes
from leaddash.words import load
from tests.agreement.test_old_links import PROPOSALS
from tests.ui.visits import again, told, visit

CONVERT = "promises.convert"
TRIED = Changes(
    {
        f"{CONVERT}.target_minutes.otherwise": 1440,
        f"{CONVERT}.ladder.1.after_minutes": 0,
        f"{CONVERT}.ladder.2.after_minutes": 60,
        f"{CONVERT}.ladder.3.after_minutes": 120,
    }
)
OLD_TRIED = "promise=convert target:otherwise=1440 steps=0,60,120"
SAME = [
    *(("lab", {"proposal": old}, {"proposal": agreement.packed(new)}, {}) for old, new in PROPOSALS.items()),
    ("sla", {"promise": "convert", "whatif": OLD_TRIED}, {"promise": "convert", "whatif": agreement.packed(TRIED)}, {}),
    ("response", {"start": "someday", "clock": "working"}, {"clock": "working"}, {"period": "all"}),
    ("leads", {"start": "created", "clock": "soon"}, {"start": "created"}, {"list": "response", "period": "all"}),
]

pytestmark = pytest.mark.usefixtures("like_the_sample")


def said(app: AppTest) -> tuple[str, list[tuple[str, float | None]]]:
    """What a page says, and the numbers that can be moved on it."""
    return re.sub(r'href="[^"]*"', "", told(app)), [(box.label, box.value) for box in app.number_input]


@pytest.mark.in_part("pages", every=3)
@pytest.mark.parametrize(("page", "old", "new", "state"), SAME)
def test_an_old_link_opens_the_page_of_a_new_one_and_not_the_agreed(
    page: str, old: dict[str, Any], new: dict[str, Any], state: dict[str, Any]
) -> None:
    pages = [said(visit(page, **link, **state)) for link in (old, new, {})]
    assert pages[0] == pages[1]
    assert pages[0] != pages[2]


def test_a_promise_tried_is_in_the_link_as_what_differs_and_gone_once_it_is_as_agreed() -> None:
    app = visit("sla", promise="convert", whatif=OLD_TRIED)
    assert app.session_state["whatif"] == agreement.packed(TRIED)
    for box, agreed in zip(app.number_input, (10080, -1440, 0, 2880), strict=True):
        box.set_value(agreed)
    assert again(app).session_state["whatif"] == ""


def test_a_link_moves_nothing_that_no_control_of_its_page_moves() -> None:
    hidden = {"stages.window_days.mql": 1, "promises.convert.clock": "working", "calendars.default.hours.mon": []}
    threshold = {"scoring.threshold": 80}
    asked = {"promise": "convert", "whatif": agreement.packed(Changes({**hidden, **threshold}, "gitlab"))}
    assert said(visit("sla", **asked)) == said(visit("sla", promise="convert"))
    words = [agreement.packed(Changes({**threshold, **more})) for more in ({}, hidden)]
    assert said(visit("lab", proposal=words[0])) == said(visit("lab", proposal=words[1]))


@pytest.mark.parametrize("word", ["2..~scoring.threshold~80", "1.abc.zzz", "nonsense"])
def test_a_proposal_that_cannot_be_read_is_said(word: str) -> None:
    assert load("en")("lab.unreadable") in told(visit("lab", proposal=word))
