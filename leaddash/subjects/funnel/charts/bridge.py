"""How what became of a cohort and what moved in its period belong together."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.absence import ANYTHING, Reach
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure, stage_colour
from leaddash.subjects.funnel.metrics.funnel_bridge import funnel_bridge
from leaddash.words import Words

HEIGHT = 300
STEPS = {"converted": 1, "late": 1, "converted_later": -1, "carried_in": 1, "flow_out": 0}
"""Which way each bar goes; the last is where they lead to."""


@chart("bridge", counts=funnel_bridge)
def bridge(frame: pd.DataFrame, words: Words, palette: Palette, stage: str, reach: Reach = ANYTHING) -> Picture:
    """A waterfall from those of the cohort who went on to those who went on in the period."""
    row = frame[frame["stage"] == stage].iloc[0]
    name = words(f"stage.{stage}")
    title = words("chart.bridge.title", stage=name)
    chart = figure(palette, words, height=HEIGHT)
    counts = {step: int(row[step]) for step in STEPS}
    if not any(counts.values()):
        return Picture(title, chart, axes.say_nothing(chart, reach.nobody(words, "bridge", stage)))
    chart.add_trace(_bars(counts, words, palette, stage))
    _connect(chart, counts, palette)
    cohort = counts["converted"] + counts["late"]
    highest = max(cohort, counts["flow_out"], 1) * 1.12
    chart.update_yaxes(axes.axis_of_counts(highest, words, words("unit.episodes")))
    chart.update_xaxes(showgrid=False, tickfont={"color": palette.ink, "size": 14})
    told = {step: words.number(count) for step, count in counts.items()}
    alt = words("chart.bridge.alt", stage=name, **told)
    opens = tuple({"stage": stage, "figure": step} for step in STEPS)
    return Picture(title, chart, alt, words("chart.bridge.note"), opens)


def _bars(counts: dict[str, int], words: Words, palette: Palette, stage: str) -> go.Bar:
    """Bars that stand on each other's ends, the last as high as they lead: in Plotly's waterfall none can be chosen."""
    ends = [0, *accumulate(way * counts[step] for step, way in STEPS.items())]
    floats = [min(pair) if way else 0 for pair, way in zip(pairwise(ends), STEPS.values(), strict=True)]
    return go.Bar(
        x=[words(f"chart.bridge.{step}") for step in STEPS],
        y=list(counts.values()),
        base=floats,
        text=[_signed(counts[step], way, words) for step, way in STEPS.items()],
        textposition="outside",
        textfont={"size": 15, "color": palette.ink},
        marker={"color": [_colour(way, palette, stage) for way in STEPS.values()]},
        hovertext=[f"{words(f'figure.{step}')}: {words.number(count)}" for step, count in counts.items()],
        hoverinfo="text",
        cliponaxis=False,
    )


def _connect(chart: go.Figure, counts: dict[str, int], palette: Palette) -> None:
    """A thin line from the end of each bar to the next."""
    ends = accumulate(way * counts[step] for step, way in list(STEPS.items())[:-1])
    for place, end in enumerate(ends):
        rule = {"color": palette.muted, "width": 1, "dash": "dot"}
        chart.add_shape(type="line", x0=place, x1=place + 1, y0=end, y1=end, line=rule, layer="below")


def _colour(way: int, palette: Palette, stage: str) -> str:
    return {1: palette.open, -1: palette.late}.get(way) or stage_colour(stage, palette)


def _signed(count: int, way: int, words: Words) -> str:
    sign = {1: "+", -1: "−"}.get(way, "") if count else ""
    return f"{sign}{words.number(count)}"
