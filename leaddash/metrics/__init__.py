"""The metrics, each a pure function of a snapshot and a scope beside its SQL; `__all__` is the registry."""

from leaddash.metrics.arrivals import arrivals
from leaddash.metrics.at_risk import at_risk
from leaddash.metrics.episodes import episodes
from leaddash.metrics.escalations import escalations
from leaddash.metrics.exits import exits
from leaddash.metrics.funnel import funnel
from leaddash.metrics.funnel_bridge import funnel_bridge
from leaddash.metrics.funnel_trend import funnel_trend
from leaddash.metrics.kept_ways import kept_ways
from leaddash.metrics.leads_entered import leads_entered
from leaddash.metrics.mql_volume import mql_volume
from leaddash.metrics.never_touched import never_touched
from leaddash.metrics.projection import projection
from leaddash.metrics.projection_trend import projection_trend
from leaddash.metrics.response_by_person import response_by_person
from leaddash.metrics.response_curve import response_curve
from leaddash.metrics.response_curve_adjusted import response_curve_adjusted
from leaddash.metrics.returned import returned
from leaddash.metrics.rule_hygiene import rule_hygiene
from leaddash.metrics.score_flips import score_flips
from leaddash.metrics.score_grid import score_grid
from leaddash.metrics.score_ledger import score_ledger
from leaddash.metrics.score_quality import score_quality
from leaddash.metrics.sla import sla
from leaddash.metrics.sla_by_person import sla_by_person
from leaddash.metrics.sla_trend import sla_trend
from leaddash.metrics.stage_times import stage_times
from leaddash.metrics.threshold_curve import threshold_curve
from leaddash.metrics.time_to_first_touch import time_to_first_touch
from leaddash.metrics.waits import waits

__all__ = [
    "arrivals",
    "at_risk",
    "episodes",
    "escalations",
    "exits",
    "funnel",
    "funnel_bridge",
    "funnel_trend",
    "kept_ways",
    "leads_entered",
    "mql_volume",
    "never_touched",
    "projection",
    "projection_trend",
    "response_by_person",
    "response_curve",
    "response_curve_adjusted",
    "returned",
    "rule_hygiene",
    "score_flips",
    "score_grid",
    "score_ledger",
    "score_quality",
    "sla",
    "sla_by_person",
    "sla_trend",
    "stage_times",
    "threshold_curve",
    "time_to_first_touch",
    "waits",
]
