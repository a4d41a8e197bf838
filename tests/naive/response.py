"""Response the slow way: how fast hand-overs were answered, by whom, and what answering was worth."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from .company import Company, Row, Rules
from .hand_overs import BUCKETS, OUTCOMES, TIMED, Stratum, ask, median_minutes, score_bands
from .rest_of_funnel import wilson_row
from .sales import Agreement, Known, in_order
from .slices import Filters
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


def is_unknown(told: Known, outcome: str) -> bool:
    """Say whether a snapshot can tell nothing of an outcome: of contact, where none is recorded anywhere."""
    return outcome == "contact" and not told.contacted


def outcome_row(told: Known, mine: list[Row], outcome: str) -> Row:
    """Rate one outcome over the hand-overs whose horizon is over."""
    over = [row for row in mine if row[f"{outcome}_over"]]
    had = sum(1 for row in over if row[f"{outcome}_had"])
    rate = wilson_row(f"{outcome}_rate", had, len(over))
    names = (f"{outcome}_rate", f"{outcome}_low", f"{outcome}_high")
    found: Row = {f"{outcome}_leads": len(over), OUTCOMES[outcome]: had}
    found |= dict(zip(names, rate.values(), strict=True))
    return dict.fromkeys(found) if is_unknown(told, outcome) else found


# response_curve, response_curve_adjusted, response_by_person


def curve_rows(told: Known, mine: list[Row]) -> Iterable[Row]:
    """Rate each bucket of one slice; where nobody knows of touches, there is none."""
    for bucket in BUCKETS if told.touched else ():
        inside = [row for row in mine if row["bucket"] == bucket]
        found: Row = {"bucket": bucket, "leads": len(inside)}
        for outcome in OUTCOMES:
            found |= outcome_row(told, inside, outcome)
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
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    return asked.in_each_slice_of_rows(lambda mine: curve_rows(asked.known, mine))


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


def adjusted_outcome(told: Known, mine: list[Row], bucket: str, outcome: str) -> Row:
    """Compare those answered in a bucket with those of the same strata answered later."""
    everyone = in_strata([row for row in mine if row["bucket"] != "not_a_lead"])
    over = [row for row in mine if row["bucket"] in TIMED and row[f"{outcome}_over"]]
    now = in_strata([row for row in over if row["bucket"] == bucket])
    later = in_strata([row for row in over if TIMED.index(row["bucket"]) > TIMED.index(bucket)])
    weights = {one: len(everyone[one]) for one in everyone if one in now and one in later}
    size = sum(map(len, everyone.values()))
    rate, other = (standardised(rows, weights, f"{outcome}_had") for rows in (now, later))
    found: Row = {
        f"{outcome}_leads": sum(len(now[one]) for one in weights),
        f"{outcome}_covered": sum(weights.values()) / size if size else None,
        f"{outcome}_adjusted": rate,
        f"{outcome}_later": other,
        f"{outcome}_difference": rate - other if rate is not None and other is not None else None,
    }
    return dict.fromkeys(found) if is_unknown(told, outcome) else found


def adjusted_rows(told: Known, mine: list[Row]) -> Iterable[Row]:
    """Compare each timed bucket of one slice with what was answered later."""
    for bucket in TIMED if told.touched else ():
        found: Row = {"bucket": bucket}
        for outcome in OUTCOMES:
            found |= adjusted_outcome(told, mine, bucket, outcome)
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
    return asked.in_each_slice_of_rows(lambda mine: adjusted_rows(asked.known, with_strata(mine, bands)))


def person_rows(told: Known, mine: list[Row]) -> Iterable[Row]:
    """Rate each person of one slice; how many were touched and how fast is nothing where nobody knows of touches."""
    for person in in_order({row["person"] for row in mine}):
        own = [row for row in mine if row["person"] == person]
        found: Row = {"person": person, "hand_overs": len(own)}
        found["touched"] = sum(1 for row in own if row["bucket"] in TIMED) if told.touched else None
        found["p50_minutes"] = median_minutes(own) if told.touched else None
        for outcome in OUTCOMES:
            found |= outcome_row(told, own, outcome)
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
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    return asked.in_each_slice_of_rows(lambda mine: person_rows(asked.known, mine))
