"""What was agreed to come into each stage in the period that a funnel is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from leaddash.agreement import STAGES
from leaddash.blocks.ask import Ask
from leaddash.moments import local_date
from leaddash.periods import DAY


def goals_of(ask: Ask) -> Mapping[str, float]:
    """The goals of the stages for as much of the period as is over by as-of, by days; none of slices or of all data."""
    if any(ask.filters.values()) or ask.period.since is None:
        return {}
    gone = min(ask.period.until, local_date(ask.as_of, ask.rules.timezone) + DAY)
    months = replace(ask.period, until=max(gone, ask.period.since)).months
    agreed = {str(name): float(goal) for name, goal in ask.rules.goals.items()}
    return {stage: agreed[stage] * months for stage in STAGES if agreed.get(stage) and months}
