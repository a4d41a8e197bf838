"""The blocks that tell of one lead: its finding, what is known of it, and what happened, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaddash.blocks.block import Block


@dataclass(frozen=True)
class Finding(Block):
    """The sentence that one lead opens with, the part of it that is `marked` in a colour's meaning, and a second one.

    A `tone` is `late`, `lost` or `kept`; without one it is ink.
    """

    text: str
    marked: str = ""
    tone: str = ""
    more: str = ""


@dataclass(frozen=True)
class Fact:
    """One thing known, under what it is called."""

    label: str
    value: str
    tone: str = ""


@dataclass(frozen=True)
class Facts(Block):
    """Some things known, side by side as far as there is room."""

    facts: Sequence[Fact]


@dataclass(frozen=True)
class Event:
    """A thing that happened: when, what, more of it, by whom; one that stands for several unfolds them."""

    day: str
    time: str
    what: str
    detail: str = ""
    who: str = ""
    tone: str = ""
    is_milestone: bool = False
    is_small: bool = False
    folded: Sequence[Event] = ()


@dataclass(frozen=True)
class Month:
    """The events of a month, the newest first, and what they are in all where it is folded."""

    name: str
    summary: str
    events: Sequence[Event]
    is_open: bool


@dataclass(frozen=True)
class Events(Block):
    """What happened, the newest month first; `heads` say to a screen reader what the columns are."""

    months: Sequence[Month]
    title: str
