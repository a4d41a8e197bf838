"""One look for every chart: a template, and colours by meaning, for light and dark grounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.words import Words


@dataclass(frozen=True)
class Palette:
    """Colours by what they mean; all but the lines of grids and links stand out at least 4.5 : 1 from their ground."""

    ground: str
    ink: str
    muted: str
    line: str
    marketing: str
    sales: str
    kept: str
    late: str
    lost: str
    open: str
    link: str


LIGHT = Palette(
    "#FCFBF9",
    "#1C2128",
    "#5A6472",
    "#DDD9D0",
    "#0B7A75",
    "#3D4FB8",
    "#2E7D4F",
    "#B25E00",
    "#B3261E",
    "#6B7583",
    "#BDB8AE",
)
DARK = Palette(
    "#15181D",
    "#E9ECEF",
    "#A3ADB8",
    "#343B45",
    "#4FC3BB",
    "#97A5FF",
    "#6CCB93",
    "#F0A94B",
    "#FF8A80",
    "#9AA4B0",
    "#535B66",
)
PALETTES = {"light": LIGHT, "dark": DARK}
NO_TEMPLATE = go.layout.Template()
FONT = "'Source Sans', 'Source Sans Pro', 'Segoe UI', system-ui, sans-serif"
MARKETING_STAGES = ("new_name", "engaged", "target", "mql")


def stage_colour(stage: str, palette: Palette) -> str:
    """Marketing's colour up to the MQL, sales' from the sales lead on."""
    return palette.marketing if stage in MARKETING_STAGES else palette.sales


def figure(palette: Palette, words: Words, *, height: int) -> go.Figure:
    """An empty figure in the house's look, its numbers in the reader's style."""
    axis = {
        "gridcolor": palette.line,
        "linecolor": palette.line,
        "zeroline": False,
        "tickfont": {"color": palette.muted, "size": 14},
        "title": {"font": {"color": palette.muted, "size": 14}, "standoff": 10},
        "fixedrange": True,
        "automargin": True,
    }
    layout = {
        "template": NO_TEMPLATE,
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 15, "color": palette.ink},
        "margin": {"l": 8, "r": 8, "t": 8, "b": 32},
        "hoverlabel": {
            "bgcolor": palette.ground,
            "bordercolor": palette.line,
            "font": {"color": palette.ink, "size": 15},
        },
        "showlegend": False,
        "bargap": 0.28,
        "dragmode": False,
        "separators": words("style.separators"),
        "xaxis": axis,
        "yaxis": axis,
    }
    return go.Figure(layout=layout)


def thin_hatching(is_hatched: Iterable[bool], palette: Palette) -> dict[str, Any]:
    """The hatching of bars that say little, in the colour of the ground."""
    shapes = ["/" if hatched else "" for hatched in is_hatched]
    return {"shape": shapes, "fgcolor": palette.ground, "fillmode": "overlay", "size": 8, "solidity": 0.25}


def unknown_hatching(palette: Palette) -> dict[str, Any]:
    """The hatching of an area of which nothing is known."""
    return {"shape": "/", "fgcolor": palette.muted, "bgcolor": "rgba(0,0,0,0)", "size": 12, "solidity": 0.06}


def whiskers(shares: pd.DataFrame, colour: str) -> dict[str, Any]:
    """The 95 % interval of each rate as an error bar; none where there is no rate."""
    return {
        "type": "data",
        "symmetric": False,
        "array": list((shares["rate_high"] - shares["rate"]).fillna(0)),
        "arrayminus": list((shares["rate"] - shares["rate_low"]).fillna(0)),
        "color": colour,
        "thickness": 1.5,
    }
