"""The moments at which opportunities are looked at, each with the fiscal period that is asked about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pyarrow as pa

from leaddash import fiscal
from leaddash.fiscal import Fiscal
from leaddash.moments import SECOND, local_date, midnight
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast.projection.askings import Place

Given = dict[str, pa.Table]
SCHEMA = pa.schema(
    {
        "place": pa.int32(),
        "asked_at": pa.timestamp("us"),
        "today": pa.date32(),
        "first": pa.date32(),
        "after": pa.date32(),
        "since": pa.timestamp("us"),
        "until": pa.timestamp("us"),
    }
)


def now(_snapshot: Snapshot, question: Question) -> Given:
    """The table `asked_moments`: as-of, and the period asked."""
    return given([(fiscal.asked(question), question.as_of)])


def both_ends(_snapshot: Snapshot, question: Question) -> Given:
    """The same with the moment that as-of is compared with before it."""
    period = fiscal.asked(question)
    return given([(period, question.compared_with), (period, question.as_of)])


def every_day(_snapshot: Snapshot, question: Question) -> Given:
    """The same at the last second of each day of the period up to as-of, which is the last."""
    return given([(fiscal.asked(question), at) for at in days_of(question)])


def days_of(question: Question) -> list[datetime]:
    """The last second of each local day of the period asked up to as-of, as-of being that of the day it lies in."""
    period = fiscal.asked(question)
    last = min(period.after - timedelta(days=1), local_date(question.as_of, question.zone))
    days = [period.first + timedelta(days=number) for number in range((last - period.first).days + 1)]
    return [min(midnight(day + timedelta(days=1), question.zone) - SECOND, question.as_of) for day in days]


def given(places: Iterable[Place]) -> Given:
    """The table `asked_moments` of some moments with the periods asked about, numbered from 0 on."""
    rows = [_row(number, period, at) for number, (period, at) in enumerate(places)]
    return {"asked_moments": pa.Table.from_pylist(rows, SCHEMA)}


def _row(number: int, period: Fiscal, moment: datetime) -> dict[str, object]:
    dates = {"today": local_date(moment, period.zone), "first": period.first, "after": period.after}
    return {"place": number, "asked_at": moment, **dates, "since": period.since, "until": period.until}
