-- One row per slice and promise: how the promises that fell due in the period stand.
with counted as (
    select
        slice,
        place,
        count(*) filter (where in_period and state = 'kept') as kept,
        count(*) filter (where in_period and state = 'broken') as broken,
        count(*) filter (where in_period and state = 'overdue') as overdue,
        count(*) filter (where in_period and state = 'running') as running,
        count(*) filter (where in_period and state = 'withdrawn') as withdrawn,
        count(*) filter (where state = 'overdue' and is_before_end) as past_due_now,
        quantile_disc(coalesce(seconds, 'infinity'::double), [0.5, 0.95])
        filter (where in_period and state in ('kept', 'broken', 'overdue') and not is_estimated) as seconds
    from promise_states
    group by slice, place
)

select
    promise_grid.slice,
    promise_grid.promise,
    counted.* exclude (slice, place, seconds),
    counted.seconds[1] / 60 as p50_minutes,
    counted.seconds[2] / 60 as p95_minutes
from promise_grid
left join counted
    on promise_grid.slice is not distinct from counted.slice and promise_grid.place = counted.place
order by promise_grid.slice nulls last, promise_grid.place
