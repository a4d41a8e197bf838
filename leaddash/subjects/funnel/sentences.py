"""What the funnel says in each of its readings."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from leaddash.stats import THIN
from leaddash.subjects.funnel.entered import entered
from leaddash.words import Words


def funnel_sentence(
    frame: pd.DataFrame,
    people: pd.DataFrame | None,
    words: Words,
    reading: str,
    period: str,
    recorded: Container[str] | None = None,
) -> str:
    """Where the funnel loses most (cohort), what moved most (flow) or where most leads stand (stock).

    `people` is of the metric `leads_entered`, asked for the flow alone; `recorded` are the stages that anybody ever
    entered otherwise than by skipping, by default those of which the frame does not show the contrary.
    """
    if reading == "stock":
        return _stock(frame, words, period)
    if people is not None and reading == "flow":
        return _flow(frame, people, words, period, recorded)
    return _cohort(frame, words, period, recorded)


@dataclass(frozen=True)
class Step:
    """What is known of a step: the share that goes on, rated or projected, or between which shares it will lie."""

    stage: str
    kind: str
    low: float
    share: float
    high: float
    cases: int
    left: int


def narrowest(steps: Sequence[Step]) -> Step | None:
    """The step with the smallest share; one still open takes it only where nobody else's share can be smaller.

    None where nothing is rated or projected and no open step is below all others for certain.
    """
    known = [step for step in steps if step.kind != "open"]
    least = min(known, key=lambda step: step.share, default=None)
    surest = min((step for step in steps if step.kind == "open"), key=lambda step: step.high, default=None)
    others = _beside(surest, steps)
    return surest if surest and others and all(surest.high < other.low for other in others) else least


def steps_of(frame: pd.DataFrame, recorded: Container[str] | None = None) -> list[Step]:
    """The steps that at least thirty entered, between stages that are recorded: rated, projected, or still open."""
    known = [_is_recorded(row, recorded) for row in frame.itertuples()]
    pairs = zip(frame.itertuples(), known, known[1:], strict=False)
    return [_step(row) for row, is_from, is_to in pairs if is_from and is_to and row.entered >= THIN]


def _cohort(frame: pd.DataFrame, words: Words, period: str, recorded: Container[str] | None) -> str:
    steps = steps_of(frame, recorded)
    weakest = narrowest(steps)
    first = _named(weakest, words, period) if weakest else words("insight.funnel.thin", period=period, thin=THIN)
    emptied = [step for step in steps if step.kind == "open" and step != weakest and 2 * step.left >= step.cases]
    also = [
        words("insight.funnel.emptied", stage=words(f"stage.{step.stage}"), left=step.left, cases=step.cases)
        for step in emptied
    ]
    return " ".join([first, *also, *_unrecorded(frame, words, recorded)])


def _named(step: Step, words: Words, period: str) -> str:
    if step.share >= 1:
        return words("insight.funnel.nobody_lost", period=period, cases=step.cases, stage=words(f"stage.{step.stage}"))
    told = {"low": step.low, "share": step.share, "high": step.high}
    return words(
        f"insight.funnel.{step.kind}",
        period=period,
        stage=words(f"stage.{step.stage}"),
        cases=step.cases,
        left=step.left,
        **{name: words.share(share) for name, share in told.items()},
    )


def _step(row: Any) -> Step:
    """Rated where the time of thirty is over, else projected, else between who went on and who has not left."""
    left = int(row.exited)
    if row.rate_entered >= THIN:
        shares = (float(row.rate_low), float(row.rate), float(row.rate_high))
        return Step(row.stage, "rated", *shares, int(row.rate_entered), left)
    if not pd.isna(getattr(row, "projected", None)):
        shares = (float(row.projected_low), float(row.projected), float(row.projected_high))
        return Step(row.stage, "projected", *shares, int(row.entered), left)
    lost = left + int(row.late) + int(row.stalled)
    low, high = row.converted / row.entered, 1 - lost / row.entered
    return Step(row.stage, "open", float(low), float(high), float(high), int(row.entered), left)


def _beside(surest: Step | None, steps: Sequence[Step]) -> list[Step]:
    """The steps beside the surest open one; the least that a rated or projected share can be is the share itself."""
    others = [other for other in steps if other != surest]
    return [other if other.kind == "open" else replace(other, low=other.share) for other in others]


def _is_recorded(row: Any, recorded: Container[str] | None) -> bool:
    """Whether anybody entered a stage otherwise than by skipping: of those of the period, and ever."""
    only_skipped = row.entered > 0 and row.entered == row.skipped
    return not only_skipped and (recorded is None or row.stage in recorded)


def _unrecorded(frame: pd.DataFrame, words: Words, recorded: Container[str] | None) -> list[str]:
    """A sentence that names the stages whose steps are left out, nothing where there are none."""
    names = [words(f"stage.{row.stage}") for row in frame.itertuples() if not _is_recorded(row, recorded)]
    return [words("insight.funnel.unrecorded", stages=words.listed(names))] if names else []


def _flow(frame: pd.DataFrame, people: pd.DataFrame, words: Words, period: str, recorded: Container[str] | None) -> str:
    """People who became MQLs and customers, and the MQLs that moved on; nothing of stages that are not recorded."""
    known = {row.stage for row in frame.itertuples() if _is_recorded(row, recorded)}
    moved = int(frame.loc[frame["stage"] == "mql", "flow_out"].iloc[0])
    told = [
        *([_came(people, "mql", words), words("insight.flow.moved", n=moved)] if "mql" in known else []),
        *([_came(people, "customer", words)] if "customer" in known else []),
    ]
    if not told:
        return words("insight.funnel.flow_none", period=period)
    return words("insight.funnel.flow", period=period, told=words.listed(told))


def _came(people: pd.DataFrame, stage: str, words: Words) -> str:
    """How many leads entered a stage, and how many passes that were where some came back."""
    came = entered(people, stage)
    told = words(f"insight.flow.{stage}", n=came.leads)
    return f"{told} {words('insight.flow.again', passes=came.passes)}" if came.passes > came.leads else told


def _stock(frame: pd.DataFrame, words: Words, period: str) -> str:
    open_stages = frame[frame["stage"].isin(["mql", "sales_lead", "opportunity"])]
    fullest = open_stages.loc[open_stages["balance_end"].astype(int).idxmax()]
    if not int(fullest["balance_end"]):
        return words("insight.funnel.stock_none", period=period)
    change = int(fullest["balance_end"] - fullest["balance_start"])
    kind = "grew" if change > 0 else "shrank" if change < 0 else "kept"
    told = {
        "stage": words(f"stage.{fullest['stage']}"),
        "count": int(fullest["balance_end"]),
        "change": abs(change),
    }
    return words(f"insight.funnel.stock_{kind}", period=period, **told)
