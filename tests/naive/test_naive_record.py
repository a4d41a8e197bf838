"""The naive record checked by hand: months that each commit one deal of 100 on the first and win it on the 27th."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from .company import Company, Row
from .forecast_record import COLUMNS, MEASURES, accuracy_by_measure, forecast_accuracy
from .funnel import wilson
from .projection import projection
from .projection_stories import agreed, committed, company_of, deal, last_second, lost, on, said, steady, won

THEN = last_second(4, 30)


def at(rows: list[Row], since: str, weeks: int) -> Row:
    (row,) = [row for row in rows if (row["since"], row["weeks_to_go"]) == (since, weeks)]
    return row


def by_measure(company: Company, measure: str, weeks: int) -> Row:
    rows = accuracy_by_measure(company, agreed(), as_of=THEN)
    (row,) = [row for row in rows if (row["measure"], row["weeks_to_go"]) == (measure, weeks)]
    return row


def late() -> Company:
    """Commit in March, beside the usual deal, 60 that were won in the end, 30 of best case and 900 omitted."""
    company, asked = steady(4), {"close_date": date(2025, 3, 30)}
    opportunities = [deal(name, on(3, 1), "ben") for name in ("more", "best", "off")]
    changes = [
        *(committed("more", on(3, 1), 60, date(2025, 3, 30)), won("more", on(3, 31), 80)),
        said("best", on(3, 1), "demo", 30, forecast_category="Best Case", **asked),
        said("off", on(3, 1), "demo", 900, forecast_category="omitted", **asked),
    ]
    return replace(
        company,
        opportunities=company.opportunities + opportunities,
        opportunity_changes=company.opportunity_changes + changes,
    )


def test_every_whole_week_of_every_whole_past_period_is_a_row() -> None:
    rows = forecast_accuracy(steady(5), agreed(), as_of=on(5, 10))
    assert list(rows[0]) == list(COLUMNS)
    months = [f"2025-0{month}-01" for month in (1, 2, 3, 4)]
    assert [(row["since"], row["weeks_to_go"]) for row in rows] == [(m, week) for m in months for week in (1, 2, 3, 4)]
    assert {row["actual"] for row in rows} == {100}
    # On its last second April is over; a second earlier it is not.
    assert len(forecast_accuracy(steady(5), agreed(), as_of=THEN)) == 16
    assert len(forecast_accuracy(steady(5), agreed(), as_of=THEN.replace(second=58))) == 12


def test_a_period_that_began_before_the_first_opportunity_is_not_whole() -> None:
    company = steady(4)
    first, *others = company.opportunities
    later = replace(company, opportunities=[{**first, "created_at": on(1, 1, 0, 0, 1)}, *others])
    assert {row["since"] for row in forecast_accuracy(later, agreed(), as_of=on(3, 10))} == {"2025-02-01"}


def test_the_measures_of_a_week_by_hand() -> None:
    row = at(forecast_accuracy(late(), agreed(), as_of=THEN), "2025-03-01", 1)
    # On 24 March, before midnight: nothing won, commits of 100 and 60, best case of 30; 180 came in the end.
    assert row["actual"] == 180
    assert (row["commit"], row["best_case"]) == (160, 190)
    # Proposals ever: January's and February's won, two open: 2/4. Demos: none of two won.
    assert row["stage_share"] == pytest.approx(160 / 2)
    assert row["last_period"] == 100
    # Nothing was booked by then in January and February: no share to go by. All that was open came after: 100/100.
    assert row["run_off"] is None
    assert row["conversion"] == pytest.approx(190)
    assert row["called"] is None
    # Of two deals both succeeded, p = 1 everywhere, g = 1: commits, best case and the omitted one alike.
    assert row["projected"] == pytest.approx(160 + 30 + 900)


def test_run_off_is_what_was_won_over_the_share_usually_won_by_then() -> None:
    opportunities, changes = [], []
    for month, early, rest in ((1, 30, 70), (2, 50, 50), (3, 20, 80)):
        opportunities += [deal(f"{name}{month}", on(month, 1)) for name in ("early", "rest")]
        changes += [won(f"early{month}", on(month, 2), early), won(f"rest{month}", on(month, 28), rest)]
    rows = forecast_accuracy(company_of(opportunities, changes), agreed(), as_of=THEN)
    # 30 % and 50 % were booked by then: 20 / 0.4. In February only January is known: 50 / 0.3.
    assert at(rows, "2025-03-01", 1)["run_off"] == pytest.approx(50)
    assert at(rows, "2025-02-01", 1)["run_off"] == pytest.approx(50 / 0.3)
    # Without a close date nothing was open of the period.
    assert at(rows, "2025-03-01", 1)["conversion"] is None
    assert at(rows, "2025-01-01", 1)["last_period"] == 0


def test_what_each_said_is_what_was_known_then_but_what_came_is_as_known_now() -> None:
    row = at(forecast_accuracy(steady(4), agreed(), as_of=last_second(3, 31)), "2025-03-01", 1)
    company = steady(4)
    corrected = [lost("m3", on(4, 2)), said("m1", on(4, 2), None, 5000)]
    company = replace(company, opportunity_changes=company.opportunity_changes + corrected)
    after = at(forecast_accuracy(company, agreed(), as_of=THEN), "2025-03-01", 1)
    assert {**after, "actual": 100} == row
    assert after["actual"] == 0


def test_a_period_is_projected_from_its_first_week_on_as_it_was_then() -> None:
    rows = forecast_accuracy(steady(4), agreed(), as_of=THEN)
    assert [at(rows, "2025-02-01", week)["projected"] for week in (1, 2, 3, 4)] == [None] * 4
    # 3 March is 29 dates before April: as 31 January before March, when February's deal was not there yet and so came
    # new. The one open is sure (of January's one, one); new come 0 and 100: 150.
    projected = [at(rows, "2025-03-01", week)["projected"] for week in (1, 2, 3, 4)]
    assert projected == [pytest.approx(100)] * 3 + [pytest.approx(150)]


def test_the_record_counts_the_periods_whose_range_held() -> None:
    # Only March had two periods before it. Eleven dates before its end, as on 20 April, it was projected at 100.
    (row,) = projection(steady(4), agreed(), as_of=on(4, 20))
    assert (row["record_periods"], row["record_held"]) == (1, 1)
    # March's 100 become 300 as they are won: far outside of 100 with τ = 0.15.
    dear = [
        {**one, "amount": 300} if (one["opportunity_id"], one["stage"]) == ("m3", "won") else one for one in changes()
    ]
    (row,) = projection(replace(steady(4), opportunity_changes=dear), agreed(), as_of=on(4, 20))
    assert (row["record_periods"], row["record_held"]) == (1, 0)


def changes() -> list[Row]:
    return steady(4).opportunity_changes


def test_a_slice_has_its_own_ranges_record() -> None:
    rows = projection(late(), agreed(), as_of=on(4, 20), by="person")
    # March: ana's 100 came as projected; ben's 990 were worth 80.
    assert [(row["person"], row["record_periods"], row["record_held"]) for row in rows] == [
        ("ana", 1, 1),
        ("ben", 1, 0),
    ]


def test_measures_are_summed_up_over_periods() -> None:
    # commit said 100 in January, February and April, when 100 came, and 160 when 180 came: −20/180.
    row = by_measure(late(), "commit", 1)
    assert (row["periods"], row["bias"], row["mape"]) == (4, pytest.approx(-1 / 36), pytest.approx(1 / 36))
    assert (row["within_15"], (row["within_15_low"], row["within_15_high"])) == (1, wilson(4, 4))
    assert row["covered_80"] is None
    # last_period said 0, 100, 100 and 180: −1, 0, −80/180, 0.8.
    row = by_measure(late(), "last_period", 1)
    assert row["bias"] == pytest.approx((-1 - 80 / 180 + 0.8) / 4)
    assert row["mape"] == pytest.approx((1 + 80 / 180 + 0.8) / 4)
    assert row["within_15"] == 0.25
    # Nobody called anything.
    assert [by_measure(late(), "called", 1)[name] for name in ("periods", "bias", "mape")] == [0, None, None]


def test_coverage_is_over_the_periods_that_were_projected() -> None:
    row = by_measure(steady(4), "projected", 1)
    assert (row["periods"], row["covered_80"], row["covered_95"]) == (2, 1, 1)
    assert (row["covered_80_low"], row["covered_80_high"]) == wilson(2, 2)


def test_periods_in_which_nothing_came_are_left_out() -> None:
    company = steady(4)
    gone = [
        lost("m4", one["changed_at"]) if one["stage"] == "won" and one["opportunity_id"] == "m4" else one
        for one in changes()
    ]
    assert by_measure(replace(company, opportunity_changes=gone), "commit", 1)["periods"] == 3


def test_every_measure_has_a_row_per_week_and_slice() -> None:
    rows = accuracy_by_measure(late(), agreed(), as_of=THEN, by="person")
    every = [(person, measure, week) for person in ("ana", "ben") for measure in MEASURES for week in (1, 2, 3, 4)]
    assert [(row["person"], row["measure"], row["weeks_to_go"]) for row in rows] == every


def test_slices_of_what_came_and_of_commits_sum() -> None:
    whole = forecast_accuracy(late(), agreed(), as_of=THEN)
    people = forecast_accuracy(late(), agreed(), as_of=THEN, by="person")
    for row in whole:
        mine = [one for one in people if (one["since"], one["weeks_to_go"]) == (row["since"], row["weeks_to_go"])]
        for name in ("actual", "commit", "best_case", "last_period"):
            assert sum(one[name] for one in mine) == row[name]
        if row["projected"] is not None:
            assert sum(one["projected"] for one in mine) == pytest.approx(row["projected"])
