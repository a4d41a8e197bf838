"""The seven stages in three readings; one step of them over time, with its ways out, its flow, exits and slices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from leaddash.agreement import STAGES
from leaddash.blocks.ask import Ask, Way, by, reach, trend
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.metric import Metric
from leaddash.blocks.parts import Chart, Choice, Columns, Row, Sentence
from leaddash.drawing.absence import Reach
from leaddash.scope import DIMENSIONS
from leaddash.subjects.funnel import tables
from leaddash.subjects.funnel.charts.breakdown import breakdown
from leaddash.subjects.funnel.charts.bridge import bridge
from leaddash.subjects.funnel.charts.funnel_bars import READINGS, funnel_bars
from leaddash.subjects.funnel.charts.leaving import exits as exits_chart
from leaddash.subjects.funnel.charts.leaving import returned as returned_chart
from leaddash.subjects.funnel.charts.trend import trend_of_counts, trend_of_rates
from leaddash.subjects.funnel.charts.ways_out import ways_out
from leaddash.subjects.funnel.goals import goals_of
from leaddash.subjects.funnel.metrics.exits import exits
from leaddash.subjects.funnel.metrics.funnel import funnel
from leaddash.subjects.funnel.metrics.funnel_bridge import funnel_bridge
from leaddash.subjects.funnel.metrics.leads_entered import leads_entered
from leaddash.subjects.funnel.metrics.projection import projection
from leaddash.subjects.funnel.metrics.projection_trend import projection_trend
from leaddash.subjects.funnel.metrics.returned import returned
from leaddash.subjects.funnel.metrics.stage_times import stage_times
from leaddash.subjects.funnel.sentences import funnel_sentence

VIEWS: Mapping[str, Sequence[Metric[...] | Way]] = {
    "step": (trend(projection_trend), stage_times),
    "flow": (trend(projection_trend), funnel_bridge),
    "exits": (exits, returned),
    "slices": (),
}
"""What the page shows of a step, and what is asked for it; slices are asked by the chosen dimension."""


@dataclass(frozen=True)
class Step:
    """A step of the funnel that is looked at: its stage and dimension, the whole funnel, what was asked of it."""

    stage: str
    by: str
    now: pd.DataFrame
    answers: Sequence[pd.DataFrame]
    reach: Reach


def show(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page Funnel."""
    readings, stages, views, dimensions = _choices(look)
    reading, view, dimension = chosen(readings), chosen(views), chosen(dimensions)
    wanted = [by(funnel, dimension)] if view == "slices" else VIEWS[view]
    people = [leads_entered] if reading == "flow" else []
    now, projected, reached, *answers = ask.all(funnel, projection, reach(), *people, *wanted)
    now, who = tables.with_projection(now, projected), answers.pop(0) if people else None
    words = look.words
    yield readings
    yield Sentence(funnel_sentence(now, who, words, reading, ask.names(words)[0], reached.recorded), is_all=True)
    table = tables.figures_table(now, reading, words, f"funnel-{reading}", full=now)
    yield Chart(funnel_bars(now, words, look.palette, reading, reach=reached, goals=goals_of(ask)), table)
    yield Row([stages, views, *([dimensions] if view == "slices" else [])])
    yield _VIEWS[view](Step(chosen(stages), dimension, now, answers, reached), ask, look)


def _choices(look: Look) -> tuple[Choice, Choice, Choice, Choice]:
    return (
        Choice("reading", look.named("reading", READINGS), "cohort", is_switch=True),
        Choice("stage", look.named("stage", STAGES[:-1]), "mql"),
        Choice("view", look.named("view", VIEWS), "step", is_switch=True),
        Choice("by", look.named("dimension", DIMENSIONS), "source"),
    )


def _step(step: Step, ask: Ask, look: Look) -> Block:
    """How many went on, period by period, and by which ways they left day by day."""
    rates, times = step.answers
    entered = int(step.now.set_index("stage")["entered"][step.stage])
    window = ask.window(step.stage)
    return _beside(
        Chart(trend_of_rates(rates, *_drawn(look), step.stage, ask.span, step.reach), _trend_table(step, ask, look)),
        Chart(
            ways_out(times, *_drawn(look), step.stage, window, entered, step.reach),
            tables.ways_table(times, step.stage),
        ),
    )


def _flow(step: Step, ask: Ask, look: Look) -> Block:
    """How many entered, period by period, and how the stage's stock came about."""
    counts, parts = step.answers
    return _beside(
        Chart(trend_of_counts(counts, *_drawn(look), step.stage, ask.span, step.reach), _trend_table(step, ask, look)),
        Chart(bridge(parts, *_drawn(look), step.stage, step.reach), tables.bridge_table(parts, look.words)),
    )


def _exits(step: Step, _ask: Ask, look: Look) -> Block:
    """Where and why they left, and who came back."""
    gone, back = step.answers
    return _beside(
        Chart(exits_chart(gone, *_drawn(look), step.stage, step.reach), tables.exits_table(gone, look.words)),
        Chart(returned_chart(back, *_drawn(look), step.reach), tables.returned_table(back, look.words)),
    )


def _slices(step: Step, ask: Ask, look: Look) -> Block:
    """How the step did by a dimension."""
    slices = ask.named(step.answers[0], step.by)
    table = tables.slice_table(slices, step.stage, step.by, look.words)
    return Chart(breakdown(slices, *_drawn(look), step.stage, step.by, step.reach), table)


def _trend_table(step: Step, ask: Ask, look: Look) -> Any:
    return tables.trend_table(step.answers[0], step.stage, look.words, ask.span)


def _drawn(look: Look) -> tuple[Any, Any]:
    return look.words, look.palette


def _beside(left: Chart, right: Chart) -> Columns:
    return Columns((1, 1), [[left], [right]])


_VIEWS = {"step": _step, "flow": _flow, "exits": _exits, "slices": _slices}
