"""What moved the open pipeline of a period since an earlier moment: from what was open then to what is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.blocks.look import Look
from leaddash.drawing import axes
from leaddash.drawing.picture import Picture
from leaddash.drawing.sheet import tint
from leaddash.drawing.theme import Palette, figure
from leaddash.subjects.forecast.metrics.pipeline_movement import pipeline_movement
from leaddash.subjects.forecast.movements import ENDS, MOVEMENTS
from leaddash.words import Words

HEIGHT, FEW = 218, 7
"""Pixels of the chart; of more steps than these the names stand in two lines, turn by turn."""
UNITS = {"ones": (1, 0, 10_000), "thousands": (1_000, 0, 20_000_000), "millions": (1_000_000, 1, 0)}
"""In what amounts are told: how much one is, its decimals, and below which amount it is taken."""
THIN = 0.025
"""The height of the marks of both ends, as a part of all that is drawn: no bar stands there, as none begins at zero."""


@dataclass(frozen=True)
class Step:
    """A part of the bridge: what it changes, and between which two levels."""

    movement: str
    deals: int
    amount: float
    before: float
    after: float


@chart("pipeline_moves", counts=pipeline_movement)
def moves(frame: pd.DataFrame, since: datetime, look: Look, opens: Mapping[str, str], projected: str = "") -> Picture:
    """A bridge from what was open at a moment (`since`) to what is at as-of; parts in which nothing moved are left out.

    `opens` is what all links share: the period; `projected` says how the projection moved.
    """
    words, steps = look.words, steps_of(frame)
    title = _title(steps, look)
    chart = figure(look.palette, words, height=HEIGHT)
    if not any(step.deals for step in steps):
        return Picture(title, chart, axes.say_nothing(chart, words("empty.moves")))
    levels = [level for step in steps for level in (step.before, step.after)]
    low, high = min(levels), max(levels)
    room = (high - low) or max(high, 1.0)
    chart.add_trace(_bars(steps, room * THIN, since, look))
    _connect(chart, steps, look.palette)
    chart.update_yaxes(visible=False, range=[low - room * 0.08, high + room * 0.22])
    chart.update_xaxes(
        showgrid=False,
        tickvals=list(range(len(steps))),
        ticktext=_names(steps, since, look),
        tickfont={"color": look.palette.ink, "size": 14},
        tickangle=0,
        range=[-0.6, len(steps) - 0.4],
    )
    chart.update_layout(margin={"l": 0, "r": 0, "t": 4, "b": 40})
    told = [words("chart.moves.told", name=_called(step, words), amount=look.money(step.amount)) for step in steps]
    alt = words("chart.moves.alt", told="; ".join(told))
    links = tuple({"list": "moves", "figure": "moved", "movement": step.movement, **opens} for step in steps)
    note = words("chart.moves.note", unit=words(f"chart.moves.{_unit(steps)}", symbol=words.symbol(look.currency)))
    return Picture(title, chart, alt, " ".join(filter(None, [projected, note])), links)


def steps_of(frame: pd.DataFrame) -> list[Step]:
    """The parts of the bridge in their order, each from the level that the one before leads to."""
    rows = {str(row.movement): row for row in frame.itertuples()}
    steps, level = list[Step](), 0.0
    for movement in MOVEMENTS:
        deals, amount = int(rows[movement].deals), float(rows[movement].amount)
        if movement in ENDS:
            level = amount
            steps.append(Step(movement, deals, amount, amount, amount))
        elif deals:
            steps.append(Step(movement, deals, amount, level, level + amount))
            level += amount
    return steps


def _title(steps: Sequence[Step], look: Look) -> str:
    """What was won, and how much went the wrong way."""
    won = -sum(step.amount for step in steps if step.movement == "won")
    wrong = -sum(step.amount for step in steps if step.movement in WRONG)
    if not won and not wrong:
        return look.words("chart.moves.title_still")
    kind = "both" if won and wrong else "won" if won else "wrong"
    return look.words(f"chart.moves.title_{kind}", won=look.money(won), wrong=look.money(wrong))


WRONG = ("lowered", "pushed_out", "pulled_out", "lost")
"""Ways in which the pipeline gets smaller without a deal being won."""


def _bars(steps: Sequence[Step], mark: float, since: datetime, look: Look) -> go.Bar:
    """Bars that float between two levels; both ends are marks at theirs."""
    unit = _unit(steps)
    return go.Bar(
        x=list(range(len(steps))),
        y=[mark if step.movement in ENDS else abs(step.amount) for step in steps],
        base=[min(step.before, step.after) - (mark / 2 if step.movement in ENDS else 0) for step in steps],
        text=[_signed(step, unit, look) for step in steps],
        textposition="outside",
        constraintext="none",
        textfont={"size": 15, "color": look.palette.ink},
        marker={"color": [_colour(step, look.palette) for step in steps]},
        hovertext=[_hover(step, since, look) for step in steps],
        hoverinfo="text",
        width=0.78,
        cliponaxis=False,
    )


def _colour(step: Step, palette: Palette) -> str:
    strong = {"won": palette.kept, "lost": palette.lost, "pushed_out": palette.late, "pulled_out": palette.late}
    if step.movement in ENDS:
        return palette.sales
    if step.movement == "lowered":
        return tint(palette.late, 0.35, palette.ground)
    return strong.get(step.movement) or tint(palette.sales, 0.3, palette.ground)


def _connect(chart: go.Figure, steps: Sequence[Step], palette: Palette) -> None:
    rule = {"color": palette.muted, "width": 1, "dash": "dot"}
    for place, step in enumerate(steps[:-1]):
        ends = {"x0": place + 0.39, "x1": place + 0.61, "y0": step.after, "y1": step.after}
        chart.add_shape(type="line", **ends, line=rule, layer="below")


def _unit(steps: Sequence[Step]) -> str:
    """In what all amounts are told, so that they add up: ones, thousands or millions."""
    highest = max(abs(step.amount) for step in steps)
    return next((unit for unit, (_, _, until) in UNITS.items() if highest < until), "millions")


def _signed(step: Step, unit: str, look: Look) -> str:
    size, decimals, _ = UNITS[unit]
    told = look.words.number(abs(step.amount) / size, decimals)
    if step.movement in ENDS or not told.strip("0.,"):
        return told
    return f"{'+' if step.amount > 0 else '−'}{told}"


def _names(steps: Sequence[Step], since: datetime, look: Look) -> list[str]:
    """The names below the bars: of many turn by turn one line lower, where each has room for two."""
    names = [_name(step, since, look) for step in steps]
    return [f"\n{name}" if len(steps) > FEW and place % 2 else name for place, name in enumerate(names)]


def _name(step: Step, since: datetime, look: Look) -> str:
    """The name of a part; of the first one with its day."""
    words = look.words
    if step.movement == "start":
        return "\n".join([words("chart.moves.open"), words.day(look.local(since).date(), words("style.day_short"))])
    if step.movement == "end":
        return words("chart.moves.open_now")
    return _called(step, words)


def _called(step: Step, words: Words) -> str:
    return words(f"movement.{step.movement}")


def _hover(step: Step, since: datetime, look: Look) -> str:
    words = look.words
    name = _name(step, since, look).replace("\n", " ") if step.movement in ENDS else _called(step, words)
    return words("chart.moves.hover", name=name, amount=look.money(step.amount), n=abs(step.deals))
