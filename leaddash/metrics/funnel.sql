-- One row per slice and stage: cohort, flow and stock of the period.
with counts as (
    select
        slice,
        rank,
        count(*) filter (where entered) as entered,
        count(*) filter (where skipped) as skipped,
        count(*) filter (where entered and class = 'converted') as converted,
        count(*) filter (where entered and class = 'late') as late,
        count(*) filter (where entered and class = 'exited') as exited,
        count(*) filter (where entered and class = 'open') as open,
        count(*) filter (where entered and class = 'stalled') as stalled,
        count(*) filter (where rate_converted) as rate_converted,
        count(*) filter (where rated) as rate_entered,
        quantile_cont(days, [0.5, 0.9]) filter (where timed) as days,
        count(*) filter (where flow_out) as flow_out,
        count(*) filter (where at_start) as balance_start,
        count(*) filter (where came_in) as came_in,
        count(*) filter (where went_out) as went_out,
        count(*) filter (where at_end) as balance_end
    from funnel_cases
    group by slice, rank
),

slices as (
    select distinct slice from counts
    union
    select null as slice
    where $by is null
)

select
    slices.slice,
    stages.stage,
    stages.rank,
    coalesce(counts.entered, 0) as entered,
    coalesce(counts.skipped, 0) as skipped,
    counts.converted,
    counts.late,
    counts.exited,
    counts.open,
    counts.stalled,
    counts.rate_converted,
    counts.rate_entered,
    counts.days[1] as median_days,
    counts.days[2] as p90_days,
    counts.flow_out,
    coalesce(counts.balance_start, 0) as balance_start,
    coalesce(counts.came_in, 0) as came_in,
    coalesce(counts.went_out, 0) as went_out,
    coalesce(counts.balance_end, 0) as balance_end
from slices
cross join stages
left join counts
    on slices.slice is not distinct from counts.slice and stages.rank = counts.rank
where not stages.is_exit
order by slices.slice nulls last, stages.rank
