"""What account executives say of a deal while it runs: its stage, category, amount and close date."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from leaddash.sample import company as c
from leaddash.sample import truths as t
from leaddash.sample.arrivals import Leads
from leaddash.sample.deals import DEAD, STALE, WON, Deals, in_quarter, quarter_ends
from leaddash.sample.pace import Bools, Floats, Ints, Random, Time, local, lognormal, seconds
from leaddash.sample.people import TOO_LITTLE, TOO_MUCH, People
from leaddash.sample.truths import Truths

DEAL_STAGES = ("Discovery", "Proposal", "Negotiation", "won", "lost")
DISCOVERY, PROPOSAL, NEGOTIATION, IS_WON, IS_LOST = range(len(DEAL_STAGES))
FORECASTS = ("Pipeline", "Best Case", "Commit", "Closed", "Omitted")
PIPELINE, BEST_CASE, COMMIT, CLOSED, OMITTED = range(len(FORECASTS))
UNCHANGED = -1  # no stage or category is said: it stays
UNSAID = np.nan  # no amount or date

_NEVER = np.inf
_PARTS = ((0.2, 0.4), (0.42, 0.53), (0.55, 0.8))  # when in a run the proposal, the new amount, the negotiation come
_FIRST_GUESS_DAYS = 75.0  # predicted length of every new opportunity
_HURRIED = 0.5  # share of it that the over-hopeful predict
_MONTH_ENDS = 0.4  # share of the dates said that are the last of their month
_REVALUED = 0.45  # share whose amount changes in between
_REVISED_BEFORE_DAYS, _REVISED_DAYS = 3.0, 4.0  # a date is moved from so long before it, median so long after that
_MOST_PUSHES = 12  # in one stage
_GIVEN_UP, _GIVEN_UP_DAYS = 0.7, 45.0  # share of the stale called omitted in the end, median days after their date
_LARGE_DAYS = 42.0  # the large deal ran so long at least


@dataclass(frozen=True)
class _Course:
    """When each run gets where, never where it does not; ``large`` is the large loss."""

    proposal: Floats
    revaluation: Floats
    negotiation: Floats
    given_up: Floats
    large: Bools

    def left(self, deals: Deals, stage: int) -> Floats:
        """When each run leaves a stage, gets closed or is given up."""
        after = (self.proposal, self.negotiation)[stage:]
        return np.asarray(np.minimum.reduce([deals.closed, self.given_up, *after]), dtype=np.float64)


def changes(random: Random, time: Time, people: People, leads: Leads, deals: Deals, truths: Truths) -> pd.DataFrame:
    """Return every change of the runs: row of the run, moment, stage, forecast, amount and close date."""
    course = _course(random, time, leads, deals, truths)
    first, last = _amounts(random, deals, course)
    said = _dates(random, deals, course, truths)
    early, sure, late = _calls(random, time, people, leads, deals, course, truths)
    ended = np.where(deals.end == WON, IS_WON, IS_LOST)
    parts = [
        _part(deals.begin, DISCOVERY, PIPELINE, first, said[DISCOVERY]),
        _part(course.proposal, PROPOSAL, early, first, said[PROPOSAL]),
        _part(course.revaluation, UNCHANGED, UNCHANGED, last, UNSAID),
        _part(course.negotiation, NEGOTIATION, sure, last, said[NEGOTIATION]),
        _part(late, UNCHANGED, COMMIT, UNSAID, UNSAID),
        _part(course.given_up, UNCHANGED, OMITTED, UNSAID, UNSAID),
        _part(deals.closed, ended, np.where(ended == IS_WON, CLOSED, OMITTED), last, deals.close),
        *_pushes(random, time, leads, deals, course, said, truths),
    ]
    frame = pd.concat(parts, ignore_index=True)
    return frame.loc[frame["at"] <= time.end, :]


def _course(random: Random, time: Time, leads: Leads, deals: Deals, truths: Truths) -> _Course:
    lots, large = random.random((4, len(deals))), _large(deals, truths)
    proposal, revaluation, negotiation = (_within(random, time, leads, deals, part) for part in _PARTS)
    favoured = _favoured(deals, truths)
    proposed = (lots[0] < np.where(favoured, t.PROPOSED_WON, t.PROPOSED_LOST)) | large
    negotiated = proposed & ((lots[1] < np.where(favoured, t.NEGOTIATED_WON, t.NEGOTIATED_LOST)) | large)
    patience = lognormal(random, _GIVEN_UP_DAYS * c.DAY, 0.6, len(deals))
    given_up = time.work.later(leads.zone[deals.lead], deals.close + c.DAY, patience)
    return _Course(
        np.where(proposed, proposal, _NEVER),
        np.where(lots[2] < _REVALUED, revaluation, _NEVER),
        np.where(negotiated, negotiation, _NEVER),
        np.where((deals.end == STALE) & (lots[3] < _GIVEN_UP), given_up, _NEVER),
        large,
    )


def _favoured(deals: Deals, truths: Truths) -> Bools:
    """Say of which deals the signs are good."""
    return np.asarray((deals.end == WON) & truths.deal_signals, dtype=np.bool_)


def _large(deals: Deals, truths: Truths) -> Bools:
    """Choose the deal that is to be the large loss: the last one lost in its quarter that ran long enough, if any."""
    long = (deals.close - deals.begin >= _LARGE_DAYS * c.DAY) & ~deals.dollars
    fits = (deals.end == DEAD) & long & in_quarter(deals.close, t.LARGE_LOSS_QUARTER) & truths.large_loss
    last = np.max(deals.close, where=fits, initial=-_NEVER)
    latest = fits & (deals.close == last)
    return np.asarray(latest & (np.cumsum(latest) == 1), dtype=np.bool_)


def _within(random: Random, time: Time, leads: Leads, deals: Deals, part: tuple[float, float]) -> Floats:
    """Draw a moment in some part of each run, in working hours, before its end."""
    drawn = deals.begin + (deals.due - deals.begin) * random.uniform(*part, len(deals))
    moved = time.work.later(leads.zone[deals.lead], drawn, np.full(len(deals), c.HOUR))
    return np.minimum(moved, np.maximum(deals.begin, deals.due - c.MINUTE))


def _amounts(random: Random, deals: Deals, course: _Course) -> tuple[Floats, Floats]:
    """Return amounts at first and at last, in hundreds."""
    change = np.clip(1 + 0.2 * random.standard_normal(len(deals)) - 0.04, 0.5, 1.6)
    amounts = np.round(deals.amount, -2), np.round(deals.amount * change, -2)
    first, last = (np.where(course.large, t.LARGE_LOSS_AMOUNT, amount) for amount in amounts)
    return first, last


def _dates(random: Random, deals: Deals, course: _Course, truths: Truths) -> list[Floats]:
    """Return the close date said in each stage, nothing that is over when it is said."""
    lots, errors = random.random((4, len(deals))), random.standard_normal((2, len(deals)))
    days = np.where(_favoured(deals, truths), t.DATE_ERROR_DAYS_WON, t.DATE_ERROR_DAYS_LOST)
    hurried = (lots[3] < t.OFTEN_PUSHED_SHARE) & truths.pushed_dates
    hoped = deals.begin + _FIRST_GUESS_DAYS * c.DAY * np.where(hurried, _HURRIED, 1.0)
    proposed = np.maximum(deals.due + days * c.DAY * errors[0], course.proposal + c.DAY)
    agreed = np.maximum(deals.due + days * c.DAY * errors[1] / 2, course.negotiation + c.DAY)
    agreed = np.where(course.large, quarter_ends(t.LARGE_LOSS_QUARTER) - c.HOUR, agreed)
    return [_at_month_ends(said, lot) for said, lot in zip((hoped, proposed, agreed), lots, strict=False)]


def _at_month_ends(said: Floats, lots: Floats) -> Floats:
    rounds = np.isfinite(said) & (lots < _MONTH_ENDS)
    return np.where(rounds, _month_after(said) - c.HOUR, said)


def _month_after(moments: Floats) -> Floats:
    """Return the local midnight with which the month after each moment begins, never after never."""
    known = local(np.where(np.isfinite(moments), moments, 0.0)).tz_localize(None).to_period("M")
    begins = seconds((known + 1).to_timestamp().tz_localize(c.ZONES[0]))
    return np.where(np.isfinite(moments), begins, _NEVER)


def _calls(
    random: Random, time: Time, people: People, leads: Leads, deals: Deals, course: _Course, truths: Truths
) -> tuple[Ints, Ints, Floats]:
    """Return the category said at the proposal and at the negotiation, and when it is said only at the last."""
    lots = random.random((3, len(deals)))
    habit = people.promises[deals.person] * truths.owner_promises
    share = np.where(_favoured(deals, truths), t.COMMITTED_WON, t.COMMITTED_LOST)
    hopes = (habit == TOO_MUCH) & (lots[0] < t.EARLY_COMMIT_SHARE)
    sure = (hopes | (lots[1] < share) | course.large) & ((habit != TOO_LITTLE) | course.large)
    early = np.where(hopes, COMMIT, BEST_CASE)
    before = deals.close - t.LATE_COMMIT_DAYS * c.DAY * (0.2 + 0.8 * lots[2])
    before = time.work.later(leads.zone[deals.lead], before, np.full(len(deals), c.MINUTE))
    waits = (habit == TOO_LITTLE) & (deals.end == WON) & (before > course.negotiation) & (before < deals.close)
    return early, np.where(sure, COMMIT, BEST_CASE), np.where(waits, before, _NEVER)


def _pushes(
    random: Random, time: Time, leads: Leads, deals: Deals, course: _Course, said: list[Floats], truths: Truths
) -> list[pd.DataFrame]:
    """Move dates that pass to a later month each time, stage by stage."""
    parts = []
    for stage, since in enumerate((deals.begin, course.proposal, course.negotiation)):
        date, until = np.where(np.isfinite(since), said[stage], _NEVER), course.left(deals, stage)
        for _ in range(_MOST_PUSHES):
            lots = random.random((2, len(deals)))
            wait = lognormal(random, _REVISED_DAYS * c.DAY, 0.8, len(deals))
            notices = np.maximum(date - _REVISED_BEFORE_DAYS * c.DAY, since + c.HOUR)
            at = time.work.later(leads.zone[deals.lead], notices, wait)
            pushed = (at < until - c.MINUTE) & (lots[0] < t.PUSHED_SHARE) & truths.pushed_dates
            since = np.where(pushed, at, _NEVER)
            later = np.maximum(_month_after(date) + (1 + 27 * lots[1]) * c.DAY, since + c.DAY)
            date = np.where(pushed, later, _NEVER)
            parts.append(_part(since, UNCHANGED, UNCHANGED, UNSAID, date))
    return parts


def _part(
    moments: Floats, stage: Ints | int, forecast: Ints | int, amount: Floats | float, date: Floats | float
) -> pd.DataFrame:
    ever = np.flatnonzero(np.isfinite(moments))
    columns = {"at": np.floor(moments), "stage": stage, "forecast": forecast, "amount": amount, "date": date}
    return pd.DataFrame(
        {"run": ever, **{name: np.broadcast_to(one, moments.shape)[ever] for name, one in columns.items()}}
    )
