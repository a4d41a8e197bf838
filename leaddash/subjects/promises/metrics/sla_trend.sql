-- One row per slice, period and promise: how the promises that fell due in it stand.
with due_days as (
    select
        *,
        unnest(generate_series(date_trunc('day', since), until, interval 1 day)) as day
    from due_periods
),

placed as (
    select
        promise_states.*,
        due_days.period
    from promise_states
    inner join due_days
        on
            date_trunc('day', promise_states.due_at) = due_days.day
            and promise_states.due_at >= due_days.since
            and promise_states.due_at < due_days.until
),

counted as (
    select
        slice,
        period,
        place,
        count(*) filter (where state = 'kept') as kept,
        count(*) filter (where state = 'broken') as broken,
        count(*) filter (where state = 'overdue') as overdue,
        count(*) filter (where state = 'running') as running,
        count(*) filter (where state = 'withdrawn') as withdrawn,
        quantile_disc(coalesce(cast(seconds as double), cast('infinity' as double)), [0.5, 0.95])
        filter (where state in ('kept', 'broken', 'overdue') and not is_estimated) as seconds
    from placed
    group by slice, period, place
),

standing as (
    select
        promise_states.slice,
        due_periods.period,
        promise_states.place,
        count(*) as past_due_now
    from promise_states
    inner join due_periods on promise_states.due_at < due_periods.until
    where promise_states.state = 'overdue'
    group by promise_states.slice, due_periods.period, promise_states.place
)

select
    promise_grid.slice,
    due_periods.period,
    promise_grid.promise,
    counted.* exclude (slice, period, place, seconds),
    standing.past_due_now,
    counted.seconds[1] / 60 as p50_minutes,
    counted.seconds[2] / 60 as p95_minutes
from promise_grid
cross join due_periods
left join counted
    on
        promise_grid.slice is not distinct from counted.slice
        and (promise_grid.place, due_periods.period) = (counted.place, counted.period)
left join standing
    on
        promise_grid.slice is not distinct from standing.slice
        and (promise_grid.place, due_periods.period) = (standing.place, standing.period)
order by promise_grid.slice nulls last, due_periods.period, promise_grid.place
