"""What answering a lead means: when the clock starts, how it runs, how long an outcome may take."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator

from leaddash.agreement.values import Clock, ListOf, Name, NumberFromZero, Part

Horizon = Literal["contact", "qualify", "win"]


def _every_horizon(days: Mapping[Horizon, float]) -> Mapping[Horizon, float]:
    absent = [horizon for horizon in get_args(Horizon) if horizon not in days]
    if absent:
        raise ValueError(f"{absent[0]} has no horizon; add {absent[0]} = 30, or 0 for none")
    return days


class Response(Part):
    """How response time is measured; horizons in days from the first touch, 0 for none."""

    start: Literal["hand_over", "created", "form"]
    clock: Clock
    horizon_days: Annotated[Mapping[Horizon, NumberFromZero], AfterValidator(_every_horizon)]
    not_a_lead: ListOf[Name]
