"""The funnel the slow way: every episode at every stage is one case, and every number counts cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import floor, sqrt

from .company import Company, Row, Rules, default_as_of
from .episodes import RANK, SECOND, STAGES, Episode, onward
from .moments import buckets
from .slices import Filters, Stay, sliced_stays, values_of

Z = 1.959964
CLASSES = ("converted", "late", "exited", "open", "stalled")
CONVERSION = (
    *CLASSES,
    "rate_converted",
    "rate_entered",
    "rate",
    "rate_low",
    "rate_high",
    "median_days",
    "p90_days",
    "flow_out",
    "flow_rate",
)
STOCK = ("balance_start", "came_in", "went_out", "balance_end")
COLUMNS = ("stage", "rank", "entered", "skipped", *CONVERSION, *STOCK)


def wilson(successes: int, cases_: int) -> tuple[float | None, float | None]:
    """Give the 95 % Wilson score interval, or nothing where there is nothing to divide by."""
    return wilson_of(successes / cases_, cases_) if cases_ else (None, None)


def wilson_of(share: float, size: float) -> tuple[float, float]:
    """Give the 95 % Wilson score interval of a share of so many cases; their number need not be whole."""
    centre = share + Z * Z / (2 * size)
    spread = Z * sqrt(share * (1 - share) / size + Z * Z / (4 * size * size))
    below = 1 + Z * Z / size
    return max(0.0, (centre - spread) / below), min(1.0, (centre + spread) / below)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Give a percentile with linear interpolation between the two neighbours."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    lower = floor(place)
    upper = min(lower + 1, len(ordered) - 1)
    return ordered[lower] + (ordered[upper] - ordered[lower]) * (place - lower)


def window(rules: Rules, stage: str) -> timedelta | None:
    """Give the window of a stage, or nothing where the agreement has none."""
    days = rules.window_days.get(stage, 0)
    return timedelta(seconds=days * 86_400) if days else None


def class_of(episode: Episode, stage: str, rules: Rules, as_of: datetime) -> str | None:
    """Say what became of an episode at a stage; nothing can become of it at the last one."""
    if stage == "customer":
        return None
    entered, following, span = episode.entered[stage], onward(episode, stage), window(rules, stage)
    if following is not None:
        return "converted" if span is None or following <= entered + span else "late"
    if episode.ended_at is not None:
        return "exited"
    return "open" if span is None or entered + span > as_of else "stalled"


def in_rate(episode: Episode, stage: str, rules: Rules, as_of: datetime) -> bool:
    """Say whether a case is in the denominator of the rate: its window is over, or it is decided."""
    span = window(rules, stage)
    if span is None:
        return class_of(episode, stage, rules, as_of) not in ("open", None)
    return stage != "customer" and episode.entered[stage] + span <= as_of


def days_taken(episode: Episode, stage: str) -> float | None:
    """Give the days to the next stage where both moments are known and the stage was not skipped."""
    following = onward(episode, stage)
    if following is None or stage in episode.skipped:
        return None
    if stage in episode.estimated or STAGES[RANK[stage]] in episode.estimated:
        return None
    return (following - episode.entered[stage]).total_seconds() / 86_400


def case(episode: Episode, stage: str, rules: Rules, as_of: datetime, since: datetime, until: datetime) -> Row:
    """Describe one episode at one stage, and in which numbers of the period `[since, until)` it is."""
    entered, following = episode.entered[stage], onward(episode, stage)
    left = following if following is not None else episode.ended_at
    became = class_of(episode, stage, rules, as_of)
    cohort = since <= entered < until
    denominator = cohort and in_rate(episode, stage, rules, as_of)
    real = left is None or entered < left
    return {
        "lead_id": episode.lead_id,
        "episode": episode.number,
        "stage": stage,
        "rank": RANK[stage],
        "entered_at": entered,
        "next_at": following,
        "left_at": left,
        "skipped": stage in episode.skipped,
        "estimated": stage in episode.estimated,
        "class": became,
        "days": days_taken(episode, stage) if cohort and became == "converted" else None,
        "cohort": cohort,
        "rate_entered": denominator,
        "rate_converted": denominator and became == "converted",
        "flow_out": following is not None and since <= following < until,
        "at_start": entered < since and (left is None or left >= since),
        "came_in": real and since <= entered < until,
        "went_out": real and left is not None and since <= left < until,
        "at_end": entered < until and (left is None or left >= until),
    }


def limits(since: datetime | None, until: datetime | None, as_of: datetime) -> tuple[datetime, datetime]:
    """Fill in the period: from the beginning of time, to one second after as-of at most."""
    begin = since if since is not None else datetime.min
    end = min(until, as_of + SECOND) if until is not None else as_of + SECOND
    return begin, max(begin, end)


def cases_of(
    chosen: list[Stay], rules: Rules, as_of: datetime, period: tuple[datetime, datetime], by: str | None
) -> list[Row]:
    """List the cases of the chosen stays, the `by` dimension first."""
    found = []
    for episode, stage, value in chosen:
        row = case(episode, stage, rules, as_of, *period)
        found.append({by: value, **row} if by else row)
    return found


def cases(
    company: Company,
    rules: Rules,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """List one row per lead, episode and stage known at as-of, with its class and its flags."""
    moment = as_of if as_of is not None else default_as_of(company)
    chosen = sliced_stays(company, rules, moment, by, filters)
    return cases_of(chosen, rules, moment, limits(since, until, moment), by)


def count(rows: list[Row], flag: str) -> int:
    """Count the cases that carry a flag."""
    return sum(1 for row in rows if row[flag])


def stage_row(stage: str, rows: list[Row]) -> Row:
    """Count the cases of one stage and slice into one row of the funnel."""
    cohort = [row for row in rows if row["cohort"]]
    found: Row = {"stage": stage, "rank": RANK[stage], "entered": len(cohort)}
    found["skipped"] = count(cohort, "skipped")
    for name in CLASSES:
        found[name] = sum(1 for row in cohort if row["class"] == name)
    for name in ("rate_converted", "rate_entered"):
        found[name] = count(rows, name)
    found["rate"] = found["rate_converted"] / found["rate_entered"] if found["rate_entered"] else None
    found["rate_low"], found["rate_high"] = wilson(found["rate_converted"], found["rate_entered"])
    days = [row["days"] for row in rows if row["days"] is not None]
    found["median_days"], found["p90_days"] = percentile(days, 0.5), percentile(days, 0.9)
    found["flow_out"] = count(rows, "flow_out")
    found["flow_rate"] = found["flow_out"] / found["entered"] if found["entered"] else None
    if stage == "customer":
        found.update(dict.fromkeys(CONVERSION))
    found["balance_start"] = count(rows, "at_start")
    found["came_in"], found["went_out"] = count(rows, "came_in"), count(rows, "went_out")
    found["balance_end"] = count(rows, "at_end")
    return found


def rows_of(found: list[Row], values: list[str | None], by: str | None) -> list[Row]:
    """Fold cases into seven rows for each slice."""
    rows = []
    for value in values:
        for stage in STAGES:
            mine = [row for row in found if row["stage"] == stage and (by is None or row[by] == value)]
            line = stage_row(stage, mine)
            rows.append({by: value, **line} if by else line)
    return rows


def funnel(
    company: Company,
    rules: Rules,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Count the funnel of a period: seven rows, or seven for each value of the `by` dimension."""
    moment = as_of if as_of is not None else default_as_of(company)
    chosen = sliced_stays(company, rules, moment, by, filters)
    found = cases_of(chosen, rules, moment, limits(since, until, moment), by)
    return rows_of(found, values_of(chosen, by), by)


def funnel_trend(
    company: Company,
    rules: Rules,
    bucket: str = "month",
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Count the funnel of every local day, week or month between the first lead and as-of."""
    moment = as_of if as_of is not None else default_as_of(company)
    begin, end = limits(since, until, moment)
    born = [row["created_at"] for row in company.leads if row["created_at"] <= moment]
    if not born:
        return []
    chosen = sliced_stays(company, rules, moment, by, filters)
    rows = []
    for first, clipped_begin, clipped_end in buckets(max(begin, min(born)), end, bucket, rules.timezone):
        found = cases_of(chosen, rules, moment, (clipped_begin, clipped_end), by)
        for row in rows_of(found, values_of(chosen, by), by):
            head = {by: row[by]} if by else {}
            rows.append({**head, "period": first.isoformat(), **{name: row[name] for name in COLUMNS}})
    if by is not None:
        rows.sort(key=lambda row: (row[by] is None, row[by] or "", row["period"], row["rank"]))
    return rows
