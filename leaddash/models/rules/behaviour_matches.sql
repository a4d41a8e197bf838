-- One row per kind of activity and rule of `$behaviour_rules` whose conditions it meets.
with listed as (
    select unnest(
        cast($behaviour_rules as struct(
            place integer, activity_types varchar[], pattern varchar, asked_direction varchar,
            is_intent boolean, is_hand_raise boolean
        )[])
    ) as rule
),

rules as (
    select rule.* from listed
)

select
    activity_kinds.activity_type,
    activity_kinds.asset,
    activity_kinds.direction,
    rules.place,
    rules.is_hand_raise
from activity_kinds
inner join rules
    on
        list_contains(rules.activity_types, activity_kinds.activity_type)
        and (rules.asked_direction is null or activity_kinds.direction = rules.asked_direction)
        and (rules.pattern is null or lower(activity_kinds.asset) like rules.pattern escape '\')
