-- One row per slice and part of the bridge from the open deals of the period at one moment to those at as-of.
with parts as (
    select
        unnest([
            'start', 'new', 'reopened', 'pulled_in', 'rolled_in', 'raised', 'lowered',
            'won', 'lost', 'pushed_out', 'pulled_out', 'end'
        ]) as movement,
        unnest(range(12)) as rank
),

counted as (
    select
        slice,
        movement,
        sum(deals) as deals,
        sum(amount) as amount
    from movement_parts
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
