-- One row per slice, period and stage: cohort, flow and stock of the period.
with cases as (select * from funnel_trend_cases),

slices as (
    select distinct slice from cases
    union
    select null as slice
    where $by is null
),

periods as (select unnest($periods :: struct(period date, since timestamp, until timestamp)[], recursive := true)),

counts as (
    select
        slice,
        period,
        rank,
        count(*) filter (where move = 'entered') as entered,
        count(*) filter (where move = 'entered' and skipped) as skipped,
        count(*) filter (where move = 'entered' and class = 'converted') as converted,
        count(*) filter (where move = 'entered' and class = 'late') as late,
        count(*) filter (where move = 'entered' and class = 'exited') as exited,
        count(*) filter (where move = 'entered' and class = 'open') as open,
        count(*) filter (where move = 'entered' and class = 'stalled') as stalled,
        count(*) filter (where move = 'entered' and rate_converted) as rate_converted,
        count(*) filter (where move = 'entered' and rated) as rate_entered,
        quantile_cont(days, [0.5, 0.9]) filter (where move = 'entered' and timed) as days,
        count(*) filter (where move = 'converted') as flow_out,
        count(*) filter (where move = 'entered' and stays) as came_in,
        count(*) filter (where move = 'left' and stays) as went_out
    from cases
    group by slice, period, rank
),

grid as (
    select
        slices.slice,
        periods.period,
        stages.stage,
        stages.rank
    from slices
    cross join (select period from periods union all select null as period) as periods
    cross join stages
    where not stages.is_exit
)

select
    grid.slice,
    grid.period,
    grid.stage,
    grid.rank,
    counts.* exclude (slice, period, rank, days),
    counts.days[1] as median_days,
    counts.days[2] as p90_days,
    cast(sum(coalesce(counts.came_in, 0) - coalesce(counts.went_out, 0)) over (
        partition by grid.slice, grid.rank order by grid.period nulls first
    ) as bigint) as balance_end
from grid
left join counts
    on
        grid.slice is not distinct from counts.slice
        and grid.period is not distinct from counts.period
        and grid.rank = counts.rank
order by grid.slice nulls last, grid.period nulls first, grid.rank
