"""The way of each lead up to MQL, as the scoring model and people decide; one pass is one episode."""

from dataclasses import dataclass

import numpy as np

from leaddash.sample import company as c
from leaddash.sample import truths as t
from leaddash.sample.arrivals import Leads
from leaddash.sample.pace import Bools, Floats, Ints, Random, Time, lognormal
from leaddash.sample.scoring import Crossings
from leaddash.sample.truths import Truths

_NEVER = np.inf
_LATENCY_SECONDS = (5.0, 300.0)  # the CRM stamps an MQL within this long after the model's moment
_TARGET_LATENCY = 0.4  # and a target in this share of it
_DIRECT = (0.012, 0.05)  # share of targets sales takes up without an MQL: other sources, partner and outbound
_DIRECT_DAYS = 12.0  # median after target


@dataclass
class Passes:
    """One pass of each lead given; moments are infinite where nothing happened."""

    lead: Ints  # row in the block
    first: Ints  # stage it begins in
    entered: Floats  # passes x stages
    crossed: Floats  # when the scoring model makes it an MQL
    raised: Bools  # whether a hand raise did

    def __len__(self) -> int:
        return len(self.lead)

    @property
    def begin(self) -> Floats:
        """When each pass begins."""
        return self.entered[np.arange(len(self)), self.first]

    @property
    def again(self) -> Bools:
        """Whether it is a second pass or a later one."""
        return self.first > c.NEW_NAME

    @property
    def top(self) -> Ints:
        """The highest stage each pass reaches."""
        reached = np.isfinite(self.entered)
        return np.asarray(len(c.STAGES) - 1 - np.argmax(reached[:, ::-1], axis=1), dtype=np.int64)


def first_passes(
    random: Random, time: Time, leads: Leads, engaged: Floats, crossings: Crossings, truths: Truths
) -> Passes:
    """Lead everyone from creation to MQL, or to where they stop."""
    lead = np.arange(len(leads))
    passes = _pass(random, time, leads, lead, c.NEW_NAME, leads.created, engaged, crossings, truths)
    _take_directly(random, time, leads, passes)
    return passes


def later_passes(
    random: Random, time: Time, leads: Leads, lead: Ints, begin: Floats, crossings: Crossings, truths: Truths
) -> Passes:
    """Take up returned leads again, as engaged."""
    return _pass(random, time, leads, lead, c.ENGAGED, begin, begin, crossings, truths)


def _pass(
    random: Random,
    time: Time,
    leads: Leads,
    lead: Ints,
    first: int,
    begin: Floats,
    engaged: Floats,
    crossings: Crossings,
    truths: Truths,
) -> Passes:
    entered = np.full((len(lead), len(c.STAGES)), _NEVER)
    entered[:, c.ENGAGED] = engaged
    entered[:, first] = begin
    latency = random.uniform(*_LATENCY_SECONDS, len(lead))
    entered[:, c.TARGET] = np.maximum(engaged, crossings.target) + _TARGET_LATENCY * latency
    entered[:, c.MQL] = _stamped(random, time, leads, lead, entered[:, c.TARGET], crossings.mql + latency, truths)
    passes = Passes(lead, np.full(len(lead), first), entered, crossings.mql, crossings.raised)
    late_target = entered[:, c.TARGET] > entered[:, c.MQL]
    entered[late_target, c.TARGET] = entered[late_target, c.MQL]
    return passes


def _stamped(
    random: Random, time: Time, leads: Leads, lead: Ints, target: Floats, modelled: Floats, truths: Truths
) -> Floats:
    """Return when each is stamped as MQL: by the model, days late, never, or by hand."""
    lots = random.random((2, len(lead)))
    zone = leads.zone[lead]
    late = time.work.later(zone, modelled, lognormal(random, t.LATE_STAMP_DAYS * c.DAY, 0.6, len(lead)))
    by_hand = time.work.later(zone, target, lognormal(random, t.PROMOTED_DAYS * c.DAY, 0.7, len(lead)))
    if not truths.scoring_noise:
        return modelled
    stamped = np.where(lots[0] < t.MISSED_SHARE + t.LATE_STAMP_SHARE, late, modelled)
    stamped = np.where(lots[0] < t.MISSED_SHARE, _NEVER, stamped)
    promoted = np.isinf(modelled) & (lots[1] < t.PROMOTED_SHARE)
    return np.where(promoted, by_hand, stamped)


def _take_directly(random: Random, time: Time, leads: Leads, passes: Passes) -> None:
    """Let sales open an opportunity for some who never became MQL, by the model or by hand."""
    own = np.isin(leads.source[passes.lead], (c.PARTNER, c.OUTBOUND)).astype(np.int64)
    unscored = np.isinf(passes.entered[:, c.MQL]) & np.isinf(passes.crossed)
    waiting = np.isfinite(passes.entered[:, c.TARGET]) & unscored
    goes = waiting & (random.random(len(passes)) < np.array(_DIRECT)[own])
    delay = lognormal(random, _DIRECT_DAYS, 0.8, len(passes)) * c.DAY
    when = time.work.later(leads.zone[passes.lead], passes.entered[:, c.TARGET], delay)
    passes.entered[goes, c.OPPORTUNITY] = when[goes]
