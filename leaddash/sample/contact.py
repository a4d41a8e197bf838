"""What reps do with a hand-over: take it, call, qualify, pass it on or give it back."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from leaddash.sample import company as c
from leaddash.sample.arrivals import Leads
from leaddash.sample.pace import Bools, Floats, Ints, Random, Time, lognormal
from leaddash.sample.people import People
from leaddash.sample.process import AGAIN, Passes, chance
from leaddash.sample.rows import (
    ATTEMPTED,
    CALL,
    CONNECTED,
    DEMO_REQUEST,
    EMAIL,
    INBOUND,
    NO_ANSWER,
    OUTBOUND,
    happened,
)

_UNASSIGNED = 0.04  # share of MQLs nobody is given
_ROUTED, _BY_HAND = (
    0.62,
    0.92,
)  # below the first the router assigns in seconds, below the second a person within the day
_BY_HAND_MINUTES = (40.0, 500.0)  # median working minutes until a person assigns; those left over
_HOT_FACTOR = 0.4  # demo requests are answered in this share of the usual time
_TOUCH_SPREAD = 1.35  # standard deviation of the log of the response time
_SLOW_SINCE = "2026-06-01"  # planted: from here on the American team answers later
_SLOW_FACTOR = 2.5
_ATTEMPTS = 6  # at most
_FIRST_ANSWER = 0.37  # chance that the first call is answered, an hour after the hand-over
_TIRING = 0.22  # log-odds lost with every further attempt
_SPEED = 0.09  # log-odds lost with every e-fold of the response time
_RETRY_DAYS = 0.7  # median until the next attempt
_EMAIL_SHARE = 0.25  # of the attempts
_CALLS_IN = 0.03  # share of hand-overs where the lead rings first
_EARLY_CALL = 0.025  # share called before the hand-over was logged
_PASSED_ON = 0.25  # share of hand-overs untouched for a day that go to a colleague
_ACCEPTED = 0.64  # chance that a contacted lead of quality 0 becomes a sales lead
_ACCEPTED_UNMET = 0.05  # the same for one touched and never reached
_ACCEPT_DAYS = 0.7  # median from contact
_BETTER_PER_YEAR = 0.12  # log-odds by which the acceptance improves
_CONVERTED = 0.36  # chance that a sales lead of quality 0 becomes an opportunity
_CONVERT_DAYS = 5.0  # median
_WEIGHT = 0.55  # how much quality matters
_YEAR = 365.25 * c.DAY
_NEVER = np.inf


@dataclass
class Work:
    """What was done with each pass; persons are rows, moments infinite where it never happened."""

    assigned: Floats
    sdr: Ints
    passed_on: Floats  # to ``colleague``, before any touch
    colleague: Ints
    executive: Ints
    touched: Floats
    contacted: Floats
    last_attempt: Floats

    @property
    def caller(self) -> Ints:
        """Who touches the lead: the colleague if it was passed on."""
        return np.where(np.isfinite(self.passed_on), self.colleague, self.sdr)


def work(random: Random, time: Time, people: People, leads: Leads, passes: Passes) -> tuple[Work, pd.DataFrame]:
    """Hand over, call and qualify; fills in sales lead and opportunity and returns the calls made."""
    team = leads.team[passes.lead]
    done = _hand_over(random, time, people, passes, team)
    _touch(random, time, people, leads, passes, done)
    calls = _call(random, time, leads, passes, done)
    _accept(random, time, leads, passes, done)
    _convert(random, time, leads, passes)
    return done, pd.concat([calls, _early_calls(random, passes, done)], ignore_index=True)


def _hand_over(random: Random, time: Time, people: People, passes: Passes, team: Ints) -> Work:
    count = len(passes)
    mql, lot = passes.entered[:, c.MQL], random.random(count)
    minutes = lognormal(random, np.where(lot < _BY_HAND, *_BY_HAND_MINUTES), 1.0, count)
    by_hand = time.work.working((team == c.AMERICAS).astype(np.int64), mql, minutes)
    assigned = np.where(lot < _ROUTED, mql + random.uniform(5, 90, count), by_hand)
    assigned = np.where(random.random(count) < _UNASSIGNED, _NEVER, assigned)
    never = np.full(count, _NEVER)
    sdr, colleague, executive = (_draw(random, group, team) for group in (people.sdrs, people.sdrs, people.executives))
    return Work(assigned, sdr, never, colleague, executive, never.copy(), never.copy(), never.copy())


def _draw(random: Random, group: tuple[Ints, ...], team: Ints) -> Ints:
    lot = random.random(len(team))
    return np.choose(team, [rows[(lot * len(rows)).astype(np.int64)] for rows in group])


def _touch(random: Random, time: Time, people: People, leads: Leads, passes: Passes, done: Work) -> None:
    hot = (passes.opening == DEMO_REQUEST) | (passes.trigger == DEMO_REQUEST)
    slow = (leads.team[passes.lead] == c.AMERICAS) & (done.assigned >= pd.Timestamp(_SLOW_SINCE).timestamp())
    median = people.minutes[done.sdr] * np.where(hot, _HOT_FACTOR, 1.0) * np.where(slow, _SLOW_FACTOR, 1.0)
    minutes = np.maximum(1.0, lognormal(random, median, _TOUCH_SPREAD, len(passes)))
    zone = leads.zone[passes.lead]
    touched = time.work.working(zone, done.assigned, minutes)
    touched = np.where(random.random(len(passes)) < people.touched[done.sdr], touched, _NEVER)
    late = np.isfinite(done.assigned) & (touched - np.where(np.isfinite(done.assigned), done.assigned, 0) > c.DAY)
    moves = late & (random.random(len(passes)) < _PASSED_ON) & (done.colleague != done.sdr)
    latest = np.minimum(touched, done.assigned + 3 * c.DAY)
    moved = time.work.between(random, zone[moves], done.assigned[moves] + c.HOUR, latest[moves] - c.MINUTE)
    done.passed_on[moves] = moved
    done.touched = touched


def _call(random: Random, time: Time, leads: Leads, passes: Passes, done: Work) -> pd.DataFrame:
    """Ring until someone answers or patience ends; fills in contact and last attempt."""
    rings_in = _inbound_calls(random, time, leads, passes, done)
    attempts = _attempts(random, time, leads, passes, done)
    answered = random.random(attempts.shape) < _answers(leads, passes, done)
    patience = random.integers(2, _ATTEMPTS + 1, len(passes))
    made = np.isfinite(attempts) & (np.arange(_ATTEMPTS) < patience[:, None]) & (attempts < rings_in[:, None])
    spoke = answered & made
    made &= np.cumsum(spoke, axis=1) == spoke
    answered &= made
    done.contacted = np.minimum(np.where(answered, attempts, _NEVER).min(axis=1), rings_in)
    done.last_attempt = np.where(made.any(axis=1), np.where(made, attempts, -_NEVER).max(axis=1), _NEVER)
    calls = _call_rows(random, passes, done, attempts, made, answered)
    rung = happened(passes.lead, rings_in, CALL, direction=INBOUND, person=done.caller, outcome=CONNECTED)
    return pd.concat([calls, rung], ignore_index=True)


def _inbound_calls(random: Random, time: Time, leads: Leads, passes: Passes, done: Work) -> Floats:
    rings = random.random(len(passes)) < _CALLS_IN
    minutes = lognormal(random, 60.0, 1.0, len(passes))
    moment = time.life.working(leads.zone[passes.lead], done.assigned, minutes)
    moment = np.where(rings & np.isinf(done.passed_on), moment, _NEVER)
    done.touched = np.minimum(done.touched, moment)
    return moment


def _attempts(random: Random, time: Time, leads: Leads, passes: Passes, done: Work) -> Floats:
    moments = [done.touched]
    for _ in range(_ATTEMPTS - 1):
        gap = lognormal(random, _RETRY_DAYS * c.DAY, 0.8, len(passes))
        moments.append(time.work.later(leads.zone[passes.lead], moments[-1], gap))
    return np.column_stack(moments)


def _answers(leads: Leads, passes: Passes, done: Work) -> Floats:
    """Return the chance that each attempt is answered."""
    known = np.isfinite(done.touched)
    minutes = np.maximum(1.0, np.where(known, done.touched, 0) - np.where(known, done.assigned, 0)) / c.MINUTE
    lead = 0.2 * leads.quality[passes.lead] - _SPEED * np.log(np.maximum(1.0, minutes) / 60)
    return chance(_FIRST_ANSWER, lead[:, None] - _TIRING * np.arange(_ATTEMPTS))


def _call_rows(
    random: Random, passes: Passes, done: Work, attempts: Floats, made: Bools, answered: Bools
) -> pd.DataFrame:
    row, turn = np.nonzero(made)
    spoke, by_email = answered[row, turn], random.random(len(row)) < _EMAIL_SHARE
    silent = np.where(by_email | (random.random(len(row)) < 0.4), ATTEMPTED, NO_ANSWER)
    kind, outcome = np.where(by_email & ~spoke, EMAIL, CALL), np.where(spoke, CONNECTED, silent)
    at, person = attempts[row, turn], done.caller[row]
    return happened(passes.lead[row], at, kind, direction=OUTBOUND, person=person, outcome=outcome)


def _early_calls(random: Random, passes: Passes, done: Work) -> pd.DataFrame:
    """Return calls made before the hand-over was logged."""
    at = np.maximum(passes.begin + c.MINUTE, done.assigned - random.uniform(600, 90_000, len(passes)))
    early = (random.random(len(passes)) < _EARLY_CALL) & (at < done.assigned) & np.isfinite(done.assigned)
    at = np.where(early, at, _NEVER)
    return happened(passes.lead, at, CALL, direction=OUTBOUND, person=done.sdr, outcome=ATTEMPTED)


def _accept(random: Random, time: Time, leads: Leads, passes: Passes, done: Work) -> None:
    met = np.isfinite(done.contacted)
    since = np.where(met, done.contacted, done.last_attempt)
    years = np.where(np.isfinite(since), since - time.end, 0) / _YEAR
    shift = _worth(leads, passes) + _BETTER_PER_YEAR * years
    goes = np.isfinite(since) & (random.random(len(passes)) < chance(np.where(met, _ACCEPTED, _ACCEPTED_UNMET), shift))
    delay = lognormal(random, _ACCEPT_DAYS * c.DAY, 1.2, len(passes))
    when = time.work.later(leads.zone[passes.lead], since + c.MINUTE, delay)
    passes.entered[goes, c.SALES_LEAD] = when[goes]


def _convert(random: Random, time: Time, leads: Leads, passes: Passes) -> None:
    accepted = passes.entered[:, c.SALES_LEAD]
    odds = chance(_CONVERTED, _worth(leads, passes))
    goes = np.isfinite(accepted) & (random.random(len(passes)) < odds)
    delay = lognormal(random, _CONVERT_DAYS * c.DAY, 0.8, len(passes))
    when = time.work.later(leads.zone[passes.lead], accepted, delay)
    passes.entered[goes, c.OPPORTUNITY] = when[goes]


def _worth(leads: Leads, passes: Passes) -> Floats:
    """Return the log-odds of each pass beyond those of a usual lead."""
    return np.asarray(_WEIGHT * leads.quality[passes.lead] + AGAIN * (passes.first > c.NEW_NAME), dtype=np.float64)
