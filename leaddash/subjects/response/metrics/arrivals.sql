-- One row per slice and hour of the week: hand-overs started then, those out of hours, and the median response.
with hours as (
    select
        place // 24 + 1 as weekday,
        place % 24 as hour
    from unnest(range(168)) as places (place)
),

local_starts as (
    select
        *,
        timezone($zone, timezone('UTC', started_at)) as local_start
    from hand_over_classes
),

counted as (
    select
        slice,
        isodow(local_start) as weekday,
        hour(local_start) as hour,
        count(*) as hand_overs,
        count(*) filter (where arrival > 0) as out_of_hours,
        quantile_disc(coalesce(cast(response_seconds as double), cast('infinity' as double)), 0.5)
        filter (where bucket not in ('before', 'not_a_lead') and not start_estimated) / 60 as p50_minutes
    from local_starts
    group by slice, isodow(local_start), hour(local_start)
)

select
    response_slices.slice,
    hours.weekday,
    hours.hour,
    counted.hand_overs,
    counted.out_of_hours,
    counted.p50_minutes
from response_slices
cross join hours
left join counted
    on
        response_slices.slice is not distinct from counted.slice
        and (hours.weekday, hours.hour) = (counted.weekday, counted.hour)
order by response_slices.slice nulls last, hours.weekday, hours.hour
