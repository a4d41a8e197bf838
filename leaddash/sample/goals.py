"""What the sample company agreed that nobody agrees on by default: a rate for dollars, goals, quotas, categories."""

import numpy as np

from leaddash.sample import company as c
from leaddash.sample.arrivals import Arrivals
from leaddash.sample.people import People
from leaddash.sample.telling import DEAL_STAGES, DISCOVERY, NEGOTIATION, PROPOSAL

_MONTH_DAYS, _YEAR_DAYS = 365.25 / 12, 365
_DIGITS = 2  # of a goal
_CATEGORIES = {DISCOVERY: "pipeline", PROPOSAL: "best_case", NEGOTIATION: "commit"}


def agreement_text(arrivals: Arrivals, people: People) -> str:
    """Return the agreement as TOML, only what differs from the default; goals are a little above the last year."""
    a_month = float(arrivals.rates.sum(axis=0)[-_YEAR_DAYS:].mean()) * _MONTH_DAYS * c.GOAL_STRETCH
    entries = dict(zip(c.STAGES, (a_month * share for share in c.GOAL_SHARES), strict=True))
    bookings = entries["customer"] * c.BOOKED_AMOUNT
    amounts = {"bookings": bookings, "pipeline": entries["opportunity"] * c.CREATED_AMOUNT}
    goals = {name: _round(goal) for name, goal in (entries | amounts).items()}
    lines = [
        "# What a made-up company agreed, written by leaddash generate: only what differs from the default.",
        "",
        "[rates]",
        f"USD = {c.DOLLAR_RATE}",
        "",
        "[goals]",
        *(f"{name} = {goal}" for name, goal in goals.items() if goal),
        "",
        "# Where nobody says what to expect of a deal, its stage does.",
        "[forecast.stage_categories]",
        *(f'{DEAL_STAGES[stage]} = "{category}"' for stage, category in _CATEGORIES.items()),
        *_quotas(people, bookings),
    ]
    return "".join(f"{line}\n" for line in lines)


def _quotas(people: People, bookings: float) -> list[str]:
    """Return what each account executive is to book a month, the same for all."""
    sellers = [people.ids[row] for rows in people.executives for row in rows]
    quota = _round(bookings * c.QUOTA_STRETCH / len(sellers))
    return [line for seller in sellers if quota for line in _quota(seller, quota)]


def _quota(person: str, quota: int) -> list[str]:
    return ["", "[[quotas]]", f'person = "{person}"', f"bookings = {quota}"]


def _round(number: float) -> int:
    """Round to digits that people agree on."""
    return int(float(np.format_float_positional(number, _DIGITS, fractional=False))) if number >= 0.5 else 0
