"""Lying bars made of parts that stand side by side, and the line of words below a bar that names them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from leaddash.drawing.markup import coloured
from leaddash.drawing.theme import Palette

THICK = 0.7
ROOM, ROW = 56, 88
"""Pixels for the axis, and for each bar with words above and below it."""
NAMED_THICK, HEADING, BELOW = 0.34, 0.34, -0.29
"""A bar's thickness where words are above and below it, and how far from its place they stand."""
SMALLEST = 12
"""Text that would have to be smaller than this to fit into its part is not drawn; pointing at the part says it."""


@dataclass(frozen=True)
class Look:
    """How a part is drawn: a colour by its meaning, and a hatching for what is not decided or somebody else's."""

    colour: str
    shape: str = ""
    opacity: float = 1.0


@dataclass(frozen=True)
class Part:
    """A part of the bar at a place, as long as what it counts."""

    place: int
    start: float
    length: float
    look: Look
    text: str
    hover: str


def draw(chart: go.Figure, parts: Sequence[Part], palette: Palette, thick: float = THICK) -> None:
    """Draw all parts as one trace, so that a part's number tells which one was chosen; words only where they fit."""
    trace = go.Bar(
        x=[part.length for part in parts],
        y=[part.place for part in parts],
        base=[part.start for part in parts],
        width=thick,
        orientation="h",
        marker={
            "color": [part.look.colour for part in parts],
            "opacity": [part.look.opacity for part in parts],
            "line": {"color": palette.ground, "width": 1},
            "pattern": hatching([part.look.shape for part in parts], palette),
        },
        text=[part.text for part in parts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={"size": 14, "color": palette.ground},
        hovertext=[part.hover for part in parts],
        hoverinfo="text",
        # a chosen bar keeps its look; without these Plotly 7.1 fails on a bar that holds a text
        selected={"textfont": {"color": palette.ground}},
        unselected={"textfont": {"color": palette.ground}},
    )
    chart.add_trace(trace)
    chart.update_layout(uniformtext={"mode": "hide", "minsize": SMALLEST}, barmode="overlay")


def hatching(shapes: list[str], palette: Palette) -> dict[str, object]:
    """The hatching of bars, in the colour of the ground."""
    return {"shape": shapes, "fgcolor": palette.ground, "fillmode": "overlay", "size": 10, "solidity": 0.14}


def frame(chart: go.Figure, bars: int) -> None:
    """Make room for so many bars with words above and below them, which no lines of a grid cross."""
    chart.update_xaxes(showgrid=False)
    chart.update_yaxes(visible=False, range=[-0.5, bars - 0.45])


def head(chart: go.Figure, height: int, name: str, on_the_whole: str, colour: str) -> None:
    """Above the bar at a place its name, and at the right end what it says on the whole."""
    look = {"y": height + HEADING, "showarrow": False}
    chart.add_annotation(x=0, text=name, xanchor="left", font={"size": 15}, **look)
    chart.add_annotation(
        x=1, xref="paper", text=on_the_whole, xanchor="right", font={"size": 15, "color": colour}, **look
    )


def name_below(chart: go.Figure, height: int, parts: Iterable[tuple[str, str]]) -> None:
    """Below the bar at a place its parts in words, each in its colour."""
    text = " · ".join(coloured(words, colour) for words, colour in parts)
    chart.add_annotation(x=0, y=height + BELOW, text=text, xanchor="left", showarrow=False, font={"size": 14})


def tell_right(chart: go.Figure, height: float, text: str, colour: str) -> None:
    """A text right of all bars, at the height of one."""
    font = {"size": 14, "color": colour}
    chart.add_annotation(
        x=1, xref="paper", y=height, text=text, xanchor="left", xshift=10, align="left", showarrow=False, font=font
    )
