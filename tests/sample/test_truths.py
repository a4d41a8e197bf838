"""Each planted truth is there as its constant says, and gone without its switch."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from leaddash.sample import SWITCHES
from leaddash.sample import company as c
from leaddash.sample import truths as t
from leaddash.sample.factory import Block, make_block, make_world
from leaddash.sample.pace import local, stamp
from leaddash.sample.truths import choose_truths
from tests.sample.companies import MONTHS, SEED, Numbers, blocks, effect, hand_overs, world

README = Path(__file__).parents[2] / "data" / "sample" / "README.md"
MANY = 150_000  # leads: three blocks
BLOCK, FEW = 50_000, 20_000
ARRIVALS = {"webinar_flood", "quarter_end", "growth"}  # switches that move who comes
NOTHING = tuple(SWITCHES)  # switches of the company without any truth


def test_the_readme_names_every_switch_and_every_constant_with_its_value() -> None:
    told = README.read_text("utf-8").replace("−", "-")
    named = dict(re.findall(r"`([A-Z_]+)` (\S[^,`|()]*)", told))
    own = {name: value for name, value in vars(t).items() if name.isupper()}
    constants = {name: value for name, value in own.items() if isinstance(value, float | int | str)}
    assert len(constants) > 25
    assert {name: type(value)(named[name].strip()) for name, value in constants.items()} == constants
    assert all(f"| `{switch}` |" in told for switch in SWITCHES)


def correlation(one: Numbers, other: Numbers) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def mqls_by_month(*without: str) -> pd.Series:
    ((made, block),) = blocks(FEW, *without)
    stamped = block.rounds[0].passes.entered[:, c.MQL]
    return pd.Series(local(stamped[stamped <= made.time.end]).strftime("%Y-%m")).value_counts()


def test_answering_later_costs_contact_and_wins_as_told() -> None:
    done = hand_overs(MANY)
    contact = effect(done["contact"], done["efolds"], done["quality"], done["again"])
    assert contact.agrees_with(np.log(t.CONTACT_ODDS_PER_EFOLD))
    opened = done["opened"] == 1
    wins = effect(done["won"][opened], *(done[name][opened] for name in ("efolds", "quality", "again")))
    assert wins.agrees_with(np.log(t.WIN_ODDS_PER_EFOLD))


@pytest.mark.in_part("generator")
@pytest.mark.parametrize("without", [("response_effect",), NOTHING])
def test_without_response_effect_time_costs_nothing(without: tuple[str, ...]) -> None:
    done = hand_overs(MANY, *without)
    assert effect(done["contact"], *(done[name] for name in ("efolds", "quality", "again"))).agrees_with(0)
    assert effect(done["won"], *(done[name] for name in ("efolds", "quality", "late_half", "again"))).agrees_with(0)


def test_the_best_are_called_first_so_that_the_raw_effect_is_biased() -> None:
    done = hand_overs(MANY, "response_effect")
    raw = effect(done["won"], done["efolds"])
    assert raw.log_odds < -3 * raw.error
    assert correlation(done["efolds"], done["quality"]) < -0.1


@pytest.mark.long("generator")
def test_without_best_first_time_has_nothing_to_do_with_quality() -> None:
    done = hand_overs(MANY, *NOTHING)
    assert abs(correlation(done["efolds"], done["quality"])) < 3 / len(done["quality"]) ** 0.5
    assert effect(done["won"], done["efolds"]).agrees_with(0)


@pytest.mark.parametrize("low", [20, 40])
def test_what_reps_see_is_all_that_decides_whom_they_call_first(low: float) -> None:
    done = hand_overs(MANY, "response_effect")
    band = (done["fit"] >= low) & (done["fit"] < low + 20 if low < 40 else True)
    assert abs(correlation(done["efolds"][band], done["luck"][band])) < 3 / band.sum() ** 0.5


def test_with_hidden_hints_luck_that_no_column_shows_decides_too() -> None:
    hinted = hand_overs(FEW, with_=("hidden_hints",))
    assert correlation(hinted["efolds"], hinted["luck"]) < -0.3


def test_sdrs_accept_more_and_answer_sooner_from_the_middle_on() -> None:
    done = hand_overs(MANY)
    gain = effect(done["accepted"], *(done[name] for name in ("reviewed", "contact", "quality", "again")))
    years = [np.mean(done["assigned"][done["reviewed"] == when]) / (365.25 * c.DAY) for when in (0, 1)]
    by_the_year = 0.12 * (years[1] - years[0])  # acceptance improves by 0.12 a year anyway
    assert gain.agrees_with(np.log(t.SDR_ACCEPT_ODDS) + by_the_year)
    before, after = (np.median(done["minutes"][done["reviewed"] == when]) for when in (0, 1))
    assert after < 0.8 * before
    assert (done["reviewed"] == done["late_half"]).all()


@pytest.mark.long("generator")
def test_without_sdr_team_both_halves_are_alike() -> None:
    done = hand_overs(MANY, *NOTHING)
    gain = effect(done["accepted"], *(done[name] for name in ("late_half", "contact", "quality", "again")))
    assert 0 <= gain.log_odds < 0.3  # acceptance improves by 0.12 a year anyway
    before, after = (np.median(done["minutes"][done["late_half"] == when]) for when in (0, 1))
    assert after == pytest.approx(before, rel=0.1)


def test_one_webinar_floods_the_funnel_with_poor_mqls() -> None:
    month = t.FLOOD_DAY[:7]
    usual, flooded = mqls_by_month("webinar_flood"), mqls_by_month()
    assert flooded[month] > 1.6 * usual[month]
    ((_, block),) = blocks(FEW)
    one = block.rounds[0]
    mql, flood = one.passes.top >= c.MQL, block.leads.flood
    accepted = one.passes.top >= c.SALES_LEAD
    assert accepted[mql & flood].mean() < 0.5 * accepted[mql & ~flood].mean()
    days = local(block.leads.created[flood]).strftime("%Y-%m-%d")  # in America it is evening when the day is over
    assert np.mean(days == t.FLOOD_DAY) > 0.9
    # 24 months up to 20 August 2026 are 719 days
    assert len(days) == pytest.approx(t.FLOOD_USUAL_DAYS * FEW / (719 + t.FLOOD_USUAL_DAYS), rel=0.15)


@pytest.mark.long("generator")
def test_without_webinar_flood_nobody_comes_for_the_prize() -> None:
    ((_, block),) = blocks(FEW, "webinar_flood")
    assert not block.leads.flood.any()
    assert not (block.leads.campaign == c.FLOOD).any()


def american_minutes(*without: str) -> list[float]:
    """Geometric means of the minutes of American SDRs to first passes, since they are late and before."""
    done = hand_overs(BLOCK, *without)
    theirs = (done["team"] == c.AMERICAS) & (done["reviewed"] == 1) & (done["again"] == 0)
    late = done["assigned"] >= stamp(t.LATE_TEAM_SINCE)
    return [float(np.exp(np.mean(done["efolds"][theirs & when]))) for when in (late, ~late)]


def test_the_american_team_answers_late_in_the_end() -> None:
    # Since webinars stopped more of those who come raise a hand: late ones are compared with the same ones not late.
    late, usual = american_minutes(), american_minutes("late_team")
    assert late[0] / usual[0] == pytest.approx(t.LATE_TEAM_TIME_FACTOR, rel=0.1)
    assert late[1] == pytest.approx(usual[1], rel=0.01)  # who rings first is drawn after who is called late


@pytest.mark.long("generator")
def test_without_late_team_the_american_team_answers_as_before() -> None:
    since, before = american_minutes(*NOTHING)
    assert since / before == pytest.approx(1, rel=0.15)


@pytest.mark.parametrize(("without", "crowded"), [((), True), (NOTHING, False)])
def test_wins_crowd_at_the_end_of_quarters(without: tuple[str, ...], crowded: bool) -> None:
    won_at = hand_overs(MANY, *without)["won_at"]
    days = local(won_at[np.isfinite(won_at)])
    last = (days.tz_localize(None).to_period("Q").end_time.day_of_year - days.day_of_year) < 8
    share = float(np.mean(last))
    assert share > 0.2 if crowded else share < 0.12


@pytest.mark.parametrize(("without", "pushed"), [((), t.QUARTER_END_ARRIVALS), (("quarter_end",), 1.0)])
def test_leads_crowd_at_the_end_of_quarters(without: tuple[str, ...], pushed: float) -> None:
    made = world(FEW, ("webinar_flood", *without))
    rates = pd.Series(made.arrivals.rates[c.PAID_SEARCH], made.time.days[:-1])
    march = rates[rates.index.month.isin([3, 6, 9])]
    ratio = march[march.index.day > 20].mean() / march[march.index.day <= 20].mean()
    assert ratio == pytest.approx(pushed, rel=0.08)


@pytest.mark.parametrize(("without", "grown"), [((), t.GROWTH_PER_YEAR), (("growth",), 1.0)])
def test_more_leads_arrive_every_year(without: tuple[str, ...], grown: float) -> None:
    made = world(FEW, ("webinar_flood", *without))
    rates = pd.Series(made.arrivals.rates[c.PAID_SEARCH], made.time.days[:-1])
    newer = rates[rates.index >= "2025-09-01"].sum()  # to 19 August, as the one before
    older = rates[rates.index < "2025-08-20"].sum()
    assert newer / older == pytest.approx(grown, rel=0.05)


@pytest.mark.parametrize(("without", "odds"), [((), t.RETURNED_ODDS), (NOTHING, 1.0)])
def test_returned_leads_do_better_the_second_time(without: tuple[str, ...], odds: float) -> None:
    done = hand_overs(MANY, *without)
    given = [done[name] for name in ("quality", "late_half")]
    assert effect(done["accepted"], done["again"], done["contact"], *given).agrees_with(np.log(odds), errors=4)
    assert effect(done["contact"], done["again"], done["efolds"], *given).agrees_with(np.log(odds), errors=4)


@pytest.mark.parametrize(("without", "weight"), [((), 1.0), (NOTHING, 0.0)])
def test_account_executives_close_as_well_as_told(without: tuple[str, ...], weight: float) -> None:
    done = hand_overs(MANY, *without)
    opened = done["opened"] == 1
    skill = effect(done["won"][opened], *(done[name][opened] for name in ("closing", "quality", "efolds", "again")))
    assert skill.agrees_with(weight)
    assert np.exp(done["closing"].max()) == pytest.approx(t.BEST_CLOSER_ODDS)
    assert np.exp(done["closing"].min()) == pytest.approx(t.WORST_CLOSER_ODDS)


def block_without(switch: str) -> Block:
    return make_block(make_world(5_000, MONTHS, SEED, choose_truths([switch])), 0)[0]


@pytest.mark.in_part("generator", first=2)
@pytest.mark.parametrize("switch", sorted(SWITCHES.keys() - ARRIVALS - {"scoring_noise"}))
def test_a_switch_leaves_who_comes_and_which_of_them_the_model_chooses(switch: str) -> None:
    whole = make_block(make_world(5_000, MONTHS, SEED, choose_truths()), 0)[0]
    less = block_without(switch)
    for column in ("created", "source", "employees", "quality"):
        np.testing.assert_array_equal(getattr(whole.leads, column), getattr(less.leads, column))
    np.testing.assert_array_equal(whole.rounds[0].passes.crossed, less.rounds[0].passes.crossed)
    np.testing.assert_array_equal(whole.rounds[0].passes.entered[:, c.MQL], less.rounds[0].passes.entered[:, c.MQL])


@pytest.mark.in_part("generator")
@pytest.mark.parametrize("switch", ["scoring_noise", "quarter_end", "growth"])
def test_every_switch_changes_something(switch: str) -> None:
    whole = make_block(make_world(5_000, MONTHS, SEED, choose_truths()), 0)[0]
    less = block_without(switch)
    assert not np.array_equal(whole.rounds[0].passes.entered, less.rounds[0].passes.entered)
