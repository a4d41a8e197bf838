"""The figures of all metrics: which can be opened, what narrows them, who counts them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache

import pandas as pd

from leaddash import metrics
from leaddash.blocks.figure import Asked, Figure, LeadList

NARROWED = ("stage", "promise", "exit", "reason", "bucket")
"""What may narrow the cases behind a figure."""


def names(kind: str) -> list[str]:
    """The figures of a kind of list, in the order in which they are offered: the least narrowed first."""
    return list(dict.fromkeys(figure.name for _, figure in _counted(kind)))


def offered(kind: str, **asked: str | None) -> list[str]:
    """Those of them that can be asked so."""
    return list(dict.fromkeys(figure.name for _, figure in _counted(kind) if _is_offered(figure, asked)))


def narrows(kind: str, figure: str) -> set[str]:
    """What may narrow a figure."""
    return {name for _, one in _counted(kind) if one.name == figure for name in one.by}


def listing(kind: str, asked: Asked) -> LeadList:
    """The list of the cases behind what is asked."""
    return _counting(kind, asked)[1].listing


def count(ask: Callable[[str], pd.DataFrame], kind: str, asked: Asked, as_of: datetime) -> int:
    """A figure as its metric counts it; `ask` answers a metric by its name, at a moment."""
    metric, figure = _counting(kind, asked)
    return figure.count(ask(metric), asked, as_of)


def narrowed(asked: Asked) -> dict[str, str | None]:
    """The parameters of a list, with what is not asked left open."""
    return {**dict.fromkeys(("figure", *NARROWED)), **asked}


def _counting(kind: str, asked: Asked) -> tuple[str, Figure]:
    """The first metric that counts what is asked."""
    return next(one for one in _counted(kind) if one[1].name == asked["figure"] and one[1].can_be(asked))


def _is_offered(figure: Figure, asked: Asked) -> bool:
    of = figure.listing.of
    return figure.can_be(asked) and (not of or asked.get(of) is not None)


@cache
def _counted(kind: str) -> list[tuple[str, Figure]]:
    """Each figure with the name of a metric that counts it: by what narrows it, those of lists last."""
    every = [(name, figure) for name in metrics.__all__ for figure in getattr(metrics, name).figures]
    mine = [(name, figure) for name, figure in every if figure.listing.kind == kind]
    return sorted(mine, key=lambda one: (bool(one[1].chosen), [NARROWED.index(name) for name in one[1].by]))
