"""What a scoring model makes of a company, the slow way: volumes, thresholds and flips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from .company import Company, Row, Rules, apart, truncated
from .episodes import Episode, holder
from .funnel import limits, wilson
from .moments import buckets
from .sales import Agreement, Known, Life, dimensions, entry, hand_over, in_order, known, passes
from .scoring import Model, Moment, Mql, Run, model_of, moments, mql, objections, run
from .slices import Filters

Key = tuple[str, int]


@dataclass(frozen=True)
class Pass:
    """One episode of one lead, in one slice."""

    life: Life
    episode: Episode
    slice: str | None

    @property
    def key(self) -> Key:
        """Which it is."""
        return self.episode.lead_id, self.episode.number


@dataclass(frozen=True)
class Asked:
    """What was asked: the episodes known at as-of that pass the filters, each with its slice."""

    told: Known
    rules: Rules
    period: tuple[datetime, datetime]
    by: str | None
    passes: list[Pass]

    @property
    def model(self) -> Model:
        """The rules asked about."""
        return model_of(self.told.agreement, self.rules)

    def holds(self, found: Mql | None) -> bool:
        """Say whether a model MQL lies in the period."""
        return found is not None and self.period[0] <= found.moment.at < self.period[1]

    def in_each_slice(self, answer: Callable[[list[Pass]], Iterable[Row]]) -> list[Row]:
        """Answer for one slice after the other, the `by` dimension first; without one there is one slice."""
        rows = []
        for value in in_order({one.slice for one in self.passes}) if self.by else [None]:
            mine = [one for one in self.passes if one.slice == value]
            rows += [{self.by: value, **row} if self.by else row for row in answer(mine)]
        return rows


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
    """Find the episodes a question is about; the slices are the funnel's, their fit bands those of the agreement."""
    clean = {**agreement, "scoring": model_of(agreement, rules).scoring}
    told = known(company, rules, clean, as_of)
    alone = apart(truncated(company, told.as_of))
    found = []
    for life in told.lives:
        for episode in life.episodes:
            person = holder(alone[episode.lead_id], episode, told.as_of)
            values = dimensions(told, life.lead, person)
            if passes(values, filters):
                found.append(Pass(life, episode, values[by] if by else None))
    return Asked(told, rules, limits(since, until, told.as_of), by, found)


def replayed(model: Model, mine: list[Pass]) -> dict[Key, tuple[Run, Mql | None]]:
    """Run the leads of some episodes through a model."""
    found = {}
    for one, ran in runs(model, mine):
        found[one.key] = ran, mql(ran, one.episode)
    return found


def runs(model: Model, mine: list[Pass]) -> list[tuple[Pass, Run]]:
    """Run the lead of each of some episodes, once whatever its episodes, through a model."""
    lives = {one.key[0]: one.life for one in mine}
    ran = {name: run(model, life) for name, life in lives.items()}
    return [(one, ran[one.key[0]]) for one in mine]


def in_period(asked: Asked, model: Model, mine: list[Pass]) -> dict[Key, datetime]:
    """Find the episodes that a model makes MQLs in the period, and when."""
    return when(asked, {key: became for key, (_, became) in replayed(model, mine).items()})


def when(asked: Asked, became: Mapping[Key, Mql | None]) -> dict[Key, datetime]:
    """Leave the MQLs of the period, with their moments."""
    return {key: found.moment.at for key, found in became.items() if found is not None and asked.holds(found)}


# mql_volume


def mql_volume(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    proposed: Agreement | None = None,
    bucket: str = "month",
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Count the model MQLs of every local day, week or month, under the proposed rules and the agreed ones."""
    asked = ask(company, rules, proposed or agreement, since, until, as_of, by, filters)
    born = [row["created_at"] for row in company.leads if row["created_at"] <= asked.told.as_of]
    if not born:
        return []
    begin, end = max(asked.period[0], min(born)), asked.period[1]
    agreed = model_of(agreement, rules)

    def rows(mine: list[Pass]) -> Iterable[Row]:
        now, before = (in_period(asked, model, mine).values() for model in (asked.model, agreed))
        for first, starts, ends in buckets(begin, end, bucket, rules.timezone):
            new, old = (sum(1 for at in moments if starts <= at < ends) for moments in (now, before))
            yield {"period": first.isoformat(), "mqls": new, "mqls_agreed": old, "delta": new - old}

    return asked.in_each_slice(rows)


# threshold_curve

OUTCOMES = {"sales_lead": "qualify", "customer": "win"}


def horizon(agreement: Agreement, name: str) -> timedelta | None:
    """Say how long an outcome may take; nothing where it may take any time."""
    days = agreement["response"]["horizon_days"][name]
    return timedelta(seconds=round(days * 86_400)) if days else None


def thresholds(scoring: Mapping[str, Any]) -> list[float]:
    """List the thresholds of the curve: the fives up to 200 or twice the one in force, and that one."""
    inside = float(scoring["threshold"])
    last = max(200, ceil(2 * inside / 5) * 5)
    return sorted({*(float(five) for five in range(0, last + 5, 5)), inside})


def threshold_curve(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Count the model MQLs of the period at every threshold, and what became of them."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)

    def rows(mine: list[Pass]) -> Iterable[Row]:
        ran = runs(asked.model, mine)  # what counts, no threshold decides
        for threshold in thresholds(asked.model.scoring):
            model = Model({**asked.model.scoring, "threshold": threshold}, asked.model.timezone)
            became = when(asked, {one.key: mql(replace(past, model=model), one.episode) for one, past in ran})
            row = {"threshold": threshold, "mqls": len(became)} | outcome_columns(asked, mine, became)
            yield row | worked_columns(asked, mine, became)

    return asked.in_each_slice(rows)


def outcome_columns(asked: Asked, mine: list[Pass], became: dict[Key, datetime]) -> Row:
    """Count which MQLs went on to sales and to buy, and rate those that had the time to."""
    counts: Row = {}
    rates: Row = {}
    for stage, name in OUTCOMES.items():
        span = horizon(asked.told.agreement, name)
        chosen = [one for one in mine if one.key in became]
        had = {one.key for one in chosen if reached(one.episode, stage, became[one.key], span)}
        over = {key for key, at in became.items() if span is None or at + span <= asked.told.as_of}
        counts[f"became_{stage}"] = len(had)
        rates |= rate_columns(stage, len(had & over), len(over))
    return counts | rates


def worked_columns(asked: Asked, mine: list[Pass], became: dict[Key, datetime]) -> Row:
    """Count which MQLs somebody was ever given, and rate those that had the time to go on to sales.

    Where nobody was ever given anything, nobody knows who was worked.
    """
    if not asked.told.assigned:
        return {"worked": None, **dict.fromkeys(rate_columns("worked", 0, 0))}
    span = horizon(asked.told.agreement, "qualify")
    chosen = [one for one in mine if one.key in became and hand_over(asked.told, one.life, one.episode) is not None]
    over = [one for one in chosen if span is None or became[one.key] + span <= asked.told.as_of]
    had = [one for one in over if reached(one.episode, "sales_lead", became[one.key], span)]
    return {"worked": len(chosen), **rate_columns("worked", len(had), len(over))}


def reached(episode: Episode, stage: str, start: datetime, span: timedelta | None) -> bool:
    """Say whether an episode entered a stage or any later one at or after a moment and within a span."""
    at = entry(episode, stage)
    return at is not None and at >= start and (span is None or at <= start + span)


def rate_columns(stage: str, had: int, size: int) -> Row:
    """Give a rate with what it divides and its interval."""
    low, high = wilson(had, size)
    found: Row = {f"{stage}_rate_became": had, f"{stage}_rate_mqls": size}
    return found | {f"{stage}_rate": had / size if size else None, f"{stage}_low": low, f"{stage}_high": high}


# score_flips


def score_flips(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    proposed: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """List the episodes that are MQLs of the period under one of two sets of rules, and why not under the other."""
    asked = ask(company, rules, proposed, since, until, as_of, by, filters)
    agreed = model_of(agreement, rules)

    def rows(mine: list[Pass]) -> Iterable[Row]:
        before, after = replayed(agreed, mine), replayed(asked.model, mine)
        found = []
        for one in mine:
            (old, mql_old), (new, mql_new) = before[one.key], after[one.key]
            if asked.holds(mql_old) != asked.holds(mql_new):
                decisive = mql_new if asked.holds(mql_new) else mql_old
                assert decisive is not None
                found.append((flip(one, (old, mql_old), (new, mql_new), decisive), decisive.moment.at))
        found.sort(key=lambda row: (row[0]["flip"], row[1], row[0]["lead_id"], row[0]["episode"]))
        return [row for row, _ in found]

    return asked.in_each_slice(rows)


def flip(one: Pass, before: tuple[Run, Mql | None], after: tuple[Run, Mql | None], decisive: Mql) -> Row:
    """Tell how an episode enters or leaves, by both scores at the moment that decides."""
    (old, mql_old), (new, mql_new) = before, after
    entered = decisive is mql_new
    other, mql_other = (old, mql_old) if entered else (new, mql_new)
    moment = decisive.moment
    return {
        "flip": "entered" if entered else "left",
        "lead_id": one.key[0],
        "episode": one.key[1],
        "mql_at_agreed": mql_old.moment.at if mql_old else None,
        "mql_at": mql_new.moment.at if mql_new else None,
        "score_agreed": old.reading(moment.done, moment.at).score,
        "score": new.reading(moment.done, moment.at).score,
        "reason": reason(one, other, mql_other, moment),
    }


def reason(one: Pass, other: Run, mql_other: Mql | None, moment: Moment) -> str:
    """Say why other rules do not make an episode an MQL at a moment at which some do."""
    assert moment in moments(other, one.episode)
    return "other_time" if mql_other is not None else objections(other, moment)[0]
