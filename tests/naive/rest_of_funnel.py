"""The rest of the funnel the slow way: when cases leave, what young ones will do, who left and who came back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from .company import Company, Row, Rules, truncated
from .episodes import EXITS, RANK, SECOND, STAGES, Episode, episodes, highest, onward
from .funnel import case, class_of, in_rate, stage_row, wilson, window
from .incidence import Estimate, aalen_johansen
from .moments import buckets
from .questions import OfStays, Question, at_each_stage, but_the_last, cohort, in_each_slice, of_episodes, of_stays
from .slices import Filters

DAY = timedelta(days=1)
DAY_SECONDS = 86_400
WAYS = ("converted", *EXITS)
BEGAN_AGAIN = "began again"  # the way out of an episode that ended because the next began
RATE = ("rate_converted", "rate_entered", "rate", "rate_low", "rate_high")
BACK_WITHIN_DAYS = (90, 180)


def way_out(episode: Episode, stage: str) -> str | None:
    """Say by which way an episode left a stage, if it did."""
    if onward(episode, stage) is not None:
        return "converted"
    if episode.exit is not None:
        return episode.exit
    return BEGAN_AGAIN if episode.ended_at is not None else None


def time_of(episode: Episode, stage: str, as_of: datetime) -> tuple[int, str | None]:
    """Give the seconds from entering a stage to leaving it, or to as-of, and the way."""
    left = onward(episode, stage) or episode.ended_at or as_of
    return (left - episode.entered[stage]) // SECOND, way_out(episode, stage)


def has_real_moments(episode: Episode, stage: str) -> bool:
    """Say whether neither the entry into a stage nor the leaving of it is estimated."""
    if stage in episode.estimated:
        return False
    if onward(episode, stage) is not None:
        return STAGES[RANK[stage]] not in episode.estimated
    return episode.ended_at is None or not episode.exit_estimated


def wilson_row(name: str, successes: int, size: int) -> Row:
    """Give a rate and its interval as three columns."""
    low, high = wilson(successes, size)
    return {name: successes / size if size else None, f"{name}_low": low, f"{name}_high": high}


# stage_times


def incidence_row(name: str, found: Estimate | None) -> Row:
    """Give an incidence and its interval as three columns."""
    told = (float(found.incidence), found.low, found.high) if found else (None, None, None)
    return dict(zip((name, f"{name}_low", f"{name}_high"), told, strict=True))


def stage_times_rows(times: list[tuple[int, str | None]], stage: str) -> list[Row]:
    """Follow the cases of one stage and slice, day by day, to the last day on which one was observed."""
    days = range(max(time for time, _ in times) // DAY_SECONDS + 1) if times else range(0)
    found = aalen_johansen(times, (*WAYS, BEGAN_AGAIN), [day * DAY_SECONDS for day in days])
    rows = []
    for day in days:
        row: Row = {"stage": stage, "rank": RANK[stage], "day": day, "cases": len(times)}
        row["at_risk"] = sum(1 for time, _ in times if time >= day * DAY_SECONDS)
        gone = {way: found[way, day * DAY_SECONDS] for way in (*WAYS, BEGAN_AGAIN)}
        for way in WAYS:
            nowhere = way == "converted" and stage == "customer"
            row.update(incidence_row(way, None if nowhere else gone[way]))
        row["staying"] = float(1 - sum(left.incidence for left in gone.values()))
        rows.append(row)
    return rows


def stage_times(
    company: Company,
    rules: Rules,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Say per stage and day which share of the period's cohort had left by then, and how."""
    asked = of_stays(company, rules, since, until, as_of, by, filters)

    def answer(stage: str, mine: list[Episode]) -> Iterable[Row]:
        clear = [episode for episode in cohort(asked, mine, stage) if has_real_moments(episode, stage)]
        return stage_times_rows([time_of(episode, stage, asked.as_of) for episode in clear], stage)

    return at_each_stage(asked, answer)


# projection, projection_trend


def projected(times: list[tuple[int, str | None]], seconds: int | None) -> Estimate | None:
    """Estimate how many go on within the window; nothing without one, or where nobody was observed that far."""
    if seconds is None or not times:
        return None
    longest = max(time for time, _ in times)
    if longest < seconds and (longest, None) in times:
        return None
    return aalen_johansen(times, ("converted",), [seconds])["converted", seconds]


def projection_row(asked: Question, mine: list[Episode], stage: str) -> Row:
    """Set the closed-window rate of one stage and slice beside the projection of the whole cohort."""
    inside, span = cohort(asked, mine, stage), window(asked.rules, stage)
    rate = stage_row(stage, [case(episode, stage, asked.rules, asked.as_of, *asked.period) for episode in inside])
    row: Row = {"stage": stage, "rank": RANK[stage], "window_days": asked.rules.window_days.get(stage, 0)}
    row.update({"cases": len(inside), **{name: rate[name] for name in RATE}})
    times = [time_of(episode, stage, asked.as_of) for episode in inside]
    return row | incidence_row("projected", projected(times, span // SECOND if span else None))


def projection_rows(asked: OfStays) -> list[Row]:
    """Project six stages for each slice."""
    return at_each_stage(asked, but_the_last(lambda stage, mine: projection_row(asked, mine, stage)))


def projection(
    company: Company,
    rules: Rules,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Say per stage which share of the period's cohort will have gone on when its window is over."""
    return projection_rows(of_stays(company, rules, since, until, as_of, by, filters))


def projection_trend(
    company: Company,
    rules: Rules,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
    bucket: str = "month",
) -> list[Row]:
    """Project the cohort of every local day, week or month between the first lead and as-of."""
    asked = of_stays(company, rules, since, until, as_of, by, filters)
    born = [row["created_at"] for row in company.leads if row["created_at"] <= asked.as_of]
    if not born:
        return []
    begin, end = max(asked.period[0], min(born)), asked.period[1]
    rows = []
    for first, *period in buckets(begin, end, bucket, rules.timezone):
        for row in projection_rows(replace(asked, period=(period[0], period[1]))):
            head = {by: row.pop(by)} if by else {}
            rows.append({**head, "period": first.isoformat(), **row})
    if by is not None:
        rows.sort(key=lambda row: (row[by] is None, row[by] or "", row["period"], row["rank"]))
    return rows


# funnel_bridge


def bridge_row(asked: Question, mine: list[Episode], stage: str) -> Row:
    """Lead from the cohort of one stage and slice to what moved on in the period."""
    since, until = asked.period
    classes = [class_of(episode, stage, asked.rules, asked.as_of) for episode in cohort(asked, mine, stage)]
    moves = [(episode.entered[stage], onward(episode, stage)) for episode in mine]
    in_period = [entered for entered, following in moves if asked.holds(following)]
    row: Row = {"stage": stage, "rank": RANK[stage]}
    row["converted"], row["late"] = classes.count("converted"), classes.count("late")
    later = [entered for entered, following in moves if asked.holds(entered) and following and following >= until]
    row["converted_later"] = len(later)
    row["carried_in"] = sum(1 for entered in in_period if entered < since)
    row["flow_out"] = len(in_period)
    gone_on = row["converted"] + row["late"] - row["converted_later"] + row["carried_in"]
    row["remainder"] = gone_on - row["flow_out"]
    return row


def funnel_bridge(
    company: Company,
    rules: Rules,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Account for the difference between the cohort that went on and what moved on in the period."""
    asked = of_stays(company, rules, since, until, as_of, by, filters)
    return at_each_stage(asked, but_the_last(lambda stage, mine: bridge_row(asked, mine, stage)))


# exits, returned


def left_in(asked: Question, mine: list[Episode]) -> list[Episode]:
    """List the episodes whose exit lies in the period."""
    return [episode for episode in mine if asked.holds(episode.exited_at)]


def exit_order(exit_: str, reason: str | None) -> tuple[int, bool, str]:
    """Order exits as the funnel does, then by reason, the missing one last."""
    return EXITS.index(exit_), reason is None, reason or ""


def exits_rows(gone: list[Episode]) -> list[Row]:
    """Count the exits of one slice by exit, reason and highest stage."""
    kinds = [(str(episode.exit), episode.reason, highest(episode)) for episode in gone]
    rows = []
    for exit_, reason, rank in sorted(set(kinds), key=lambda kind: (*exit_order(*kind[:2]), kind[2])):
        count = kinds.count((exit_, reason, rank))
        row = {"exit": exit_, "reason": reason, "stage": STAGES[rank - 1], "rank": rank}
        rows.append({**row, "exits": count, "share": count / len(gone)})
    return rows


def exits(
    company: Company,
    rules: Rules,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Count the exits of the period by exit, reason and the highest stage reached."""
    asked = of_episodes(company, rules, since, until, as_of, by, filters)
    return in_each_slice(asked, lambda mine: exits_rows(left_in(asked, mine)))


def back_within(asked: Question, gone: list[tuple[datetime, Episode | None]], days: int) -> Row:
    """Count who began again within some days of an exit, among those these days are over for."""
    over = [(left_at + days * DAY, back) for left_at, back in gone if left_at + days * DAY <= asked.as_of]
    count = sum(1 for last, back in over if back is not None and back.began_at <= last)
    row: Row = {f"returned_{days}": count, f"followed_{days}": len(over)}
    return row | wilson_row(f"rate_{days}", count, len(over))


def qualified(asked: Question, name: str, passes: list[Episode]) -> Row:
    """Count the MQLs among some passes whose window is over, and which of them became sales leads within it."""
    mqls = [episode for episode in passes if "mql" in episode.entered]
    over = [episode for episode in mqls if in_rate(episode, "mql", asked.rules, asked.as_of)]
    count = sum(1 for episode in over if class_of(episode, "mql", asked.rules, asked.as_of) == "converted")
    row: Row = {f"{name}_converted": count, f"{name}_entered": len(over)}
    return row | wilson_row(f"{name}_rate", count, len(over))


def returned_row(asked: Question, gone: list[tuple[datetime, Episode | None]]) -> Row:
    """Say of exits, each a moment and the pass that followed, who came back and how the second pass went."""
    again = [back for _, back in gone if back is not None]
    row: Row = {"exits": len(gone), "returned": len(again), "never_returned": len(gone) - len(again)}
    for days in BACK_WITHIN_DAYS:
        row.update(back_within(asked, gone, days))
    return row | qualified(asked, "second", again)


def returned(
    company: Company,
    rules: Rules,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Say per exit and reason of the period who came back, and how the second pass went beside the first."""
    asked = of_episodes(company, rules, since, until, as_of, by, filters)
    known = {(one.lead_id, one.number): one for one in episodes(truncated(company, asked.as_of), rules)}

    def answer(mine: list[Episode]) -> Iterable[Row]:
        gone = left_in(asked, mine)
        first = qualified(asked, "first", [one for one in cohort(asked, mine, "mql") if one.number == 1])
        for exit_, reason in sorted({(str(one.exit), one.reason) for one in gone}, key=lambda kind: exit_order(*kind)):
            same = [one for one in gone if (one.exit, one.reason) == (exit_, reason)]
            pairs = [(cast(datetime, one.exited_at), known.get((one.lead_id, one.number + 1))) for one in same]
            yield {"exit": exit_, "reason": reason, **returned_row(asked, pairs), **first}

    return in_each_slice(asked, answer)
