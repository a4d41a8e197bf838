"""The course of a period: day by day what was won, called and projected, towards the goal."""

from __future__ import annotations

from datetime import datetime, time

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.blocks.look import Look
from leaddash.drawing import axes, calendar_axis
from leaddash.drawing.markup import bold
from leaddash.drawing.picture import Picture
from leaddash.drawing.sheet import tint
from leaddash.drawing.theme import figure
from leaddash.fiscal import Fiscal
from leaddash.subjects.forecast.metrics.forecast_trend import forecast_trend

HEIGHT, PLOT, LINE = 320, 250, 19
"""Pixels of the chart, of what is drawn in it, and of a line of words."""
LATE = 0.6
"""From which part of the period on the names of the lines stand beside the chart."""
NAMED = ("won", "commit", "projected")


@chart("forecast_course", counts=forecast_trend)
def course(frame: pd.DataFrame, period: Fiscal, look: Look) -> Picture:
    """Lines of `forecast_trend` over the whole period: what is won, with commit, and projected with a band."""
    words = look.words
    title = words("chart.course.title")
    chart = figure(look.palette, words, height=HEIGHT)
    rows = frame.astype(dict.fromkeys([*NAMED, "goal", "low_80", "high_80"], float))
    highest = axes.highest_of(rows[["commit", "high_80", "goal"]].to_numpy().ravel())
    if rows.empty or not highest:
        empty = words("empty.course") if rows.empty else words("empty.forecast")
        return Picture(title, chart, axes.say_nothing(chart, empty))
    goal = rows["goal"].iloc[-1]
    _band(chart, rows, look)
    for name in NAMED:
        chart.add_trace(_line(name, rows, look))
    if goal == goal and goal:
        _goal(chart, goal, look)
    _name_ends(chart, rows, highest, look)
    since, until = (datetime.combine(day, time()) for day in (period.first, period.after))
    chart.update_xaxes({**calendar_axis.ticks(since, until, words), "showgrid": False, "type": "date"})
    chart.update_yaxes(axes.axis_of_money(highest, look.words, words("unit.money", symbol=words.symbol(look.currency))))
    is_late = len(rows) > period.days * LATE
    chart.update_layout(margin={"r": 150 if is_late else 16, "t": 16}, hovermode="closest")
    return Picture(title, chart, _alt(rows, look), words("chart.course.note"))


def _band(chart: go.Figure, frame: pd.DataFrame, look: Look) -> None:
    """The 80 % range of each day on which anything was projected."""
    known = frame[frame["low_80"].notna()]
    shade = tint(look.palette.open, 0.25, look.palette.ground)
    edge = {"mode": "lines", "line": {"width": 0, "color": shade}, "hoverinfo": "skip"}
    chart.add_trace(go.Scatter(x=list(known["day"]), y=list(known["high_80"]), **edge))
    chart.add_trace(go.Scatter(x=list(known["day"]), y=list(known["low_80"]), fill="tonexty", fillcolor=shade, **edge))


def _line(name: str, frame: pd.DataFrame, look: Look) -> go.Scatter:
    palette = look.palette
    colour = {"won": palette.sales, "commit": palette.sales, "projected": palette.ink}[name]
    dash = {"won": "solid", "commit": "dot", "projected": "dash"}[name]
    return go.Scatter(
        x=list(frame["day"]),
        y=[None if value != value else value for value in frame[name]],
        mode="lines",
        line={"color": colour, "width": 3 if name == "won" else 2, "dash": dash, "shape": "hv"},
        hovertext=[_hover(name, day, value, look) for day, value in zip(frame["day"], frame[name], strict=True)],
        hoverinfo="text",
    )


def _hover(name: str, day: pd.Timestamp, value: float, look: Look) -> str:
    words = look.words
    called, on = words(f"chart.course.{name}"), words.day(day, words("style.day_short"))
    return words("chart.course.hover", name=called, day=on, amount=look.money(value))


def _goal(chart: go.Figure, goal: float, look: Look) -> None:
    """What was agreed, as a line through the whole period, named at its left end."""
    line = {"color": look.palette.ink, "width": 2}
    chart.add_shape(type="line", x0=0, x1=1, xref="x domain", y0=goal, y1=goal, line=line)
    name = bold(look.words("chart.forecast.goal", goal=look.words.money(goal)))
    place = {"x": 0, "xref": "x domain", "xanchor": "left", "xshift": 6, "y": goal, "yshift": 12}
    chart.add_annotation(text=name, showarrow=False, font={"size": 14, "color": look.palette.ink}, **place)


def _name_ends(chart: go.Figure, frame: pd.DataFrame, highest: float, look: Look) -> None:
    """The names of the lines at their ends, pushed apart where these meet."""
    last, below = frame.iloc[-1], -float(LINE)
    for value, name in sorted((float(last[name]), name) for name in NAMED if last[name] == last[name]):
        height = max(value / highest * PLOT, below + LINE)
        below = height
        text = f"{look.words(f'chart.course.{name}')} {look.words.money(value)}"
        colour = look.palette.ink if name == "projected" else look.palette.sales
        place = {
            "x": last["day"],
            "y": value,
            "xanchor": "left",
            "xshift": 8,
            "yshift": height - value / highest * PLOT,
        }
        ground = {"bgcolor": look.palette.ground, "borderpad": 1}
        chart.add_annotation(text=text, showarrow=False, font={"size": 14, "color": colour}, **place, **ground)


def _alt(frame: pd.DataFrame, look: Look) -> str:
    last, words = frame.iloc[-1], look.words
    told = [f"{words(f'chart.course.{name}')} {look.money(last[name])}" for name in NAMED if last[name] == last[name]]
    return words("chart.course.alt", day=words.day(last["day"]), told=words.listed(told))
