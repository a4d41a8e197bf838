"""Every open opportunity the slow way: how it stands, how long already, and why it needs a decision."""

from __future__ import annotations

from datetime import datetime, timedelta

from .company import Company, Row
from .deals import Agreement, Deal, State, booked_in, class_of, states, text
from .forecast import is_without_amount
from .forecast_questions import Call, Past, call_of, history, in_slices, is_after
from .funnel import percentile
from .slices import Filters

DAY_SECONDS = 86_400
SILENT = timedelta(seconds=14 * DAY_SECONDS)
PUSHED = 3
ENOUGH = 30
LONG = 0.9


def forecast_deals(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """List every open opportunity with its flags, by its id; without its share and what is expected of it."""
    call = call_of(company, agreement, since, until, as_of, by, filters)
    norms = Norms(call)

    def answer(_: str | None, mine: list[Deal]) -> list[Row]:
        ordered = sorted(call.now(mine), key=lambda pair: pair[0].opportunity_id)
        return [deal_row(norms, one, state) for one, state in ordered if state.ending == "open"]

    return in_slices(call, answer)


class Norms:
    """What opportunities are held to: the past of the whole company."""

    def __init__(self, call: Call) -> None:
        self.call, self.past = call, history(call)
        self._long: dict[str, float | None] = {}
        self._promised: dict[str, bool] = {}

    def long(self, stage: str) -> float | None:
        """Give the 90th percentile, in seconds, of a stage's stays among opportunities won; None where they are few."""
        if stage not in self._long:
            self._long[stage] = long_stay(self.call, self.past, stage)
        return self._long[stage]

    def fails(self, stage: str) -> bool:
        """Say whether most of many commits in a stage did not come."""
        if stage not in self._promised:
            self._promised[stage] = fails_often(self.call, self.past, stage)
        return self._promised[stage]


def deal_row(norms: Norms, one: Deal, state: State) -> Row:
    """Describe one open opportunity."""
    call = norms.call
    return {
        "opportunity_id": one.opportunity_id,
        "lead_id": one.lead_id,
        "name": one.name,
        "person": one.person,
        "team": one.values["team"],
        "source": one.values["source"],
        "stage": state.stage or None,
        "category": state.category,
        "class": class_of(state, call.period, call.as_of, call.agreement),
        "amount": state.said,
        "currency": state.currency,
        "close_date": state.close_date,
        "age_days": (call.as_of - one.created_at).total_seconds() / DAY_SECONDS,
        "stage_days": (call.as_of - state.stage_since).total_seconds() / DAY_SECONDS,
        "pushes": state.pushes,
        "last_activity_at": last_activity(call, one.lead_id),
        "flags": [name for name, holds in flags(norms, one, state).items() if holds],
    }


def last_activity(call: Call, lead_id: str) -> datetime | None:
    """Give the moment of a lead's newest activity; one before its creation counts at the creation."""
    born = next(row["created_at"] for row in call.company.leads if row["lead_id"] == lead_id)
    moments = [row["occurred_at"] for row in call.company.activities if row["lead_id"] == lead_id]
    return max((max(at, born) for at in moments if at <= call.as_of), default=None)


def flags(norms: Norms, one: Deal, state: State) -> dict[str, bool]:
    """Say which flags hold, in the order in which they are named."""
    call = norms.call
    kind = class_of(state, call.period, call.as_of, call.agreement)
    heard = max(one.created_at, last_activity(call, one.lead_id) or one.created_at)
    return {
        "overdue": kind == "overdue",
        "undated": kind == "undated",
        "no_amount": is_without_amount(state),
        "pushed": state.pushes >= PUSHED,
        "silent": heard < call.as_of - SILENT,
        "old": is_old(norms, state),
        "period_end": state.close_date == call.period.last - timedelta(days=1),
        "ahead": state.category == "commit" and norms.fails(state.stage),
    }


def is_old(norms: Norms, state: State) -> bool:
    """Say whether an opportunity stands longer in its stage than nearly all that were won stood there."""
    long = norms.long(state.stage)
    return long is not None and (norms.call.as_of - state.stage_since).total_seconds() > long


def long_stay(call: Call, past: list[Past], stage: str) -> float | None:
    """Give the 90th percentile of the stays in a stage of those won in past periods, if 30 of them stood there."""
    won = [one for one, now in call.now(call.everybody) if any(booked_in(now, then.period) for then in past)]
    stood = [mine for one in won if (mine := stays(one, stage, call.as_of))]
    return percentile([stay for mine in stood for stay in mine], LONG) if len(stood) >= ENOUGH else None


def stays(one: Deal, stage: str, until: datetime) -> list[float]:
    """List the seconds of each time an opportunity stood in a stage and left it; no time at all is no stay."""
    found, now, since = [], "", one.created_at
    for row in one.changes:
        said = text(row.get("stage"))
        if row["changed_at"] <= until and said is not None and said != now:
            if now == stage and row["changed_at"] > since:
                found.append((row["changed_at"] - since).total_seconds())
            now, since = said, row["changed_at"]
    return found


def fails_often(call: Call, past: list[Past], stage: str) -> bool:
    """Say whether of 30 or more commits in a stage at the reference moments under half succeeded."""
    became = [
        succeeded(call, then, one)
        for then in past
        for one, state in states(call.everybody, then.reference, call.agreement)
        if (state.ending, state.category, state.stage) == ("open", "commit", stage)
    ]
    return len(became) >= ENOUGH and 2 * sum(became) < len(became)


def succeeded(call: Call, then: Past, one: Deal) -> bool:
    """Say whether an opportunity was booked in a past period after its reference moment."""
    now = one.at(call.as_of, call.agreement)
    return now is not None and booked_in(now, then.period) and is_after(now, then)
