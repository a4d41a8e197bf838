-- One row per slice, period and stage but the last: what is known of the cohort, and how long each case stayed so far.
with known as (
    select
        slice,
        period,
        rank,
        count(*) as cases,
        count(*) filter (where rate_converted) as rate_converted,
        count(*) filter (where rated) as rate_entered,
        list(cast(seconds as bigint) * 3 + way) as stays
    from trend_entries
    group by slice, period, rank
)

select
    grid.*,
    cast($window_seconds as bigint[])[grid.rank] as window_seconds,
    known.* exclude (slice, period, rank)
from funnel_grid as grid
left join known
    on grid.slice is not distinct from known.slice and (grid.period, grid.rank) = (known.period, known.rank)
where grid.rank < stage_rank('customer')
order by grid.slice nulls last, grid.period, grid.rank
