"""What the sample company agreed that nobody agrees on by default: a rate for dollars, goals per stage."""

import numpy as np

from leaddash.sample import company as c
from leaddash.sample.arrivals import Arrivals

_MONTH_DAYS, _YEAR_DAYS = 365.25 / 12, 365
_DIGITS = 2  # of a goal


def agreement_text(arrivals: Arrivals) -> str:
    """Return the agreement as TOML, only what differs from the default; goals are a little above the last year."""
    a_day = float(arrivals.rates.sum(axis=0)[-_YEAR_DAYS:].mean())
    goals = [_round(a_day * _MONTH_DAYS * share * c.GOAL_STRETCH) for share in c.GOAL_SHARES]
    lines = [
        "# What a made-up company agreed, written by leaddash generate: only what differs from the default.",
        "",
        "[rates]",
        f"USD = {c.DOLLAR_RATE}",
        "",
        "[goals]",
        *(f"{stage} = {goal}" for stage, goal in zip(c.STAGES, goals, strict=True) if goal),
    ]
    return "".join(f"{line}\n" for line in lines)


def _round(number: float) -> int:
    """Round to digits that people agree on."""
    return int(float(np.format_float_positional(number, _DIGITS, fractional=False))) if number >= 0.5 else 0
