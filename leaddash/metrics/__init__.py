"""The metrics, each a pure function of a snapshot and a scope beside its SQL: one line each, and they are known."""

from leaddash.blocks.metric import Metric
from leaddash.subjects.forecast.metrics.bookings import bookings as bookings
from leaddash.subjects.forecast.metrics.bookings_movement import bookings_movement as bookings_movement
from leaddash.subjects.forecast.metrics.category_moves import category_moves as category_moves
from leaddash.subjects.forecast.metrics.forecast import forecast as forecast
from leaddash.subjects.forecast.metrics.forecast_accuracy import forecast_accuracy as forecast_accuracy
from leaddash.subjects.forecast.metrics.forecast_deals import forecast_deals as forecast_deals
from leaddash.subjects.forecast.metrics.forecast_summary import forecast_summary as forecast_summary
from leaddash.subjects.forecast.metrics.forecast_trend import forecast_trend as forecast_trend
from leaddash.subjects.forecast.metrics.goals import goals as goals
from leaddash.subjects.forecast.metrics.period_moves import period_moves as period_moves
from leaddash.subjects.forecast.metrics.pipeline_created import pipeline_created as pipeline_created
from leaddash.subjects.forecast.metrics.pipeline_movement import pipeline_movement as pipeline_movement
from leaddash.subjects.forecast.metrics.projection_movement import projection_movement as projection_movement
from leaddash.subjects.forecast.metrics.top_of_funnel import top_of_funnel as top_of_funnel
from leaddash.subjects.funnel.metrics.episodes import episodes as episodes
from leaddash.subjects.funnel.metrics.exits import exits as exits
from leaddash.subjects.funnel.metrics.funnel import funnel as funnel
from leaddash.subjects.funnel.metrics.funnel_bridge import funnel_bridge as funnel_bridge
from leaddash.subjects.funnel.metrics.funnel_trend import funnel_trend as funnel_trend
from leaddash.subjects.funnel.metrics.leads_entered import leads_entered as leads_entered
from leaddash.subjects.funnel.metrics.projection import projection as projection
from leaddash.subjects.funnel.metrics.projection_trend import projection_trend as projection_trend
from leaddash.subjects.funnel.metrics.returned import returned as returned
from leaddash.subjects.funnel.metrics.stage_times import stage_times as stage_times
from leaddash.subjects.lab.metrics.mql_volume import mql_volume as mql_volume
from leaddash.subjects.lab.metrics.rule_hygiene import rule_hygiene as rule_hygiene
from leaddash.subjects.lab.metrics.score_flips import score_flips as score_flips
from leaddash.subjects.lab.metrics.score_grid import score_grid as score_grid
from leaddash.subjects.lab.metrics.score_ledger import score_ledger as score_ledger
from leaddash.subjects.lab.metrics.score_quality import score_quality as score_quality
from leaddash.subjects.lab.metrics.threshold_curve import threshold_curve as threshold_curve
from leaddash.subjects.promises.metrics.at_risk import at_risk as at_risk
from leaddash.subjects.promises.metrics.escalations import escalations as escalations
from leaddash.subjects.promises.metrics.kept_ways import kept_ways as kept_ways
from leaddash.subjects.promises.metrics.sla import sla as sla
from leaddash.subjects.promises.metrics.sla_by_person import sla_by_person as sla_by_person
from leaddash.subjects.promises.metrics.sla_trend import sla_trend as sla_trend
from leaddash.subjects.promises.metrics.waits import waits as waits
from leaddash.subjects.response.metrics.arrivals import arrivals as arrivals
from leaddash.subjects.response.metrics.never_touched import never_touched as never_touched
from leaddash.subjects.response.metrics.response_by_person import response_by_person as response_by_person
from leaddash.subjects.response.metrics.response_curve import response_curve as response_curve
from leaddash.subjects.response.metrics.response_curve_adjusted import (
    response_curve_adjusted as response_curve_adjusted,
)
from leaddash.subjects.response.metrics.time_to_first_touch import time_to_first_touch as time_to_first_touch

__all__ = sorted(name for name, value in globals().items() if isinstance(value, Metric))
