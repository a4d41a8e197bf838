-- One row per slice and pair of behaviour rules (or one with itself) whose conditions match some of its activities.
-- `activities` are those of the period; the slice 0 is of leads that are not asked.
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
    select
        coalesce(asked_leads.slice, 0) as slice,
        activities.activity_type,
        activities.asset,
        activities.direction,
        count(*) filter (where activities.occurred_at >= $since and activities.occurred_at < $closed) as activities
    from activities
    left join asked_leads on activities.lead = asked_leads.lead
    where activities.activity_type in (select telling.activity_type from telling)
    group by coalesce(asked_leads.slice, 0), activities.activity_type, activities.asset, activities.direction
),

matching as (
    select
        kinds.*,
        rules.place
    from kinds
    inner join rules
        on
            list_contains(rules.activity_types, kinds.activity_type)
            and (rules.asked_direction is null or kinds.direction = rules.asked_direction)
            and (rules.pattern is null or lower(kinds.asset) like rules.pattern escape '\')
)

select
    mine.slice,
    mine.place,
    others.place as other,
    cast(sum(mine.activities) as bigint) as activities
from matching as mine
inner join matching as others
    on
        mine.slice = others.slice
        and mine.activity_type = others.activity_type
        and mine.asset is not distinct from others.asset
        and mine.direction is not distinct from others.direction
group by mine.slice, mine.place, others.place
