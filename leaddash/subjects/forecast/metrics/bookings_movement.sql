-- One row per slice and part of the bridge from what was booked in the period at one moment to what is at as-of.
with parts as (
    select
        unnest(['start', 'won', 'undone', 'corrected', 'end']) as movement,
        unnest(range(5)) as rank
),

counted as (
    select
        slice,
        movement,
        sum(deals) as deals,
        sum(amount) as amount
    from booking_parts
    group by slice, movement
)

select
    deal_slices.slice,
    parts.movement,
    coalesce(counted.deals, 0) as deals,
    coalesce(counted.amount, 0) as amount
from deal_slices
cross join parts
left join counted on deal_slices.slice is not distinct from counted.slice and parts.movement = counted.movement
where $as_of is not null
order by deal_slices.slice nulls last, parts.rank
