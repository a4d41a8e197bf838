"""The replay by plain polars: every activity's points as of a lead's first day, summed by lead, and faded."""

from __future__ import annotations

import polars as pl

from benchmarks.rivals.activities import Array, Rules

day, behaviour, fit = (pl.col(name) for name in ("day", "behaviour", "fit"))


def prepared(events: dict[str, Array], _: Rules) -> pl.LazyFrame:
    """The events as a frame."""
    return pl.DataFrame(events).lazy()


def first_moments(events: pl.LazyFrame, model: Rules) -> tuple[Array, Array]:
    """Rows of the episodes that become MQLs, and the places of the events at which they do."""
    faded = (day * model.fading).exp()
    points, fits = pl.lit(pl.Series(model.points)), pl.lit(pl.Series(model.fits))
    enough = (fit + behaviour >= model.threshold) & (behaviour > model.behaviour_floor)
    found = (
        events.with_columns(faded=faded, worth=points.gather(pl.col("rule")), fit=fits.gather(pl.col("lead")))
        .with_columns(behaviour=(pl.col("worth") * pl.col("faded")).cum_sum().over("lead") / pl.col("faded"))
        .filter((fit >= model.fit_floor) & pl.col("is_open") & (pl.col("is_raised") | enough))
        .group_by("episode")
        .agg(pl.col("place").min())
        .collect()
    )
    return found["episode"].to_numpy(), found["place"].to_numpy()
