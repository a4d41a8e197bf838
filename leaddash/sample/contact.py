"""What reps do with a hand-over until they have reached the lead: take it, call, pass it on."""

from dataclasses import dataclass

import numpy as np

from leaddash.sample import company as c
from leaddash.sample import truths as t
from leaddash.sample.arrivals import Leads
from leaddash.sample.pace import Bools, Floats, Ints, Random, Time, chance, lognormal, stamp
from leaddash.sample.people import People
from leaddash.sample.process import Passes
from leaddash.sample.rows import (
    ATTEMPTED,
    CALL,
    CONNECTED,
    EMAIL,
    INBOUND,
    NO_ANSWER,
    OUTBOUND,
    Rows,
    happened,
    joined,
)
from leaddash.sample.truths import Truths

_UNASSIGNED = 0.04  # share of MQLs nobody is given
_ROUTED, _BY_HAND = 0.62, 0.92  # below the first routed in seconds, below the second by a person within the day
_BY_HAND_MINUTES = (40.0, 500.0)  # median working minutes until a person assigns; those left over
_TOUCH_SPREAD = 1.1  # standard deviation of the log of the response time
_ATTEMPTS = 6  # at most
_REACHED = 0.69  # chance of reaching a lead of quality 0 within those days, answered after an hour
_QUALITY_REACHED = 0.5  # how much quality matters for it
_REACHED_DAYS = 7.0  # attempts after this long are in vain
_TIRING = 0.7  # each further attempt is answered by this share of those the one before was
_RETRY_DAYS = 0.6  # median until the next attempt
_EMAIL_SHARE = 0.25  # of the attempts in vain
_CALLS_IN = 0.01  # share of hand-overs where the lead rings first
_EARLY_CALL = 0.025  # share called before the hand-over was logged
_PASSED_ON = 0.25  # share of hand-overs untouched for a day that go to a colleague
_USUAL_BAND = 2.6  # mean fit band of an MQL
_NEVER = np.inf


@dataclass
class Work:
    """What was done with each pass; persons are rows, moments infinite where it never happened."""

    assigned: Floats
    taker: Ints  # who is given it first: an SDR, an account executive before there were any
    reviewed: Bools  # whether an SDR reviews it
    passed_on: Floats  # to ``colleague``, before any touch
    colleague: Ints
    executive: Ints
    minutes: Floats  # working minutes from the hand-over to the touch
    touched: Floats
    contacted: Floats
    last_attempt: Floats

    @property
    def caller(self) -> Ints:
        """Who touches the lead: the colleague if it was passed on."""
        return np.where(np.isfinite(self.passed_on), self.colleague, self.taker)


def work(
    random: Random, time: Time, people: People, leads: Leads, passes: Passes, band: Ints, truths: Truths
) -> tuple[Work, Rows]:
    """Hand over and call; ``band`` is the fit band by pass. Returns what was done and the calls made."""
    done = _hand_over(random, time, people, leads.team[passes.lead], passes, band, truths)
    _touch(random, time, people, leads, passes, done, band, truths)
    _pass_on(random, time, leads, passes, done)
    calls = _call(random, time, leads, passes, done, truths)
    return done, joined([calls, _early_calls(random, passes, done)])


def response_shift(odds_per_efold: float, minutes: Floats, truths: Truths) -> Floats:
    """Return the log-odds that a response time takes away, none where there was no response."""
    known = np.where(np.isfinite(minutes), minutes, t.RESPONSE_REFERENCE_MINUTES)
    efolds = np.log(np.maximum(1.0, known) / t.RESPONSE_REFERENCE_MINUTES)
    return np.asarray(np.log(odds_per_efold) * efolds * truths.response_effect, dtype=np.float64)


def returned_shift(passes: Passes, truths: Truths) -> Floats:
    """Return the log-odds by which second and third passes do better at every step from MQL on."""
    return np.where(passes.again & truths.returned_better, np.log(t.RETURNED_ODDS), 0.0)


def reach_chance(leads: Leads, passes: Passes, minutes: Floats, truths: Truths) -> Floats:
    """Return the chance that each lead is reached within days of a touch after so many working minutes."""
    shift = _QUALITY_REACHED * leads.quality[passes.lead]
    shift = shift + response_shift(t.CONTACT_ODDS_PER_EFOLD, minutes, truths) + returned_shift(passes, truths)
    return chance(_REACHED, shift)


def _hand_over(
    random: Random, time: Time, people: People, team: Ints, passes: Passes, band: Ints, truths: Truths
) -> Work:
    count = len(passes)
    mql, lot = passes.entered[:, c.MQL], random.random(count)
    minutes = lognormal(random, np.where(lot < _BY_HAND, *_BY_HAND_MINUTES), 1.0, count)
    by_hand = time.work.working((team == c.AMERICAS).astype(np.int64), mql, minutes)
    assigned = np.where(lot < _ROUTED, mql + random.uniform(5, 90, count), by_hand)
    assigned = np.where(random.random(count) < _UNASSIGNED, _NEVER, assigned)
    sdr, other = (_draw(random, people.sdrs, team) for _ in range(2))
    turn = random.random(count)
    executive = _at(people.executives, team, turn)
    if truths.best_to_best:
        executive = _at(people.by_closing, team, (band + turn) / (1 + band.max(initial=0)))
    peer = _draw(random, people.executives, team)
    reviewed = assigned >= time.sdrs
    taker, colleague = np.where(reviewed, sdr, executive), np.where(reviewed, other, peer)
    never = [np.full(count, _NEVER) for _ in range(5)]
    return Work(assigned, taker, reviewed, never[0], colleague, executive, *never[1:])


def _draw(random: Random, group: tuple[Ints, ...], team: Ints) -> Ints:
    return _at(group, team, random.random(len(team)))


def _at(group: tuple[Ints, ...], team: Ints, position: Floats) -> Ints:
    """Return who stands at a position from 0 to 1 in each team."""
    return np.choose(team, [rows[(position * len(rows)).astype(np.int64)] for rows in group])


def _touch(
    random: Random,
    time: Time,
    people: People,
    leads: Leads,
    passes: Passes,
    done: Work,
    band: Ints,
    truths: Truths,
) -> None:
    """Answer hand-overs after some working minutes, those that look best soonest."""
    late = (leads.team[passes.lead] == c.AMERICAS) & (done.assigned >= stamp(t.LATE_TEAM_SINCE)) & truths.late_team
    factor = np.where(late, t.LATE_TEAM_TIME_FACTOR, 1.0) * np.where(done.reviewed, 1.0, t.EXECUTIVE_TIME_FACTOR)
    factor = factor * _preference(leads, passes, band, truths)
    minutes = np.maximum(1.0, lognormal(random, people.minutes[done.taker] * factor, _TOUCH_SPREAD, len(passes)))
    shift = np.log(t.BAND_TOUCHED_ODDS) * (band - _USUAL_BAND) * truths.best_first
    bothers = random.random(len(passes)) < chance(people.touched[done.taker], shift)
    touched = time.work.working(leads.zone[passes.lead], done.assigned, minutes)
    done.touched = np.where(bothers, touched, _NEVER)
    done.minutes = np.where(np.isfinite(done.touched), minutes, _NEVER)


def _preference(leads: Leads, passes: Passes, band: Ints, truths: Truths) -> Floats:
    """Return the factor on response times by which reps call the best first."""
    factor: Floats = np.ones(len(passes))
    if truths.best_first:
        factor = np.power(t.BAND_TIME_FACTOR, band - _USUAL_BAND)
        factor = factor * np.where(passes.raised, t.RAISED_TIME_FACTOR, 1.0)
    if truths.hidden_hints:
        factor = factor * t.HIDDEN_TIME_FACTOR ** leads.luck[passes.lead]
    return np.asarray(factor, dtype=np.float64)


def _pass_on(random: Random, time: Time, leads: Leads, passes: Passes, done: Work) -> None:
    """Give some of those untouched for a day to a colleague; who takes MQLs without SDRs keeps them to the end."""
    given = np.where(np.isfinite(done.assigned), done.assigned, 0)
    late = np.isfinite(done.assigned) & (done.touched - given > c.DAY)
    moves = late & (random.random(len(passes)) < _PASSED_ON) & (done.colleague != done.taker)
    latest = np.minimum(done.touched, done.assigned + 3 * c.DAY)[moves] - c.MINUTE
    zone = leads.zone[passes.lead][moves]
    done.passed_on[moves] = time.work.between(random, zone, done.assigned[moves] + c.HOUR, latest)
    done.executive = np.where(done.reviewed, done.executive, done.caller)


def _call(random: Random, time: Time, leads: Leads, passes: Passes, done: Work, truths: Truths) -> Rows:
    """Ring until someone answers or patience ends; fills in contact and last attempt."""
    attempts = _attempts(random, time, leads, passes, done)
    answered = _answered(random, leads, passes, done, attempts, truths)
    rings_in = _inbound_calls(random, time, leads, passes, done)
    patience = random.integers(2, _ATTEMPTS + 1, len(passes))
    turn = np.arange(_ATTEMPTS)
    made = np.isfinite(attempts) & (attempts < rings_in[:, None])
    made &= turn <= np.where(answered < _ATTEMPTS, answered, patience - 1)[:, None]
    spoke = made & (turn == answered[:, None])
    done.contacted = np.minimum(np.where(spoke, attempts, _NEVER).min(axis=1), rings_in)
    done.last_attempt = np.where(made.any(axis=1), np.where(made, attempts, -_NEVER).max(axis=1), _NEVER)
    calls = _call_rows(random, passes, done, attempts, made, spoke)
    rung = happened(passes.lead, rings_in, CALL, direction=INBOUND, person=done.caller, outcome=CONNECTED)
    return joined([calls, rung])


def _attempts(random: Random, time: Time, leads: Leads, passes: Passes, done: Work) -> Floats:
    moments = [done.touched]
    for _ in range(_ATTEMPTS - 1):
        gap = lognormal(random, _RETRY_DAYS * c.DAY, 0.8, len(passes))
        moments.append(time.work.later(leads.zone[passes.lead], moments[-1], gap))
    return np.column_stack(moments)


def _answered(random: Random, leads: Leads, passes: Passes, done: Work, attempts: Floats, truths: Truths) -> Ints:
    """Return the attempt that each lead answers, one past the last if none."""
    lots = random.random((2, len(passes)))
    reached = (lots[0] < reach_chance(leads, passes, done.minutes, truths)) & np.isfinite(done.touched)
    in_time = np.isfinite(attempts) & (attempts < attempts[:, :1] + _REACHED_DAYS * c.DAY)
    tries = np.maximum(1, in_time.sum(axis=1))
    which = np.log(1 - lots[1] * (1 - _TIRING**tries)) / np.log(_TIRING)
    return np.where(reached, np.minimum(which.astype(np.int64), tries - 1), _ATTEMPTS)


def _inbound_calls(random: Random, time: Time, leads: Leads, passes: Passes, done: Work) -> Floats:
    """Return when leads ring before they are called, which counts as a touch."""
    rings = random.random(len(passes)) < _CALLS_IN
    minutes = lognormal(random, 60.0, 1.0, len(passes))
    moment = time.life.working(leads.zone[passes.lead], done.assigned, minutes)
    first = rings & np.isinf(done.passed_on) & (moment < done.touched)
    moment = np.where(first, moment, _NEVER)
    done.touched = np.minimum(done.touched, moment)
    done.minutes = np.where(first, t.RESPONSE_REFERENCE_MINUTES, done.minutes)
    return moment


def _call_rows(random: Random, passes: Passes, done: Work, attempts: Floats, made: Bools, spoke: Bools) -> Rows:
    row, turn = np.nonzero(made)
    connected, by_email = spoke[row, turn], random.random(len(row)) < _EMAIL_SHARE
    silent = np.where(by_email | (random.random(len(row)) < 0.4), ATTEMPTED, NO_ANSWER)
    kind, outcome = np.where(by_email & ~connected, EMAIL, CALL), np.where(connected, CONNECTED, silent)
    at, person = attempts[row, turn], done.caller[row]
    return happened(passes.lead[row], at, kind, direction=OUTBOUND, person=person, outcome=outcome)


def _early_calls(random: Random, passes: Passes, done: Work) -> Rows:
    """Return calls made before the hand-over was logged."""
    at = np.maximum(passes.begin + c.MINUTE, done.assigned - random.uniform(600, 90_000, len(passes)))
    early = (random.random(len(passes)) < _EARLY_CALL) & (at < done.assigned) & np.isfinite(done.assigned)
    return happened(
        passes.lead, np.where(early, at, _NEVER), CALL, direction=OUTBOUND, person=done.taker, outcome=ATTEMPTED
    )
