"""The figures of all metrics: which can be opened, what narrows them, who counts them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache

import pandas as pd

from leaddash import metrics
from leaddash.blocks.figure import NARROWED, Figure, LeadList, Wanted
from leaddash.blocks.metric import Metric

LIST_KINDS = ("funnel", "response", "sla", "owner", "nobody", "notices", "deals", "moves")
"""Kinds of lists in the order of their choice: of stages, of hand-overs, of promises on the lead's clock and on each
owner's, of MQLs that nobody was given, of the ladders' notices, of deals, of what moved the pipeline."""


def kind_of(figure: str) -> str:
    """The kind of list that a figure belongs to, where nothing else is said."""
    return next((kind for kind in LIST_KINDS if figure in names(kind)), LIST_KINDS[0])


def names(kind: str) -> list[str]:
    """The figures of a kind of list, in the order in which they are offered: the least narrowed first."""
    return list(dict.fromkeys(figure.name for _, figure in _counted(kind)))


def offered(kind: str, **wanted: str | None) -> list[str]:
    """The figures of a kind of list that can be narrowed by all that is wanted."""
    return list(dict.fromkeys(figure.name for _, figure in _counted(kind) if _is_offered(figure, wanted)))


def narrows(kind: str, figure: str) -> set[str]:
    """What may narrow a figure."""
    return {name for _, counted in _counted(kind) if counted.name == figure for name in counted.by}


def listing(kind: str, wanted: Wanted) -> LeadList:
    """The list of the cases behind the figure that is wanted."""
    return _counting(kind, wanted)[1].listing


def count(ask: Callable[[Metric[...]], pd.DataFrame], kind: str, wanted: Wanted, as_of: datetime) -> int:
    """A figure as its metric counts it; `ask` answers a metric, at a moment."""
    metric, figure = _counting(kind, wanted)
    return figure.count(ask(metric), wanted, as_of)


def _counting(kind: str, wanted: Wanted) -> tuple[Metric[...], Figure]:
    """The first metric that counts the figure that is wanted, so narrowed, and the figure."""
    counted = ((metric, figure) for metric, figure in _counted(kind) if figure.name == wanted["figure"])
    return next((metric, figure) for metric, figure in counted if figure.can_be(wanted))


def _is_offered(figure: Figure, wanted: Wanted) -> bool:
    of = figure.listing.of
    return figure.can_be(wanted) and (not of or wanted.get(of) is not None)


@cache
def _counted(kind: str) -> list[tuple[Metric[...], Figure]]:
    """Each figure with a metric that counts it: by what narrows it, those of lists last."""
    every: list[Metric[...]] = [getattr(metrics, name) for name in metrics.__all__]
    of_kind = [(metric, figure) for metric in every for figure in metric.figures if figure.listing.kind == kind]
    return sorted(of_kind, key=lambda pair: (bool(pair[1].chosen), [NARROWED.index(name) for name in pair[1].by]))
