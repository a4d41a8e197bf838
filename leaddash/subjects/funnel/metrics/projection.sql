-- One row per slice and stage but the last: what is known of the cohort, and how long each case stayed so far.
with known as (
    select
        slice,
        rank,
        count(*) as cases,
        count(*) filter (where rate_converted) as rate_converted,
        count(*) filter (where rated) as rate_entered,
        list(cast(seconds as bigint) * 3 + way) as stays
    from funnel_cases
    where entered
    group by slice, rank
)

select
    slices.slice,
    stages.stage,
    stages.rank,
    cast($window_seconds as bigint[])[stages.rank] as window_seconds,
    known.* exclude (slice, rank)
from slices
cross join stages
left join known on slices.slice is not distinct from known.slice and stages.rank = known.rank
where stages.rank < stage_rank('customer')
order by slices.slice nulls last, stages.rank
