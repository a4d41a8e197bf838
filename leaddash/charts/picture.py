"""A drawn chart with what it is called, what it says to a screen reader, and what its marks stand for."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go


@dataclass(frozen=True)
class Picture:
    """A chart: its title (a finding or a question), the figure, its alternative text and a note below."""

    title: str
    figure: go.Figure
    alt: str
    note: str = ""
