"""What leads do from MQL on, and what reps do after contact."""

import numpy as np

from leaddash.sample import company as c
from leaddash.sample.arrivals import Leads
from leaddash.sample.contact import Work
from leaddash.sample.deals import WON, Deals
from leaddash.sample.leaving import Exits
from leaddash.sample.life import do
from leaddash.sample.pace import Floats, Ints, Random, Time, lognormal, times
from leaddash.sample.process import Passes
from leaddash.sample.rows import (
    ATTEMPTED,
    CALL,
    CONNECTED,
    CONTENT_DOWNLOAD,
    EMAIL,
    EVENT_ATTENDED,
    FORM_SUBMIT,
    MEETING,
    OUTBOUND,
    PAGE_VIEW,
    PRICING_PAGE,
    TRIAL,
    WEBINAR_ATTENDED,
    Rows,
    happened,
    joined,
)

# Expected activities of a usual lead between entering a stage, from MQL on, and leaving it.
_KINDS = (PAGE_VIEW, PRICING_PAGE, FORM_SUBMIT, CONTENT_DOWNLOAD, TRIAL, WEBINAR_ATTENDED, EVENT_ATTENDED)
_USUAL = {
    c.MQL: (2.5, 0.25, 0.05, 0.25, 0.03, 0.05, 0.01),
    c.SALES_LEAD: (3.0, 0.60, 0.10, 0.50, 0.10, 0.10, 0.02),
    c.OPPORTUNITY: (6.0, 1.00, 0.20, 0.80, 0.25, 0.15, 0.05),
    c.CUSTOMER: (4.0, 0.10, 0.20, 0.40, 0.0, 0.30, 0.05),
}
_FADE_DAYS = {c.MQL: 20.0, c.SALES_LEAD: 20.0, c.OPPORTUNITY: 60.0, c.CUSTOMER: 90.0}  # median until it is quiet
_PRICE_SHARE = {c.MQL: 0.3, c.SALES_LEAD: 0.4, c.OPPORTUNITY: 0.4, c.CUSTOMER: 0.1}  # of downloads
_LONGEST_DAYS = 120.0  # a stage counts as quiet after this
_MEETINGS = 1.3  # between sales lead and opportunity
_DEAL_TOUCHES = 7.0  # calls, e-mails and meetings of an opportunity
_FOLLOW_UPS = 0.8  # e-mails of the rep after contact


def buyer_activities(random: Random, time: Time, leads: Leads, passes: Passes, exits: Exits, closes: Floats) -> Rows:
    """Return what leads do in each stage from MQL on; ``closes`` ends the opportunity of each pass."""
    parts = [rows for stage in _USUAL for rows in _in_stage(random, time, leads, passes, exits, closes, stage)]
    return joined(parts)


def rep_activities(random: Random, time: Time, leads: Leads, passes: Passes, done: Work, exits: Exits) -> Rows:
    """Return what reps do after contact and before an opportunity."""
    zone = leads.zone[passes.lead]
    accepted = passes.entered[:, c.SALES_LEAD]
    until = np.minimum(np.minimum(accepted, exits.at), done.contacted + 10 * c.DAY)
    follow = times(random, np.where(np.isfinite(done.contacted), _FOLLOW_UPS, 0.0))
    mailed = time.work.between(random, zone[follow], done.contacted[follow], until[follow])
    until = np.minimum(np.minimum(passes.entered[:, c.OPPORTUNITY], exits.at), accepted + 20 * c.DAY)
    meet = times(random, np.where(np.isfinite(accepted), _MEETINGS, 0.0))
    met = time.work.between(random, zone[meet], accepted[meet], until[meet])
    parts = (
        _by_rep(passes.lead[follow], mailed, EMAIL, done.caller[follow], ATTEMPTED),
        _by_rep(passes.lead[meet], met, MEETING, done.executive[meet], CONNECTED),
    )
    return joined(parts)


def deal_activities(random: Random, time: Time, leads: Leads, deals: Deals) -> Rows:
    """Return what account executives do while an opportunity runs."""
    row = times(random, np.where(deals.end == WON, 1.3, 1.0) * _DEAL_TOUCHES)
    until = np.minimum(deals.close, deals.begin + _LONGEST_DAYS * c.DAY)
    at = time.work.between(random, leads.zone[deals.lead[row]], deals.begin[row], until[row])
    lot = random.random(len(row))
    kind = np.where(lot < 0.3, MEETING, np.where(lot < 0.65, CALL, EMAIL))
    spoke = (kind == MEETING) | ((kind == CALL) & (random.random(len(row)) < 0.6))
    return _by_rep(deals.lead[row], at, kind, deals.person[row], np.where(spoke, CONNECTED, ATTEMPTED))


def _in_stage(
    random: Random, time: Time, leads: Leads, passes: Passes, exits: Exits, closes: Floats, stage: int
) -> list[Rows]:
    rows = np.flatnonzero(np.isfinite(passes.entered[:, stage]))
    since, lead = passes.entered[rows, stage], passes.lead[rows]
    quiet = np.minimum(lognormal(random, _FADE_DAYS[stage], 0.6, len(rows)), _LONGEST_DAYS) * c.DAY
    until = np.minimum(_left(passes, exits, closes, stage)[rows], since + quiet)
    expected = np.exp(leads.eager[lead] - 0.2) * (until > since) * (0.6 + 0.4 * (passes.top[rows] > stage))
    parts = []
    for kind, usual in zip(_KINDS, _USUAL[stage], strict=True):
        row = times(random, expected * usual)
        at = time.life.between(random, leads.zone[lead[row]], since[row], until[row])
        parts.append(do(random, time, kind, lead[row], at, until[row], _PRICE_SHARE[stage]))
    return parts


def _left(passes: Passes, exits: Exits, closes: Floats, stage: int) -> Floats:
    """Return when each pass left a stage, never if it has not."""
    after: Floats = passes.entered[:, stage + 1 :].min(axis=1, initial=np.inf)
    return np.minimum(np.minimum(after, exits.at), closes if stage == c.OPPORTUNITY else np.inf)


def _by_rep(lead: Ints, moments: Floats, kind: Ints | int, person: Ints, outcome: Ints | int) -> Rows:
    return happened(lead, moments, kind, direction=OUTBOUND, person=person, outcome=outcome)
