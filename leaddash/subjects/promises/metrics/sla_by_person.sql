-- One row per slice, person and promise: how the promises on that person's clock stand that fell due in the period.
with counted as (
    select
        slice,
        person,
        place,
        count(*) filter (where in_period and state = 'kept') as kept,
        count(*) filter (where in_period and state = 'broken') as broken,
        count(*) filter (where in_period and state = 'overdue') as overdue,
        count(*) filter (where in_period and state = 'running') as running,
        count(*) filter (where in_period and state = 'withdrawn') as withdrawn,
        count(*) filter (where state = 'overdue' and is_before_end) as past_due_now,
        quantile_disc(coalesce(cast(seconds as double), cast('infinity' as double)), 0.5)
        filter (where in_period and state in ('kept', 'broken', 'overdue') and not is_estimated) / 60 as p50_minutes,
        quantile_disc(coalesce(cast(seconds as double), cast('infinity' as double)), 0.95)
        filter (where in_period and state in ('kept', 'broken', 'overdue') and not is_estimated) / 60 as p95_minutes
    from promise_states
    group by slice, person, place
),

known as (
    select distinct
        slice,
        person
    from timed_promises
)

select
    known.slice,
    known.person,
    promised.promise,
    counted.* exclude (slice, person, place)
from known
cross join promised
left join counted
    on
        known.slice is not distinct from counted.slice
        and known.person = counted.person
        and promised.place = counted.place
order by known.slice nulls last, known.person, promised.place
