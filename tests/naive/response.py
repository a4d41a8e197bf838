"""Response the slow way: how fast hand-overs were answered, by whom, and what answering was worth."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from .company import Company, Row, Rules
from .funnel import Filters
from .hand_overs import BUCKETS, OUTCOMES, TIMED, Stratum, ask, median_minutes, score_bands
from .rest_of_funnel import wilson_row
from .sales import Agreement, in_order
from .waiting import arrivals, never_touched, time_to_first_touch, waits

__all__ = [
    "arrivals",
    "cases",
    "never_touched",
    "response_by_person",
    "response_curve",
    "response_curve_adjusted",
    "time_to_first_touch",
    "waits",
]


def cases(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """List the hand-overs of the period, by slice and lead."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    return asked.in_each_slice_of_rows(lambda mine: mine)


def outcome_row(mine: list[Row], outcome: str) -> Row:
    """Rate one outcome over the hand-overs whose horizon is over."""
    over = [row for row in mine if row[f"{outcome}_over"]]
    had = sum(1 for row in over if row[f"{outcome}_had"])
    rate = wilson_row(f"{outcome}_rate", had, len(over))
    names = (f"{outcome}_rate", f"{outcome}_low", f"{outcome}_high")
    return {f"{outcome}_leads": len(over), OUTCOMES[outcome]: had, **dict(zip(names, rate.values(), strict=True))}


# response_curve, response_curve_adjusted, response_by_person


def curve_rows(mine: list[Row]) -> Iterable[Row]:
    """Rate each bucket of one slice."""
    for bucket in BUCKETS:
        inside = [row for row in mine if row["bucket"] == bucket]
        found: Row = {"bucket": bucket, "leads": len(inside)}
        for outcome in OUTCOMES:
            found |= outcome_row(inside, outcome)
        yield found


def response_curve(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Say what came of the hand-overs by how they were answered: twelve rows for each slice."""
    return ask(company, rules, agreement, since, until, as_of, by, filters).in_each_slice_of_rows(curve_rows)


def with_strata(rows: list[Row], bands: dict[tuple[str, int], int]) -> list[Row]:
    """Say what each case is compared within: the band of its score, its source and its class of arrival."""
    return [{**row, "stratum": (bands[row["lead_id"], row["episode"]], row["source"], row["arrival"])} for row in rows]


def in_strata(rows: list[Row]) -> dict[Stratum, list[Row]]:
    """Sort cases into strata."""
    found: dict[Stratum, list[Row]] = {}
    for row in rows:
        found.setdefault(row["stratum"], []).append(row)
    return found


def standardised(rows: dict[Stratum, list[Row]], weights: dict[Stratum, int], had: str) -> float | None:
    """Weigh the rates of the strata."""
    total = sum(weights.values())
    if not total:
        return None
    rates = {one: Fraction(sum(1 for row in rows[one] if row[had]), len(rows[one])) for one in weights}
    return float(sum(rates[one] * weights[one] for one in weights) / total)


def adjusted_outcome(mine: list[Row], bucket: str, outcome: str) -> Row:
    """Compare those answered in a bucket with those of the same strata answered later."""
    everyone = in_strata([row for row in mine if row["bucket"] != "not_a_lead"])
    over = [row for row in mine if row["bucket"] in TIMED and row[f"{outcome}_over"]]
    now = in_strata([row for row in over if row["bucket"] == bucket])
    later = in_strata([row for row in over if TIMED.index(row["bucket"]) > TIMED.index(bucket)])
    weights = {one: len(everyone[one]) for one in everyone if one in now and one in later}
    size = sum(map(len, everyone.values()))
    rate, other = (standardised(rows, weights, f"{outcome}_had") for rows in (now, later))
    return {
        f"{outcome}_leads": sum(len(now[one]) for one in weights),
        f"{outcome}_covered": sum(weights.values()) / size if size else None,
        f"{outcome}_adjusted": rate,
        f"{outcome}_later": other,
        f"{outcome}_difference": rate - other if rate is not None and other is not None else None,
    }


def adjusted_rows(mine: list[Row]) -> Iterable[Row]:
    """Compare each timed bucket of one slice with what was answered later."""
    for bucket in TIMED:
        found: Row = {"bucket": bucket}
        for outcome in OUTCOMES:
            found |= adjusted_outcome(mine, bucket, outcome)
        yield found


def response_curve_adjusted(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Standardise the rates of the timed buckets over the strata; without intervals."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    bands = score_bands([case for case, _ in asked.chosen])
    return asked.in_each_slice_of_rows(lambda mine: adjusted_rows(with_strata(mine, bands)))


def person_rows(mine: list[Row]) -> Iterable[Row]:
    """Rate each person of one slice."""
    for person in in_order({row["person"] for row in mine}):
        own = [row for row in mine if row["person"] == person]
        found: Row = {"person": person, "hand_overs": len(own)}
        found["touched"] = sum(1 for row in own if row["bucket"] in TIMED)
        found["p50_minutes"] = median_minutes(own)
        for outcome in OUTCOMES:
            found |= outcome_row(own, outcome)
        yield found


def response_by_person(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Say what came of the hand-overs of each person; without the shrunk rates."""
    return ask(company, rules, agreement, since, until, as_of, by, filters).in_each_slice_of_rows(person_rows)
