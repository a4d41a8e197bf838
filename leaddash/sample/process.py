"""The way of each lead through the funnel, up to the hand-over; one pass is one episode."""

from dataclasses import dataclass

import numpy as np

from leaddash.sample import company as c
from leaddash.sample.arrivals import Leads
from leaddash.sample.pace import Bools, Floats, Ints, Random, Time, date_at, lognormal, upcoming
from leaddash.sample.rows import (
    CONTENT_DOWNLOAD,
    DEMO_REQUEST,
    EVENT_ATTENDED,
    FORM_SUBMIT,
    NOBODY,
    PRICING_PAGE,
    TRIAL,
    WEBINAR_ATTENDED,
)

_NEVER = np.inf
_STEP = (1.0, 1.0, 0.38, 0.33)  # chance of entering each stage for a lead of quality 0
_WEIGHT = (0.0, 0.3, 0.55, 0.6)  # how much quality matters for it
_DAYS = (0.0, 3.5, 6.0, 6.5)  # median days it takes
_SPREAD = (0.0, 1.1, 0.9, 0.9)  # standard deviation of their logarithm
AGAIN = 0.8  # log-odds by which a returned lead does better
_SWING = 0.16  # log-odds of the slow wave in how many targets become MQLs
_SWING_DAYS = 240.0  # its length
_WEBINAR_PATIENCE_DAYS = 40.0  # who registered attends the next webinar if it is that near
_RAISES = 0.055  # share of engaged leads that asks for a demo at once
_RAISED_SKIPS = 0.7  # share of those never stamped as target
_OPENINGS = ((CONTENT_DOWNLOAD, 0.5), (FORM_SUBMIT, 0.3), (PRICING_PAGE, 0.13), (TRIAL, 0.07))
_TRIGGERS = (
    (DEMO_REQUEST, 0.2),
    (PRICING_PAGE, 0.3),
    (CONTENT_DOWNLOAD, 0.3),
    (TRIAL, 0.1),
    (FORM_SUBMIT, 0.1),
)
_WEBINAR_TRIGGERS = (0.2, 0.7)  # share of MQLs made by attending a webinar: other sources, source webinar
_RETURN_STAGE = ((c.ENGAGED, 0.2), (c.TARGET, 0.35), (c.MQL, 0.45))  # where a returned lead is taken up again
_DIRECT = (0.012, 0.05)  # share of targets sales takes up without an MQL: other sources, partner and outbound
_DIRECT_DAYS = 12.0  # median after target


@dataclass
class Passes:
    """One pass of each lead given; moments are infinite where nothing happened."""

    lead: Ints  # row in the block
    first: Ints  # stage it begins in
    entered: Floats  # passes x stages
    opening: Ints  # kind of the first meaningful activity, of first passes
    trigger: Ints  # kind of the activity that made the MQL

    def __len__(self) -> int:
        return len(self.lead)

    @property
    def begin(self) -> Floats:
        """When each pass begins."""
        return self.entered[np.arange(len(self)), self.first]

    @property
    def top(self) -> Ints:
        """The highest stage each pass reaches."""
        reached = np.isfinite(self.entered)
        return np.asarray(len(c.STAGES) - 1 - np.argmax(reached[:, ::-1], axis=1), dtype=np.int64)


def chance(base: float | Floats, shift: Floats) -> Floats:
    """Return a probability moved by log-odds."""
    odds = np.asarray(base) / (1 - np.asarray(base)) * np.exp(shift)
    return np.asarray(odds / (1 + odds), dtype=np.float64)


def choose(random: Random, options: tuple[tuple[int, float], ...], count: int) -> Ints:
    """Draw codes from pairs of code and weight."""
    codes, weights = (np.array(column) for column in zip(*options, strict=True))
    return np.asarray(random.choice(codes, count, p=weights / weights.sum()), dtype=np.int64)


def first_passes(random: Random, time: Time, leads: Leads) -> Passes:
    """Lead everyone from creation to MQL, or to where they stop."""
    passes = _blank(np.arange(len(leads)), np.zeros(len(leads), dtype=np.int64), leads.created)
    _engage(random, time, leads, passes)
    _raise_hands(random, leads, passes)
    _advance(random, time, leads, passes, c.TARGET)
    _qualify(random, time, leads, passes)
    _take_directly(random, time, leads, passes)
    return passes


def later_passes(random: Random, time: Time, leads: Leads, lead: Ints, begin: Floats) -> Passes:
    """Take up returned leads again, somewhere between engaged and MQL."""
    passes = _blank(lead, choose(random, _RETURN_STAGE, len(lead)), begin)
    passes.trigger[passes.first == c.MQL] = PRICING_PAGE
    _advance(random, time, leads, passes, c.TARGET)
    _qualify(random, time, leads, passes)
    return passes


def _blank(lead: Ints, first: Ints, begin: Floats) -> Passes:
    entered = np.full((len(lead), len(c.STAGES)), _NEVER)
    entered[np.arange(len(lead)), first] = begin
    nothing = np.full(len(lead), NOBODY)
    return Passes(lead, first, entered, nothing, nothing.copy())


def _engage(random: Random, time: Time, leads: Leads, passes: Passes) -> None:
    share = np.array([source.engages for source in c.SOURCES])[leads.source]
    at_once = np.array([source.at_once for source in c.SOURCES])[leads.source]
    goes = random.random(len(leads)) < chance(share, _WEIGHT[c.ENGAGED] * leads.quality)
    soon = leads.created + random.uniform(0, 600, len(leads))
    slow = time.life.later(leads.zone, leads.created, _delay(random, c.ENGAGED, len(leads)))
    when = np.where(random.random(len(leads)) < at_once, soon, slow)
    seminar = leads.source == c.WEBINAR
    when = np.where(seminar, _next_webinar(random, time, leads.created), when)
    passes.entered[:, c.ENGAGED] = np.where(goes, when, _NEVER)
    opening = np.where(leads.source == c.EVENT, EVENT_ATTENDED, choose(random, _OPENINGS, len(leads)))
    passes.opening[:] = np.where(seminar, WEBINAR_ATTENDED, opening)


def _raise_hands(random: Random, leads: Leads, passes: Passes) -> None:
    """Turn some who engage at once into demo requests, MQL within minutes."""
    engaged = passes.entered[:, c.ENGAGED]
    own = (leads.source != c.WEBINAR) & (leads.source != c.EVENT) & np.isfinite(engaged)
    raises = own & (random.random(len(leads)) < chance(_RAISES, 0.8 * leads.quality))
    passes.opening[raises] = DEMO_REQUEST
    passes.trigger[raises] = NOBODY  # the opening itself made it
    scored = engaged + random.uniform(60, 1200, len(leads))
    stamped = raises & (random.random(len(leads)) > _RAISED_SKIPS)
    passes.entered[raises, c.MQL] = scored[raises]
    passes.entered[stamped, c.TARGET] = scored[stamped]


def _advance(random: Random, time: Time, leads: Leads, passes: Passes, stage: int) -> None:
    """Move those in the stage below into ``stage``, some of them."""
    goes = _goes(random, leads, passes, stage)
    zone = leads.zone[passes.lead]
    when = time.life.later(zone, passes.entered[:, stage - 1], _delay(random, stage, len(passes)))
    passes.entered[goes, stage] = when[goes]


def _qualify(random: Random, time: Time, leads: Leads, passes: Passes) -> None:
    goes = _goes(random, leads, passes, c.MQL)
    below = passes.entered[:, c.TARGET]
    when = time.life.later(leads.zone[passes.lead], below, _delay(random, c.MQL, len(passes)))
    share = np.array(_WEBINAR_TRIGGERS)[(leads.source[passes.lead] == c.WEBINAR).astype(np.int64)]
    seminar = random.random(len(passes)) < share
    trigger = np.where(seminar, WEBINAR_ATTENDED, choose(random, _TRIGGERS, len(passes)))
    when = np.where(seminar, _next_webinar(random, time, below) + c.HOUR, when)
    passes.trigger[goes] = trigger[goes]
    passes.entered[goes, c.MQL] = when[goes]


def _take_directly(random: Random, time: Time, leads: Leads, passes: Passes) -> None:
    """Let sales open an opportunity for some who never became MQL."""
    own = np.isin(leads.source[passes.lead], (c.PARTNER, c.OUTBOUND)).astype(np.int64)
    waiting = np.isfinite(passes.entered[:, c.TARGET]) & np.isinf(passes.entered[:, c.MQL])
    goes = waiting & (random.random(len(passes)) < np.array(_DIRECT)[own])
    delay = lognormal(random, _DIRECT_DAYS, 0.8, len(passes)) * c.DAY
    when = time.work.later(leads.zone[passes.lead], passes.entered[:, c.TARGET], delay)
    passes.entered[goes, c.OPPORTUNITY] = when[goes]


def _goes(random: Random, leads: Leads, passes: Passes, stage: int) -> Bools:
    below = passes.entered[:, stage - 1]
    ready = np.isfinite(below) & np.isinf(passes.entered[:, stage:]).all(axis=1)
    shift = _WEIGHT[stage] * leads.quality[passes.lead] + AGAIN * (passes.first > c.NEW_NAME)
    shift = shift + _SWING * np.sin(2 * np.pi * np.where(ready, below, 0.0) / (_SWING_DAYS * c.DAY))
    return np.asarray(ready & (random.random(len(passes)) < chance(_STEP[stage], shift)))


def _delay(random: Random, stage: int, count: int) -> Floats:
    return lognormal(random, _DAYS[stage] * c.DAY, _SPREAD[stage], count)


def _next_webinar(random: Random, time: Time, after: Floats) -> Floats:
    """Return when each joins the next webinar, never if that is too far away."""
    held = date_at(time.webinars, upcoming(after, time.webinars))
    near = np.isfinite(after) & (held <= after + _WEBINAR_PATIENCE_DAYS * c.DAY)
    return np.where(near, held + random.uniform(0, 900, len(after)), _NEVER)
