-- One row per slice and stage but the last: from what became of the cohort to what moved in the period.
with cohort as (
    select
        slice,
        rank,
        count(*) filter (where in_time) as converted,
        count(*) filter (where converted_at is not null and not in_time) as late,
        count(*) filter (where converted_later) as converted_later
    from funnel_cases
    where entered
    group by slice, rank
),

moved as (
    select
        slice,
        rank,
        count(*) filter (where carried_in) as carried_in,
        count(*) as flow_out
    from funnel_cases
    where flow_out
    group by slice, rank
)

select
    slices.slice,
    stages.stage,
    stages.rank,
    cohort.* exclude (slice, rank),
    moved.* exclude (slice, rank)
from slices
cross join stages
left join cohort on slices.slice is not distinct from cohort.slice and stages.rank = cohort.rank
left join moved on slices.slice is not distinct from moved.slice and stages.rank = moved.rank
where stages.rank < stage_rank('customer')
order by slices.slice nulls last, stages.rank
