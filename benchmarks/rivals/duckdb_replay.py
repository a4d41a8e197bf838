"""The replay by one window query of DuckDB: every activity's points as of a lead's first day, summed, and faded."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from benchmarks.rivals.activities import Array, Rules

QUERY = """
with weighed as (
    select place, lead, episode, day, is_open, is_raised,
        sum($points[rule + 1] * exp(day * $fading)) over (
            partition by lead order by place rows between unbounded preceding and current row
        ) * exp(-day * $fading) as behaviour
    from events
)

select weighed.episode, min(weighed.place) as place
from weighed
inner join fits on weighed.lead = fits.lead
where fits.fit >= $fit_floor and weighed.is_open and (
    weighed.is_raised or (fits.fit + weighed.behaviour >= $threshold and weighed.behaviour > $behaviour_floor)
)
group by weighed.episode
"""


def prepared(events: dict[str, Array], model: Rules) -> duckdb.DuckDBPyConnection:
    """A database in memory with the events and the leads' fits."""
    db = duckdb.connect()
    db.execute("set enable_progress_bar = false")
    given, fits = pa.table(events), pa.table({"lead": pa.array(range(len(model.fits)), pa.int32()), "fit": model.fits})
    for name, table in (("events", given), ("fits", fits)):
        db.register("given", table)
        db.execute(f"create table {name} as select * from given")
        db.unregister("given")
    return db


def first_moments(db: duckdb.DuckDBPyConnection, model: Rules) -> tuple[Array, Array]:
    """Rows of the episodes that become MQLs, and the places of the events at which they do."""
    asked = {
        "points": model.points.tolist(),
        "fading": model.fading,
        "threshold": model.threshold,
        "fit_floor": model.fit_floor,
        "behaviour_floor": model.behaviour_floor,
    }
    found = db.execute(QUERY, asked).fetchnumpy()
    return found["episode"], found["place"]
