"""The seven stages and four exits of the funnel, and what a company agreed about them."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator

from leaddash.agreement.values import ListOf, Name, NumberFromZero, Part

Stage = Literal["new_name", "engaged", "target", "mql", "sales_lead", "opportunity", "customer"]
StageToLeave = Literal["new_name", "engaged", "target", "mql", "sales_lead", "opportunity"]
Exit = Literal["recycled", "postponed", "disqualified", "lost"]
Derivable = Literal["engaged", "target", "mql", "opportunity", "customer", "lost"]
"""What stages are also read from: activities, the scoring model (target, mql), opportunities."""

STAGES: tuple[str, ...] = get_args(Stage)
"""The stages in funnel order."""
EXITS: tuple[str, ...] = get_args(Exit)
"""The exits, in the order that decides between two in one second."""


def _every_stage_to_leave(days: Mapping[StageToLeave, float]) -> Mapping[StageToLeave, float]:
    absent = [stage for stage in get_args(StageToLeave) if stage not in days]
    if absent:
        raise ValueError(f"{absent[0]} has no window; add {absent[0]} = 30, or 0 for no window")
    return days


class Stages(Part):
    """How stages are entered and how long a lead may take to go on; windows in days, 0 for none."""

    derive: ListOf[Derivable]
    meaningful: ListOf[Name]
    skipped: Literal["passed", "dropped"]
    window_days: Annotated[Mapping[StageToLeave, NumberFromZero], AfterValidator(_every_stage_to_leave)]
