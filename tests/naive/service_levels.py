"""Service levels the slow way: promises kept and broken, those at risk, and whom the ladder told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .company import Company, Row, Rules
from .episodes import SECOND
from .hand_overs import nearest_rank
from .moments import buckets
from .owners import owners_clocks
from .promises import Clock, clocks, known_promises
from .rest_of_funnel import wilson_row
from .sales import Agreement, Known, Period, dimensions, in_order, known, passes
from .slices import Filters

COUNTED = ("kept", "broken", "overdue")
Answer = Callable[[list[Clock]], Iterable[Row]]


@dataclass(frozen=True)
class Asked:
    """What was asked: the clocks that pass the filters, each with its slice."""

    known: Known
    period: Period
    by: str | None
    chosen: list[tuple[Clock, str | None]]

    def in_each_slice(self, answer: Answer) -> list[Row]:
        """Answer for one slice after the other, the `by` dimension first; without one there is one slice."""
        values = in_order({value for _, value in self.chosen}) if self.by else [None]
        rows = []
        for value in values:
            mine = [clock for clock, of in self.chosen if of == value]
            rows += [{self.by: value, **row} if self.by else row for row in answer(mine)]
        return rows


def period(since: datetime | None, until: datetime | None) -> Period:
    """Fill in the period of promises: from the beginning of time, and open-ended, so that it holds what lies ahead."""
    return since if since is not None else datetime.min, until if until is not None else datetime.max


def choose(told: Known, found: Sequence[Clock], wanted: Period, by: str | None, filters: Filters | None) -> Asked:
    """Keep the clocks that pass the filters."""
    valued = [(clock, dimensions(told, clock.life.lead, clock.person)) for clock in found]
    chosen = [(clock, values[by] if by else None) for clock, values in valued if passes(values, filters)]
    return Asked(told, wanted, by, chosen)


def ask(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None,
    until: datetime | None,
    as_of: datetime | None,
    by: str | None,
    filters: Filters | None,
) -> Asked:
    """Find the promises a question is about, on the leads' clocks; of whatever period."""
    told = known(company, rules, agreement, as_of)
    return choose(told, clocks(told), period(since, until), by, filters)


def promise_cases(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """List every promise made by as-of, with its state then, and whether its due moment lies in the period."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    begin, end = asked.period

    def told(mine: list[Clock]) -> Iterable[Row]:
        return [{**clock.row(), "in_period": begin <= clock.due_at < end} for clock in mine]

    return asked.in_each_slice(told)


def count(mine: list[Clock], wanted: Period, as_of: datetime) -> Row:
    """Count the clocks due in a period."""
    begin, end = wanted
    inside = [clock for clock in mine if begin <= clock.due_at < end]
    states = [clock.counted for clock in inside]
    kept, broken, overdue = (states.count(state) for state in COUNTED)
    found: Row = {"due": kept + broken + overdue, "kept": kept, "broken": broken, "overdue": overdue}
    found |= {"running": states.count("running"), "withdrawn": states.count("withdrawn")}
    found["missed_in_period"] = broken + overdue
    found["past_due_now"] = sum(1 for clock in mine if clock.counted == "overdue" and clock.due_at < end)
    found |= wilson_row("compliance", kept, found["due"])
    minutes = [clock.minutes for clock in inside if clock.counted in COUNTED and clock.is_timed]
    return found | {f"p{percent}_minutes": nearest_rank(minutes, percent) for percent in (50, 95)}


def per_promise(told: Known, mine: list[Clock], wanted: Period) -> list[Row]:
    """Count the clocks of each promise of which the snapshot can tell, in the agreement's order."""
    names = [promise["name"] for promise in known_promises(told)]
    own = {name: [clock for clock in mine if clock.promise["name"] == name] for name in names}
    return [{"promise": name, **count(own[name], wanted, told.as_of)} for name in names]


def sla(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Count the promises due in the period: one row for each slice and promise."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    return asked.in_each_slice(lambda mine: per_promise(asked.known, mine, asked.period))


def sla_trend(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
    bucket: str = "month",
) -> list[Row]:
    """Count the promises due in every local day, week or month from the first lead to the period's end.

    Without an end that is the last due moment of all promises asked about, or as-of if that is later.
    """
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    born = [life.lead["created_at"] for life in asked.known.lives]
    last = max([asked.known.as_of, *(clock.due_at for clock, _ in asked.chosen)]) + SECOND
    end = until if until is not None else last
    parts = buckets(max(asked.period[0], min(born)), end, bucket, agreement["timezone"]) if born else []

    def told(mine: list[Clock]) -> Iterable[Row]:
        for first, since, until in parts:
            for row in per_promise(asked.known, mine, (since, until)):
                yield {"period": first.isoformat(), **row}

    return asked.in_each_slice(told)


def sla_by_person(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Count the promises on each owner's own clock: one row for each slice, person with a holding, and promise."""
    told = known(company, rules, agreement, as_of)
    found = [own for clock in clocks(told) for own in owners_clocks(clock)]
    asked = choose(told, found, period(since, until), by, filters)

    def of_each_person(mine: list[Clock]) -> Iterable[Row]:
        for person in in_order({clock.person for clock in mine}):
            own = [clock for clock in mine if clock.person == person]
            for row in per_promise(told, own, asked.period):
                yield {"person": person, **row}

    return asked.in_each_slice(of_each_person)
