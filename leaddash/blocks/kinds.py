"""Kinds of columns: what a number counts, and so how it is written, wherever it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import pandas as pd
import pyarrow as pa
from pandas.api import types


class Kind(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    COUNT = "count"
    """How many: whole, with its thousands apart."""
    CHANGE = "change"
    """Of two counts, told with its sign."""
    PLACE = "place"
    """Which one in an order: a rank, a step, an hour of the day, a day since the start."""
    SHARE = "share"
    """A fraction, told in percent."""
    DIFFERENCE = "difference"
    """Of two shares, told in points with its sign."""
    RATIO = "ratio"
    """A number that is no share and has no unit: how many times as much, the area under a curve."""
    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"
    SCORE = "score"
    """Points of a scoring model."""
    MONEY = "money"
    """An amount in the agreement's currency."""
    DATE = "date"
    MOMENT = "moment"
    """A moment of UTC."""
    FLAG = "flag"
    """Whether or not."""


Kinds = Mapping[str, Kind]
"""The kinds of columns by their names."""
PERCENT = {Kind.SHARE, Kind.DIFFERENCE}
"""Kinds of fractions that are told as so many of a hundred."""
DECIMALS = {
    **dict.fromkeys((Kind.SHARE, Kind.DIFFERENCE, Kind.DAYS, Kind.HOURS, Kind.SCORE), 1),
    Kind.RATIO: 2,
    Kind.MONEY: 2,
}
"""Decimals with which a kind is told; the others are told whole (money on a page too, saved it is to the cent)."""
TOLD = {
    Kind.FLAG: types.is_bool_dtype,
    Kind.COUNT: types.is_integer_dtype,
    Kind.MOMENT: types.is_datetime64_any_dtype,
    Kind.MONEY: lambda kind: isinstance(kind, pd.ArrowDtype) and pa.types.is_decimal(kind.pyarrow_dtype),
}
"""Kinds that cells tell by their type; of the others numbers with decimals must be stated, and the rest is text."""


def of_cells(column: pd.Series) -> Kind:
    """The kind that the cells tell by themselves; those of fractions, times and scores do not."""
    if types.is_float_dtype(column):
        raise TypeError(f"The cells of {column.name} do not tell of what kind they are: state it with the metric.")
    return next((kind for kind, tells in TOLD.items() if tells(column.dtype)), Kind.TEXT)


def of_list(frame: pd.DataFrame, stated: Mapping[str, Kind]) -> dict[str, Kind]:
    """The kind of each column of a list: the one that is stated or told; other fractions are counts, some unknown."""
    told = {str(name): frame[name] for name in frame}
    return {
        name: stated.get(name) or (Kind.COUNT if types.is_float_dtype(cells) else of_cells(cells))
        for name, cells in told.items()
    }


def of_kind(kind: Kind, *columns: str) -> dict[str, Kind]:
    """Columns of one kind."""
    return dict.fromkeys(columns, kind)
