"""What a score was worth, the slow way: each episode's score as it was read, and whether sales took the lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from .company import Company, Row, Rules
from .rest_of_funnel import wilson_row
from .sales import Agreement, entry, hand_over
from .scoring import CLOSE, Model, run
from .scoring_metrics import Asked, Pass, ask, horizon, reached
from .slices import Filters

TIE = 1e-9  # points within which two scores are the same: the order of adding up must not decide
PLACES = 9


def early(model: Model) -> Model:
    """Leave out the rules on columns that reps fill in after talking."""
    late = {column.lower() for column in model.scoring.get("after_contact", ())}
    rules = [rule for rule in model.scoring["fit"] if rule["column"].lower() not in late]
    return Model({**model.scoring, "fit": rules}, model.timezone)


def reading_moment(asked: Asked, one: Pass) -> tuple[datetime, bool]:
    """Give the moment at which the score of an episode is read, and whether anybody worked it."""
    given = hand_over(asked.told, one.life, one.episode)
    if given is not None:
        return given, True
    age = timedelta(seconds=round(asked.model.scoring["score_age_days"] * 86_400))
    old = one.episode.began_at + age
    return old if one.episode.ended_at is None else min(old, one.episode.ended_at), False


def reading_row(asked: Asked, one: Pass) -> Row | None:
    """Read the score of an episode, if its moment is in the period, its horizon over, and sales had not taken it."""
    at, worked = reading_moment(asked, one)
    span, taken = horizon(asked.told.agreement, "qualify"), entry(one.episode, "sales_lead")
    if not asked.period[0] <= at < asked.period[1] or at > asked.told.as_of:
        return None
    if (taken is not None and taken < at) or (span is not None and at + span > asked.told.as_of):
        return None
    ran = run(early(asked.model), one.life)
    score = ran.reading(ran.done_by(at), at).score
    row: Row = {"lead_id": one.key[0], "episode": one.key[1], "read_at": at, "worked": worked, "score": score}
    return row | {"became_sales_lead": reached(one.episode, "sales_lead", at, span)}


def reading_rows(asked: Asked, mine: list[Pass]) -> list[Row]:
    """Read the scores of some episodes."""
    found = [reading_row(asked, one) for one in mine]
    return [row for row in found if row is not None]


def readings(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """List the scores that were read in the period, by slice, lead and episode."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    return asked.in_each_slice(lambda mine: reading_rows(asked, mine))


def score_quality(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Rate the deciles of the scores of worked episodes."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)
    return asked.in_each_slice(lambda mine: decile_rows(worked_only(reading_rows(asked, mine))))


def worked_only(rows: list[Row]) -> list[Row]:
    """Keep the episodes that somebody worked."""
    return [row for row in rows if row["worked"]]


def deciles(rows: list[Row]) -> list[list[Row]]:
    """Sort readings by score and cut them into ten, some of which may be empty."""
    ordered = sorted(rows, key=lambda row: (round(row["score"], PLACES), row["lead_id"], row["episode"]))
    found: list[list[Row]] = [[] for _ in range(10)]
    for place, row in enumerate(ordered):
        found[place * 10 // len(ordered)].append(row)
    return found


def decile_rows(rows: list[Row]) -> Iterable[Row]:
    """Rate each decile, and compare it with all."""
    overall = sum(1 for row in rows if row["became_sales_lead"]) / len(rows) if rows else 0
    for number, inside in enumerate(deciles(rows), start=1):
        if not inside:
            continue
        scores, had = [row["score"] for row in inside], sum(1 for row in inside if row["became_sales_lead"])
        found: Row = {"decile": number, "score_low": min(scores), "score_high": max(scores)}
        found |= {"worked": len(inside), "became_sales_lead": had, **wilson_row("rate", had, len(inside))}
        yield {**found, "lift": found["rate"] / overall if overall else None}


def roc_area(scores: Sequence[float], outcomes: Sequence[bool]) -> float | None:
    """Give the share of pairs, one with and one without the outcome, in which the one with it scores higher.

    Ties count one half; nothing where there is no such pair.
    """
    pairs = wins = 0.0
    for score, had in zip(scores, outcomes, strict=True):
        for other, other_had in zip(scores, outcomes, strict=True):
            if had and not other_had:
                pairs += 1
                wins += 0.5 if abs(score - other) <= TIE else float(score > other)
    return wins / pairs if pairs else None


def score_roc(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Give the ROC area of the scores of worked episodes: one row for each slice."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)

    def rows(mine: list[Pass]) -> Iterable[Row]:
        worked = worked_only(reading_rows(asked, mine))
        yield {"roc_area": roc_area([row["score"] for row in worked], [row["became_sales_lead"] for row in worked])}

    return asked.in_each_slice(rows)


def below_threshold(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Count the episodes read below the threshold, and those of them that somebody worked: one row for each slice."""
    asked = ask(company, rules, agreement, since, until, as_of, by, filters)

    def rows(mine: list[Pass]) -> Iterable[Row]:
        least = asked.model.scoring["threshold"] - CLOSE
        below = [row for row in reading_rows(asked, mine) if row["score"] < least]
        yield {"below": len(below), "below_worked": len(worked_only(below))}

    return asked.in_each_slice(rows)
