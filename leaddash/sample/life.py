"""What leads do of their own accord, and with the mail sent to them; who becomes an MQL follows from it."""

from typing import NamedTuple

import numpy as np

from leaddash.sample import company as c
from leaddash.sample import truths as t
from leaddash.sample.arrivals import Leads
from leaddash.sample.mail import mail
from leaddash.sample.pace import (
    Floats,
    Ints,
    Random,
    Time,
    chance,
    choose,
    date_at,
    lognormal,
    times,
    upcoming,
)
from leaddash.sample.rows import (
    CALL,
    CAREERS_PAGE,
    CONTACT_FORM,
    CONTENT_DOWNLOAD,
    DEMO_REQUEST,
    EVENT_ATTENDED,
    FLOOD_ASSET,
    FORM_SUBMIT,
    NOBODY,
    PAGE_VIEW,
    PRICE_SHEET,
    PRICING_PAGE,
    TRIAL,
    WEBINAR_ATTENDED,
    Rows,
    asset_held,
    asset_of,
    happened,
    joined,
    price_sheet_at,
)

Habits = tuple[tuple[int, float], ...]  # kinds and how often a usual lead does each

_NEVER = np.inf
_QUALITY_ENGAGES = 0.3  # how much quality matters for engaging
_ENGAGE_DAYS, _ENGAGE_SPREAD = 3.5, 1.1  # median, and standard deviation of the logarithm
_OPENINGS = ((CONTENT_DOWNLOAD, 0.52), (FORM_SUBMIT, 0.34), (PRICING_PAGE, 0.10), (TRIAL, 0.04))
_RETURNS_WITH = ((CONTENT_DOWNLOAD, 0.4), (PRICING_PAGE, 0.35), (FORM_SUBMIT, 0.15), (TRIAL, 0.1))
_RAISES = 0.05  # share of engaged leads that raises a hand at once
_RAISED_BY_FORM = 0.35  # share of those that write through the contact form, the others ask for a demo
_WEBINAR_PATIENCE_DAYS = 40.0  # who registered attends the next webinar if it is that near

_LOOKS: Habits = ((PAGE_VIEW, 3.0), (CAREERS_PAGE, 0.02))  # of those never engaged
_INTEREST: Habits = (
    *((PAGE_VIEW, 4.0), (PRICING_PAGE, 0.05), (FORM_SUBMIT, 0.08), (CONTENT_DOWNLOAD, 0.26), (TRIAL, 0.012)),
    *((DEMO_REQUEST, 0.006), (WEBINAR_ATTENDED, 0.15), (EVENT_ATTENDED, 0.04), (CAREERS_PAGE, 0.05)),
    *((PRICE_SHEET, 0.015), (CALL, 0.008)),
)
_INTEREST_DAYS, _INTEREST_SPREAD, _LONGEST_DAYS = 70.0, 0.7, 200.0  # median, how long it lasts at most
_SEARCH: Habits = (
    *((PAGE_VIEW, 6.0), (PRICING_PAGE, 1.3), (FORM_SUBMIT, 0.2), (CONTENT_DOWNLOAD, 1.6), (TRIAL, 0.35)),
    *((DEMO_REQUEST, 0.1), (WEBINAR_ATTENDED, 0.3), (PRICE_SHEET, 0.15), (CALL, 0.06)),
)
_SEARCHES, _QUALITY_SEARCHES = 0.2, 0.85  # chance that an engaged lead of quality 0 looks for a supplier
_SEARCH_STARTS_DAYS, _SEARCH_STARTS_SPREAD = 9.0, 1.0  # median, after engaging
_SEARCH_DAYS = 6.0
_PRICED = (0.04, 0.4)  # share of downloads that are a price sheet: of the interested, of the searching
_LATE_FORM = 0.3  # share of the forms of those searching that is the contact form


class Life(NamedTuple):
    """What leads do, and when each first does something meaningful (never where it does not)."""

    rows: Rows
    engaged: Floats


def live(random: Random, time: Time, leads: Leads) -> Life:
    """Let all leads do what they do, whatever sales does."""
    engaged, opening, asset = _engage(random, time, leads)
    everyone = np.arange(len(leads))
    looks = np.where(np.isinf(engaged), np.exp(0.5 * leads.eager), 0.0)
    parts = [
        happened(everyone, engaged, opening, asset=asset),
        _habits(random, time, leads, everyone, leads.created, leads.created + 30 * c.DAY, looks, _LOOKS, 0.0),
        _interested(random, time, leads, everyone, engaged),
        _searching(random, time, leads, everyone, _search_starts(random, time, leads, engaged)),
        _drawn(random, leads, engaged),
        mail(random, time, leads),
    ]
    return Life(joined(parts), engaged)


def live_again(random: Random, time: Time, leads: Leads, lead: Ints, begin: Floats) -> Rows:
    """Let returned leads look around once more, from the moment they are back."""
    opening = choose(random, _RETURNS_WITH, len(lead))
    parts = [
        happened(lead, begin, opening, asset=_assets(random, time, opening, begin, _PRICED[1])),
        _interested(random, time, leads, lead, begin),
        _searching(random, time, leads, lead, begin + c.HOUR),
    ]
    return joined(parts)


def do(random: Random, time: Time, kind: int, lead: Ints, moments: Floats, until: Floats, price_share: float) -> Rows:
    """Return activities of one kind; webinars and trade shows happen when they are held, once per lead."""
    kinds = np.full(len(lead), kind)
    if kind not in (WEBINAR_ATTENDED, EVENT_ATTENDED):
        return happened(lead, moments, kind, asset=_assets(random, time, kinds, moments, price_share))
    dates = time.webinars if kind == WEBINAR_ATTENDED else time.events
    position = upcoming(moments, dates)
    held = date_at(dates, position) + random.uniform(0, 900, len(lead))
    _, once = np.unique(lead * (len(dates) + 1) + position, return_index=True)
    held = np.where(np.isin(np.arange(len(lead)), once) & (held < until), held, _NEVER)
    return happened(lead, held, kind, asset=asset_held(kind, position))


def _engage(random: Random, time: Time, leads: Leads) -> tuple[Floats, Ints, Ints]:
    """Return when each lead first does something meaningful, what, and with which asset."""
    share = np.array([source.engages for source in c.SOURCES])[leads.source]
    at_once = np.array([source.at_once for source in c.SOURCES])[leads.source]
    goes = random.random(len(leads)) < chance(share, _QUALITY_ENGAGES * leads.quality)
    soon = leads.created + random.uniform(0, 600, len(leads))
    days = lognormal(random, _ENGAGE_DAYS * c.DAY, _ENGAGE_SPREAD, len(leads))
    slow = time.life.later(leads.zone, leads.created, days)
    when = np.where(random.random(len(leads)) < at_once, soon, slow)
    seminar, show = leads.source == c.WEBINAR, leads.source == c.EVENT
    when = np.where(seminar, _next_webinar(random, time, leads.created), when)
    when = np.where(goes, when, _NEVER)
    opening = np.where(show, EVENT_ATTENDED, choose(random, _OPENINGS, len(leads)))
    opening = np.where(seminar, WEBINAR_ATTENDED, opening)
    raises = ~seminar & ~show & (random.random(len(leads)) < chance(_RAISES, 0.8 * leads.quality))
    form = random.random(len(leads)) < _RAISED_BY_FORM
    opening = np.where(raises, np.where(form, FORM_SUBMIT, DEMO_REQUEST), opening)
    asset = np.where(raises & form, CONTACT_FORM, _assets(random, time, opening, when, _PRICED[0]))
    lot = random.random((2, len(leads)))
    attends = np.maximum(leads.created, time.flood) + 900 * lot[0]
    flooded = np.where(lot[1] < t.FLOOD_ATTENDS, attends, _NEVER)
    return np.where(leads.flood, flooded, when), opening, np.where(leads.flood, FLOOD_ASSET, asset)


def _next_webinar(random: Random, time: Time, after: Floats) -> Floats:
    """Return when each joins the next webinar, never if that is too far away."""
    held = date_at(time.webinars, upcoming(after, time.webinars))
    near = np.isfinite(after) & (held <= after + _WEBINAR_PATIENCE_DAYS * c.DAY)
    return np.where(near, held + random.uniform(0, 900, len(after)), _NEVER)


def _interested(random: Random, time: Time, leads: Leads, lead: Ints, since: Floats) -> Rows:
    """Return what leads do while their interest lasts."""
    lasts = np.minimum(lognormal(random, _INTEREST_DAYS, _INTEREST_SPREAD, len(lead)), _LONGEST_DAYS) * c.DAY
    often = np.where(np.isfinite(since), np.exp(leads.eager[lead] - 0.2), 0.0)
    return _habits(random, time, leads, lead, since, since + lasts, often, _INTEREST, _PRICED[0])


def _search_starts(random: Random, time: Time, leads: Leads, engaged: Floats) -> Floats:
    """Return when each engaged lead begins to look for a supplier, never for most."""
    shift = _QUALITY_SEARCHES * leads.quality
    goes = (random.random(len(leads)) < chance(_SEARCHES, shift)) & ~leads.flood
    wait = lognormal(random, _SEARCH_STARTS_DAYS * c.DAY, _SEARCH_STARTS_SPREAD, len(leads))
    return np.where(goes, time.life.later(leads.zone, engaged, wait), _NEVER)


def _searching(random: Random, time: Time, leads: Leads, lead: Ints, since: Floats) -> Rows:
    """Return the burst of a lead that looks for a supplier."""
    often = np.where(np.isfinite(since), np.exp(0.5 * leads.eager[lead]), 0.0)
    rows = _habits(random, time, leads, lead, since, since + _SEARCH_DAYS * c.DAY, often, _SEARCH, _PRICED[1])
    contact = (rows.kind == FORM_SUBMIT) & (random.random(len(rows)) < _LATE_FORM)
    rows.asset[contact] = CONTACT_FORM
    return rows


def _drawn(random: Random, leads: Leads, engaged: Floats) -> Rows:
    """Return what the prize draw made those do who attended the webinar of the flood."""
    drawn = leads.flood & (random.random(len(leads)) < t.FLOOD_DRAWN)
    lead = np.flatnonzero(drawn & np.isfinite(engaged))
    slides = engaged[lead] + random.uniform(0.5, 20, len(lead)) * c.HOUR
    prices = slides + random.uniform(30, 900, len(lead))
    parts = (
        happened(lead, slides, CONTENT_DOWNLOAD, asset=asset_of(random, CONTENT_DOWNLOAD, len(lead))),
        happened(lead, prices, PRICING_PAGE, asset=asset_of(random, PRICING_PAGE, len(lead))),
    )
    return joined(parts)


def _habits(
    random: Random,
    time: Time,
    leads: Leads,
    lead: Ints,
    since: Floats,
    until: Floats,
    often: Floats,
    habits: Habits,
    price_share: float,
) -> Rows:
    """Return each kind of activity as often as is usual, spread over the span."""
    parts = []
    for kind, usual in habits:
        row = times(random, often * usual)
        at = time.life.between(random, leads.zone[lead[row]], since[row], until[row])
        parts.append(do(random, time, kind, lead[row], at, until[row], price_share))
    return joined(parts)


def _assets(random: Random, time: Time, kind: Ints, moments: Floats, price_share: float) -> Ints:
    asset = np.full(len(kind), NOBODY)
    for code in np.unique(kind):
        rows = kind == code
        asset[rows] = asset_of(random, int(code), int(rows.sum()))
    for code, dates in ((WEBINAR_ATTENDED, time.webinars), (EVENT_ATTENDED, time.events)):
        nearest = np.maximum(np.searchsorted(dates, moments + c.DAY) - 1, 0)
        asset = np.where(kind == code, asset_held(code, nearest), asset)
    priced = (kind == CONTENT_DOWNLOAD) & (random.random(len(kind)) < price_share)
    return np.where(priced | (kind == PRICE_SHEET), price_sheet_at(moments), asset)
