"""What leads do, and what is sent to them, while they pass through the funnel."""

import numpy as np
import pandas as pd

from leaddash.sample import company as c
from leaddash.sample.arrivals import Leads
from leaddash.sample.contact import Work
from leaddash.sample.deals import WON, Deals
from leaddash.sample.leaving import Exits
from leaddash.sample.pace import Floats, Ints, Random, Time, date_at, lognormal, upcoming
from leaddash.sample.process import Passes
from leaddash.sample.rows import (
    ATTEMPTED,
    CALL,
    CONNECTED,
    CONTENT_DOWNLOAD,
    EMAIL,
    EMAIL_CLICK,
    EMAIL_OPEN,
    EMAIL_SENT,
    EVENT_ATTENDED,
    MEETING,
    NOBODY,
    OUTBOUND,
    PAGE_VIEW,
    WEBINAR_ATTENDED,
    asset_held,
    asset_of,
    happened,
    price_sheet_at,
)

# Expected activities of a usual lead between entering a stage and leaving it. Columns follow rows.KINDS:
# page view, pricing page, form, content, trial, demo request, webinar, event.
_USUAL = np.array(
    [
        [1.3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],  # new name: nothing meaningful, or it would be engaged
        [2.2, 0.10, 0.12, 0.40, 0.01, 0.0, 0.12, 0.03],
        [3.2, 0.28, 0.20, 0.60, 0.02, 0.0, 0.25, 0.03],
        [3.5, 0.55, 0.20, 0.50, 0.06, 0.04, 0.15, 0.02],
        [3.0, 0.60, 0.10, 0.50, 0.10, 0.03, 0.10, 0.02],
        [6.0, 1.00, 0.20, 0.80, 0.25, 0.0, 0.15, 0.05],
        [4.0, 0.10, 0.20, 0.40, 0.0, 0.0, 0.30, 0.05],
    ]
)
_FADE_DAYS = (
    8.0,
    25.0,
    35.0,
    20.0,
    20.0,
    60.0,
    90.0,
)  # median days until a lead that goes no further is quiet
_LONGEST_DAYS = 120.0  # a stage counts as quiet after this
_PRICE_SHARE = (0.03, 0.03, 0.12, 0.3, 0.4, 0.4, 0.1)  # share of downloads that are a price sheet, by stage
_TRIGGER_PRICE_SHARE = 0.65  # and of downloads that made an MQL
_TRIGGER_MINUTES = 12.0  # an MQL is stamped within this long after the activity that made it

_EMAILS = 4.6  # automated e-mails per lead
_EMAIL_GAP_DAYS = 9.0  # median between two of them
_MOST_EMAILS = 10
_OPENS, _CLICKS = 0.34, 0.2  # share of e-mails opened, of openings clicked
_BEFORE_CREATION = 0.003  # share of leads seen on the site before the CRM knew them

_MEETINGS = 1.3  # between sales lead and opportunity
_DEAL_TOUCHES = 7.0  # calls, e-mails and meetings of an opportunity
_FOLLOW_UPS = 0.8  # e-mails of the SDR after contact


def lead_activities(
    random: Random, time: Time, leads: Leads, passes: Passes, exits: Exits, closes: Floats
) -> pd.DataFrame:
    """Return what leads do in each stage of each pass, and what opened it; ``closes`` ends opportunities."""
    parts = [_openings(random, time, passes), _triggers(random, time, passes)]
    for stage in range(len(c.STAGES)):
        parts.extend(_in_stage(random, time, leads, passes, exits, closes, stage))
    return pd.concat(parts, ignore_index=True)


def emails(random: Random, time: Time, leads: Leads) -> pd.DataFrame:
    """Return automated e-mails, their openings and clicks, and early page views."""
    count = np.minimum(1 + random.poisson(_EMAILS - 1, len(leads)), _MOST_EMAILS)
    lead = np.repeat(np.arange(len(leads)), count)
    turn = np.arange(len(lead)) - np.repeat(np.cumsum(count) - count, count)
    waits = lognormal(random, _EMAIL_GAP_DAYS * c.DAY, 0.4, len(lead)) * turn
    sent = leads.created[lead] + random.uniform(5, 60, len(lead)) + waits
    opened = time.life.later(leads.zone[lead], sent + 30, lognormal(random, 4 * c.HOUR, 1.3, len(lead)))
    opened = np.where(random.random(len(lead)) < _OPENS * np.exp(0.3 * leads.eager[lead]), opened, np.inf)
    clicked = np.where(random.random(len(lead)) < _CLICKS, opened + random.uniform(3, 90, len(lead)), np.inf)
    asset = asset_of(random, EMAIL_SENT, len(lead))
    early = leads.created - random.uniform(60, 3 * c.HOUR, len(leads))
    early = np.where(random.random(len(leads)) < _BEFORE_CREATION, early, np.inf)
    everyone = np.arange(len(leads))
    parts = (
        happened(lead, sent, EMAIL_SENT, asset=asset, direction=OUTBOUND),
        happened(lead, opened, EMAIL_OPEN, asset=asset),
        happened(lead, clicked, EMAIL_CLICK, asset=asset),
        happened(lead, clicked + 4, PAGE_VIEW, asset=asset_of(random, PAGE_VIEW, len(lead))),
        happened(everyone, early, PAGE_VIEW, asset=asset_of(random, PAGE_VIEW, len(leads))),
    )
    return pd.concat(parts, ignore_index=True)


def rep_activities(random: Random, time: Time, leads: Leads, passes: Passes, done: Work, exits: Exits) -> pd.DataFrame:
    """Return what reps do after contact and before an opportunity."""
    zone = leads.zone[passes.lead]
    accepted = passes.entered[:, c.SALES_LEAD]
    until = np.minimum(np.minimum(accepted, exits.at), done.contacted + 10 * c.DAY)
    follow = _times(random, np.where(np.isfinite(done.contacted), _FOLLOW_UPS, 0.0))
    mailed = time.work.between(random, zone[follow], done.contacted[follow], until[follow])
    until = np.minimum(np.minimum(passes.entered[:, c.OPPORTUNITY], exits.at), accepted + 20 * c.DAY)
    meet = _times(random, np.where(np.isfinite(accepted), _MEETINGS, 0.0))
    met = time.work.between(random, zone[meet], accepted[meet], until[meet])
    parts = (
        _by_rep(passes.lead[follow], mailed, EMAIL, done.caller[follow], ATTEMPTED),
        _by_rep(passes.lead[meet], met, MEETING, done.executive[meet], CONNECTED),
    )
    return pd.concat(parts, ignore_index=True)


def deal_activities(random: Random, time: Time, leads: Leads, deals: Deals) -> pd.DataFrame:
    """Return what account executives do while an opportunity runs."""
    row = _times(random, np.where(deals.end == WON, 1.3, 1.0) * _DEAL_TOUCHES)
    until = np.minimum(deals.close, deals.begin + _LONGEST_DAYS * c.DAY)
    at = time.work.between(random, leads.zone[deals.lead[row]], deals.begin[row], until[row])
    lot = random.random(len(row))
    kind = np.where(lot < 0.3, MEETING, np.where(lot < 0.65, CALL, EMAIL))
    spoke = (kind == MEETING) | ((kind == CALL) & (random.random(len(row)) < 0.6))
    return _by_rep(deals.lead[row], at, kind, deals.person[row], np.where(spoke, CONNECTED, ATTEMPTED))


def _openings(random: Random, time: Time, passes: Passes) -> pd.DataFrame:
    at = np.where(passes.opening != NOBODY, passes.entered[:, c.ENGAGED], np.inf)
    return happened(passes.lead, at, passes.opening, asset=_assets(random, time, passes.opening, at, 0.03))


def _triggers(random: Random, time: Time, passes: Passes) -> pd.DataFrame:
    """Return the activity that made each MQL, minutes before its stamp."""
    mql = passes.entered[:, c.MQL]
    at = mql - random.uniform(20, _TRIGGER_MINUTES * c.MINUTE, len(passes))
    at = np.where(passes.trigger == WEBINAR_ATTENDED, mql - c.HOUR, at)
    floor = np.where(passes.first == c.MQL, at, passes.begin)
    at = np.where(passes.trigger == NOBODY, np.inf, np.maximum(at, floor))
    return happened(
        passes.lead, at, passes.trigger, asset=_assets(random, time, passes.trigger, at, _TRIGGER_PRICE_SHARE)
    )


def _in_stage(
    random: Random, time: Time, leads: Leads, passes: Passes, exits: Exits, closes: Floats, stage: int
) -> list[pd.DataFrame]:
    rows = np.flatnonzero(np.isfinite(passes.entered[:, stage]))
    since = passes.entered[rows, stage]
    until = np.minimum(_left(passes, exits, closes, stage)[rows], since + _quiet(random, stage, len(rows)))
    lead = passes.lead[rows]
    expected = np.exp(leads.eager[lead] - 0.2) * (until > since) * (0.6 + 0.4 * (passes.top[rows] > stage))
    parts = []
    for kind in np.flatnonzero(_USUAL[stage]):
        at_row = _times(random, expected * _USUAL[stage, kind])
        at = time.life.between(random, leads.zone[lead[at_row]], since[at_row], until[at_row])
        parts.append(_done(random, time, lead[at_row], at, until[at_row], int(kind), _PRICE_SHARE[stage]))
    return parts


def _left(passes: Passes, exits: Exits, closes: Floats, stage: int) -> Floats:
    """Return when each pass left a stage, never if it has not."""
    after: Floats = passes.entered[:, stage + 1 :].min(axis=1, initial=np.inf)
    return np.minimum(np.minimum(after, exits.at), closes if stage == c.OPPORTUNITY else np.inf)


def _quiet(random: Random, stage: int, count: int) -> Floats:
    return np.minimum(lognormal(random, _FADE_DAYS[stage], 0.6, count), _LONGEST_DAYS) * c.DAY


def _done(
    random: Random, time: Time, lead: Ints, at: Floats, until: Floats, kind: int, price_share: float
) -> pd.DataFrame:
    """Return activities of one kind; webinars and trade shows happen when they are held, once per lead."""
    kinds = np.full(len(lead), kind)
    if kind not in (WEBINAR_ATTENDED, EVENT_ATTENDED):
        return happened(lead, at, kind, asset=_assets(random, time, kinds, at, price_share))
    dates = time.webinars if kind == WEBINAR_ATTENDED else time.events
    position = upcoming(at, dates)
    held = date_at(dates, position) + random.uniform(0, 900, len(lead))
    _, once = np.unique(lead * (len(dates) + 1) + position, return_index=True)
    held = np.where(np.isin(np.arange(len(lead)), once) & (held < until), held, np.inf)
    return happened(lead, held, kind, asset=asset_held(kind, position))


def _assets(random: Random, time: Time, kind: Ints, at: Floats, price_share: float) -> Ints:
    asset = np.full(len(kind), NOBODY)
    for code in np.unique(kind[kind >= 0]):
        rows = kind == code
        asset[rows] = asset_of(random, int(code), int(rows.sum()))
    for code, dates in ((WEBINAR_ATTENDED, time.webinars), (EVENT_ATTENDED, time.events)):
        nearest = np.maximum(np.searchsorted(dates, at + c.DAY) - 1, 0)
        asset = np.where(kind == code, asset_held(code, nearest), asset)
    priced = (kind == CONTENT_DOWNLOAD) & (random.random(len(kind)) < price_share)
    return np.where(priced, price_sheet_at(at), asset)


def _by_rep(lead: Ints, at: Floats, kind: Ints | int, person: Ints, outcome: Ints | int) -> pd.DataFrame:
    return happened(lead, at, kind, direction=OUTBOUND, person=person, outcome=outcome)


def _times(random: Random, expected: Floats) -> Ints:
    """Return each row as often as something happens to it."""
    return np.repeat(np.arange(len(expected)), random.poisson(expected))
