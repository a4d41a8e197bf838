"""What marketing and sales agreed, typed and validated.

One TOML file holds it; `default.toml` beside this module supplies what a file leaves out.
"""

from leaddash.agreement.changes import (
    Changes,
    as_agreed,
    differences,
    file_of,
    packed,
    starting_from,
    under,
    unpacked,
)
from leaddash.agreement.files import FILE, default, digest, dump, load, of_folder, parse
from leaddash.agreement.forecast import CATEGORIES, Category, Forecast, GoalName, Quota
from leaddash.agreement.hours import WEEKDAYS, Calendar, Weekday
from leaddash.agreement.keys import (
    NUMBERS,
    RULE_KINDS,
    is_weight,
    key_of,
    number_key,
    points_key,
    step_keys,
    target_keys,
)
from leaddash.agreement.model import DEFAULT_CALENDAR, Agreement, Capacity
from leaddash.agreement.presets import preset, preset_note, presets
from leaddash.agreement.promises import OTHERWISE, Addressee, Promise, Step
from leaddash.agreement.proposals import proposal_of
from leaddash.agreement.response import Horizon, Response
from leaddash.agreement.scoring import BehaviourRule, FitRule, Limit, Scoring
from leaddash.agreement.stages import EXITS, STAGES, Exit, Stage, Stages
from leaddash.agreement.values import NONE, Clock

__all__ = [
    "CATEGORIES",
    "DEFAULT_CALENDAR",
    "EXITS",
    "FILE",
    "NONE",
    "NUMBERS",
    "OTHERWISE",
    "RULE_KINDS",
    "STAGES",
    "WEEKDAYS",
    "Addressee",
    "Agreement",
    "BehaviourRule",
    "Calendar",
    "Capacity",
    "Category",
    "Changes",
    "Clock",
    "Exit",
    "FitRule",
    "Forecast",
    "GoalName",
    "Horizon",
    "Limit",
    "Promise",
    "Quota",
    "Response",
    "Scoring",
    "Stage",
    "Stages",
    "Step",
    "Weekday",
    "as_agreed",
    "default",
    "differences",
    "digest",
    "dump",
    "file_of",
    "is_weight",
    "key_of",
    "load",
    "number_key",
    "of_folder",
    "packed",
    "parse",
    "points_key",
    "preset",
    "preset_note",
    "presets",
    "proposal_of",
    "starting_from",
    "step_keys",
    "target_keys",
    "under",
    "unpacked",
]
