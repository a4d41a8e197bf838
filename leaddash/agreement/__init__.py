"""What marketing and sales agreed, typed and validated.

One TOML file holds it; `default.toml` beside this module supplies what a file leaves out.
"""

from leaddash.agreement.files import default, digest, dump, load, parse
from leaddash.agreement.hours import WEEKDAYS, Calendar, Weekday
from leaddash.agreement.model import DEFAULT_CALENDAR, Agreement, Capacity
from leaddash.agreement.presets import preset, preset_note, presets
from leaddash.agreement.promises import OTHERWISE, Addressee, Promise, Step
from leaddash.agreement.response import Horizon, Response
from leaddash.agreement.scoring import BehaviourRule, FitRule, Limit, Scoring
from leaddash.agreement.stages import EXITS, STAGES, Exit, Stage, Stages
from leaddash.agreement.values import Clock

__all__ = [
    "DEFAULT_CALENDAR",
    "EXITS",
    "OTHERWISE",
    "STAGES",
    "WEEKDAYS",
    "Addressee",
    "Agreement",
    "BehaviourRule",
    "Calendar",
    "Capacity",
    "Clock",
    "Exit",
    "FitRule",
    "Horizon",
    "Limit",
    "Promise",
    "Response",
    "Scoring",
    "Stage",
    "Stages",
    "Step",
    "Weekday",
    "default",
    "digest",
    "dump",
    "load",
    "parse",
    "preset",
    "preset_note",
    "presets",
]
