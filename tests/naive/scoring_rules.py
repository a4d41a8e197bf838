"""The rules of a scoring model, the slow way: how often each fired, and what changes when it is taken out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from .company import Company, Row, Rules
from .fit import holds
from .sales import Agreement
from .scoring import Model, run
from .scoring_metrics import Asked, Pass, ask, in_period
from .slices import Filters


def rule_hygiene(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Say of every rule how often it fired, and which model MQLs of the period rest on it."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)

    def rows(mine: list[Pass]) -> Iterable[Row]:
        whole = set(in_period(asked, asked.model, mine))
        for part in ("fit", "behaviour"):
            for place, rule in enumerate(asked.model.scoring[part]):
                rest = set(in_period(asked, without(asked.model, part, place), mine))
                found: Row = {"part": part, "rule": rule["name"], "fired": fired(asked, part, rule, mine)}
                found |= {"mqls_without": len(rest), "gained": len(rest - whole), "lost": len(whole - rest)}
                yield {**found, "resting": len(whole - rest) / len(whole) if whole else None}

    return asked.in_each_slice(rows)


def without(model: Model, part: str, place: int) -> Model:
    """Take one rule out of a model; later rules may match what it matched."""
    kept = [rule for number, rule in enumerate(model.scoring[part]) if number != place]
    return Model({**model.scoring, part: kept}, model.timezone)


def fired(asked: Asked, part: str, rule: Row, mine: list[Pass]) -> int:
    """Count the leads for which a rule of fit holds, or the activities of the period that count for a behaviour."""
    lives = {one.episode.lead_id: one.life for one in mine}.values()
    if part == "fit":
        return sum(1 for life in lives if holds(rule, life.lead))
    begin, end = asked.period
    steps = [step for life in lives for step in run(asked.model, life).steps]
    counted = [step for step in steps if step.counted and step.rule is not None and step.rule["name"] == rule["name"]]
    return sum(1 for step in counted if begin <= step.at < end)
