"""The naive exits and returns checked by hand, before they are used to check anything else."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from hypothesis import given

from tests.long import examples

from .company import Company, Rules
from .funnel import wilson
from .histories import Cut, companies, cuts, day, moved, one, rule_sets, some
from .rest_of_funnel import exits, returned
from .slowed import slowed, slowed_cut

ALL = {"engaged", "opportunity", "customer", "lost"}
PASSED = Rules(derive=ALL, meaningful={"form_submit"}, window_days={"mql": 14, "sales_lead": 7})
DROPPED = replace(PASSED, skipped="dropped")


def with_interval(name: str) -> list[str]:
    return [name, f"{name}_low", f"{name}_high"]


def test_the_columns_are_those_decided() -> None:
    company = one(moved("lost", day(1)))
    assert list(exits(company, PASSED, by="source")[0]) == [
        "source",
        "exit",
        "reason",
        "stage",
        "rank",
        "exits",
        "share",
    ]
    (row,) = returned(company, PASSED, by="source")
    columns = ["source", "exit", "reason", "exits", "returned", "never_returned"]
    for days in (90, 180):
        columns += [f"returned_{days}", f"followed_{days}", *with_interval(f"rate_{days}")]
    for which in ("second", "first"):
        columns += [f"{which}_converted", f"{which}_entered", *with_interval(f"{which}_rate")]
    assert list(row) == columns


def test_exits_are_listed_by_exit_reason_and_highest_stage() -> None:
    company = some(
        {
            "a": [moved("mql", day(1)), moved("lost", day(5), "price")],
            "b": [moved("target", day(1)), moved("lost", day(5), "price")],
            "c": [moved("lost", day(5))],
            "d": [moved("customer", day(1)), moved("recycled", day(6), "spam")],
            "e": [moved("target", day(1)), moved("lost", day(6), "price")],
            "too late": [moved("lost", day(9))],
        }
    )
    rows = exits(company, PASSED, since=day(5), until=day(9))
    assert [tuple(row.values()) for row in rows] == [
        ("recycled", "spam", "customer", 7, 1, 0.2),
        ("lost", "price", "target", 3, 2, 0.4),
        ("lost", "price", "mql", 4, 1, 0.2),
        ("lost", None, "new_name", 1, 1, 0.2),
    ]
    # Dropped at the stage they jumped over: none of them went beyond the creation.
    assert {row["stage"] for row in exits(company, DROPPED)} == {"new_name"}
    assert exits(company, PASSED, until=day(5)) == []
    # A derived lost is nothing to a customer, and an episode that ended because the next began has no exit.
    assert exits(one(moved("customer", day(1)), moved("mql", day(5))), PASSED) == []


def test_back_within_ninety_days_to_the_second() -> None:
    out = [moved("mql", day(1)), moved("recycled", day(5))]
    company = some(
        {
            "in time": [*out, moved("mql", day(95)), moved("sales_lead", day(100))],
            "too late": [*out, moved("mql", day(95, 1))],
            "never": out,
            "not over": [moved("recycled", day(50)), moved("engaged", day(51))],
        }
    )
    (row,) = returned(company, PASSED, as_of=day(120))
    assert [row[name] for name in ("exit", "reason", "exits", "returned", "never_returned")] == [
        "recycled",
        None,
        4,
        3,
        1,
    ]
    assert (row["returned_90"], row["followed_90"], row["rate_90"]) == (1, 3, pytest.approx(1 / 3))
    assert (row["rate_90_low"], row["rate_90_high"]) == pytest.approx(wilson(1, 3))
    assert (row["returned_180"], row["followed_180"], row["rate_180"], row["rate_180_low"]) == (0, 0, None, None)
    # Two second passes became MQLs, one of them a sales lead; so did three first passes, none of them.
    assert (row["second_converted"], row["second_entered"], row["second_rate"]) == (1, 2, 0.5)
    assert (row["first_converted"], row["first_entered"], row["first_rate"]) == (0, 3, 0)
    assert (row["first_rate_low"], row["first_rate_high"]) == wilson(0, 3)
    # On day 95 the ninety days of an exit on day 5 are just over; the window of the second pass is not.
    (row,) = returned(company, PASSED, as_of=day(95))
    assert (row["returned_90"], row["followed_90"], row["returned"], row["second_entered"]) == (1, 3, 2, 0)
    (row,) = returned(company, PASSED, as_of=day(95, -1))
    assert (row["returned_90"], row["followed_90"], row["rate_90"]) == (0, 0, None)


def test_the_second_pass_counts_whoever_holds_it_and_the_first_ones_are_the_slices() -> None:
    life = (moved("mql", day(1)), moved("lost", day(5)), moved("mql", day(6)), moved("sales_lead", day(7)))
    held = [{"lead_id": "l", "person_id": name, "assigned_at": day(n)} for name, n in (("p1", 0), ("p2", 6))]
    company = one(*life, moved("lost", day(8), "price"), assignments=held)
    rows = returned(company, PASSED, as_of=day(60), by="person")
    told = [(row["person"], row["reason"], row["returned"], row["second_converted"]) for row in rows]
    assert told == [("p1", None, 1, 1), ("p2", "price", 0, 0)]
    assert [row["first_entered"] for row in rows] == [1, 0]
    (row,) = returned(company, PASSED, as_of=day(60), filters={"person": ["p1"]})
    assert (row["second_converted"], row["second_entered"], row["first_entered"]) == (1, 1, 1)
    # Exits of the period only, and first passes that became MQLs in it.
    (row,) = returned(company, PASSED, since=day(5), until=day(6), as_of=day(60))
    assert (row["reason"], row["second_entered"], row["first_entered"]) == (None, 1, 0)


@examples(40, "arithmetic", derandomize=True)
@given(companies(), rule_sets(), cuts())
def test_slices_sum_to_the_whole_and_every_exit_returned_or_not(company: Company, rules: Rules, cut: Cut) -> None:
    company, asked = slowed(company, 15), asdict(slowed_cut(cut, 15))
    whole, parts = (exits(company, rules, **asked, by=by) for by in (None, "team"))
    back = returned(company, rules, **asked)
    total = sum(row["exits"] for row in whole)
    assert total == sum(row["exits"] for row in parts) == sum(row["exits"] for row in back)
    assert sum(row["share"] for row in whole) == pytest.approx(1 if whole else 0)
    for row in back:
        assert row["returned"] + row["never_returned"] == row["exits"]
        assert row["followed_180"] <= row["followed_90"] <= row["exits"]
        assert row["returned_90"] <= row["followed_90"]
        assert row["returned_180"] <= row["followed_180"]
