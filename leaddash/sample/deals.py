"""Opportunities: what they are worth, how and when they end, and which come back."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from leaddash.sample import company as c
from leaddash.sample import truths as t
from leaddash.sample.arrivals import Leads
from leaddash.sample.pace import Bools, Floats, Ints, Random, Time, chance, local, lognormal, seconds, stamp
from leaddash.sample.truths import Truths

WON, DEAD, STALE = range(3)  # how a run of a deal ends; stale ones never do

_WINS = 0.20  # chance that a deal of quality 0 is won
_WEIGHT = 0.55  # how much quality matters
_STALE_SHARE = 0.05  # never closed by anyone
_CYCLE_DAYS = (62.0, 46.0, 60.0)  # median from creation to each end; for stale ones what was planned
_CYCLE_SPREAD = (0.7, 0.85, 0.5)
_REOPENS, _REOPEN_DAYS = 0.06, 50.0  # share of lost deals, median days until then
_BUYS_AGAIN, _AGAIN_DAYS = 0.14, 210.0  # share of customers, median days until the next deal
_SIBLINGS, _SIBLING_DAYS = 0.03, 10.0  # share of deals that get a second one beside them
_MEDIAN_AMOUNT = 14_000.0  # EUR, for a company of 200 people


@dataclass(frozen=True)
class Deals:
    """Runs of opportunities: one row from creation, or from reopening, to the end."""

    lead: Ints  # row in the block
    serial: Ints  # number of the opportunity within its lead
    person: Ints
    begin: Floats
    close: Floats  # planned for stale ones
    due: Floats  # when it would have been closed if it had not slipped
    end: Ints  # WON, DEAD or STALE
    is_new: Bools  # False where an opportunity is reopened
    alone: Bools  # False where another one of the lead runs beside it
    amount: Floats
    dollars: Bools
    shift: Floats  # log-odds of winning beyond the lead's quality

    def __len__(self) -> int:
        return len(self.lead)

    @property
    def closed(self) -> Floats:
        """When each run ends, never for stale ones."""
        return np.where(self.end == STALE, np.inf, self.close)

    def only(self, chosen: Bools | Ints) -> "Deals":
        """Return some of the runs."""
        return Deals(**{name: column[chosen] for name, column in vars(self).items()})


@dataclass(frozen=True)
class _Ids:
    lead: Ints
    serial: Ints
    person: Ints
    shift: Floats

    def only(self, chosen: Bools) -> "_Ids":
        return _Ids(self.lead[chosen], self.serial[chosen], self.person[chosen], self.shift[chosen])


def quarter_ends(quarter: str) -> float:
    """Return the local midnight after a quarter such as 2026Q2."""
    return stamp(str((pd.Period(quarter, "Q") + 1).start_time))


def in_quarter(moments: Floats, quarter: str) -> Bools:
    """Say which moments lie in a quarter such as 2026Q2."""
    return np.asarray((moments >= quarter_ends(str(pd.Period(quarter, "Q") - 1))) & (moments < quarter_ends(quarter)))


def make_deals(
    random: Random,
    time: Time,
    leads: Leads,
    lead: Ints,
    begin: Floats,
    person: Ints,
    shift: Floats,
    truths: Truths,
) -> list[Deals]:
    """Run the first opportunity of each lead given and whatever follows from it."""
    new = np.ones(len(lead), dtype=np.bool_)
    ids = _Ids(lead, new.astype(np.int64), person, shift)
    first = _run(random, time, leads, ids, begin, new, new, truths)
    delay = lognormal(random, _SIBLING_DAYS * c.DAY, 0.5, len(first))
    beside = begin + delay
    has = (random.random(len(first)) < _SIBLINGS) & (beside < first.close) & (first.end != STALE)
    alone = Deals(**{**vars(first), "alone": ~has})
    second = _Ids(lead, ids.serial + 1, person, shift).only(has)
    sibling = _run(random, time, leads, second, beside[has], new[has], ~new[has], truths)
    reopened = _follow(random, time, leads, alone, DEAD, truths)
    bought = _follow(random, time, leads, alone, WON, truths)
    return [_slipped(random, time, deals, truths) for deals in (alone, sibling, reopened, bought)]


def _run(
    random: Random,
    time: Time,
    leads: Leads,
    ids: _Ids,
    begin: Floats,
    new: Bools,
    alone: Bools,
    truths: Truths,
) -> Deals:
    lead = ids.lead
    won = random.random(len(lead)) < chance(_WINS, _WEIGHT * (leads.quality[lead] - 0.7) + ids.shift)
    end = np.where(random.random(len(lead)) < _STALE_SHARE, STALE, np.where(won, WON, DEAD))
    spread = np.array(_CYCLE_SPREAD)[end]
    cycle = np.array(_CYCLE_DAYS)[end] * np.exp(spread * random.standard_normal(len(lead))) * c.DAY
    close = time.work.later(leads.zone[lead], begin + c.HOUR, cycle)
    pulled = (end == WON) & (random.random(len(lead)) < t.QUARTER_END_WINS) & truths.quarter_end
    close = np.where(pulled, _quarter_end(random, time, close), close)
    amount = _MEDIAN_AMOUNT * (leads.employees[lead] / 200.0) ** 0.35 * lognormal(random, 1.0, 0.6, len(lead))
    in_dollars = np.isin(np.array([item.name for item in c.COUNTRIES])[leads.country[lead]], c.DOLLAR_COUNTRIES)
    dollars = in_dollars & (leads.account[lead] % 10 < 10 * c.DOLLAR_SHARE)
    begin, close = np.floor(begin), np.floor(close)
    return Deals(lead, ids.serial, ids.person, begin, close, close, end, new, alone, amount, dollars, ids.shift)


def _follow(random: Random, time: Time, leads: Leads, deals: Deals, end: int, truths: Truths) -> Deals:
    """Reopen lost opportunities, or sell to customers again."""
    share, days = (_REOPENS, _REOPEN_DAYS) if end == DEAD else (_BUYS_AGAIN, _AGAIN_DAYS)
    rows = (deals.end == end) & deals.alone & (random.random(len(deals)) < share)
    old = deals.only(rows)
    begin = time.work.later(leads.zone[old.lead], old.close + 3 * c.DAY, lognormal(random, days * c.DAY, 0.5, len(old)))
    new = np.full(len(old), end == WON)
    ids = _Ids(old.lead, old.serial + new, old.person, old.shift)
    return _run(random, time, leads, ids, begin, new, old.alone, truths)


def _slipped(random: Random, time: Time, deals: Deals, truths: Truths) -> Deals:
    """Move some wins of one quarter into the next."""
    over = quarter_ends(t.SLIPPED_QUARTER)
    days, lot = random.uniform(0.5, t.SLIPPED_DAYS, len(deals)), random.random(len(deals))
    late = time.work.later(np.zeros(len(deals), dtype=np.int64), over + days * c.DAY, np.full(len(deals), c.HOUR))
    slips = in_quarter(deals.close, t.SLIPPED_QUARTER) & (deals.end == WON) & (lot < t.SLIPPED_SHARE)
    return Deals(**{**vars(deals), "close": np.where(slips & truths.slipped_quarter, np.floor(late), deals.close)})


def _quarter_end(random: Random, time: Time, close: Floats) -> Floats:
    """Move moments to one of the last eight days of their quarter, if that is not before them."""
    days = local(np.minimum(close, time.end))
    last = seconds((days.tz_localize(None).to_period("Q").end_time + pd.Timedelta(1)).tz_localize(c.ZONES[0]))
    drawn = last - random.uniform(0, 8, len(close)) * c.DAY
    moved = time.work.later(np.zeros(len(close), dtype=np.int64), drawn, np.full(len(close), c.MINUTE))
    return np.where((moved > close) & (moved < last), moved, close)
