"""The tables of the forecast: deals with why they need a decision, amounts that open their deals."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from leaddash.blocks.look import Look
from leaddash.drawing.theme import LIGHT
from leaddash.subjects.forecast import lists, tables
from leaddash.words import LANGUAGES, load
from tests import forecast_frames as frames
from tests.subjects.forecast_pictures import ERRORS, FULL, MOVED
from tests.words.usage import known_to

LOOK, SPANISH = (Look(load(language), LIGHT, frames.ZONE) for language in ("en", "es"))
NOW = pd.Timestamp(frames.NOW)
DEALS = pd.DataFrame([frames.deal(1, "overdue, silent"), frames.deal(2, ""), frames.deal(3, "pushed", None)])
NEXT = {**frames.SPAN, "since": "2026-10-01", "until": "2026-12-31"}
BY = FULL.assign(source="web")
EVERY = pd.DataFrame([{"source": "web", "category": "commit", "amount": 9e4}, {"source": None, "category": "omitted"}])
TOP = pd.DataFrame(
    [
        {"stage": "mql", "horizon": horizon, "standing": 641, "in_hand": 3e3, "to_come": 500.0}
        for horizon in ("rest", "next")
    ]
)
TABLES: dict[str, Any] = {
    "decisions": tables.decisions_table(DEALS, {"p": "Paula"}, NOW, LOOK),
    "categories": tables.categories_table(FULL, LOOK, frames.SPAN),
    "moves": tables.moves_table(MOVED, LOOK, frames.SPAN),
    "whence": tables.whence_table(BY, BY, EVERY, "source", LOOK, (frames.SPAN, NEXT)),
    "top": tables.top_table(TOP, LOOK),
    "course": tables.course_table(frames.trend(3), LOOK),
    "accuracy": tables.accuracy_table(frames.accuracy(**ERRORS), LOOK),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_each_column_has_its_word(name: str, language: str) -> None:
    known = known_to("forecast", language)
    nameless = [
        column for column in TABLES[name].frame.columns if not {f"column.{column}", f"dimension.{column}"} & known
    ]
    assert not nameless, f"give these columns a text under [column] in subjects/forecast/words/{language}.toml"


def test_a_deal_opens_its_lead_and_says_why_in_its_numbers() -> None:
    table = TABLES["decisions"]
    assert table.opens["deal"] == [{"lead": "l1"}, {"lead": "l2"}, {"lead": "l3"}]
    assert table.frame["why"].tolist() == ["close date passed 30 Sep, +1", "", "pushed 3 times"]
    assert table.frame["owner_of_deal"].tolist() == ["Paula"] * 3


def test_without_room_for_two_reasons_the_others_are_counted() -> None:
    row = frames.deal(1, "pushed, silent, old, period_end, ahead")
    assert tables.why(row, NOW, LOOK) == "commit, stage rarely wins, +4"
    assert tables.why(row, NOW, SPANISH) == "comprometida, su fase rara vez gana, +4"


def test_a_close_date_of_another_year_has_its_year() -> None:
    row = frames.deal(1, "overdue", close_date=pd.Timestamp("2025-02-17"))
    assert tables.why(row, NOW, LOOK) == "close date passed 17 Feb 2025"


def test_two_short_reasons_stand_beside_each_other() -> None:
    # the last activity on 29 August at 10:00, as-of on 14 September at 10:00
    assert tables.why(frames.deal(1, "silent, period_end"), NOW, LOOK) == "silent 16 d, dated 30 Sep"


def test_a_lead_that_nobody_ever_touched_is_silent_since_the_deal_began() -> None:
    assert tables.why(frames.deal(1, "silent", last_activity_at=pd.NaT), NOW, LOOK) == "silent 100 d"


def test_only_ten_deals_are_listed_and_all_are_saved() -> None:
    many = pd.DataFrame([frames.deal(number, "pushed") for number in range(14)])
    table = tables.decisions_table(many, {}, NOW, LOOK)
    assert len(table.frame) == 10
    assert table.full is not None
    assert len(table.full) == 14


def test_counts_of_the_categories_open_their_deals_of_the_period() -> None:
    opens = TABLES["categories"].opens
    assert opens["deals"][1] == {"list": "deals", "figure": "deals", "category": "commit", **frames.SPAN}
    assert opens["past_close"] == [None] * 5


def test_counts_of_the_bridge_open_their_deals_also_where_they_left() -> None:
    opens = dict(zip(MOVED["movement"], TABLES["moves"].opens["deals"], strict=True))
    assert opens["won"] == {"list": "moves", "figure": "moved", "movement": "won", **frames.SPAN}
    assert opens["reopened"] is None


def test_pipeline_by_source_leaves_out_the_omitted_and_opens_each_period_of_its_own() -> None:
    table = TABLES["whence"]
    # commit 58 k + best case 47 k + pipeline 62 k
    assert table.frame.iloc[0].tolist() == ["web", 167e3, 167e3, 9e4]
    assert len(table.frame) == 1
    assert table.opens["open_next"][0]["since"] == "2026-10-01"


def test_what_stands_at_the_top_opens_those_who_stand_there() -> None:
    table = TABLES["top"]
    assert table.frame.iloc[0].tolist() == ["MQL", 641, 3500.0, 3500.0]
    assert table.opens["stands"] == [{"list": "funnel", "figure": "balance_end", "stage": "mql", "period": "all"}]


def test_a_rule_of_which_nothing_is_known_has_no_row() -> None:
    frame = frames.accuracy(projected=[0.1], called=[float("nan")])
    assert tables.accuracy_table(frame, LOOK).frame["measure"].tolist() == ["projection"]


def test_what_needs_a_decision_has_a_flag_is_of_the_period_and_not_omitted() -> None:
    rows = [
        frames.deal(1, "silent"),
        frames.deal(2, ""),
        frames.deal(3, "silent", category="omitted"),
        frames.deal(4, "silent", **{"class": "later"}),
        frames.deal(5, "undated", **{"class": "undated"}),
    ]
    found = lists.undecided(pd.DataFrame(rows), frames.NOW)
    assert found["opportunity_id"].tolist() == ["o1", "o5"]
