-- One row per kind of activity that a rule of `$behaviour_rules` matches: the first such rule, and the kind's turn.
with rules as (
    select unnest(
        cast($behaviour_rules as struct(
            place integer, activity_types varchar[], pattern varchar, asked_direction varchar,
            is_intent boolean, is_hand_raise boolean
        )[]),
        recursive := true
    )
),

telling as (
    select distinct unnest(activity_types) as activity_type
    from rules
),

kinds as (
    select distinct
        activity_type,
        asset,
        direction
    from activities
    where activity_type in (select activity_type from telling)
),

matched as (
    select
        kinds.activity_type,
        kinds.asset,
        kinds.direction,
        min(rules.place) as place
    from kinds
    inner join rules
        on
            list_contains(rules.activity_types, kinds.activity_type)
            and (rules.asked_direction is null or kinds.direction = rules.asked_direction)
            and (rules.pattern is null or lower(kinds.asset) like rules.pattern escape '\')
    group by kinds.activity_type, kinds.asset, kinds.direction
)

select
    *,
    -- what happens within one second runs in the order of these texts
    dense_rank() over (order by activity_type, coalesce(asset, '')) as turn,
    min(place) over (partition by activity_type, asset) < max(place) over (partition by activity_type, asset)
        as is_mixed
from matched
