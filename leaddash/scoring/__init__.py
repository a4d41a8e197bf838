"""Lead scoring replayed over every recorded activity: the event tape, and models run over it."""

from leaddash.scoring.by_threshold import ENDLESS, Outcomes
from leaddash.scoring.coding import code, coded_by, fits, fitted_by, tape_of
from leaddash.scoring.numbers import TOLERANCE, Numbers, fit_points, numbers
from leaddash.scoring.past import Contributions, Past, contributions, local_days, past
from leaddash.scoring.replay import (
    BestScores,
    Mqls,
    among,
    among_rows,
    best_scores,
    counts,
    episodes_of_rule,
    first_moments,
    outcomes,
    period,
    scores_after,
    scores_at,
    warm,
)
from leaddash.scoring.runs import Bounds
from leaddash.scoring.tape import Array, Tape, lead_numbers, lead_places, load, save

__all__ = [
    "ENDLESS",
    "TOLERANCE",
    "Array",
    "BestScores",
    "Bounds",
    "Contributions",
    "Mqls",
    "Numbers",
    "Outcomes",
    "Past",
    "Tape",
    "among",
    "among_rows",
    "best_scores",
    "code",
    "coded_by",
    "contributions",
    "counts",
    "episodes_of_rule",
    "first_moments",
    "fit_points",
    "fits",
    "fitted_by",
    "lead_numbers",
    "lead_places",
    "load",
    "local_days",
    "numbers",
    "outcomes",
    "past",
    "period",
    "save",
    "scores_after",
    "scores_at",
    "tape_of",
    "warm",
]
