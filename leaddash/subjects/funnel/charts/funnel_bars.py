"""The seven stages as bars, marketing's part and sales' part in their colours."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing.absence import ANYTHING, Reach, recorded
from leaddash.drawing.markup import bold
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import MARKETING_STAGES, Palette, figure, stage_colour, thin_hatching
from leaddash.stats import THIN
from leaddash.subjects.funnel.metrics.funnel import funnel
from leaddash.words import Words

Note = dict[str, Any]
CEILING = 1.32
"""How far the plot reaches above the highest bar: its count stands there, below the names of the parts."""
NO_GOALS: Mapping[str, float] = MappingProxyType({})
READINGS = {"cohort": "entered", "flow": "entered", "stock": "balance_end"}
"""What a bar's height counts in each reading of the funnel, and so what opens behind it."""


@chart("funnel", counts=funnel)
def funnel_bars(
    frame: pd.DataFrame,
    words: Words,
    palette: Palette,
    reading: str = "cohort",
    height: int = 340,
    reach: Reach = ANYTHING,
    goals: Mapping[str, float] = NO_GOALS,
) -> Picture:
    """Episodes per stage in a reading; between two stages the share that went on and how many left.

    Of a young cohort the projection stands beside the rate, if the frame has it. Goals are of what enters.
    """
    stages, counts = list(frame["stage"]), [int(count) for count in frame[READINGS[reading]]]
    chart = figure(palette, words, height=height)
    agreed = {} if reading == "stock" else goals
    chart.add_trace(_bars(frame, stages, counts, words, palette, agreed))
    between = [] if reading == "stock" else _between(frame, words, palette, reading, reach)
    rules, parts = _parts(words, palette)
    chart.update_layout(annotations=[*parts, *between], shapes=[*rules, *_ticks(stages, agreed, palette)])
    ceiling = max([*counts, *agreed.values(), 1]) * CEILING
    chart.update_yaxes(visible=False, range=[0, ceiling])
    names = [words(f"stage.{stage}") for stage in stages]
    chart.update_xaxes(
        tickvals=list(range(7)),
        ticktext=names,
        range=[-0.55, 6.55],
        showgrid=False,
        tickfont={"color": palette.ink, "size": 15},
    )
    chart.update_layout(margin={"b": 32, "l": 8, "r": 8, "t": 60 if reading != "stock" else 32})
    told = words.listed([f"{name} {words.number(count)}" for name, count in zip(names, counts, strict=True)])
    note = [words(f"chart.funnel.{reading}_note", thin=THIN), *_passed_note(frame, words)]
    note += [words("chart.funnel.goal_note")] if agreed else []
    return Picture(
        words(f"chart.funnel.{reading}"),
        chart,
        words("chart.funnel.alt", told=told),
        " ".join(note),
        tuple({"stage": stage, "figure": READINGS[reading]} for stage in stages),
    )


def _ticks(stages: list[str], goals: Mapping[str, float], palette: Palette) -> list[Note]:
    """What was agreed, as a stroke at both edges of a bar, clear of its count."""
    line = {"color": palette.ink, "width": 3}
    edges = [(place, goals[stage], side) for place, stage in enumerate(stages) if stage in goals for side in (-1, 1)]
    return [
        {"type": "line", "x0": place + side * 0.25, "x1": place + side * 0.4, "y0": goal, "y1": goal, "line": line}
        for place, goal, side in edges
    ]


def _bars(
    frame: pd.DataFrame,
    stages: list[str],
    counts: list[int],
    words: Words,
    palette: Palette,
    goals: Mapping[str, float],
) -> go.Bar:
    return go.Bar(
        x=list(range(7)),
        y=counts,
        text=[words.number(count) for count in counts],
        textposition="outside",
        textfont={"size": 20, "color": palette.ink},
        marker={
            "color": [stage_colour(stage, palette) for stage in stages],
            "pattern": thin_hatching(_passed_by(frame), palette),
        },
        hovertext=[_hover(row, words, goals.get(row.stage)) for row in frame.itertuples()],
        hoverinfo="text",
        cliponaxis=False,
    )


def _passed_by(frame: pd.DataFrame) -> list[bool]:
    """Of each stage whether all who entered it only passed it by: nobody knows what share would go on from there."""
    known = recorded(frame)
    return [bool(row.entered) and row.stage not in known for row in frame.itertuples()]


def _passed_note(frame: pd.DataFrame, words: Words) -> list[str]:
    return [words("chart.funnel.passed_note")] if any(_passed_by(frame)) else []


def _hover(row: Any, words: Words, goal: float | None) -> str:
    """What a bar says when pointed at: its counts, its goal, and how many cases the rate behind it rests on."""
    counts = {"count": words.number(row.entered), "stands": words.number(row.balance_end)}
    told = words("chart.funnel.hover", stage=words(f"stage.{row.stage}"), **counts)
    if goal:
        told = f"{told}\n{words('chart.funnel.goal', goal=words.number(round(goal)))}"
    if row.stage == "customer" or not row.rate_entered or row.entered == row.skipped:
        return told
    return f"{told}\n{words('chart.funnel.rated', share=words.share(row.rate), n=int(row.rate_entered))}"


def _parts(words: Words, palette: Palette) -> tuple[list[Note], list[Note]]:
    """A rule over the bars of each part of the funnel in its colour, and its name."""
    last = len(MARKETING_STAGES) - 1
    parts = (
        ("marketing", -0.45, last + 0.45, palette.marketing),
        ("sales", last + 0.55, 6.45, palette.sales),
    )
    rules, names = [], []
    for part, start, end, colour in parts:
        line = {"color": colour, "width": 3}
        rules.append({"type": "line", "x0": start, "x1": end, "y0": 1, "y1": 1, "yref": "paper", "line": line})
        text = {"text": bold(words(f"part.{part}")), "font": {"color": colour, "size": 15}}
        anchor = {"x": end, "y": 1, "yref": "paper", "yshift": -4, "xanchor": "right", "yanchor": "top"}
        names.append({**anchor, **text, "showarrow": False})
    return rules, names


def _between(frame: pd.DataFrame, words: Words, palette: Palette, reading: str, reach: Reach) -> list[Note]:
    """Above each gap between two bars: the share that went on, and how many left (cohort) or moved (flow)."""
    notes = []
    steps = frame[frame["stage"] != "customer"]
    for step, (row, passed_by) in enumerate(zip(steps.itertuples(), _passed_by(steps), strict=True)):
        share, below, is_sound = _cohort(row, words) if reading == "cohort" else _flow(row, words)
        if passed_by or reach.leads_nowhere(row.stage):
            share, is_sound = words("chart.funnel.passed_by"), False
            below = words("chart.funnel.left", n=int(row.exited)) if reading == "cohort" else below
        notes.append(_above(step, share, 46, 16, palette.ink if is_sound else palette.open))
        notes.append(_above(step, below, 23, 13, palette.muted))
    return notes


def _flow(row: Any, words: Words) -> tuple[str, str, bool]:
    entered = int(row.entered)
    return _share(row.flow_rate, entered, words), words("chart.funnel.moved", n=int(row.flow_out)), entered >= THIN


def _cohort(row: Any, words: Words) -> tuple[str, str, bool]:
    """The rate, or where nobody's time is over the projection in its place; of a young cohort both."""
    left = words("chart.funnel.left", n=int(row.exited))
    is_young = row.rate_entered < row.entered and not pd.isna(getattr(row, "projected", None))
    if not is_young:
        return _share(row.rate, int(row.entered), words), left, row.rate_entered >= THIN
    projected = words("chart.funnel.projected", share=words.share(row.projected))
    if not row.rate_entered:
        return f"{projected} →", left, False
    return _share(row.rate, int(row.entered), words), f"{projected} · {left}", row.rate_entered >= THIN


def _share(rate: Any, entered: int, words: Words) -> str:
    """A rate in words; none yet, though some entered, is too early to tell."""
    if pd.isna(rate):
        return words("chart.funnel.early") if entered else words.share(None)
    return f"{words.share(rate)} →"


def _above(step: int, text: str, shift: int, size: int, colour: str) -> Note:
    """A line of text over the gap that follows the bar of a step, so many pixels above the plot."""
    font = {"size": size, "color": colour}
    return {"x": step + 0.5, "y": 1, "yref": "paper", "yshift": shift, "text": text, "showarrow": False, "font": font}
