"""One step of the funnel period by period."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes, course
from leaddash.drawing.absence import ANYTHING, Reach
from leaddash.drawing.course import COURSE_HEIGHT
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure, stage_colour
from leaddash.periods import Span
from leaddash.stats import THIN
from leaddash.subjects.funnel.metrics.funnel_trend import funnel_trend
from leaddash.words import Words


@chart("counts", counts=funnel_trend)
def trend_of_counts(
    frame: pd.DataFrame, words: Words, palette: Palette, stage: str, span: Span, reach: Reach = ANYTHING
) -> Picture:
    """How many episodes entered a stage in each period."""
    periods = frame[frame["stage"] == stage]
    name = words(f"stage.{stage}")
    title = words("chart.trend.counts", stage=name)
    chart = figure(palette, words, height=COURSE_HEIGHT)
    if periods.empty or not periods["entered"].sum():
        return Picture(title, chart, axes.say_nothing(chart, _nothing(periods, words, stage, reach)))
    counts = [int(count) for count in periods["entered"]]
    chart.add_trace(_bars(periods, counts, words, palette, stage))
    chart.update_yaxes(axes.axis_of_counts(max(counts) * 1.12, words, words("unit.episodes")))
    course.dates(chart, periods, words)
    first, last = words.number(counts[0]), words.number(counts[-1])
    alt = words("chart.trend.counts_alt", stage=name, first=first, last=last)
    return Picture(title, chart, alt, opens=course.links(periods, {"stage": stage}, ["entered"] * len(periods), span))


@chart("rates", counts=funnel_trend)
def trend_of_rates(
    frame: pd.DataFrame, words: Words, palette: Palette, stage: str, span: Span, reach: Reach = ANYTHING
) -> Picture:
    """Share that goes on within the window, by period of entry, with interval; of young periods projected, hollow.

    A period of which nothing can be said yet, or whom nobody entered in, is a gap.
    """
    periods = shown(frame[frame["stage"] == stage])
    name = words(f"stage.{stage}")
    title = words("chart.trend.rates", stage=name)
    chart = figure(palette, words, height=COURSE_HEIGHT)
    if not periods["rate"].notna().any() or reach.is_silent(stage):
        return Picture(title, chart, axes.say_nothing(chart, _nothing(periods, words, stage, reach)))
    course.band(chart, periods)
    hover = [_hover(row, words) for row in periods.itertuples()]
    chart.add_trace(course.points(periods, stage_colour(stage, palette), palette, hover))
    chart.update_yaxes(axes.axis_of_shares(axes.highest_of(periods["rate_high"]), words))
    course.dates(chart, periods, words, cases=True)
    known = periods["rate"].dropna()
    alt = words("chart.trend.rates_alt", stage=name, first=words.share(known.iloc[0]), last=words.share(known.iloc[-1]))
    gap = [] if len(known) == len(periods) else [words("chart.trend.gap")]
    note = " ".join([words("chart.trend.rates_note", thin=THIN), *gap])
    figures = ["entered" if young else "rate_entered" for young in periods["young"]]
    return Picture(title, chart, alt, note, course.links(periods, {"stage": stage}, figures, span))


def shown(periods: pd.DataFrame) -> pd.DataFrame:
    """What is drawn of each period: the rate, or while some windows are open the projection; `n` cases it rests on.

    Neither of a period of which nothing is known yet.
    """
    is_ripe = periods["rate_entered"] >= periods["entered"]
    is_young = ~is_ripe & periods["projected"].notna()
    drawn = {
        name: periods[name].where(~is_young, periods[name.replace("rate", "projected")]).astype(float)
        for name in ("rate", "rate_low", "rate_high")
    }
    cases = periods["rate_entered"].where(~is_young, periods["entered"])
    return periods.assign(**drawn, young=is_young, ripe=is_ripe, n=cases)


def _nothing(periods: pd.DataFrame, words: Words, stage: str, reach: Reach) -> str:
    """Why no period has anything: nobody entered, or passed it by only, or nobody's time is over."""
    if periods.empty:
        return words("empty.periods")
    if not periods["entered"].sum() or reach.is_silent(stage):
        return reach.nobody(words, "entered", stage)
    days = float(periods["window_days"].max()) if "window_days" in periods else 0.0
    return reach.too_soon(words, days, "trend", stage=words(f"stage.{stage}"))


def _bars(periods: pd.DataFrame, counts: list[int], words: Words, palette: Palette, stage: str) -> go.Bar:
    told = [words.number(count) for count in counts]
    return go.Bar(
        x=list(periods["period"]),
        y=counts,
        marker={"color": stage_colour(stage, palette)},
        text=told if len(told) <= course.MOST_LABELS else None,
        textposition="outside",
        textangle=0,
        textfont={"size": 14, "color": palette.ink},
        cliponaxis=False,
        hovertext=[f"{words.day(day)}: {count}" for day, count in zip(periods["period"], told, strict=True)],
        hoverinfo="text",
    )


def _hover(row: Any, words: Words) -> str:
    kind = "projected" if row.young else "hover"
    told = {"period": words.day(row.period), "share": words.share(row.rate), "n": int(row.n)}
    return words(f"chart.trend.{kind}", **told)
