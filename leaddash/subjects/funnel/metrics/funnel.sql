-- One row per slice and stage: cohort, flow and stock of the period.
with entries as (
    select
        slice,
        rank,
        count(*) as entered,
        count(*) filter (where skipped) as skipped,
        count(*) filter (where in_time) as converted,
        count(converted_at) - count(*) filter (where in_time) as late,
        count(left_at) - count(converted_at) as exited,
        count(*) - count(left_at) - count(*) filter (where left_at is null and is_over) as open,
        count(*) filter (where left_at is null and is_over) as stalled,
        count(*) filter (where rate_converted) as rate_converted,
        count(*) filter (where rated) as rate_entered,
        quantile_cont(stays_seconds, [0.5, 0.9]) filter (where timed) as seconds,
        count(*) filter (where stays) as came_in
    from funnel_cases
    where entered
    group by slice, rank
),

departures as (
    select
        slice,
        rank,
        count(*) filter (where flow_out) as flow_out,
        count(*) filter (where went_out) as went_out
    from funnel_cases
    where went
    group by slice, rank
),

standing as (
    select
        slice,
        rank,
        count(*) as balance_start
    from funnel_cases
    where at_start
    group by slice, rank
)

select
    slices.slice,
    stages.stage,
    stages.rank,
    entries.* exclude (slice, rank, seconds),
    entries.seconds[1] / 86400 as median_days,
    entries.seconds[2] / 86400 as p90_days,
    departures.flow_out,
    departures.went_out,
    standing.balance_start,
    coalesce(standing.balance_start, 0) + coalesce(entries.came_in, 0) - coalesce(departures.went_out, 0) as balance_end
from slices
cross join stages
left join entries on slices.slice is not distinct from entries.slice and stages.rank = entries.rank
left join departures on slices.slice is not distinct from departures.slice and stages.rank = departures.rank
left join standing on slices.slice is not distinct from standing.slice and stages.rank = standing.rank
where not stages.is_exit
order by slices.slice nulls last, stages.rank
