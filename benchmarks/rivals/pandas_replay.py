"""The replay by plain pandas: every activity's points as of a lead's first day, summed by lead, and faded."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.rivals.activities import Array, Rules


def prepared(events: dict[str, Array], _: Rules) -> pd.DataFrame:
    """The events as a frame."""
    return pd.DataFrame(events, copy=False)


def first_moments(events: pd.DataFrame, model: Rules) -> tuple[Array, Array]:
    """Rows of the episodes that become MQLs, and the places of the events at which they do."""
    faded = np.exp(events["day"] * model.fading)
    worth = pd.Series(model.points[events["rule"]], events.index) * faded
    behaviour = worth.groupby(events["lead"], sort=False).cumsum() / faded
    fit = pd.Series(model.fits[events["lead"]], events.index)
    enough = (fit + behaviour >= model.threshold) & (behaviour > model.behaviour_floor)
    found = events[(fit >= model.fit_floor) & events["is_open"] & (events["is_raised"] | enough)]
    first = found.drop_duplicates("episode")
    return first["episode"].to_numpy(), first["place"].to_numpy()
