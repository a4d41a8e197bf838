"""What past periods had, so far from their end."""

from __future__ import annotations

import numpy as np

from leaddash.moments import second
from leaddash.subjects.forecast.projection.made import Made

LAST_DAYS = 7
"""Days before the end of a period in which it is not told how much open pipeline is needed."""


def coverage_needed(made: Made) -> float | None:
    """How much open pipeline there was in the past periods, so far from their end, to what was then still booked.

    The whole company's; nothing in the last days.
    """
    at, past = made.asking.at, made.past
    if not past or made.asking.period.days_left(at) <= LAST_DAYS:
        return None
    rest = sum(_rest(made))
    return sum(_open_of_period(made)) / rest if rest else None


def mean_share_booked(made: Made) -> float | None:
    """The mean share of a past period's bookings that was there so far from its end."""
    pairs = [(one.total - rest, one.total) for one, rest in zip(made.past, _rest(made), strict=True) if one.total]
    return float(np.mean([early / total for early, total in pairs])) if pairs else None


def mean_converted(made: Made) -> float | None:
    """The mean over past periods of what was still booked, to what was open of them so far from their end."""
    pairs = [(rest, still) for rest, still in zip(_rest(made), _open_of_period(made), strict=True) if still]
    return float(np.mean([rest / still for rest, still in pairs])) if pairs else None


def _rest(made: Made) -> list[int]:
    """What was booked of each past period after its reference moment."""
    moments = [second(at) for _, at in made.asking.references]
    return [one.after(at) for one, at in zip(made.past, moments, strict=True)]


def _open_of_period(made: Made) -> list[float]:
    """What was open of each past period at its reference moment, without what was omitted."""
    return [float(one.worth[:, 1, 1:, :].sum()) for one in made.stood]
