"""A sheet of lanes over one time axis: what is drawn on it, in pixels from its top, with the words that fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import plotly.graph_objects as go

from leaddash.drawing.markup import bold, coloured
from leaddash.drawing.theme import Palette

WIDE, MARGIN = 1000, 136
"""Pixels of the axis that words are set for (a sheet is never drawn narrower), and of the names left of it."""
LETTER, EDGE = 7.3, 7
"""Pixels of a letter of 14 px, and between a word and the edge of what it stands in."""
CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Label:
    """Words on a sheet, at a moment and a height."""

    text: str
    at: datetime
    y: float
    colour: str
    anchor: str = "left"
    size: int = 14
    shift: float = 0
    ground: str = ""


@dataclass
class Sheet:
    """What is drawn between two local moments."""

    since: datetime
    until: datetime
    palette: Palette
    traces: list[Any] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)

    def shows(self, since: datetime, until: datetime | None = None) -> bool:
        """Whether any of a stretch of time lies on the sheet."""
        return since <= self.until and (until or since) >= self.since

    def x(self, moment: datetime) -> float:
        """Pixels from the left edge to a moment, which may lie beside the sheet."""
        return (moment - self.since) / (self.until - self.since) * WIDE

    def moment(self, x: float) -> datetime:
        """The moment at so many pixels from the left edge."""
        return self.since + (self.until - self.since) * (x / WIDE)

    def bar(
        self, since: datetime, until: datetime, y: float, high: float, colour: str, hover: str, **more: Any
    ) -> None:
        """A bar from one moment to another, at least 3 pixels long, around a height."""
        begin, end = max(since, self.since), min(max(until, since + self._pixels(3)), self.until)
        low, top = y - high / 2, y + high / 2
        look = {"mode": "lines", "line": {"width": 0, "color": colour}, "fill": "toself", "fillcolor": colour}
        told_by = {"text": hover, "hoveron": "fills", "hoverinfo": "text"}
        xs, ys = [begin, end, end, begin, begin], [low, low, top, top, low]
        self.traces.append(go.Scatter(x=xs, y=ys, **{**look, **told_by, **more}))

    def hatched(self, since: datetime, until: datetime, y: float, high: float, hover: str) -> None:
        """A bar that stands for nothing having happened."""
        pattern = {"shape": "/", "fgcolor": self.palette.muted, "bgcolor": CLEAR, "size": 8, "solidity": 0.14}
        self.bar(since, until, y, high, CLEAR, hover, fillpattern=pattern)

    def hollow(self, since: datetime, until: datetime, y: float, high: float, colour: str, hover: str) -> None:
        """A bar of which only the outline is drawn."""
        self.bar(since, until, y, high, CLEAR, hover, line={"width": 2, "color": colour})

    def dots(self, moments: Sequence[datetime], y: float, hovers: Sequence[str], **marker: Any) -> None:
        """Marks at some moments; nothing where there are none."""
        if moments:
            look = {"x": list(moments), "y": [y] * len(moments), "mode": "markers", "marker": marker}
            self.traces.append(go.Scatter(**look, hovertext=list(hovers), hoverinfo="text", cliponaxis=False))

    def rule(
        self, since: datetime, until: datetime, y: float, colour: str, dash: str = "solid", width: int = 2
    ) -> None:
        """A line from one moment to another."""
        begin, end = max(since, self.since), min(until, self.until)
        self.shapes.append(self._line({"x0": begin, "x1": end, "y0": y, "y1": y}, colour, dash, width))

    def tick(self, moment: datetime, y: float, high: float, colour: str) -> None:
        """An upright stroke at a moment."""
        ends = {"x0": moment, "x1": moment, "y0": y - high / 2, "y1": y + high / 2}
        self.shapes.append(self._line(ends, colour, "solid", 2))

    def write(self, label: Label) -> None:
        """Put words on the sheet."""
        look: dict[str, Any] = {"xanchor": label.anchor, "yanchor": "middle", "showarrow": False, "align": "left"}
        look |= {"xshift": label.shift, "font": {"size": label.size, "color": label.colour}}
        ground = {"bgcolor": label.ground, "borderpad": 1} if label.ground else {}
        self.words.append({"x": label.at, "y": label.y, "text": label.text, **look, **ground})

    def name(self, text: str, y: float) -> None:
        """Call a lane in the margin left of the axis; what its marks mean, if said, on a second line."""
        head, _, mark = text.partition("\n")
        told = bold(head) + (f"\n{coloured(mark, self.palette.muted, 14)}" if mark else "")
        look = {"xref": "paper", "xanchor": "left", "yanchor": "middle", "showarrow": False, "align": "left"}
        self.words.append({"x": 0, "xshift": -MARGIN, "y": y, "text": told, **look, "font": {"size": 15}})

    def _pixels(self, count: float) -> timedelta:
        return (self.until - self.since) * (count / WIDE)

    @staticmethod
    def _line(ends: dict[str, Any], colour: str, dash: str, width: int) -> dict[str, Any]:
        return {"type": "line", **ends, "line": {"color": colour, "width": width, "dash": dash}}


def width(text: str) -> float:
    """About how many pixels a text of 14 px is wide."""
    return len(text) * LETTER


def apart(wanted: Iterable[tuple[float, str]], end: float = WIDE) -> list[int]:
    """Which of some texts, each wanted at its left edge and the most wanted first, stand clear of each other."""
    taken, kept = list[tuple[float, float]](), list[int]()
    for place, (left, text) in enumerate(wanted):
        right = left + width(text)
        if left >= 0 and right <= end and all(right + EDGE < begin or left > stop + EDGE for begin, stop in taken):
            taken.append((left, right))
            kept.append(place)
    return kept


def tint(colour: str, share: float, ground: str) -> str:
    """A share of a colour mixed with the ground, which hides what lies below it."""
    mixed = (round(over * share + under * (1 - share)) for over, under in zip(_rgb(colour), _rgb(ground), strict=True))
    return f"rgba({','.join(map(str, mixed))},1)"


def _rgb(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
