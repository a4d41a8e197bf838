"""How what became of a cohort and what moved in its period belong together."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from leaddash.charts import axes
from leaddash.charts.picture import Picture
from leaddash.charts.theme import Palette, figure, stage_colour
from leaddash.words import Words

HEIGHT = 300
STEPS = {"converted": 1, "late": 1, "converted_later": -1, "carried_in": 1, "flow_out": 0}
"""Which way each bar goes; the last is where they lead to."""


def bridge(frame: pd.DataFrame, words: Words, palette: Palette, stage: str) -> Picture:
    """A waterfall from those of the cohort who went on to those who went on in the period."""
    row = frame[frame["stage"] == stage].iloc[0]
    name = words(f"stage.{stage}")
    title = words("chart.bridge.title", stage=name)
    chart = figure(palette, words, height=HEIGHT)
    counts = {step: int(row[step]) for step in STEPS}
    if not any(counts.values()):
        return Picture(title, chart, axes.say_nothing(chart, words("empty.bridge", stage=name)))
    chart.add_trace(_waterfall(counts, words, palette, stage))
    cohort = counts["converted"] + counts["late"]
    highest = max(cohort, counts["flow_out"], 1) * 1.12
    chart.update_yaxes(axes.axis_of_counts(highest, words, words("unit.episodes")))
    chart.update_xaxes(showgrid=False, tickfont={"color": palette.ink, "size": 14})
    told = {step: words.number(count) for step, count in counts.items()}
    alt = words("chart.bridge.alt", stage=name, **told)
    opens = tuple({"stage": stage, "figure": step} for step in STEPS)
    return Picture(title, chart, alt, words("chart.bridge.note"), opens)


def _waterfall(counts: dict[str, int], words: Words, palette: Palette, stage: str) -> go.Waterfall:
    signed = [counts[step] * (way or 1) for step, way in STEPS.items()]
    measures = ["relative" if way else "total" for way in STEPS.values()]
    colour = stage_colour(stage, palette)
    return go.Waterfall(
        x=[words(f"chart.bridge.{step}") for step in STEPS],
        y=signed,
        measure=measures,
        text=[_signed(value, measure, words) for value, measure in zip(signed, measures, strict=True)],
        textposition="outside",
        textfont={"size": 15, "color": palette.ink},
        increasing={"marker": {"color": palette.open}},
        decreasing={"marker": {"color": palette.late}},
        totals={"marker": {"color": colour}},
        connector={"line": {"color": palette.line, "width": 1}},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _signed(value: int, measure: str, words: Words) -> str:
    sign = "" if measure == "total" or not value else "−" if value < 0 else "+"
    return f"{sign}{words.number(abs(value))}"
