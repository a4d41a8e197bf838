"""What is owed at one moment, whatever the period: leads past due on any promise, and MQLs that nobody was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from leaddash.saying.headline import Headline
from leaddash.subjects.promises.metrics.at_risk import at_risk as at_risk_metric
from leaddash.subjects.promises.metrics.at_risk import past_due
from leaddash.words import Words


@dataclass(frozen=True)
class Owed:
    """How many leads are past due on any promise, on how many promises, and how many MQLs nobody was given."""

    leads: int
    promises: int
    unassigned: int
    still_open: int


def owed(at_risk: pd.DataFrame, as_of: datetime) -> Owed:
    """What the rows of `at_risk` say was past due at their as-of moment."""
    promised = at_risk[at_risk["promise"].notna()]
    late = past_due(promised, as_of)
    return Owed(late["lead_id"].nunique(), len(late), len(at_risk) - len(promised), len(promised) - len(late))


def late_in_words(now: Owed, words: Words) -> str:
    """How many leads are past due, and how many MQLs nobody was given, as the end of a sentence."""
    late = words("insight.sla.late", n=now.leads) if now.leads else words("insight.sla.late.none")
    return late + (words("insight.sla.given_to_nobody", n=now.unassigned) if now.unassigned else "")


def past_due_headline(now: Owed, trend: pd.DataFrame, words: Words) -> Headline:
    """How many leads are past due on any promise; `trend` (of `sla_trend`) says in which periods that fell due."""
    overdue = trend.groupby("period", sort=True)["overdue"].sum() if len(trend) else pd.Series(dtype=float)
    told = [words("headline.past_due_promises", n=now.promises)] if now.promises > now.leads else []
    told += [words("headline.past_due_unassigned", n=now.unassigned)] if now.unassigned else []
    return Headline(
        label=words("headline.sla_past_due"),
        value=words.number(now.leads),
        change=words.listed(told) if told else "",
        course=[float(count) for count in overdue],
        help=words("headline.sla_past_due_help"),
        is_count=True,
        link={"figure": "overdue_now", "promise": "any"},
        counts=at_risk_metric.name,
    )
