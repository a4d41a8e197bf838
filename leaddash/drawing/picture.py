"""A drawn chart with what it is called, what it says to a screen reader, and what its marks stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from leaddash.drawing.markup import Escaped, escaped


@dataclass(frozen=True)
class Picture:
    """A chart: its title (a finding or a question), the figure, its alternative text and a note below.

    The figure is kept with its texts escaped. `key` is how pages know the chart it is of, `counts` names
    the metric that says how its marks are counted. `opens` has for each mark of
    the figure what changes in the link to see the leads behind it.
    """

    title: str
    figure: go.Figure
    alt: str
    note: str = ""
    opens: tuple[Mapping[str, str], ...] = ()
    key: str = ""
    counts: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.figure, Escaped):
            object.__setattr__(self, "figure", escaped(self.figure))
        if self.opens and (mode := _hovered_by(self.figure)):
            self.figure.layout.hovermode = mode


def _hovered_by(figure: go.Figure) -> str:
    """Along which axis a bar is pointed at, where each has a row or a column to itself: so that one of 0 % is too."""
    bars = [trace for trace in figure.data if trace.type == "bar"]
    if len(bars) != 1:
        return ""
    axis = "y" if bars[0].orientation == "h" else "x"
    places = list(bars[0][axis])
    return axis if len(set(places)) == len(places) else ""
