"""What is planted in deals and in what is said of them is there as its constant says, and gone without its switch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from leaddash.sample import company as c
from leaddash.sample import truths as t
from leaddash.sample.deals import DEAD, STALE, WON, in_quarter, quarter_ends
from leaddash.sample.factory import Block, World, make_block, make_world, said_of_deals
from leaddash.sample.people import TOO_LITTLE, TOO_MUCH
from leaddash.sample.telling import COMMIT, IS_LOST, NEGOTIATION, PROPOSAL, UNCHANGED
from leaddash.sample.truths import choose_truths
from tests.sample.companies import MONTHS, SEED, blocks, hand_overs

MANY, BLOCK, FEW = 150_000, 50_000, 20_000
SAID_ONLY = ("deal_signals", "pushed_dates", "owner_promises", "large_loss")
OF_DEALS = (*SAID_ONLY, "slipped_quarter", "closer_skill")
PUNCTUAL = 25 * c.DAY  # a date that has passed so long ago was moved by then, or never is


@cache
def company(leads: int, *without: str) -> list[tuple[World, Block]]:
    return list(blocks(leads, *without))


def told(leads: int, *without: str) -> Iterator[tuple[World, Block, pd.DataFrame]]:
    """The blocks of a company, and what is said of its deals; deals that only are told otherwise are not made anew."""
    truths = choose_truths(without)
    for made, block in company(leads, *(switch for switch in without if switch not in SAID_ONLY)):
        yield made, block, said_of_deals(replace(made, truths=truths), block)


@cache
def deals(*without: str) -> pd.DataFrame:
    """Every run whose end is known by the end of the data, with what was said of it first in each stage."""
    parts = []
    for made, block, frame in told(MANY, *without):
        runs = pd.DataFrame(vars(block.deals))
        for name, stage in (("proposal", PROPOSAL), ("negotiation", NEGOTIATION)):
            rows = frame[frame["stage"] == stage].set_index("run")
            runs[name], runs[f"{name}_call"], runs[f"{name}_date"] = rows["at"], rows["forecast"], rows["date"]
        runs["commits"] = frame[frame["forecast"] == COMMIT].groupby("run")["at"].min()
        runs["habit"] = made.people.promises[block.deals.person]
        parts.append(runs[(runs["close"] <= made.time.end) & (runs["end"] != STALE)])
    return pd.concat(parts, ignore_index=True)


@cache
def said(*without: str) -> pd.DataFrame:
    """Every change of the runs of one block, in order, with when its deal ended."""
    ((made, block, frame),) = told(BLOCK, *without)
    frame = frame.sort_values(["run", "at", "stage"], kind="stable")
    return frame.assign(closed=np.minimum(block.deals.closed, made.time.end)[frame["run"].to_numpy()])


def wins(*without: str) -> pd.DataFrame:
    """The runs of one block that are won in the end."""
    runs = pd.DataFrame(vars(company(BLOCK, *without)[0][1].deals))
    return runs[runs["end"] == WON]


@cache
def block_of(leads: int, *without: str, with_: tuple[str, ...] = ()) -> Block:
    return make_block(make_world(leads, MONTHS, SEED, choose_truths(without, with_)), 0)[0]


def agrees(found: pd.Series, share: float) -> bool:
    """Whether a share of yes is what it should be, by three standard errors of the binomial distribution."""
    return bool(abs(found.mean() - share) <= 3 * (share * (1 - share) / len(found)) ** 0.5)


@pytest.mark.parametrize(
    ("end", "proposed", "negotiated", "committed"),
    [
        (WON, t.PROPOSED_WON, t.NEGOTIATED_WON, t.COMMITTED_WON),
        (DEAD, t.PROPOSED_LOST, t.NEGOTIATED_LOST, t.COMMITTED_LOST),
    ],
)
def test_stage_and_category_tell_how_a_deal_ends(
    end: int, proposed: float, negotiated: float, committed: float
) -> None:
    ended = deals("large_loss")
    ended = ended[ended["end"] == end]
    at_table, usual = ended[ended["proposal"].notna()], ended[ended["negotiation"].notna() & (ended["habit"] == 0)]
    assert agrees(ended["proposal"].notna(), proposed)
    assert agrees(at_table["negotiation"].notna(), negotiated)
    assert agrees(usual["negotiation_call"] == COMMIT, committed)


def test_without_deal_signals_stage_and_category_tell_nothing() -> None:
    ended = deals("deal_signals", "owner_promises", "large_loss")
    for end in (WON, DEAD):
        mine = ended[ended["end"] == end]
        assert agrees(mine["proposal"].notna(), t.PROPOSED_LOST)
        assert agrees(mine.loc[mine["proposal"].notna(), "negotiation"].notna(), t.NEGOTIATED_LOST)
        assert agrees(mine.loc[mine["negotiation"].notna(), "negotiation_call"] == COMMIT, t.COMMITTED_LOST)


@pytest.mark.parametrize(("without", "nearer"), [((), True), (("deal_signals",), False)])
def test_close_dates_said_of_deals_that_are_won_are_nearer_to_their_end(without: tuple[str, ...], nearer: bool) -> None:
    ended = deals(*without)
    long = ended[(ended["due"] - ended["proposal"] > 40 * c.DAY) & ended["proposal_date"].notna()]
    off = (long["proposal_date"] - long["due"]).abs().groupby(long["end"]).median()
    assert off[WON] < 0.6 * off[DEAD] if nearer else 0.8 < off[WON] / off[DEAD] < 1.25


def months_later(frame: pd.DataFrame) -> pd.Series:
    """Which dates said lie in a later month than the one said before."""
    dated = frame[frame["date"].notna()]
    month = pd.to_datetime(dated["date"], unit="s", utc=True).dt.tz_convert(c.ZONES[0]).dt.tz_localize(None)
    month = month.dt.year * 12 + month.dt.month
    return month > month.groupby(dated["run"]).shift()


def test_dates_that_pass_are_pushed_to_later_months_and_some_often() -> None:
    frame = said()
    pushes = frame[(frame["stage"] == UNCHANGED) & frame["date"].notna()]
    assert months_later(frame).loc[pushes.index].all()
    times = months_later(frame[frame["stage"] != IS_LOST]).groupby(frame["run"]).sum()
    assert 0.3 < (times >= 1).mean() < 0.65
    assert 0.03 < (times >= 3).mean() < 0.12


def test_of_the_dates_that_pass_as_many_are_pushed_as_told() -> None:
    frame = said()
    frame = frame[frame["date"].notna() | (frame["stage"] != UNCHANGED)]
    after = frame.groupby("run")["at"].shift(-1).fillna(frame["closed"])
    pushed = frame.groupby("run")["stage"].shift(-1) == UNCHANGED
    over = frame["date"] + PUNCTUAL  # later than that nobody moves a date any more
    passed = (over < frame["closed"]) & (pushed | (after > over))
    assert pushed[passed].mean() == pytest.approx(t.PUSHED_SHARE, abs=0.04)


def test_without_pushed_dates_nobody_moves_a_date_within_a_stage() -> None:
    frame = said("pushed_dates")
    assert frame.loc[frame["stage"] == UNCHANGED, "date"].isna().all()


def test_two_owners_promise_too_much_and_two_too_little() -> None:
    ended = deals()
    much, little = (ended[ended["habit"] == habit] for habit in (TOO_MUCH, TOO_LITTLE))
    assert much["person"].nunique() == little["person"].nunique() == 2
    assert agrees(much.loc[much["proposal"].notna(), "proposal_call"] == COMMIT, t.EARLY_COMMIT_SHARE)
    won = {name: rows.loc[rows["commits"].notna(), "end"] == WON for name, rows in (("much", much), ("little", little))}
    assert won["much"].mean() < 0.5 < 0.95 < won["little"].mean()
    late = little[little["commits"].notna() & (little["end"] == WON)]
    assert ((late["close"] - late["commits"]) <= t.LATE_COMMIT_DAYS * c.DAY).mean() > 0.97


def test_without_owner_promises_all_promise_alike() -> None:
    ended = deals("owner_promises", "large_loss")
    assert not (ended["proposal_call"] == COMMIT).any()
    for habit in (TOO_MUCH, TOO_LITTLE):
        mine = ended[(ended["habit"] == habit) & ended["negotiation"].notna() & (ended["end"] == WON)]
        assert agrees(mine["negotiation_call"] == COMMIT, t.COMMITTED_WON)


def test_one_large_deal_that_was_called_sure_is_lost_late_in_its_quarter() -> None:
    frame = said()
    (large,) = frame.loc[frame["amount"] == t.LARGE_LOSS_AMOUNT, "run"].unique()
    rows, others = frame[frame["run"] == large], frame[frame["run"] != large]
    assert rows["stage"].iloc[-1] == IS_LOST
    assert in_quarter(rows["at"].to_numpy(), t.LARGE_LOSS_QUARTER)[-1]
    assert quarter_ends(t.LARGE_LOSS_QUARTER) - rows["at"].iloc[-1] < 7 * c.DAY
    agreed = rows[rows["stage"] == NEGOTIATION].iloc[0]
    assert agreed["forecast"] == COMMIT
    assert in_quarter(np.array([agreed["date"]]), t.LARGE_LOSS_QUARTER)[0]
    assert others["amount"].max() < t.LARGE_LOSS_AMOUNT


def test_without_large_loss_everything_said_of_other_deals_is_the_same() -> None:
    frame, without = said(), said("large_loss")
    (large,) = frame.loc[frame["amount"] == t.LARGE_LOSS_AMOUNT, "run"].unique()
    pairs = [rows[rows["run"] != large].reset_index(drop=True) for rows in (frame, without)]
    pd.testing.assert_frame_equal(*pairs)
    assert (without["amount"] == t.LARGE_LOSS_AMOUNT).sum() == 0


def test_a_third_of_the_wins_of_one_quarter_slip_into_the_next() -> None:
    won = wins()
    due = won[in_quarter(won["due"].to_numpy(), t.SLIPPED_QUARTER)]
    slipped = due["close"] > due["due"]
    assert agrees(slipped, t.SLIPPED_SHARE)
    late = due.loc[slipped, "close"] - quarter_ends(t.SLIPPED_QUARTER)
    assert late.between(0, (t.SLIPPED_DAYS + 5) * c.DAY).all()  # holidays and weekends beyond
    rest = won.drop(due.index)
    assert (rest["close"] == rest["due"]).all()


def test_without_slipped_quarter_the_same_deals_end_when_they_are_due() -> None:
    won, without = wins(), wins("slipped_quarter")
    assert (without["close"] == without["due"]).all()
    np.testing.assert_array_equal(won["due"], without["due"])


@pytest.mark.parametrize(("with_", "sorted_"), [((), False), (("best_to_best",), True)])
def test_the_best_leads_go_to_the_best_closers_only_where_asked(with_: tuple[str, ...], sorted_: bool) -> None:
    done = hand_overs(FEW, with_=with_)
    together = float(np.corrcoef(done["fit"], done["closing"])[0, 1])
    assert together > 0.3 if sorted_ else abs(together) < 3 / len(done["fit"]) ** 0.5


@pytest.mark.in_part("generator")
@pytest.mark.parametrize("switch", OF_DEALS)
def test_a_switch_of_deals_leaves_all_leads_and_hand_overs_of_every_pass(switch: str) -> None:
    whole, less = block_of(5_000), block_of(5_000, switch)
    for one, other in zip(whole.rounds, less.rounds, strict=True):
        np.testing.assert_array_equal(one.passes.entered, other.passes.entered)
        np.testing.assert_array_equal(one.work.touched, other.work.touched)
        np.testing.assert_array_equal(one.exits.at, other.exits.at)


@pytest.mark.in_part("generator")
@pytest.mark.parametrize("switch", SAID_ONLY)
def test_a_switch_of_what_is_said_leaves_all_deals_and_activities(switch: str) -> None:
    whole, less = block_of(5_000), block_of(5_000, switch)
    for one, other in ((whole.deals, less.deals), (whole.rows, less.rows)):
        for name, column in vars(one).items():
            np.testing.assert_array_equal(column, vars(other)[name])
