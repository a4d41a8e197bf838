"""The week in a minute: what entered, what went on, what waits."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from leaddash.blocks.ask import Ask, Way, before, by, ever, kept, reach, trend
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Chart, Columns, Figures, Fold, Link, Links, Note, Sentence
from leaddash.boards.overview.sentences import headlines, leading, moves, overview_sentence
from leaddash.subjects.forecast import period as periods
from leaddash.subjects.forecast.metrics.forecast_summary import but_the_top
from leaddash.subjects.forecast.sentences import Told, overview_line
from leaddash.subjects.funnel.charts.funnel_bars import funnel_bars
from leaddash.subjects.funnel.entered import entered
from leaddash.subjects.funnel.goals import goals_of
from leaddash.subjects.funnel.metrics.exits import exits
from leaddash.subjects.funnel.metrics.funnel import funnel
from leaddash.subjects.funnel.metrics.funnel_trend import funnel_trend
from leaddash.subjects.funnel.metrics.leads_entered import leads_entered
from leaddash.subjects.funnel.metrics.projection import projection
from leaddash.subjects.funnel.tables import figures_table, whole_of, with_projection
from leaddash.subjects.promises.metrics.at_risk import at_risk
from leaddash.subjects.promises.metrics.sla import sla
from leaddash.subjects.promises.metrics.sla_trend import sla_trend
from leaddash.subjects.promises.owed import owed
from leaddash.subjects.promises.sentences import sla_headlines
from leaddash.subjects.promises.untold import unknown_promises

COURSE_PERIODS = 13
"""Periods in the course beside a headline figure."""
MOST_FIGURES = 4


def show(ask: Ask, _chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page Overview. Each whole funnel is the sum of its slices, so that it need not be asked again."""
    answers = ask.all(
        by(funnel, "source"),
        before(funnel, by="source"),
        projection,
        trend(funnel_trend, COURSE_PERIODS),
        leads_entered,
        before(leads_entered),
        ever(funnel),
        exits,
        at_risk,
        sla,
        before(sla),
        trend(sla_trend, COURSE_PERIODS),
        reach(),
        Way(_forecast),
    )
    sources, sources_before, projected, course, people, people_before, whenever, gone, *rest = answers
    risks, kept, kept_before, kept_course, reached, called = rest
    now = with_projection(whole_of(sources), projected)
    was = None if sources_before is None else whole_of(sources_before)
    words, names, stage, known = look.words, ask.names(look.words), leading(reached.recorded), reached.recorded
    both = entered(people, stage), entered(people_before, stage) if people_before is not None else None
    yield Sentence(overview_sentence(*both, [sources, sources_before], words, names, stage), is_all=True)
    if not ask.snapshot.knows_touches:
        yield Note(unknown_promises(ask, set(kept["promise"]), words))
    promised = sla_headlines(kept, kept_before, kept_course, owed(risks, ask.as_of), words, names[1])
    figures = headlines(now, was, whenever, known, course, words, names[1], MOST_FIGURES - len(promised))
    yield Figures(figures + promised)
    bars = Chart(funnel_bars(now, words, look.palette, height=276, reach=reached, goals=goals_of(ask)))
    number = _number(called, ask, look)
    moved = Links(words("overview.moved"), [*number, *moves(now, was, whenever, known, gone, words)])
    yield Columns((7, 2), [[bars], [moved]])
    yield Fold(words("control.as_table"), lambda: iter([figures_table(now, "cohort", words, "overview")]))


def _forecast(ask: Ask) -> pd.DataFrame | None:
    """The number of the fiscal period that holds as-of; none of data that know no deals."""
    if not ask.snapshot.has("opportunities"):
        return None
    question = periods.over(ask, periods.holding(ask)).question()
    return kept(ask.snapshot, "forecast number", question.key, lambda: but_the_top(ask.snapshot, question))


def _number(called: pd.DataFrame | None, ask: Ask, look: Look) -> list[Link]:
    """The period's number against its goal, as a way to the forecast; nothing where there is none."""
    if called is None or called.empty:
        return []
    told = Told(called.iloc[0], periods.holding(ask), ask.as_of, ask.rules, look.words)
    return [Link(overview_line(told), "forecast", {})]
