-- One row per slice, period and stage: cohort, flow and stock of the period.
with entries as (
    select
        slice,
        period,
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
    from trend_entries
    group by slice, period, rank
),

departures as (
    select
        slice,
        period,
        rank,
        count(*) filter (where flow_out) as flow_out,
        count(*) filter (where stays) as went_out
    from trend_departures
    group by slice, period, rank
),

standing as (
    select
        slice,
        rank,
        count(*) as at_start
    from funnel_cases
    where at_start
    group by slice, rank
)

select
    grid.*,
    entries.* exclude (slice, period, rank, seconds),
    entries.seconds[1] / 86400 as median_days,
    entries.seconds[2] / 86400 as p90_days,
    departures.flow_out,
    departures.went_out,
    coalesce(standing.at_start, 0) + cast(sum(coalesce(entries.came_in, 0) - coalesce(departures.went_out, 0)) over (
        partition by grid.slice, grid.rank order by grid.period
    ) as bigint) as balance_end
from funnel_grid as grid
left join entries
    on grid.slice is not distinct from entries.slice and (grid.period, grid.rank) = (entries.period, entries.rank)
left join departures
    on
        grid.slice is not distinct from departures.slice
        and (grid.period, grid.rank) = (departures.period, departures.rank)
left join standing on grid.slice is not distinct from standing.slice and grid.rank = standing.rank
order by grid.slice nulls last, grid.period, grid.rank
