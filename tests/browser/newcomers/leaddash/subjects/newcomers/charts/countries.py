"""From where newcomers came."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from leaddash.subjects.newcomers.metrics.newcomers import newcomers

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure
from leaddash.words import Words


@chart("countries", counts=newcomers)
def countries(frame: pd.DataFrame, words: Words, palette: Palette) -> Picture:
    """Newcomers by country."""
    drawn = figure(palette, words, height=240)
    names = frame["country"].fillna("").tolist()
    drawn.add_trace(go.Bar(x=names, y=frame["leads"].tolist(), marker={"color": palette.marketing}))
    drawn.update_yaxes(axes.axis_of_counts(axes.highest_of(frame["leads"]), words, words("unit.newcomers")))
    count = int(frame["leads"].sum())
    return Picture(words("chart.countries.title"), drawn, words("chart.countries.alt", n=count))
