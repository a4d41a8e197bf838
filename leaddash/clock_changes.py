"""When a zone's clock changes: what turns seconds of UTC into local time without asking for each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

DAY_SECONDS = 86_400
Ints = NDArray[np.int64]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def clock_changes(zone: ZoneInfo, low: int, high: int) -> tuple[Ints, Ints]:
    """Moments in seconds of UTC from which on an offset holds, the first of them `low`, and the offsets."""
    shifts, offsets = [low], [_offset(zone, low)]
    for since, until in pairwise(
        [*range(low, high, DAY_SECONDS), high - 1]
    ):  # no zone ever changed twice within three days
        offset = _offset(zone, until)
        if offset != offsets[-1]:
            shifts.append(_change(zone, since, until))
            offsets.append(offset)
    return np.array(shifts), np.array(offsets)


def _change(zone: ZoneInfo, since: int, until: int) -> int:
    """The first second with another offset than `since`; `until` has one."""
    old = _offset(zone, since)
    while until - since > 1:
        middle = (since + until) // 2
        since, until = (middle, until) if _offset(zone, middle) == old else (since, middle)
    return until


def _offset(zone: ZoneInfo, moment: int) -> int:
    shown = (_EPOCH + timedelta(seconds=moment)).astimezone(zone).utcoffset() or timedelta()
    return round(shown.total_seconds())
