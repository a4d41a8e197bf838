-- One row per activity that a rule matches, in the order in which they run: lead, second and place of the rule.
with plain as (
    select
        activities.lead,
        activities.occurred_at,
        matched_kinds.place,
        matched_kinds.turn,
        0 as turn_within
    from activities
    inner join matched_kinds
        on
            activities.activity_type = matched_kinds.activity_type
            and activities.asset is not distinct from matched_kinds.asset
            and activities.direction is not distinct from matched_kinds.direction
    where not matched_kinds.is_mixed
),

-- kinds that differ only in direction and match different rules: of one second, they run in the order of their ids
mixed as (
    select
        activities.lead,
        activities.occurred_at,
        matched_kinds.place,
        matched_kinds.turn,
        row_number() over (
            order by coalesce(activities.activity_id, ''), coalesce(activities.direction, '')
        ) as turn_within
    from activities
    inner join matched_kinds
        on
            activities.activity_type = matched_kinds.activity_type
            and activities.asset is not distinct from matched_kinds.asset
            and activities.direction is not distinct from matched_kinds.direction
    where matched_kinds.is_mixed
),

together as (
    select * from plain
    union all
    select * from mixed
)

select
    lead,
    cast(extract(epoch from occurred_at) as bigint) as at,
    cast(place as usmallint) as place
from together
order by lead, occurred_at, turn, turn_within
