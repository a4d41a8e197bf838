-- One row per slice and stage: how many leads entered it in the period, and by how many passes.
with counted as (
    select
        slice,
        rank,
        count(*) as entered,
        count(distinct lead) as leads
    from funnel_cases
    where entered
    group by slice, rank
)

select
    slices.slice,
    stages.stage,
    stages.rank,
    coalesce(counted.entered, 0) as entered,
    coalesce(counted.leads, 0) as leads
from slices
cross join stages
left join counted on slices.slice is not distinct from counted.slice and stages.rank = counted.rank
where not stages.is_exit
order by slices.slice nulls last, stages.rank
