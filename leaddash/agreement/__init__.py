"""What marketing and sales agreed, typed and validated.

One TOML file holds it; `default.toml` beside this module supplies what a file leaves out.
"""

from leaddash.agreement.files import FILE, default, digest, dump, load, of_folder, parse
from leaddash.agreement.hours import WEEKDAYS, Calendar, Weekday
from leaddash.agreement.model import DEFAULT_CALENDAR, Agreement, Capacity
from leaddash.agreement.presets import preset, preset_note, presets
from leaddash.agreement.promises import OTHERWISE, Addressee, Promise, Step
from leaddash.agreement.proposals import (
    BEHAVIOUR,
    CAN_BE_OFF,
    FIT,
    KINDS,
    NUMBERS,
    Proposal,
    as_agreed,
    file_of,
    packed,
    proposal_of,
    starting_from,
    under,
    unpacked,
)
from leaddash.agreement.response import Horizon, Response
from leaddash.agreement.scoring import BehaviourRule, FitRule, Limit, Scoring
from leaddash.agreement.stages import EXITS, STAGES, Exit, Stage, Stages
from leaddash.agreement.values import Clock

__all__ = [
    "BEHAVIOUR",
    "CAN_BE_OFF",
    "DEFAULT_CALENDAR",
    "EXITS",
    "FILE",
    "FIT",
    "KINDS",
    "NUMBERS",
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
    "Proposal",
    "Response",
    "Scoring",
    "Stage",
    "Stages",
    "Step",
    "Weekday",
    "as_agreed",
    "default",
    "digest",
    "dump",
    "file_of",
    "load",
    "of_folder",
    "packed",
    "parse",
    "preset",
    "preset_note",
    "presets",
    "proposal_of",
    "starting_from",
    "under",
    "unpacked",
]
