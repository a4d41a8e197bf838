"""Kinds of columns: what a number counts, and so how it is written, wherever it is shown."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    COUNT = "count"
    """How many: whole, with its thousands apart."""
    PLACE = "place"
    """Which one in an order: a rank, a step, an hour of the day, a day since the start."""
    SHARE = "share"
    """A fraction, told in percent."""
    DIFFERENCE = "difference"
    """Of two shares, told in points with its sign."""
    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"
    SCORE = "score"
    """Points of a scoring model."""
    DATE = "date"
    MOMENT = "moment"
    """A moment of UTC."""
    FLAG = "flag"
    """Whether or not."""
