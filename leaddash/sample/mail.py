"""The mail that marketing's machines send, and what leads do with it."""

import numpy as np

from leaddash.sample import company as c
from leaddash.sample.arrivals import Leads
from leaddash.sample.pace import Floats, Ints, Random, Time, lognormal
from leaddash.sample.rows import (
    EMAIL_CLICK,
    EMAIL_OPEN,
    EMAIL_SENT,
    OUTBOUND,
    PAGE_VIEW,
    UNSUBSCRIBE,
    Rows,
    asset_of,
    happened,
    joined,
)

_NEVER = np.inf
_EMAILS = 9.0  # automated e-mails per lead
_EMAIL_GAP_DAYS = 9.0  # median between two of them
_MOST_EMAILS = 16
_OPENS, _CLICKS = 0.36, 0.2  # share of e-mails opened, of openings clicked
_UNSUBSCRIBES = 0.006  # share of openings that ends the mail
_BEFORE_CREATION = 0.003  # share of leads seen on the site before the CRM knew them


def mail(random: Random, time: Time, leads: Leads) -> Rows:
    """Return automated e-mails, their openings, clicks and ends, and early page views."""
    lead, sent = _sent(random, leads)
    opened = time.life.later(leads.zone[lead], sent + 30, lognormal(random, 4 * c.HOUR, 1.3, len(lead)))
    opened = np.where(random.random(len(lead)) < _OPENS * np.exp(0.3 * leads.eager[lead]), opened, _NEVER)
    clicked = np.where(random.random(len(lead)) < _CLICKS, opened + random.uniform(3, 90, len(lead)), _NEVER)
    leaves = np.where(random.random(len(lead)) < _UNSUBSCRIBES, opened + random.uniform(3, 90, len(lead)), _NEVER)
    stops = np.full(len(leads), _NEVER)
    np.minimum.at(stops, lead, leaves)
    kept = sent <= stops[lead]
    asset = asset_of(random, EMAIL_SENT, len(lead))
    parts = (
        happened(lead, np.where(kept, sent, _NEVER), EMAIL_SENT, asset=asset, direction=OUTBOUND),
        happened(lead, np.where(kept, opened, _NEVER), EMAIL_OPEN, asset=asset),
        happened(lead, np.where(kept, clicked, _NEVER), EMAIL_CLICK, asset=asset),
        happened(lead, np.where(kept, clicked + 4, _NEVER), PAGE_VIEW, asset=asset_of(random, PAGE_VIEW, len(lead))),
        happened(np.arange(len(leads)), stops, UNSUBSCRIBE),
        _early_views(random, leads),
    )
    return joined(parts)


def _sent(random: Random, leads: Leads) -> tuple[Ints, Floats]:
    count = np.minimum(1 + random.poisson(_EMAILS - 1, len(leads)), _MOST_EMAILS)
    lead = np.repeat(np.arange(len(leads)), count)
    turn = np.arange(len(lead)) - np.repeat(np.cumsum(count) - count, count)
    waits = lognormal(random, _EMAIL_GAP_DAYS * c.DAY, 0.4, len(lead)) * turn
    return lead, leads.created[lead] + random.uniform(5, 60, len(lead)) + waits


def _early_views(random: Random, leads: Leads) -> Rows:
    early = leads.created - random.uniform(60, 3 * c.HOUR, len(leads))
    early = np.where(random.random(len(leads)) < _BEFORE_CREATION, early, _NEVER)
    return happened(np.arange(len(leads)), early, PAGE_VIEW, asset=asset_of(random, PAGE_VIEW, len(leads)))
