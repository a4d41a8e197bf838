"""The forecast call: one number for the period, what carries it, what moved, which deals need a decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from leaddash.blocks.ask import Ask, by
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Chart, Columns, Fold, Heading, Opened, Sentence
from leaddash.scope import MEASURE
from leaddash.subjects.forecast import lists, tables
from leaddash.subjects.forecast import period as periods
from leaddash.subjects.forecast.charts.accuracy import accuracy
from leaddash.subjects.forecast.charts.course import course
from leaddash.subjects.forecast.charts.moves import moves
from leaddash.subjects.forecast.charts.stack import stack
from leaddash.subjects.forecast.comes_from import show_whence
from leaddash.subjects.forecast.metrics.forecast import forecast
from leaddash.subjects.forecast.metrics.forecast_accuracy import forecast_accuracy
from leaddash.subjects.forecast.metrics.forecast_deals import forecast_deals
from leaddash.subjects.forecast.metrics.forecast_summary import forecast_summary
from leaddash.subjects.forecast.metrics.forecast_trend import forecast_trend
from leaddash.subjects.forecast.metrics.pipeline_movement import pipeline_movement
from leaddash.subjects.forecast.metrics.projection_movement import projection_movement
from leaddash.subjects.forecast.sentences import Told, forecast_sentence, more_sentence


def show(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page Forecast."""
    if not ask.snapshot.has("opportunities"):
        yield Sentence(look.words("empty.no_opportunities"))
        return
    period = periods.chosen_of(ask, chosen, look)
    ask = periods.over(ask, period)
    summary, categories, moved, projected, deals, trend, errors = ask.all(
        forecast_summary,
        forecast,
        pipeline_movement,
        projection_movement,
        forecast_deals,
        forecast_trend,
        by(forecast_accuracy, MEASURE),
    )
    if summary.empty:
        yield Sentence(look.words("empty.forecast"))
        return
    told = Told(summary.iloc[0], period, ask.as_of, ask.rules, look.words)
    undecided = lists.undecided(deals, ask.as_of)
    yield Sentence(forecast_sentence(told), more=more_sentence(told, _slipped(moved), len(undecided)))
    opens = periods.span(period)
    drawn = stack(categories, summary.iloc[0].to_dict(), look, opens)
    yield Chart(drawn, is_titled=False)
    if not told.is_over:
        bridge = moves(moved, ask.question().compared_with, look, opens, _projection(projected, look))
        moving = Chart(bridge, tables.moves_table(moved, look, opens))
        yield Columns((6, 7), [[moving], [*_decisions(undecided, ask, look, opens)]])
        yield from show_whence(told, ask, chosen, look)
    way = Chart(course(trend, period, look), tables.course_table(trend, look) if len(trend) else None)
    right = Chart(accuracy(errors, look), tables.accuracy_table(errors, look))
    yield Columns((1, 1), [[way], [right]])
    yield Fold(look.words("forecast.as_table"), lambda: iter([tables.categories_table(categories, look, opens)]))


def _slipped(moved: pd.DataFrame) -> float:
    """What was pushed out of the period."""
    return -float(moved.set_index("movement")["amount"].astype(float)["pushed_out"])


def _projection(moved: pd.DataFrame, look: Look) -> str:
    """How the projection moved, in one line; nothing where one of its ends is not known."""
    amounts = moved.set_index("movement")["amount"].astype(float)
    if amounts.isna().any():
        return ""
    words = look.words
    told = {name: _signed(amount, look) for name, amount in amounts.items() if name not in ("start", "end")}
    return words("chart.moves.projection", start=look.money(amounts["start"]), end=look.money(amounts["end"]), **told)


def _signed(amount: float, look: Look) -> str:
    return f"{'+' if amount > 0 else ''}{look.words.money(amount)}"


def _decisions(undecided: pd.DataFrame, ask: Ask, look: Look, opens: Mapping[str, str]) -> Iterator[Block]:
    """The deals that need a decision, the largest first, and the way to the others."""
    words, count = look.words, len(undecided)
    if not count:
        yield Heading(words("forecast.decided"))
        return
    yield Heading(words("forecast.decisions", n=count, amount=look.money(tables.amount_of(undecided))))
    table = tables.decisions_table(undecided, ask.people(), pd.Timestamp(ask.as_of), look)
    yield replace(table, is_saved=False)
    if count > tables.MOST_DEALS:
        every: dict[str, Any] = {"list": "deals", "figure": "need_decision", **opens}
        yield Opened(words("forecast.more", n=count - tables.MOST_DEALS), every)
    yield table.saved
