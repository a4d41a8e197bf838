"""Slices the slow way: the value of every dimension, for each episode, or for each stage that one stood at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from .company import Company, Rules, apart, truncated
from .episodes import STAGES, Episode, episodes, holder, stage_holder

Filters = Mapping[str, Sequence[str | None]]
Stay = tuple[Episode, str, str | None]
"""An episode at a stage, in one slice."""
Values = dict[str, str | None]

LEAD_DIMENSIONS = ("source", "campaign", "country", "industry", "marketing_role", "fit_band")
DIMENSIONS = (*LEAD_DIMENSIONS, "team", "person")


def dimensions(company: Company, lead_id: str, person: str | None) -> Values:
    """Give the value of every dimension for a lead in somebody's hands."""
    lead = next(row for row in company.leads if row["lead_id"] == lead_id)
    teams = {row["person_id"]: row.get("team") for row in company.people}
    found: Values = {name: lead.get(name) for name in LEAD_DIMENSIONS}
    return {**found, "person": person, "team": teams.get(person)}


def wanted_of(by: str | None, filters: Filters | None) -> Filters:
    """Leave the filters that ask for anything; nothing but a dimension can be asked for."""
    wanted = {name: values for name, values in (filters or {}).items() if values}
    for name in [*wanted, *([by] if by else [])]:
        if name not in DIMENSIONS:
            raise ValueError(f"unknown dimension {name!r}")
    return wanted


def passes(values: Values, wanted: Filters) -> bool:
    """Say whether the values of the dimensions are among those wanted."""
    return all(values[name] in wanted[name] for name in wanted)


def sliced(
    company: Company, rules: Rules, as_of: datetime, by: str | None, filters: Filters | None
) -> list[tuple[Episode, str | None]]:
    """List the episodes known at as-of that pass the filters, each with its value of the `by` dimension.

    Their person is who held the lead at the episode's end, or at as-of.
    """
    wanted, known = wanted_of(by, filters), truncated(company, as_of)
    alone = apart(known)
    found = []
    for episode in episodes(known, rules):
        mine = alone[episode.lead_id]
        values = dimensions(mine, episode.lead_id, holder(mine, episode, as_of))
        if passes(values, wanted):
            found.append((episode, values[by] if by else None))
    return found


def sliced_stays(
    company: Company, rules: Rules, as_of: datetime, by: str | None, filters: Filters | None
) -> list[Stay]:
    """List each stage that an episode known at as-of stood at and that passes the filters, with its slice.

    The person of each is who held the lead in the last second before it left that stage.
    """
    wanted, known = wanted_of(by, filters), truncated(company, as_of)
    alone = apart(known)
    found = []
    for episode in episodes(known, rules):
        mine = alone[episode.lead_id]
        for stage in STAGES:
            if stage not in episode.entered:
                continue
            values = dimensions(mine, episode.lead_id, stage_holder(mine, episode, stage, as_of))
            if passes(values, wanted):
                found.append((episode, stage, values[by] if by else None))
    return found


def values_of(chosen: Sequence[Stay] | Sequence[tuple[Episode, str | None]], by: str | None) -> list[str | None]:
    """List the values of the `by` dimension, the missing one last; without one there is one slice."""
    if by is None:
        return [None]
    return sorted({one[-1] for one in chosen}, key=lambda value: (value is None, value or ""))
