"""The naive projection checked by hand: a March learned from a January and a February."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from math import sqrt

import pytest
from scipy.stats import gamma, norm

from .company import Company, Row
from .deals import period_of
from .learned import NOTHING, history, reference_moment, same_time_on
from .outlook import Outlook, desk_of
from .projection import BOUNDS, PARTS, Luck, bounds, expected, luck, projection, quantile, widened
from .projection_stories import (
    COMMIT,
    IN,
    NOON,
    UNSEEN,
    G,
    agreed,
    committed,
    company_of,
    deal,
    last_second,
    lost,
    on,
    said,
    steady,
    story,
    with_more,
    won,
)


def one(company: Company, as_of: datetime = NOON, **more: object) -> Row:
    (row,) = projection(company, agreed(**more), as_of=as_of)
    return row


# H and the reference moments


def test_a_reference_moment_is_as_many_dates_before_the_end_at_the_same_local_time() -> None:
    desk, march = desk_of(story(), agreed()), period_of(date(2025, 3, 15), agreed())
    # Seventeen dates are left on 15 March: 31 March less the 14 before. 1 March − 17 = 12 February, 1 February − 17 =
    # 15 January. December began before the first opportunity.
    assert [at for _, at in history(desk.book, march, NOON)] == [on(2, 12, 12), on(1, 15, 12)]


def test_a_reference_moment_keeps_the_local_time_over_a_clock_change() -> None:
    madrid = agreed(timezone="Europe/Madrid")
    april, march = (period_of(date(2025, month, 1), madrid) for month in (4, 3))
    # Noon of 10 April is 10:00 in UTC, noon of 11 March still 11:00; 21 dates are left on either.
    assert reference_moment(march, april, on(4, 10, 10), "Europe/Madrid") == on(3, 11, 11)
    # 2:30 is skipped on 30 March and comes as 3:30 (1:30 in UTC).
    assert same_time_on(date(2025, 3, 30), on(4, 2, 0, 30), "Europe/Madrid") == on(3, 30, 1, 30)


def test_a_period_teaches_only_if_its_reference_moment_is_not_before_the_first_opportunity() -> None:
    desk, april = desk_of(story(), agreed()), period_of(date(2025, 4, 1), agreed())
    # On 1 March 61 dates are left of April. February: 30 December, before 1 January.
    assert history(desk.book, april, on(3, 1)) == []


# Shares, g and the parts


def test_a_share_is_drawn_from_the_whole_to_class_category_and_stage() -> None:
    found = expected(story(), agreed(), as_of=NOON)
    assert set(found) == {"g", "e", "u"}
    assert found["g"] == pytest.approx((COMMIT, 1000 * COMMIT * G))
    assert found["e"] == pytest.approx((IN, 200 * IN * G))
    assert found["u"] == pytest.approx((UNSEEN, 100 * UNSEEN * G))


def test_the_parts_add_up_to_what_is_to_come() -> None:
    row = one(story())
    assert row["from_period"] == pytest.approx(1000 * COMMIT * G + 200 * IN * G)  # 649.89 + 118.46
    assert row["from_other"] == pytest.approx(55)  # 100 · 1/2 · 1.1, undated
    assert row["from_new"] == pytest.approx(60)  # 50 in January, 70 in February
    assert row["projected"] == pytest.approx(30 + 768.347 + 55 + 60, abs=0.001)
    assert (row["history"], row["thin"], row["imputed"], row["record_periods"], row["record_held"]) == (
        2,
        True,
        0,
        0,
        0,
    )


def test_growth_is_kept_within_a_half_and_one_and_a_half() -> None:
    # Booked 1100 and 110 instead of 200: 5.5 and 0.55, then 101 and 0.505; 0.5 takes a negative amount.
    share = {bought: expected(story(bought), agreed(), as_of=NOON)["u"][1] for bought in (1000, 10, -50)}
    assert share == {1000: pytest.approx(75), 10: pytest.approx(27.5), -50: pytest.approx(25)}


def test_a_missing_amount_counts_as_what_is_usually_booked() -> None:
    # Above 0 were booked 120, 50, 100 and 70: 85 in the mean.
    row = one(story(ahead=None))
    assert row["from_period"] == pytest.approx(85 * COMMIT * G + 200 * IN * G)
    assert row["imputed"] == 1


@pytest.mark.parametrize("change", [{"amount": 0}, {"amount": -400}, {"currency": "XXX"}])
def test_an_amount_that_is_unconverted_or_not_above_nothing_counts_as_nothing(change: Row) -> None:
    company = story()
    changed = [{**row, **change} if row["opportunity_id"] == "g" else row for row in company.opportunity_changes]
    row = one(replace(company, opportunity_changes=changed))
    assert row["from_period"] == pytest.approx(200 * IN * G)
    assert row["imputed"] == 0


def test_an_omitted_deal_is_a_class_of_its_own_but_still_of_the_period() -> None:
    omitted = said("o", on(3, 1), "proposal", 100, forecast_category="omitted", close_date=date(2025, 3, 30))
    company = with_more(story(), [deal("o", on(3, 1))], [omitted])
    assert expected(company, agreed(), as_of=NOON)["o"] == pytest.approx((UNSEEN, 55))
    assert one(company)["from_period"] - one(story())["from_period"] == pytest.approx(55)


def test_won_in_another_period_is_no_success_and_reopened_is_new() -> None:
    # h was due in January, and won in February: no success of January's. i was lost on 15 January, but won in January.
    opportunities = [deal("h", on(1, 1)), deal("i", on(1, 1))]
    changes = [committed(name, on(1, 1), 100, date(2025, 1, 20)) for name in "hi"]
    changes += [won("h", on(2, 3)), lost("i", on(1, 10)), said("i", on(1, 16), "demo"), won("i", on(1, 20), 40)]
    row = one(with_more(story(), opportunities, changes))
    assert row["from_new"] == pytest.approx((50 + 40 + 70) / 2)
    # Two of five succeeded: the undated one is worth 2/5.
    assert row["from_other"] == pytest.approx(100 * 2 / 5 * G)


# V and the bounds


def test_the_variance_is_that_of_deals_of_their_shares_of_new_bookings_and_of_luck() -> None:
    of_g, of_e, of_u = COMMIT * (1 - COMMIT) * 1100**2, IN * (1 - IN) * 220**2, UNSEEN * (1 - UNSEEN) * 110**2
    new = (50**2 + 70**2) / 2 * 1.5  # 5550
    to_come = 1000 * COMMIT * G + 200 * IN * G + 55 + 60
    # Three deals were open in the first cell, none in the others; without a record τ = 0.15.
    variance = of_g * (1 + 1 / 14) + (of_e + of_u) * (1 + 1 / 11) + new + 0.15**2 * to_come**2
    row, shape = one(story()), to_come**2 / variance
    # ν = 2: 1.2816 + (2.1050 + 1.2816)/8 + (17.288 + 33.680 + 3.845)/384 = 1.8477.
    assert widened(1.2816, 2) == pytest.approx(1.8477, abs=1e-4)
    low, high = (1 - 1 / (9 * shape) + sign * 1.8477 / (3 * sqrt(shape)) for sign in (-1, 1))
    assert row["high_80"] == pytest.approx(30 + to_come * high**3, abs=0.1)
    assert row["low_80"] == pytest.approx(30 + to_come * max(0.0, low) ** 3, abs=0.1)
    assert row["low_95"] <= row["low_80"] < row["projected"] < row["high_80"] < row["high_95"]


@pytest.mark.parametrize("shape", [3, 8, 30, 200])
def test_the_quantiles_are_the_gammas_within_a_few_percent(shape: float) -> None:
    for z in (-1.959964, -1.2816, 1.2816, 1.959964):
        exact = gamma.ppf(norm.cdf(z), shape, scale=500 / shape)
        assert quantile(500, 500**2 / shape, z) == pytest.approx(exact, rel=0.04)


def test_the_bounds_never_leave_the_projection_outside() -> None:
    # k = 0.02: even the 90th percentile lies below the mean.
    found = bounds(Outlook(NOTHING, from_new=10, variance=5000), Luck([], 0))
    assert (found["low_80"], found["projected"]) == (0, 10)
    assert found["high_80"] == max(10, quantile(10, 5000, widened(1.2816, 2)))


def test_luck_is_drawn_towards_a_tenth_and_at_most_one() -> None:
    desk = desk_of(steady(5), agreed())
    # March and April could be projected. All that can go wrong did less than chance: τ² = 2 · 0.01 / 4.
    found = luck(desk, last_second(4, 30))
    assert [period.first.month for period in found.periods] == [4, 3]
    assert found.square == pytest.approx(0.005)
    assert found.freedom == 4
    # A month earlier only March can be judged.
    assert luck(desk, last_second(3, 31)).square == pytest.approx(0.15**2)


def test_a_month_of_bad_luck_widens_the_range() -> None:
    company = steady(5)
    changes = [row for row in company.opportunity_changes if row["opportunity_id"] != "m4" or row["stage"] != "won"]
    desk = desk_of(replace(company, opportunity_changes=[*changes, lost("m4", on(4, 27))]), agreed())
    # April, as sure as March was (p = 1), brought nothing: (0 − 100)² / 100² = 1 at 1, 2 and 3 weeks. At 4 weeks, on
    # 2 April, February's came new: μ = 100 + 100/3, V = 100²/3 · 4/3, (μ² − V)/μ² = 0.75. April: 3.75/4 = 0.9375.
    # March came as projected at 1, 2 and 3 weeks; at 4 it was 150 with V = 7500: (50² − 7500)/150² = −2/9; in the mean
    # −1/18. e = 0.4410; τ² = (2 · 0.4410 + 0.02)/4 = 0.2255.
    assert luck(desk, last_second(4, 30)).square == pytest.approx((0.9375 - 1 / 18 + 0.02) / 4)


# What cannot be projected, and what need not be


def test_a_period_that_is_over_is_what_was_won() -> None:
    for as_of in (last_second(2, 28), NOON):
        (row,) = projection(story(), agreed(), since=on(2, 1), until=on(3, 1), as_of=as_of)
        assert [row[name] for name in ("projected", *BOUNDS, *PARTS)] == [170] * 5 + [0] * 3
    assert set(expected(story(), agreed(), as_of=last_second(2, 28)).values()) == {(0.0, 0.0)}


def test_one_past_period_is_too_little() -> None:
    (row,) = projection(story(), agreed(), as_of=on(2, 15))
    assert [row[name] for name in ("projected", *BOUNDS, *PARTS, "goal_odds")] == [None] * 9
    assert (row["history"], row["imputed"]) == (1, 0)
    assert expected(story(), agreed(), as_of=on(2, 15)) == {"d": (None, None), "e": (None, None)}


def test_where_nothing_was_open_or_nothing_is_to_come_nothing_is_projected() -> None:
    quick = [deal("a", on(1, 1)), deal("b", on(2, 1)), deal("c", on(3, 1))]
    company = company_of(quick, [won("a", on(1, 1), 10), won("b", on(2, 1), 10)])
    assert one(company, on(3, 15))["projected"] is None
    hopeless = company_of(quick, [lost("a", on(1, 31)), lost("b", on(2, 28))])
    assert one(hopeless, on(3, 15))["projected"] is None


def test_nothing_later_is_known() -> None:
    company = story()
    later = [won("g", on(3, 16), 5), said("b", NOON.replace(second=1), "won", 9999)]
    assert one(with_more(company, [deal("y", on(3, 16))], later)) == one(company)


# Slices


def test_slices_take_the_shares_of_the_whole_and_sum_to_it() -> None:
    (whole,), people = projection(story(), agreed(), as_of=NOON), projection(story(), agreed(), as_of=NOON, by="person")
    assert [row["person"] for row in people] == ["ana", "ben", "cas", None]
    for name in ("projected", *PARTS):
        assert sum(row[name] for row in people) == pytest.approx(whole[name])
    ana, ben, cas, nobody = people
    assert ana["projected"] == ana["from_period"] == pytest.approx(1000 * COMMIT * G)
    assert ben["from_new"] == pytest.approx(25)  # c in January, nothing in February
    assert (cas["projected"], nobody["from_other"]) == (pytest.approx(30 + 35), pytest.approx(55))
    assert [row["thin"] for row in people] == [True] * 4


def test_a_slice_with_nothing_to_come_is_worth_what_it_won() -> None:
    company = with_more(story(), [deal("z", on(3, 1), "dot")], [won("z", on(3, 2), 7)])
    (row,) = projection(company, agreed(), as_of=NOON, filters={"person": ["dot"]})
    assert [row[name] for name in ("projected", *BOUNDS)] == [7] * 5


def test_expected_sums_to_the_parts_in_every_slice() -> None:
    for person in ("ana", "ben", "cas", None):
        asked: dict[str, list[str | None]] = {"person": [person]}
        (row,) = projection(story(), agreed(), as_of=NOON, filters=asked)
        each = expected(story(), agreed(), as_of=NOON, filters=asked)
        assert sum(one or 0 for _, one in each.values()) == pytest.approx(row["from_period"] + row["from_other"])
