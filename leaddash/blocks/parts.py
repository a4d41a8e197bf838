"""The blocks of a page: what it says, draws, lists and lets choose, none of them knowing where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from leaddash.blocks.block import Block
from leaddash.blocks.download import Download as Download
from leaddash.blocks.kinds import Kinds as Kinds
from leaddash.blocks.opens import Opens
from leaddash.drawing.picture import Picture
from leaddash.saying.headline import Headline

Cells = Mapping[str, Sequence[Opens | None]]
"""What cells open, column by column and row by row; None for nothing."""


@dataclass(frozen=True)
class Sentence(Block):
    """The sentence a page opens with, and what follows; `is_all` where a page has nothing to say but of its period."""

    text: str
    is_all: bool = False
    more: str = ""


@dataclass(frozen=True)
class Heading(Block):
    """What the following is about."""

    text: str


@dataclass(frozen=True)
class Note(Block):
    """A small line: what something rests on, or leaves out."""

    text: str


@dataclass(frozen=True)
class Line(Block):
    """A line of plain text."""

    text: str


@dataclass(frozen=True)
class Notice(Block):
    """A line nobody is to miss; a warning where something is wrong."""

    text: str
    is_warning: bool = True


@dataclass(frozen=True)
class Code(Block):
    """Statements, or values, in a type of one width; `height` in pixels where it scrolls."""

    text: str
    language: str | None = None
    height: int | None = None


@dataclass(frozen=True)
class Figures(Block):
    """Headline figures in a row."""

    headlines: Sequence[Headline]


@dataclass(frozen=True)
class Table(Block):
    """A small table with its download under a name; its columns are called by the words `column.…`.

    `kinds` says how the columns are written that are not counts; a cell that is a text stands as it is. Shares that
    rest on too few cases of the column `based_on` are greyed. It is saved as it is shown, and raw: `full`, where more
    is known than shown. `opens` says what its cells open.
    """

    frame: pd.DataFrame
    name: str
    kinds: Kinds = field(default_factory=dict)
    based_on: str = ""
    full: pd.DataFrame | None = None
    is_saved: bool = True
    opens: Cells = field(default_factory=dict)

    @property
    def saved(self) -> Download:
        """Its download."""
        raw = self.frame if self.full is None else self.full
        return Download(raw, self.name, shown=self.frame, kinds=self.kinds)


@dataclass(frozen=True)
class Ranking(Block):
    """Values with how many cases each has, as bars on one scale under a title; each opens its cases."""

    title: str
    counts: Sequence[tuple[str, int, Opens | None]]


@dataclass(frozen=True)
class Terms(Block):
    """Names with what they mean, a row of cells under each name by which a link can point at it.

    The columns are called by the words `column.…`; `chosen` is the name that a page is opened to show.
    """

    columns: Sequence[str]
    cells: Mapping[str, Sequence[str]]
    chosen: str = ""


@dataclass(frozen=True)
class Chart(Block):
    """A picture under its title, with the table behind it; without a title where the page's sentence is its finding."""

    picture: Picture
    table: Table | None = None
    is_titled: bool = True


@dataclass(frozen=True)
class Cases(Block):
    """A list of leads, each row opening its lead; `full`, where given, has all of them and is saved under the name.

    It is also saved as it is shown: by `every`, which makes all rows so, where more are known than are listed.
    `alt` says to a screen reader what is listed, `height` is in pixels, by default that of its rows.
    """

    frame: pd.DataFrame
    name: str
    alt: str
    full: pd.DataFrame | None = None
    kinds: Kinds = field(default_factory=dict)
    height: int | None = None
    every: Callable[[], pd.DataFrame] | None = None


@dataclass(frozen=True)
class Paging(Block):
    """Which rows of how many are shown, and the way to the others; the number of the part is kept under a key."""

    key: str
    first: int
    last: int
    rows: int
    rows_a_part: int

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return -(-self.rows // self.rows_a_part)


@dataclass(frozen=True)
class Link(Block):
    """A line that opens a page in the same state but for what changes."""

    text: str
    page: str
    changes: Mapping[str, str]


@dataclass(frozen=True)
class Opened(Block):
    """A line that opens leads beside the page."""

    text: str
    opens: Opens


@dataclass(frozen=True)
class Links(Block):
    """Lines that open pages, below one heading."""

    heading: str
    links: Sequence[Link]


@dataclass(frozen=True)
class Chips(Block):
    """What narrows the following alone, each a link to be rid of it."""

    links: Sequence[Link]


@dataclass(frozen=True)
class Choice(Block):
    """One of some options, each with its name, kept under a key, in the link where the key is one of its own.

    It is drawn as a switch or as a box, under the words `control.…` of its key or a label of its own. With a
    `placeholder` nothing need be chosen, and the default is no option.
    """

    key: str
    options: Mapping[str, str]
    default: str
    is_switch: bool = False
    label: str = ""
    placeholder: str = ""
    width: int = 220


@dataclass(frozen=True)
class Tick(Block):
    """A yes or no, kept in the link under a key."""

    key: str
    default: bool


@dataclass(frozen=True)
class Search(Block):
    """A text to be looked for, kept in the link under a key; `is_live` where it is looked for while it is typed.

    Without a width it takes all there is, and its hint says enough, so that its label is not shown.
    """

    key: str
    hint: str
    is_live: bool = False
    width: int | None = 220


@dataclass(frozen=True)
class Row(Block):
    """Blocks that stand beside each other, each as wide as it needs."""

    parts: Sequence[Block]


@dataclass(frozen=True)
class Columns(Block):
    """Blocks in columns of these widths, each from top to bottom."""

    widths: Sequence[int]
    parts: Sequence[Sequence[Block]]


@dataclass(frozen=True)
class Fold(Block):
    """Blocks that are folded away under a title."""

    title: str
    show: Callable[[], Iterator[Block]]


@dataclass(frozen=True)
class Folded(Block):
    """Blocks that are made when they are unfolded, under a title; `is_chosen` where a page is opened to show them."""

    title: str
    key: str
    show: Callable[[], Iterator[Block]]
    is_chosen: bool = False


@dataclass(frozen=True)
class OnDemand(Block):
    """Blocks that take long, made when they are asked for by a button, with how far they are between 0 and 1.

    They are forgotten once what they rest on is no longer the same `mark`.
    """

    title: str
    button: str
    key: str
    mark: object
    show: Callable[[Callable[[float], None]], Iterator[Block]]


@dataclass(frozen=True)
class Live(Block):
    """Blocks that are drawn again by themselves; every few seconds as of now where the page `is_live`."""

    show: Callable[..., Iterator[Block]]
    is_live: bool = False


@dataclass(frozen=True)
class Control(Block):
    """A control that only one subject has, drawn by the screen of that name from what it is given."""

    name: str
    given: Sequence[Any] = ()
