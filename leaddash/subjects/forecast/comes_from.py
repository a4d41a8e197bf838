"""Where pipeline comes from and what must still be created; what stands at the top of the funnel and will bring."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from leaddash import fiscal
from leaddash.blocks.ask import Ask, by
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Choice, Columns, Heading, Line, Note, Row
from leaddash.subjects.forecast import period as periods
from leaddash.subjects.forecast import tables
from leaddash.subjects.forecast.metrics.forecast import forecast
from leaddash.subjects.forecast.metrics.forecast_deals import forecast_deals
from leaddash.subjects.forecast.metrics.top_of_funnel import top_of_funnel
from leaddash.subjects.forecast.sentences import Told, create_sentence, top_sentence

WAYS = ("source", "marketing_role")


def show_whence(call: Told, ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """Open pipeline by source or role beside what stands at the top of the funnel."""
    way = Choice("from", look.named("dimension", WAYS), "source", is_switch=True, label=look.words("forecast.by"))
    dimension = chosen(way)
    after = fiscal.following(call.period, ask.rules)
    following = periods.over(ask, after)
    now, standing = ask.all(by(forecast, dimension), top_of_funnel)
    then = following(forecast, by=dimension)
    every = ask(forecast_deals, by=dimension)
    spans = periods.span(call.period), periods.span(after)
    whence = tables.whence_table(now, then, every, dimension, look, spans)
    left: list[Block] = [Row([Heading(look.words("forecast.whence")), way]), whence]
    left += [Line(text) for text in [create_sentence(call)] if text]
    yield Columns((1, 1), [left, [*_top(call, standing, ask, look)]])


def _top(call: Told, standing: pd.DataFrame, ask: Ask, look: Look) -> Iterator[Block]:
    yield Heading(look.words("forecast.top"))
    if standing["in_hand"].isna().all():
        is_theirs = ask.filters.get("person") or ask.filters.get("team")
        yield Line(look.words("empty.top" if is_theirs else "empty.top_unpaid"))
        return
    yield tables.top_table(standing, look)
    if text := top_sentence(call):
        yield Line(text)
    yield Note(look.words("forecast.top_note"))
