"""What becomes of those reached: sales lead, opportunity."""

import numpy as np

from leaddash.sample import company as c
from leaddash.sample import truths as t
from leaddash.sample.arrivals import Leads
from leaddash.sample.contact import Work, response_shift, returned_shift
from leaddash.sample.pace import Floats, Random, Time, chance, lognormal
from leaddash.sample.process import Passes
from leaddash.sample.truths import Truths

_ACCEPTED = 0.69  # chance that a contacted lead of quality 0 becomes a sales lead
_ACCEPTED_UNMET = 0.05  # the same for one touched and never reached
_ACCEPT_DAYS = 0.7  # median from contact
_BETTER_PER_YEAR = 0.12  # log-odds by which the acceptance improves
_CONVERTED = 0.32  # chance that a sales lead of quality 0 becomes an opportunity
_CONVERT_DAYS = 5.0  # median
_QUALITY_MATTERS = 0.65
_YEAR = 365.25 * c.DAY


def qualify(random: Random, time: Time, leads: Leads, passes: Passes, done: Work, truths: Truths) -> None:
    """Fill in sales lead and opportunity."""
    _accept(random, time, leads, passes, done, truths)
    _convert(random, time, leads, passes, truths)


def win_shift(passes: Passes, done: Work, truths: Truths) -> Floats:
    """Return the log-odds by which the opportunity of each pass is won more easily or less."""
    return returned_shift(passes, truths) + response_shift(t.WIN_ODDS_PER_EFOLD, done.minutes, truths)


def _accept(random: Random, time: Time, leads: Leads, passes: Passes, done: Work, truths: Truths) -> None:
    met = np.isfinite(done.contacted)
    since = np.where(met, done.contacted, done.last_attempt)
    years = np.where(np.isfinite(since), since - time.end, 0) / _YEAR
    shift = _QUALITY_MATTERS * leads.quality[passes.lead] + returned_shift(passes, truths) + _BETTER_PER_YEAR * years
    shift = shift - np.where(done.reviewed, 0.0, np.log(t.SDR_ACCEPT_ODDS))
    goes = np.isfinite(since) & (random.random(len(passes)) < chance(np.where(met, _ACCEPTED, _ACCEPTED_UNMET), shift))
    delay = lognormal(random, _ACCEPT_DAYS * c.DAY, 1.2, len(passes))
    when = time.work.later(leads.zone[passes.lead], since + c.MINUTE, delay)
    passes.entered[goes, c.SALES_LEAD] = when[goes]


def _convert(random: Random, time: Time, leads: Leads, passes: Passes, truths: Truths) -> None:
    accepted = passes.entered[:, c.SALES_LEAD]
    odds = chance(_CONVERTED, _QUALITY_MATTERS * leads.quality[passes.lead] + returned_shift(passes, truths))
    goes = np.isfinite(accepted) & (random.random(len(passes)) < odds)
    delay = lognormal(random, _CONVERT_DAYS * c.DAY, 0.8, len(passes))
    when = time.work.later(leads.zone[passes.lead], accepted, delay)
    passes.entered[goes, c.OPPORTUNITY] = when[goes]
