"""Moments and the pace at which things happen, in seconds of UTC; infinity means never."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from leaddash.sample import company as c
from leaddash.sample import truths as t
from leaddash.sample.truths import Truths

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Random = np.random.Generator

_MARGIN_DAYS = 420  # the clocks run on this long after the end, so that unfinished stories need no special case
_LEAD_IN_DAYS = 10  # and begin this long before the first lead
_HOLIDAY_CODES = [100 * month + day for month, day in c.HOLIDAYS]


@dataclass(frozen=True)
class Pace:
    """A clock that runs faster when more happens; its mean speed is 1."""

    edges: Floats  # hours of UTC
    run: Floats  # what the clock shows at each edge, seconds
    peak: float  # its highest speed

    def later(self, start: Floats, seconds: Floats) -> Floats:
        """Return when this clock has run ``seconds`` on from each start."""
        target = np.interp(start, self.edges, self.run) + seconds
        moment = np.interp(target, self.run, self.edges)
        return np.where(np.isfinite(start) & np.isfinite(seconds), np.maximum(moment, start), np.inf)

    def between(self, random: Random, since: Floats, until: Floats) -> Floats:
        """Draw one moment between each pair, more of them where the clock runs fast."""
        shown = np.interp(np.array([since, until]), self.edges, self.run)
        moment = np.interp(random.uniform(shown[0], np.maximum(shown[0], shown[1])), self.run, self.edges)
        return np.asarray(np.minimum(np.maximum(moment, since), np.maximum(since, until)), dtype=np.float64)


@dataclass(frozen=True)
class Paces:
    """One pace per time zone."""

    zones: tuple[Pace, ...]

    def later(self, zone: Ints, start: Floats, seconds: Floats) -> Floats:
        """Return when each lead's own clock has run ``seconds`` on."""
        return np.choose(zone, [pace.later(start, seconds) for pace in self.zones])

    def between(self, random: Random, zone: Ints, since: Floats, until: Floats) -> Floats:
        """Draw one moment between each pair on each lead's own clock."""
        return np.choose(zone, [pace.between(random, since, until) for pace in self.zones])

    def working(self, zone: Ints, start: Floats, minutes: Floats) -> Floats:
        """Return when each clock has run that many minutes of its fastest hours."""
        peaks = np.array([pace.peak for pace in self.zones])
        return self.later(zone, start, minutes * c.MINUTE * peaks[zone])


@dataclass(frozen=True)
class Time:
    """The span of the data and its clocks."""

    days: pd.DatetimeIndex  # local midnights, the one after the last day included
    life: Paces  # when people outside do things
    work: Paces  # when reps do things
    webinars: Floats
    events: Floats  # first morning of each trade show, from a year before the first day
    sdrs: float  # when SDRs begin to review, before all where they always did
    flood: float  # when the webinar of the flood is held, never without it

    @property
    def end(self) -> float:
        """The last second anything may carry."""
        return stamp(c.END)


def seconds(moments: pd.DatetimeIndex) -> Floats:
    """Return moments with a zone as seconds of UTC."""
    return np.asarray(moments.as_unit("s").asi8, dtype=np.float64)


def local(moments: Floats, zone: str = c.ZONES[0]) -> pd.DatetimeIndex:
    """Return seconds of UTC as local moments."""
    return pd.to_datetime(moments.astype(np.int64), unit="s", utc=True).tz_convert(zone)


def make_time(months: int, truths: Truths) -> Time:
    """Lay out the given number of calendar months, the last one up to the end."""
    after = pd.Timestamp(c.END).normalize() + pd.Timedelta(days=1)
    first = pd.Timestamp(c.END).normalize().replace(day=1) - pd.DateOffset(months=months - 1)
    days = pd.date_range(first, after, freq="D", tz=c.ZONES[0])
    edges = _hours(days)
    return Time(
        days,
        Paces(tuple(_pace(edges, _life_weights(local(edges[:-1], zone), truths)) for zone in c.ZONES)),
        Paces(tuple(_pace(edges, _work_weights(local(edges[:-1], zone))) for zone in c.ZONES)),
        _webinars(days),
        _events(pd.date_range(first - pd.DateOffset(years=1), after, freq="D", tz=c.ZONES[0])),
        stamp(str(first + pd.DateOffset(months=months // 2))) if truths.sdr_team else -np.inf,
        stamp(t.FLOOD_DAY) + c.WEBINAR_HOUR * c.HOUR if truths.webinar_flood else np.inf,
    )


def stamp(moment: str) -> float:
    """Return a local moment; of a day the midnight it begins with."""
    return float(pd.Timestamp(moment, tz=c.ZONES[0]).timestamp())


def season(moments: pd.DatetimeIndex, truths: Truths) -> Floats:
    """Return how busy the time of year is; 1 is an ordinary day."""
    code = np.asarray(100 * moments.month + moments.day)
    weight: Floats = np.array(c.SEASON)[np.asarray(moments.month) - 1]
    weight = np.where((code >= 1222) | (code <= 106), weight * c.CHRISTMAS_DIP, weight)
    ending = (np.asarray(moments.month) % 3 == 0) & (np.asarray(moments.day) > 20)
    return np.where(ending & truths.quarter_end, weight * t.QUARTER_END_ARRIVALS, weight)


def chance(base: float | Floats, shift: Floats | float) -> Floats:
    """Return a probability moved by log-odds."""
    odds = np.asarray(base) / (1 - np.asarray(base)) * np.exp(shift)
    return np.asarray(odds / (1 + odds), dtype=np.float64)


def choose(random: Random, options: tuple[tuple[int, float], ...], count: int) -> Ints:
    """Draw codes from pairs of code and weight."""
    codes, weights = (np.array(column) for column in zip(*options, strict=True))
    steps = np.cumsum(weights / weights.sum())
    return np.asarray(codes[np.searchsorted(steps[:-1], random.random(count), side="right")], dtype=np.int64)


def times(random: Random, expected: Floats) -> Ints:
    """Return each row as often as something happens to it, Poisson around the expected."""
    return np.repeat(np.arange(len(expected)), random.poisson(expected))


def lognormal(random: Random, median: float | Floats, spread: float, count: int) -> Floats:
    """Draw positive values around a median; ``spread`` is the standard deviation of their logarithm."""
    return np.asarray(median * np.exp(spread * random.standard_normal(count)), dtype=np.float64)


def upcoming(moments: Floats, dates: Floats) -> Ints:
    """Return the position of the first date at or after each moment; one past the end where there is none."""
    return np.searchsorted(dates, moments).astype(np.int64)


def date_at(dates: Floats, position: Ints) -> Floats:
    """Return the date at each position, never where it is past the end."""
    return np.append(dates, np.inf)[position]


def _hours(days: pd.DatetimeIndex) -> Floats:
    since, until = seconds(days)[0] - _LEAD_IN_DAYS * c.DAY, seconds(days)[-1] + _MARGIN_DAYS * c.DAY
    return np.arange(since, until, c.HOUR)


def _pace(edges: Floats, weights: Floats) -> Pace:
    weights = weights / weights.mean()
    return Pace(edges, np.append(0.0, np.cumsum(weights * c.HOUR)), float(weights.max()))


def _life_weights(moments: pd.DatetimeIndex, truths: Truths) -> Floats:
    by_day: Floats = np.array(c.WEEKDAYS)[np.asarray(moments.day_of_week)]
    by_hour: Floats = np.array(c.HOURS)[np.asarray(moments.hour)]
    return by_day * by_hour * season(moments, truths)


def _work_weights(moments: pd.DatetimeIndex) -> Floats:
    opens, closes = c.WORKING_HOURS
    hour = np.asarray(moments.hour)
    free = np.isin(np.asarray(100 * moments.month + moments.day), _HOLIDAY_CODES)
    is_open = (np.asarray(moments.day_of_week) < 5) & (hour >= opens) & (hour < closes) & ~free
    return np.where(is_open, 1.0, c.IDLE)


def _webinars(days: pd.DatetimeIndex) -> Floats:
    thursdays = days[days.day_of_week == 3][:: c.WEBINAR_EVERY_DAYS // 7]
    code = np.asarray(100 * thursdays.month + thursdays.day)
    held = (code < 1218) & (code > 107) & (thursdays <= pd.Timestamp(c.WEBINARS_STOP_AFTER, tz=c.ZONES[0]))
    return seconds(thursdays[held]) + c.WEBINAR_HOUR * c.HOUR


def _events(days: pd.DatetimeIndex) -> Floats:
    code = np.asarray(100 * days.month + days.day)
    return seconds(days[np.isin(code, [100 * month + day for month, day in c.EVENT_DAYS])]) + 9 * c.HOUR
