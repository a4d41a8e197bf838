"""What follows the hand on the weights: the sentence, the volume and its work, the months, the other thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from leaddash.agreement import Agreement
from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Chart, Figures
from leaddash.cases.recorded import recorded_months, recorded_mqls
from leaddash.moments import bucket_start
from leaddash.periods import DAY, Period, Span
from leaddash.saying.headline import Headline
from leaddash.scope import Question
from leaddash.subjects.lab.charts.mql_months import mql_months
from leaddash.subjects.lab.charts.threshold_counts import threshold_counts
from leaddash.subjects.lab.metrics import in_hand
from leaddash.subjects.lab.metrics.in_hand import Curve, PreparedQuestion, Tried
from leaddash.subjects.lab.metrics.mql_volume import mql_volume
from leaddash.subjects.lab.sentences import LabFigures, lab_sentence

MONTHS = 13
"""Months shown, up to the end of the page's period."""


class Recorded(NamedTuple):
    """MQLs as the CRM has them: of the period (None where it records none), and of each shown month (NaN: never)."""

    mqls: int | None
    months: npt.NDArray[np.float64]


@dataclass(frozen=True)
class Moved:
    """What the rules in the hand make of the past.

    `agreed` are the rules they are shown beside; `is_another` where a published model is in the hand instead of them.
    """

    bench: PreparedQuestion
    rules: Agreement
    agreed: Agreement
    tried: Tried
    curve: Curve
    recorded: Recorded
    is_another: bool


def bench_of(ask: Ask) -> PreparedQuestion:
    """The bench of a page: its episodes, its period, and the months up to its end."""
    return in_hand.prepare(ask.snapshot, ask.question(), _shown(ask))


def moved(ask: Ask, bench: PreparedQuestion, rules: Agreement, moving: str, *, is_another: bool) -> Moved:
    """What the rules make of the past; `moving` is the key of the weight in the hand, if any is."""
    tried = in_hand.tried(bench, rules, moving)
    curve = in_hand.curve(bench, rules, tried, moving)
    return Moved(bench, rules, ask.rules, tried, curve, _recorded(ask, bench), is_another)


def sentence(now: Moved, ask: Ask, look: Look) -> str:
    """How many MQLs the rules make, beside the agreed ones and those recorded, and whether there are hands for them."""
    bench, tried = now.bench, now.tried
    entering, leaving = in_hand.entering(bench, tried), in_hand.leaving(bench, now.rules, tried)
    figures = LabFigures(
        mqls=tried.mqls,
        mqls_agreed=bench.as_agreed.mqls,
        recorded=now.recorded.mqls,
        flips_in=entering.never,
        flips_out=leaving.never,
        threshold=now.rules.scoring.threshold,
        per_rep_per_day=bench.load.each(tried.mqls),
        capacity=now.rules.capacity.mqls_per_rep_per_day,
        moved_in=(entering.before, entering.after),
        moved_out=(leaving.before, leaving.after),
        is_another=now.is_another,
    )
    return lab_sentence(figures, look.words, ask.names(look.words)[0])


def show_moving(now: Moved, ask: Ask, look: Look) -> Iterator[Block]:
    """The volume and its work, the months, and the volume at other thresholds."""
    yield Figures(_headlines(now, look))
    months = in_hand.months(now.bench, now.tried).assign(recorded=now.recorded.months)
    span = Span("month", ask.period.until - DAY)
    yield Chart(mql_months(months, look.words, look.palette, span, is_another=now.is_another))
    drawn = threshold_counts(
        *now.curve,
        look.words,
        look.palette,
        threshold=now.rules.scoring.threshold,
        agreed_threshold=None if now.is_another else now.agreed.scoring.threshold,
        agreed_count=now.bench.as_agreed.mqls,
    )
    yield Chart(drawn)


def _headlines(now: Moved, look: Look) -> list[Headline]:
    """The volume against the agreed one, and the work it makes against what was agreed."""
    words, volume = look.words, now.tried.mqls
    each, capacity = now.bench.load.each(volume), now.rules.capacity.mqls_per_rep_per_day
    beside = words("lab.nobody_given") if each is None else words("lab.of_capacity", n=words.number(capacity))
    of_agreed = words("lab.of_agreed", n=now.bench.as_agreed.mqls)
    return [
        Headline(words("lab.mqls"), words.number(volume), of_agreed, counts=mql_volume.name),
        Headline(words("lab.per_rep"), words.number(each, 1), beside, counts=mql_volume.name),
    ]


def _shown(ask: Ask) -> Question:
    """The months up to the end of a page's period."""
    first = ask.period.until - DAY
    for _ in range(MONTHS - 1):
        first = bucket_start(first, "month") - DAY
    return ask.question(Period("custom", bucket_start(first, "month"), ask.period.until))


def _recorded(ask: Ask, bench: PreparedQuestion) -> Recorded:
    """Kept by the question: no proposal changes what is recorded."""

    def make() -> Recorded:
        months = recorded_months(ask.snapshot, _shown(ask), bench.months)
        return Recorded(recorded_mqls(ask.snapshot, ask.question()), months)

    question = "recorded", ask.period, ask.as_of, tuple(sorted(ask.filters.items()))
    return ask.snapshot.answers.get(question, make)
