"""Lines that unfold: a name with its counts, and under it what is counted, each opening what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from leaddash.blocks.block import Block
from leaddash.blocks.opens import Opens

Tone = Literal["plain", "late", "muted"]


@dataclass(frozen=True)
class Cell:
    """A text that may open something; `unit` says what it counts, where a head says so to those who see it."""

    text: str
    opens: Opens | None = None
    tone: Tone = "plain"
    unit: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar as long as its counts are of the most of all: filled, outlined and hatched; `alt` says it."""

    filled: int
    outlined: int
    hatched: int
    of: int
    alt: str


@dataclass(frozen=True)
class Copies:
    """A button that copies a text; `{origin}` in it stands for where the dashboard is served."""

    label: str
    text: str


@dataclass(frozen=True)
class Detail:
    """A row under an unfolded line: what it is of, where, what, how long, what comes next."""

    name: Cell
    where: str
    what: str
    how_long: Cell
    following: str


@dataclass(frozen=True)
class Unfolding:
    """A line that unfolds into rows or further lines; its key keeps it unfolded when it is drawn again."""

    key: str
    name: str
    note: str
    bar: Bar | None
    counts: Sequence[Cell]
    last: str
    rows: Sequence[Detail] = ()
    lines: Sequence[Unfolding] = ()
    more: Cell | None = None
    copies: Copies | None = None
    is_open: bool = False


@dataclass(frozen=True)
class Worklist(Block):
    """Lines that unfold, below the heads of their columns; `note` says what the signs mean."""

    heads: Sequence[str]
    lines: Sequence[Unfolding]
    note: str
    copies: Copies | None = None
