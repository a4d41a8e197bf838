-- One row per slice: hand-overs of the period, and the mean hours of each part of their wait.
with known as (
    select distinct slice from timed_waits
    where $by is not null
    union
    select null as slice
    where $by is null
),

counted as (
    select
        slice,
        count(*) as hand_overs,
        avg(before_seconds) / 3600 as before_hand_over_hours,
        avg(earlier_seconds) / 3600 as earlier_owners_hours,
        avg(working_seconds) / 3600 as working_hours,
        avg(off_seconds) / 3600 as off_hours,
        avg(total_seconds) / 3600 as total_hours
    from timed_waits
    group by slice
)

select
    known.slice,
    coalesce(counted.hand_overs, 0) as hand_overs,
    counted.* exclude (slice, hand_overs)
from known
left join counted on known.slice is not distinct from counted.slice
order by known.slice nulls last
