"""Who leaves the funnel before an opportunity, when, why, and who comes back."""

from dataclasses import dataclass

import numpy as np

from leaddash.sample import company as c
from leaddash.sample import names
from leaddash.sample.arrivals import Leads
from leaddash.sample.contact import Work
from leaddash.sample.pace import Bools, Floats, Ints, Random, Time, lognormal
from leaddash.sample.process import Passes
from leaddash.sample.rows import NOBODY

_NEVER = np.inf
_STAYS = len(c.EXITS)


@dataclass(frozen=True)
class _Group:
    """How a kind of case ends: shares recycled, postponed, disqualified (the rest stays), days, reasons."""

    shares: tuple[float, float, float]
    median_days: float
    recycled: tuple[str, ...]
    disqualified: tuple[str, ...]


_EARLY = _Group((0.0, 0.0, 0.05), 9.0, ("no action",), names.EARLY_DISQUALIFIED)
_FADED = _Group((0.5, 0.0, 0.03), 40.0, ("no action",), names.EARLY_DISQUALIFIED)
_UNTOUCHED = _Group((0.4, 0.0, 0.0), 28.0, ("no action",), names.NOT_A_LEAD)
_JUNK = _Group((0.0, 0.0, 1.0), 0.4, ("no action",), names.NOT_A_LEAD)
_UNREACHED = _Group((0.74, 0.0, 0.1), 4.0, ("no response",), names.UNREACHED_DISQUALIFIED)
_REFUSED = _Group((0.6, 0.18, 0.16), 3.0, names.REACHED_RECYCLED, names.REACHED_DISQUALIFIED)
_RETURNED = _Group((0.56, 0.17, 0.1), 8.0, names.REACHED_RECYCLED, names.REACHED_DISQUALIFIED)
_GROUPS = (_EARLY, _FADED, _UNTOUCHED, _JUNK, _UNREACHED, _REFUSED, _RETURNED)

_JUNK_SHARE = 0.35  # of MQLs never touched that turn out to be no leads at all
_COMES_BACK = (0.27, 0.38, 0.0, 0.0)  # share of each exit that comes back
_BACK_DAYS = (75.0, 110.0, 1.0, 1.0)  # median days until then
_BACK_SPREAD = 0.6

REASONS = sorted(
    {
        *(reason for group in _GROUPS for reason in (*group.recycled, *group.disqualified)),
        *names.POSTPONED_REASONS,
        *names.LOST_REASONS,
    }
)  # the vocabulary of reason codes


@dataclass(frozen=True)
class Exits:
    """How each pass ends before an opportunity; kind and reason are codes, moments infinite for none."""

    at: Floats
    kind: Ints
    reason: Ints


def leave(random: Random, time: Time, leads: Leads, passes: Passes, done: Work) -> Exits:
    """End the passes that lead nowhere."""
    group = _group(random, passes, done)
    active = (group != NOBODY) & (passes.top < c.OPPORTUNITY)
    kind = np.where(active, _kinds(random, group), _STAYS)
    reason = np.full(len(passes), NOBODY)
    for code in range(len(_GROUPS)):
        _give_reasons(random, _GROUPS[code], group == code, kind, reason)
    median = np.array([item.median_days for item in _GROUPS])[np.maximum(group, 0)]
    delay = lognormal(random, median * c.DAY, 0.7, len(passes))
    at = time.work.later(leads.zone[passes.lead], _since(passes, done) + c.MINUTE, delay)
    return Exits(np.where(kind == _STAYS, _NEVER, at), np.where(kind == _STAYS, NOBODY, kind), reason)


def come_back(random: Random, time: Time, leads: Leads, passes: Passes, exits: Exits) -> tuple[Ints, Floats]:
    """Return which rows of the block begin again, and when."""
    kind = np.maximum(exits.kind, 0)
    back = (random.random(len(passes)) < np.array(_COMES_BACK)[kind]) & np.isfinite(exits.at)
    back &= passes.top >= c.MQL
    delay = lognormal(random, np.array(_BACK_DAYS)[kind] * c.DAY, _BACK_SPREAD, len(passes))
    when = np.floor(time.life.later(leads.zone[passes.lead], exits.at + c.DAY, delay))
    back &= when <= time.end
    return passes.lead[back], when[back]


def over(leads: int, passes: Passes, exits: Exits) -> Floats:
    """Return when each lead goes silent for good: disqualified, or out before it was an MQL; else never."""
    silent = np.full(leads, _NEVER)
    ends = (exits.kind == c.DISQUALIFIED) | (passes.top < c.MQL)
    silent[passes.lead[ends]] = exits.at[ends]
    return silent


def _group(random: Random, passes: Passes, done: Work) -> Ints:
    top = passes.top
    untouched = np.isinf(done.touched)
    junk = untouched & (random.random(len(passes)) < _JUNK_SHARE)
    early = np.where(passes.again, 1, 0)
    worked = np.where(np.isfinite(done.contacted), 5, np.where(untouched, np.where(junk, 3, 2), 4))
    return np.where(top < c.MQL, early, np.where(top == c.MQL, worked, 6)).astype(np.int64)


def _kinds(random: Random, group: Ints) -> Ints:
    steps = np.cumsum([item.shares for item in _GROUPS], axis=1)[group]
    way = (random.random(len(group))[:, None] >= steps).sum(axis=1)
    return np.where(way == len(_GROUPS[0].shares), _STAYS, way).astype(np.int64)


def _give_reasons(random: Random, group: _Group, members: Bools, kind: Ints, reason: Ints) -> None:
    for code, words in enumerate((group.recycled, names.POSTPONED_REASONS, group.disqualified)):
        rows = np.flatnonzero(members & (kind == code))
        reason[rows] = reason_codes(random, words, len(rows))


def reason_codes(random: Random, words: tuple[str, ...], count: int) -> Ints:
    """Draw codes of reasons, the first ones more often."""
    codes = np.array([REASONS.index(word) for word in words])
    return np.asarray(codes[(random.random(count) ** 1.3 * len(codes)).astype(np.int64)], dtype=np.int64)


def _since(passes: Passes, done: Work) -> Floats:
    """Return the last thing that happened to each pass, the model's verdict included."""
    stages = np.where(np.isfinite(passes.entered), passes.entered, -np.inf).max(axis=1)
    touches = np.column_stack([passes.crossed, done.assigned, done.passed_on, done.contacted, done.last_attempt])
    touched = np.where(np.isfinite(touches), touches, -np.inf).max(axis=1)
    return np.asarray(np.maximum(stages, touched), dtype=np.float64)
