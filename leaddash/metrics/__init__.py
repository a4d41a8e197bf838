"""The metrics, each a pure function of a snapshot and a scope beside its SQL; `__all__` is the registry."""

from leaddash.metrics.episodes import episodes
from leaddash.metrics.exits import exits
from leaddash.metrics.funnel import funnel
from leaddash.metrics.funnel_bridge import funnel_bridge
from leaddash.metrics.funnel_trend import funnel_trend
from leaddash.metrics.projection import projection
from leaddash.metrics.projection_trend import projection_trend
from leaddash.metrics.returned import returned
from leaddash.metrics.stage_times import stage_times

__all__ = [
    "episodes",
    "exits",
    "funnel",
    "funnel_bridge",
    "funnel_trend",
    "projection",
    "projection_trend",
    "returned",
    "stage_times",
]
