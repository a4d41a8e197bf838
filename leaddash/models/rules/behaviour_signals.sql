-- One row per activity by which a lead raises its hand, under `$behaviour_rules`.
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
    where is_hand_raise
),

kinds as (
    select distinct
        activity_type,
        asset,
        direction
    from activities
    where $rematches and activity_type in (select activity_type from telling)
),

-- the first rule that matches decides
matched as (
    select
        kinds.activity_type,
        kinds.asset,
        kinds.direction,
        min_by(rules.is_hand_raise, rules.place) as is_hand_raise
    from kinds
    inner join rules
        on
            list_contains(rules.activity_types, kinds.activity_type)
            and (rules.asked_direction is null or kinds.direction = rules.asked_direction)
            and (rules.pattern is null or lower(kinds.asset) like rules.pattern escape '\')
    group by kinds.activity_type, kinds.asset, kinds.direction
)

select
    activities.lead,
    activities.occurred_at
from activities
inner join matched
    on
        activities.activity_type = matched.activity_type
        and activities.asset is not distinct from matched.asset
        and activities.direction is not distinct from matched.direction
where matched.is_hand_raise
