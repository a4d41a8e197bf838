"""The metrics, each a pure function of a snapshot and a scope beside its SQL; `__all__` is the registry."""

from leaddash.subjects.funnel.metrics.episodes import episodes
from leaddash.subjects.funnel.metrics.exits import exits
from leaddash.subjects.funnel.metrics.funnel import funnel
from leaddash.subjects.funnel.metrics.funnel_bridge import funnel_bridge
from leaddash.subjects.funnel.metrics.funnel_trend import funnel_trend
from leaddash.subjects.funnel.metrics.leads_entered import leads_entered
from leaddash.subjects.funnel.metrics.projection import projection
from leaddash.subjects.funnel.metrics.projection_trend import projection_trend
from leaddash.subjects.funnel.metrics.returned import returned
from leaddash.subjects.funnel.metrics.stage_times import stage_times
from leaddash.subjects.lab.metrics.mql_volume import mql_volume
from leaddash.subjects.lab.metrics.rule_hygiene import rule_hygiene
from leaddash.subjects.lab.metrics.score_flips import score_flips
from leaddash.subjects.lab.metrics.score_grid import score_grid
from leaddash.subjects.lab.metrics.score_ledger import score_ledger
from leaddash.subjects.lab.metrics.score_quality import score_quality
from leaddash.subjects.lab.metrics.threshold_curve import threshold_curve
from leaddash.subjects.promises.metrics.at_risk import at_risk
from leaddash.subjects.promises.metrics.escalations import escalations
from leaddash.subjects.promises.metrics.kept_ways import kept_ways
from leaddash.subjects.promises.metrics.sla import sla
from leaddash.subjects.promises.metrics.sla_by_person import sla_by_person
from leaddash.subjects.promises.metrics.sla_trend import sla_trend
from leaddash.subjects.promises.metrics.waits import waits
from leaddash.subjects.response.metrics.arrivals import arrivals
from leaddash.subjects.response.metrics.never_touched import never_touched
from leaddash.subjects.response.metrics.response_by_person import response_by_person
from leaddash.subjects.response.metrics.response_curve import response_curve
from leaddash.subjects.response.metrics.response_curve_adjusted import response_curve_adjusted
from leaddash.subjects.response.metrics.time_to_first_touch import time_to_first_touch

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
