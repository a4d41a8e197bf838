"""What usually becomes, within a period, of what is created in the rest of it."""

from __future__ import annotations

import numpy as np

from leaddash.cases.deal_tape import ENDINGS, DealTape
from leaddash.moments import second
from leaddash.subjects.forecast.projection.made import Made


def booked_of_created(tape: DealTape, made: Made) -> float | None:
    """Of the amount of opportunities created in the rest of past periods, the share booked in the same period.

    As known when the projection was made, over all its past periods; nothing where nothing was created.
    """
    at, booked, amount = second(made.asking.at), 0, 0
    for period, reference in made.asking.references:
        low, high = np.searchsorted(tape.created, [second(reference) + 1, second(period.until)])
        rows, known = tape.every.of_deals(np.arange(low, max(low, high)), np.full(max(high - low, 0), at))
        stood = tape.every.only(rows[known])
        won = (stood.ending == ENDINGS.index("won")) & (stood.won_at < second(period.until))
        booked += int(stood.cents[won & (stood.won_at >= second(period.since))].sum())
        amount += int(stood.cents.sum())
    return booked / amount if amount > 0 else None
