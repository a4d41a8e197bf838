-- One row per slice and bucket of time to the first touch: hand-overs, and what came of them.
with counted as (
    select
        slice,
        bucket,
        count(*) as leads,
        count(*) filter (where contact_over) as contact_leads,
        count(*) filter (where contacted) as contacted,
        count(*) filter (where qualify_over) as qualify_leads,
        count(*) filter (where qualified) as qualified,
        count(*) filter (where win_over) as win_leads,
        count(*) filter (where won) as won
    from hand_over_classes
    group by slice, bucket
)

select
    response_slices.slice,
    response_buckets.bucket,
    counted.* exclude (slice, bucket)
from response_slices
cross join response_buckets
left join counted
    on
        response_slices.slice is not distinct from counted.slice
        and response_buckets.bucket = counted.bucket
where $knows_touches
order by response_slices.slice nulls last, response_buckets.place
