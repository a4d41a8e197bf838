"""A million working times and due moments, beside the same by numpy's business days and pandas's business hours."""

from __future__ import annotations

from typing import Any

import holidays
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.timing import seconds, tell
from leaddash.agreement import WEEKDAYS, Calendar
from leaddash.calendars import WorkingTime, working_time

Ints = NDArray[np.int64]

MANY, SAMPLE = 1_000_000, 2_000
HOUR, DAY = 3_600, 86_400
OPENS, CLOSES, A_DAY = 9 * HOUR, 18 * HOUR, 9 * HOUR
ZONE, COUNTRY = "Europe/Madrid", "ES"
YEARS = range(2020, 2028)
FIRST, LAST = (int(pd.Timestamp(day, tz=ZONE).timestamp()) for day in ("2021-01-01", "2026-01-01"))
OFFICE = Calendar(zone=ZONE, hours=dict.fromkeys(WEEKDAYS[:5], ("09:00-18:00",)), holidays=COUNTRY)  # type: ignore[arg-type]


def main() -> None:
    """Measure and print; the rivals' answers are asserted to be the same."""
    print("Working time, in process: five years of 9 to 18 in Madrid, without Spain's holidays")
    tell("a calendar of seven years, never asked for before", seconds(lambda: WorkingTime("bench", OFFICE, 2020, 2026)))
    time, chance = working_time("bench", OFFICE, FIRST, LAST), np.random.default_rng(20261125)
    starts = chance.integers(FIRST, LAST, MANY)
    _elapsed(time, starts, starts + chance.integers(0, 30 * DAY, MANY))
    _due(time, starts, chance.integers(1, 9, MANY) * HOUR)


def _elapsed(time: WorkingTime, starts: Ints, stops: Ints) -> None:
    ours = seconds(lambda: time.elapsed(starts, stops))
    tell("a million working times", ours, goal=0.3)
    rival = seconds(lambda: by_busday(starts, stops), runs=3)
    tell("the same by numpy's busday_count on pandas's local times", rival)
    print(f"{'numpy ÷ ours':<64} {rival / ours:7.2f}")
    assert (by_busday(starts, stops) == time.elapsed(starts, stops)).all()


def _due(time: WorkingTime, starts: Ints, waits: Ints) -> None:
    ours = seconds(lambda: time.due(starts, waits))
    tell("a million due moments", ours, goal=0.3)
    first, few = starts[:SAMPLE], waits[:SAMPLE]
    rival = seconds(lambda: by_business_hours(first, few), runs=3) * MANY / SAMPLE
    tell(f"the same by pandas's CustomBusinessHour, {MANY // SAMPLE} times {SAMPLE:,}", rival)
    print(f"{'pandas ÷ ours':<64} {rival / ours:7.2f}\n")
    _compare(time, first, few, by_business_hours(first, few))


def _compare(time: WorkingTime, starts: Ints, waits: Ints, theirs: Ints) -> None:
    """Assert the same answers, but where pandas says the next morning for an evening at the end of hours."""
    ours = time.due(starts, waits)
    ending = ~time.is_open(ours)
    assert (theirs == ours)[~ending].all()
    assert (time.elapsed(ours, theirs)[ending] == 0).all()


def by_busday(starts: Ints, stops: Ints) -> Ints:
    """Working seconds as whole business days of nine hours and what is open of the first and the last."""
    return _worked_by(stops) - _worked_by(starts)


def _worked_by(moments: Ints) -> Ints:
    shown = pd.to_datetime(moments, unit="s", utc=True).tz_convert(ZONE).tz_localize(None).to_numpy()
    days = shown.astype("datetime64[D]")
    into = np.clip((shown - days).astype("timedelta64[s]").astype(np.int64), OPENS, CLOSES) - OPENS
    before: Any = np.busday_count("2020-01-01", days, holidays=_holidays())
    return np.asarray(before * A_DAY + into * np.is_busday(days, holidays=_holidays()))


def by_business_hours(starts: Ints, waits: Ints) -> Ints:
    """Due moments by an offset of so many business hours for each start."""
    hours = [
        pd.offsets.CustomBusinessHour(n, start="09:00", end="18:00", holidays=list(_holidays()))
        for n in range(int(waits.max()) // HOUR + 1)
    ]
    shown = pd.to_datetime(starts, unit="s", utc=True).tz_convert(ZONE)
    due = [one + hours[wait] for one, wait in zip(shown, waits // HOUR, strict=True)]
    return np.array([int(one.timestamp()) for one in due])


def _holidays() -> NDArray[np.datetime64]:
    return np.array(sorted(holidays.country_holidays(COUNTRY, years=YEARS)), dtype="datetime64[D]")


if __name__ == "__main__":
    main()
