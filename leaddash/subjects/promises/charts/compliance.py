"""Whether a promise is kept more often than it was."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes, course
from leaddash.drawing.course import COURSE_HEIGHT
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure
from leaddash.periods import Span
from leaddash.stats import THIN
from leaddash.subjects.promises.metrics.sla_trend import sla_trend
from leaddash.words import Words, promise_name

AS_RATE = {"compliance": "rate", "compliance_low": "rate_low", "compliance_high": "rate_high"}


@chart("compliance", counts=sla_trend)
def compliance_trend(frame: pd.DataFrame, words: Words, palette: Palette, promise: str, span: Span) -> Picture:
    """Share of a promise kept, by the period it fell due in, with interval; hollow while some of it is running."""
    periods = shown(frame[frame["promise"] == promise])
    name = promise_name(promise, words)
    chart = figure(palette, words, height=COURSE_HEIGHT)
    if not promise:
        return never_promised(chart, words)
    title = words("chart.compliance.title", promise=name)
    if not periods["rate"].notna().any():
        return Picture(title, chart, axes.say_nothing(chart, words("empty.compliance", promise=name)))
    course.band(chart, periods)
    chart.add_trace(course.points(periods, palette.kept, palette, [_hover(row, words) for row in periods.itertuples()]))
    chart.update_yaxes(axes.axis_of_shares(axes.highest_of(periods["rate_high"]), words, words("unit.kept")))
    course.dates(chart, periods, words, cases=True)
    known = periods["rate"].dropna()
    first, last = words.share(known.iloc[0]), words.share(known.iloc[-1])
    alt = words("chart.compliance.alt", promise=name, first=first, last=last)
    opens = course.links(periods, {"promise": promise}, ["due"] * len(periods), span)
    gap = [] if len(known) == len(periods) else [words("chart.compliance.gap")]
    return Picture(title, chart, alt, " ".join([words("chart.compliance.note", thin=THIN), *gap]), opens)


def never_promised(chart: go.Figure, words: Words) -> Picture:
    """The picture of a promise where the agreement has none."""
    return Picture(words("chart.promises.title"), chart, axes.say_nothing(chart, words("empty.no_promises")))


def shown(periods: pd.DataFrame) -> pd.DataFrame:
    """Every period with the share kept as `rate`, none where nothing was due; ripe once nothing of it is running."""
    shares = periods.rename(columns=AS_RATE).astype(dict.fromkeys(AS_RATE.values(), float))
    return shares.assign(n=shares["due"], ripe=shares["running"] == 0)


def _hover(row: Any, words: Words) -> str:
    told = {"period": words.day(row.period), "share": words.share(row.rate), "n": int(row.n)}
    return words("chart.compliance.hover", **told)
