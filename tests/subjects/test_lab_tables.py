"""The tables of the scoring lab."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from leaddash.subjects.lab.tables import cell_table, flips_table, grid_table, hygiene_table, ledger_table, quality_table
from leaddash.words import LANGUAGES, load
from tests.lab_frames import flips, grid, hygiene, ledger, unassigned
from tests.subjects import lab_pictures as shapes
from tests.words.usage import known_to

ENGLISH, SPANISH = load("en"), load("es")
MADRID = "Europe/Madrid"
REASONS = ("other_time", "not_counted", "fit_floor", "intent_floor", "behaviour_floor", "score")
FLIPS = flips(
    ("entered", "L7", None, "2026-07-01T10:30:00", "score"),
    ("left", "L9", "2026-01-31T23:30:00", None, "intent_floor"),
)
HYGIENE = hygiene(
    ("fit", "decides", 1240, 1100, 3, 59, 0.051, "recommends", 0.314),
    ("engagement", "content", 0, 1156, 0, 0, 0.0, None, None),
)
LEDGER = ledger(
    ("fit", "target size", None, None, None, 20.0, float("nan"), 20.0),
    ("fit", None, None, None, None, -4.5, float("nan"), -4.5),
    ("intent", "price sheet", "2026-07-01T10:30:00", "price_sheet", "<b>prices</b>", 30.0, 30.0, 15.0),
    ("engagement", "odd", "2026-07-02T10:30:00", "odd_thing", None, -15.0, 1.0, -14.66),
)
TABLES: dict[str, Any] = {
    "flips": flips_table(FLIPS, ENGLISH, MADRID),
    "hygiene": hygiene_table(HYGIENE, ENGLISH).frame,
    "quality": quality_table(shapes.DECILES, ENGLISH).frame,
    "grid": grid_table(shapes.GRID, ENGLISH).frame,
    "ledger": ledger_table(LEDGER, ENGLISH, MADRID).frame,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_each_column_has_its_word(name: str, language: str) -> None:
    nameless = [column for column in TABLES[name].columns if f"column.{column}" not in known_to("lab", language)]
    assert not nameless, f"give these columns a text under [column] in subjects/lab/words/{language}.toml"


def test_flips_say_what_the_other_rules_lacked_at_local_moments() -> None:
    assert TABLES["flips"].to_numpy().tolist() == [
        ["Enters", "L7", 1, "As agreed: score under the threshold", "80.0", "112.5", "–", "1 Jul 2026, 12:30"],
        ["Leaves", "L9", 1, "Proposed: too little intent", "80.0", "112.5", "1 Feb 2026, 00:30", "–"],
    ]
    spanish = flips_table(FLIPS, SPANISH, MADRID)
    assert spanish["reason"].tolist()[1] == "Según la propuesta: poca intención de compra"
    assert spanish["score"].tolist() == ["112,5", "112,5"]


def test_who_is_an_mql_under_both_rules_neither_enters_nor_leaves_but_moves() -> None:
    frame = flips(
        ("entered", "L1", "2026-08-01T10:30:00", "2026-07-01T10:30:00", "other_time"),
        ("left", "L2", "2026-07-31T23:30:00", "2026-06-30T10:30:00", "other_time"),
    )
    assert flips_table(frame, ENGLISH, MADRID)["flip"].tolist() == ["Comes from another time", "Goes to another time"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("flip", ["entered", "left"])
def test_each_reason_has_its_words(flip: str, language: str) -> None:
    frame = flips(*((flip, "L1", None, None, reason) for reason in REASONS))
    assert flips_table(frame, load(language), MADRID)["reason"].nunique() == len(REASONS)


def test_a_rule_that_never_fired_says_so_and_shares_are_shares() -> None:
    assert hygiene_table(HYGIENE, SPANISH).frame.to_numpy().tolist() == [
        ["Adecuación", "decides", "1.240", 1100, 3, 59, "5,1\u00a0%", "recommends", "31,4\u00a0%"],
        ["Interacción", "content", "nunca", 1156, 0, 0, "0,0\u00a0%", "–", "–"],
    ]


def test_the_table_of_deciles_has_the_lowest_scores_first() -> None:
    first = TABLES["quality"].iloc[0]
    assert first.tolist()[:4] == [1, "−30–4", 210, 9]
    assert (first["lift"], first["expected_rate"]) == ("0.2", "3.0%")
    assert len(TABLES["quality"]) == 10


def test_the_table_of_the_grid_has_the_highest_bands_first() -> None:
    table = grid_table(grid((None, 0, 40, 31, 1), (20, 0, 5, 0, 0), (20, 50, 7, 2, 1)), ENGLISH).frame
    assert table[["fit_band", "behaviour_band", "mqls", "rate_entered"]].to_numpy().tolist() == [
        ["from 20", "from 50", 7, 2],
        ["from 20", "from 0", 5, 0],
        ["under the first", "from 0", 40, 31],
    ]
    assert pd.isna(table["rate"].iloc[1])


def test_where_nobody_knows_who_was_worked_tables_say_nothing_of_it() -> None:
    table = grid_table(unassigned(shapes.GRID), ENGLISH).frame
    assert table["worked"].isna().all()
    assert table["rate"].isna().all()
    assert table["mqls"].sum() == shapes.GRID["mqls"].sum()
    known = {"lead_id": list("abcd"), "episode": 1, "mql_at": pd.to_datetime(["2026-07-01T10:30:00"] * 4)}
    outcomes = {"is_sales_lead": [True, False, False, False], "is_worked": [None, None, True, False]}
    cells = cell_table(pd.DataFrame({**known, "fit": 1.0, "behaviour": 2.0, **outcomes}), ENGLISH, MADRID)
    assert cells["outcome"].tolist() == ["Sales lead", "–", "Worked", "Never worked"]


def test_a_ledger_ends_with_the_sum_of_what_is_left() -> None:
    # 20 − 4.5 + 15 − 14.66 = 15.84
    assert TABLES["ledger"].to_numpy().tolist() == [
        ["Fit", "target size", "", "", "", "+20", "", "+20.0"],
        ["Fit", "Cap or floor of fit", "", "", "", "−4.5", "", "−4.5"],
        ["Intent", "price sheet", "1 Jul 2026, 12:30", "Price sheet downloaded", "<b>prices</b>", "+30", "30", "+15.0"],
        ["Engagement", "odd", "2 Jul 2026, 12:30", "odd thing", "", "−15", "1", "−14.7"],
        ["Score", "", "", "", "", "", "", "15.8"],
    ]


def test_tables_of_nothing_have_their_columns() -> None:
    assert flips_table(flips(), ENGLISH, MADRID).empty
    assert hygiene_table(hygiene(), ENGLISH).frame.empty
    assert grid_table(grid(), ENGLISH).frame.empty
    assert ledger_table(ledger(), ENGLISH, MADRID).frame["contribution"].tolist() == ["0.0"]
