"""Who arrives, when and through which channel; a block of leads needs nothing of any other block."""

from dataclasses import dataclass

import numpy as np

from leaddash.sample import company as c
from leaddash.sample import truths as t
from leaddash.sample.pace import (
    Bools,
    Floats,
    Ints,
    Random,
    Time,
    date_at,
    lognormal,
    season,
    seconds,
    stamp,
    upcoming,
)
from leaddash.sample.truths import Truths

_QUIET = 0.05  # what webinars and trade shows still draw on days when none is near
_YEAR = 365.25 * c.DAY
_SALT = np.uint64(0x9E3779B97F4A7C15)  # the constants of splitmix64
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True)
class Arrivals:
    """How many leads each day brings through each source."""

    time: Time
    rates: Floats  # sources x days, in leads
    cumulative: Floats  # share of all leads arrived by each local midnight
    flooded: Floats  # by day: share of the webinar's leads that the flood brings


@dataclass(frozen=True)
class Leads:
    """A block of leads, as codes into the company's lists."""

    number: Ints
    created: Floats
    source: Ints
    campaign: Ints
    account: Ints
    country: Ints
    industry: Ints
    employees: Ints
    revenue: Ints
    seniority: Ints
    function: Ints
    generic: Bools
    team: Ints
    zone: Ints
    luck: Floats  # what no column says, in standard deviations
    quality: Floats  # log-odds the truth adds at every step, luck included
    eager: Floats  # how much it does, 0 is usual
    flood: Bools  # registered for the webinar of the flood

    def __len__(self) -> int:
        return len(self.number)


def make_arrivals(random: Random, time: Time, leads: int, truths: Truths) -> Arrivals:
    """Spread the leads over sources and days."""
    days = time.days[:-1]
    year = (seconds(days) - seconds(days)[-1]) / _YEAR
    weekday = np.array(c.WEEKDAYS)[np.asarray(days.day_of_week)]
    noise = np.exp(c.DAY_NOISE * random.standard_normal(len(days)))
    growth = t.GROWTH_PER_YEAR if truths.growth else 1.0
    usual = growth**year * weekday * season(days, truths) * noise * _open(time)
    rates = np.array([source.share for source in c.SOURCES])[:, None] * usual * _bursts(time)
    rates /= rates.sum()
    flood = np.where(seconds(days) == time.flood - c.WEBINAR_HOUR * c.HOUR, t.FLOOD_USUAL_DAYS / len(days), 0.0)
    rates[c.WEBINAR] += flood
    flooded = flood / rates[c.WEBINAR]
    rates /= rates.sum()
    return Arrivals(time, rates * leads, np.append(0.0, np.cumsum(rates.sum(axis=0))), flooded)


def arrive(random: Random, arrivals: Arrivals, first: int, count: int, leads: int) -> Leads:
    """Make leads number ``first`` to ``first + count`` of ``leads``, in order of creation."""
    day = np.searchsorted(arrivals.cumulative, (first + random.random(count) * count) / leads, side="right") - 1
    day = np.sort(np.clip(day, 0, arrivals.rates.shape[1] - 1)).astype(np.int64)
    source = _pick(random, arrivals.rates[:, day])
    pool = max(1, int(leads * c.ACCOUNTS_PER_LEAD))
    account = _beside(random, day, (pool * random.random(count) ** c.ACCOUNT_SKEW).astype(np.int64))
    country = _trait(account, 1, c.COUNTRIES)
    team = np.array(c.COUNTRY_TEAM)[country]
    zone = (team == c.AMERICAS).astype(np.int64)
    created = _moments(random, arrivals.time, day, zone)
    flood = (source == c.WEBINAR) & (random.random(count) < arrivals.flooded[day])
    order = np.argsort(created, kind="stable")
    return _describe(
        random, arrivals.time, first, created[order], source[order], account[order], np.asarray(flood[order])
    )


def _beside(random: Random, day: Ints, account: Ints) -> Ints:
    """Give some leads the account of somebody who came some days before."""
    when = np.sort(day + random.random(len(day)))
    gap = lognormal(random, c.COLLEAGUE_DAYS, 1.0, len(day))
    before = np.searchsorted(when, when - gap) - 1
    joins = (random.random(len(day)) < c.COLLEAGUES) & (before >= 0)
    return np.where(joins, account[before], account)


def _describe(
    random: Random, time: Time, first: int, created: Floats, source: Ints, account: Ints, flood: Bools
) -> Leads:
    count = len(created)
    country, industry = _trait(account, 1, c.COUNTRIES), _trait(account, 2, c.INDUSTRIES)
    employees = (10 ** (0.5 + 3.7 * _hashed(account, 3) ** 1.7)).astype(np.int64)
    seniority = _pick(random, np.tile([[trait.weight] for trait in c.SENIORITIES], count))
    generic = random.random(count) < np.array([item.generic_email for item in c.SOURCES])[source]
    team = np.array(c.COUNTRY_TEAM)[country]
    worth = _worths(c.COUNTRIES)[country] + _worths(c.INDUSTRIES)[industry] + _worths(c.SENIORITIES)[seniority]
    quality = worth + _size_worth(employees) + _source_worth(time, source, created) + generic * c.GENERIC_WORTH
    luck = random.standard_normal(count)
    quality = quality + c.LUCK * luck
    return Leads(
        number=first + 1 + np.arange(count),
        created=created,
        source=source,
        campaign=np.where(flood, c.FLOOD, _campaigns(random, source, created)),
        account=account,
        country=country,
        industry=industry,
        employees=employees,
        revenue=(employees * (90 + 160 * _hashed(account, 4))).astype(np.int64) * 1000,
        seniority=seniority,
        function=random.integers(0, len(c.FUNCTIONS), count),
        generic=generic,
        team=team,
        zone=(team == c.AMERICAS).astype(np.int64),
        luck=luck,
        quality=quality + flood * t.FLOOD_LOG_ODDS,
        eager=0.35 * quality + 0.6 * random.standard_normal(count),
        flood=flood,
    )


def _open(time: Time) -> Floats:
    """Return how much of each day lies before the end, as leads arrive."""
    hours = np.clip((time.end - seconds(time.days)[:-1]) / c.HOUR, 0.0, 24.0)
    passed = np.interp(hours, np.arange(25), np.append(0.0, np.cumsum(c.HOURS)))
    return np.asarray(passed / sum(c.HOURS), dtype=np.float64)


def _bursts(time: Time) -> Floats:
    midnights = seconds(time.days)[:-1]
    ahead = (date_at(time.webinars, upcoming(midnights, time.webinars)) - midnights) / c.DAY
    bursts = np.ones((len(c.SOURCES), len(midnights)))
    bursts[c.WEBINAR] = np.exp(-ahead / c.WEBINAR_DRAW_DAYS) + _QUIET
    nearest = np.searchsorted(time.events, midnights + c.DAY) - 1
    since = midnights + c.DAY - time.events[nearest]
    bursts[c.EVENT] = np.where(since < c.EVENT_LENGTH_DAYS * c.DAY, 1.0, _QUIET / 4)
    return np.asarray(bursts / bursts.mean(axis=1, keepdims=True), dtype=np.float64)


def _moments(random: Random, time: Time, day: Ints, zone: Ints) -> Floats:
    """Draw the hour in the lead's own zone, on the last day only those before the end."""
    ahead = np.where(zone == 1, 6.0, 0.0)  # Madrid is six hours ahead of New York
    midnight = seconds(time.days)[day]
    left = np.clip((time.end - midnight) / c.HOUR - ahead, 1.0, 24.0)
    steps = np.append(0.0, np.cumsum(c.HOURS))
    hour = np.interp(random.random(len(day)) * np.interp(left, np.arange(25), steps), steps, np.arange(25))
    return np.asarray(np.floor(midnight + (hour + ahead) * c.HOUR), dtype=np.float64)


def _pick(random: Random, weights: Floats) -> Ints:
    """Draw one row per column, in proportion to the weights."""
    steps = np.cumsum(weights, axis=0)
    return np.asarray((random.random(weights.shape[1]) * steps[-1] > steps).sum(axis=0), dtype=np.int64)


def _campaigns(random: Random, source: Ints, created: Floats) -> Ints:
    weights = np.zeros((len(c.CAMPAIGNS), len(source)))
    for row, campaign in enumerate(c.CAMPAIGNS):
        since = stamp(campaign.since) if campaign.since else -np.inf
        until = stamp(campaign.until) if campaign.until else np.inf
        running = (created >= since) & (created < until)
        weights[row] = campaign.weight * (running & (source == campaign.source))
    return _pick(random, weights)


def _worths(traits: tuple[c.Trait, ...]) -> Floats:
    return np.array([trait.worth for trait in traits])


def _size_worth(employees: Ints) -> Floats:
    low, high = c.BEST_EMPLOYEES
    return np.where((employees >= low) & (employees <= high), c.SIZE_WORTH, -c.SIZE_WORTH)


def _source_worth(time: Time, source: Ints, created: Floats) -> Floats:
    year = (created - time.end) / _YEAR + 1.0
    quality, trend = (np.array([getattr(item, name) for item in c.SOURCES]) for name in ("quality", "trend"))
    return np.asarray(quality[source] + trend[source] * year, dtype=np.float64)


def _trait(account: Ints, salt: int, traits: tuple[c.Trait, ...]) -> Ints:
    steps = np.cumsum([trait.weight for trait in traits])
    lot = _hashed(account, salt) * steps[-1]
    return np.asarray(np.searchsorted(steps, lot, side="right"), dtype=np.int64)


def _hashed(account: Ints, salt: int) -> Floats:
    """Return a number in [0, 1) that depends on the account alone (splitmix64), so blocks agree on it."""
    state = (account.astype(np.uint64) * np.uint64(16) + np.uint64(salt)) * _SALT
    state = (state ^ (state >> np.uint64(30))) * _MIX[0]
    state = (state ^ (state >> np.uint64(27))) * _MIX[1]
    return (state ^ (state >> np.uint64(31))).astype(np.float64) / 2.0**64
