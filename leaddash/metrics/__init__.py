"""The metrics, each a pure function of a snapshot and a scope beside its SQL; `__all__` is the registry."""

from leaddash.metrics.episodes import episodes
from leaddash.metrics.funnel import funnel
from leaddash.metrics.funnel_trend import funnel_trend

__all__ = ["episodes", "funnel", "funnel_trend"]
