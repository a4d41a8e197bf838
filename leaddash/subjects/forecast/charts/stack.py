"""The number: what is won, called and to come stacked towards the goal, and what we project, on one axis of money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.blocks.look import Look
from leaddash.drawing import axes
from leaddash.drawing.markup import bold, coloured
from leaddash.drawing.picture import Picture
from leaddash.drawing.sheet import tint, width
from leaddash.drawing.theme import figure
from leaddash.subjects.forecast.metrics.forecast_summary import forecast_summary

WIDE, EDGE = 1150, 8
"""Pixels that words are set for, and between a word and the edge of what it stands in."""
TOP, BAR, HIGH = 24, 50, 150
"""Pixels to the top of the stack, its height, and those of all of it."""
BAND, TICK = 18, 9
AT = {"named": 92, "line": 116, "numbers": 139}
"""Heights of what is projected: its name, its range, and the numbers below."""
STACKED = ("closed", "commit", "best_case", "pipeline")
SHADES = {"closed": 1.0, "commit": 0.34, "best_case": 0.2, "pipeline": 0.1}
"""How much of the colour of sales each part has: the surer, the more."""
NEW = "new"


@dataclass(frozen=True)
class Part:
    """A part of the stack: what it is called, where it begins and how much it is."""

    key: str
    start: float
    amount: float

    @property
    def end(self) -> float:
        """Where the next one begins."""
        return self.start + self.amount


@chart("forecast_stack", counts=forecast_summary)
def stack(categories: pd.DataFrame, summary: Mapping[str, Any], look: Look, opens: Mapping[str, str]) -> Picture:
    """The categories of `forecast` and what comes new, up to the goal; below, the range of `forecast_summary`.

    `opens` is what all links share: the period.
    """
    words, parts = look.words, list(_parts(categories, summary))
    chart = figure(look.palette, words, height=HIGH)
    title = words("chart.forecast.title")
    known = [part for part in parts if part.amount > 0]
    highest = axes.highest_of([*(part.end for part in known), _number(summary, "goal"), _number(summary, "high_95")])
    if not highest:
        return Picture(title, chart, axes.say_nothing(chart, words("empty.forecast")))
    scale = highest * 1.06
    chart.add_trace(_bars(known, look))
    narrow = [part for part in known if not _name(chart, part, scale, look)]
    _project(chart, summary, scale, look)
    _goal(chart, summary, scale, look)
    chart.update_xaxes(visible=False, range=[0, scale])
    chart.update_yaxes(visible=False, range=[HIGH, 0])
    chart.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0}, barmode="overlay")
    return Picture(title, chart, _alt(known, summary, look), _note(categories, narrow, look), _opens(known, opens))


def _parts(categories: pd.DataFrame, summary: Mapping[str, Any]) -> Iterator[Part]:
    amounts = {str(row.category): float(row.amount) for row in categories.itertuples()}
    start = 0.0
    for key in STACKED:
        amount = max(amounts.get(key, 0.0), 0.0)
        yield Part(key, start, amount)
        start += amount
    yield Part(NEW, start, max(_number(summary, "from_new") or 0.0, 0.0))


def _bars(parts: list[Part], look: Look) -> go.Bar:
    palette = look.palette
    shades = [tint(palette.sales, SHADES.get(part.key, 0.0), palette.ground) for part in parts]
    shapes = ["/" if part.key == NEW else "" for part in parts]
    return go.Bar(
        x=[part.amount for part in parts],
        y=[TOP + BAR / 2] * len(parts),
        base=[part.start for part in parts],
        width=BAR,
        orientation="h",
        marker={
            "color": shades,
            "line": {"color": palette.ground, "width": 1},
            "pattern": {"shape": shapes, "fgcolor": palette.muted, "fillmode": "overlay", "size": 8, "solidity": 0.14},
        },
        hovertext=[_told(part, look) for part in parts],
        hoverinfo="text",
    )


def _told(part: Part, look: Look) -> str:
    name, amount = _called(part, look), look.money(part.amount)
    if part.key in ("closed", NEW):
        return f"{name}: {amount}"
    return look.words("chart.forecast.hover", name=name, amount=amount, sum=look.money(part.end))


def _called(part: Part, look: Look) -> str:
    return look.words("chart.forecast.new") if part.key == NEW else look.words(f"category.{part.key}")


def _name(chart: go.Figure, part: Part, scale: float, look: Look) -> bool:
    """The name and the amount on a part, or right of the stack of what comes new; whether there was room."""
    palette, name, amount = look.palette, _called(part, look), look.words.money(part.amount)
    further = f"{amount} → {look.words.money(part.end)}" if part.key not in ("closed", NEW) else amount
    room = part.amount / scale * WIDE - 2 * EDGE
    said = next((text for text in (further, amount) if max(width(text), width(name) * 1.05) <= room), "")
    if part.key == NEW and not said and (scale - part.end) / scale * WIDE > width(amount) + EDGE:
        _write(chart, part.end, TOP + BAR / 2, f"{name}\n{amount}", palette.muted, anchor="left", shift=EDGE)
        return True
    if said:
        ink = palette.ground if part.key == "closed" else palette.ink
        text = f"{bold(name)}\n{coloured(said, ink)}"
        ground = palette.ground if part.key == NEW else ""
        _write(chart, part.start, TOP + BAR / 2, text, ink, anchor="left", shift=EDGE, ground=ground)
    return bool(said)


def _project(chart: go.Figure, summary: Mapping[str, Any], scale: float, look: Look) -> None:
    """What we project: a hollow point, its 80 % band, its 95 % line, and all of it in numbers."""
    palette, words = look.palette, look.words
    projected = _number(summary, "projected")
    if projected is None or _number(summary, "low_95") == _number(summary, "high_95"):
        return
    low, high, least, most = (float(summary[name]) for name in ("low_80", "high_80", "low_95", "high_95"))
    line = {"type": "line", "y0": AT["line"], "y1": AT["line"], "layer": "below"}
    chart.add_shape(x0=least, x1=most, line={"color": palette.muted, "width": 2}, **line)
    band = {"type": "rect", "y0": AT["line"] - BAND / 2, "y1": AT["line"] + BAND / 2, "line": {"width": 0}}
    chart.add_shape(x0=low, x1=high, fillcolor=tint(palette.open, 0.38, palette.ground), layer="below", **band)
    ring = {"size": 15, "color": palette.ground, "line": {"color": palette.ink, "width": 3}}
    chart.add_trace(
        go.Scatter(x=[projected], y=[AT["line"]], mode="markers", marker=ring, hoverinfo="skip", cliponaxis=False)
    )
    told = f"{bold(words('chart.forecast.projected'))}  {coloured(words('chart.forecast.how'), palette.muted, 14)}"
    _write(chart, 0, AT["named"], told, palette.ink, anchor="left", ground=palette.ground)
    _write(chart, projected, AT["numbers"], bold(words.money(projected)), palette.ink)
    aside = {end: _aside(projected, value, scale) for end, value in (("low", low), ("high", high))}
    _write(chart, projected, AT["numbers"], words.money(low), palette.ink, anchor="right", shift=aside["low"])
    _write(chart, projected, AT["numbers"], words.money(high), palette.ink, anchor="left", shift=aside["high"])
    if least / scale * WIDE > width(words.money(least)) + EDGE:
        _write(chart, least, AT["line"], words.money(least), palette.muted, anchor="right", shift=-EDGE)
    if (scale - most) / scale * WIDE > width(words.money(most)) + EDGE:
        _write(chart, most, AT["line"], words.money(most), palette.muted, anchor="left", shift=EDGE)


def _aside(middle: float, value: float, scale: float) -> float:
    """Pixels beside the middle number at which that of an end stands: below the end, but clear of the middle."""
    pixels = (value - middle) / scale * WIDE
    return max(pixels - 24, 40) if pixels > 0 else min(pixels + 24, -40)


def _goal(chart: go.Figure, summary: Mapping[str, Any], scale: float, look: Look) -> None:
    """What was agreed: a line through all, named above."""
    goal = _number(summary, "goal")
    if not goal:
        return
    line = {"color": look.palette.ink, "width": 2}
    chart.add_shape(type="line", x0=goal, x1=goal, y0=TOP - 5, y1=AT["line"] + BAND / 2 + 2, line=line)
    name = bold(look.words("chart.forecast.goal", goal=look.words.money(goal)))
    near_end = (scale - goal) / scale * WIDE < width(name)
    _write(chart, goal, TICK, name, look.palette.ink, anchor="right" if near_end else "center")


def _write(
    chart: go.Figure,
    x: float,
    y: float,
    text: str,
    colour: str,
    *,
    anchor: str = "center",
    shift: float = 0,
    **more: str,
) -> None:
    ground = {"bgcolor": more["ground"], "borderpad": 1} if more.get("ground") else {}
    place = {"xanchor": anchor, "yanchor": "middle", "xshift": shift, "align": "left", "showarrow": False}
    chart.add_annotation(x=x, y=y, text=text, font={"size": 15, "color": colour}, **place, **ground)


def _opens(parts: list[Part], opens: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """The deals of each part; what comes new is of nobody yet."""
    return tuple(
        {"list": "deals", "figure": "deals", "category": part.key, **opens} if part.key != NEW else {} for part in parts
    )


def _alt(parts: list[Part], summary: Mapping[str, Any], look: Look) -> str:
    words = look.words
    told = [words("chart.forecast.part", name=_called(part, look), amount=look.money(part.amount)) for part in parts]
    alt = words("chart.forecast.alt", told=words.listed(told))
    if _number(summary, "goal"):
        alt += " " + words("chart.forecast.alt_goal", goal=look.money(summary["goal"]))
    if _number(summary, "projected") is not None:
        bounds = {name: look.money(summary[name]) for name in ("projected", "low_80", "high_80", "low_95", "high_95")}
        alt += " " + words("chart.forecast.alt_projected", **bounds)
    return alt


def _note(categories: pd.DataFrame, narrow: list[Part], look: Look) -> str:
    """What is in no bar: the omitted; and how many are overdue, without an amount, in a currency without a rate."""
    words, rows = look.words, categories.set_index("category")
    told = [words("chart.forecast.note")]
    unnamed = [words("chart.forecast.part", name=_called(one, look), amount=look.money(one.amount)) for one in narrow]
    told += [words("chart.forecast.narrow", told=words.listed(unnamed))] if unnamed else []
    called = rows[rows.index != "closed"]
    if "omitted" in rows.index and int(rows.loc["omitted", "deals"]):
        amount = look.money(float(rows.loc["omitted", "amount"]))
        told.append(words("chart.forecast.omitted", n=int(rows.loc["omitted", "deals"]), amount=amount))
    for name in ("overdue", "without_amount", "unconverted"):
        counted = called.drop(index="omitted", errors="ignore") if name == "overdue" else rows
        count = int(counted[name].sum())
        told += [words(f"chart.forecast.{name}", n=count)] if count else []
    return " ".join(told)


def _number(summary: Mapping[str, Any], name: str) -> float | None:
    value = summary[name]
    return None if pd.isna(value) else float(value)
