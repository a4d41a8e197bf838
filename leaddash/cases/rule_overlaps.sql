-- One row per slice and pair of behaviour rules (or one with itself) whose conditions match some of its activities.
-- `activities` are those of the period, `of_all` what the slice has of any kind; the slice 0 is of leads not asked.
with rules as (
    select unnest(
        cast($behaviour_rules as struct(
            place integer, activity_types varchar[], pattern varchar, asked_direction varchar,
            is_intent boolean, is_hand_raise boolean
        )[]),
        recursive := true
    )
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
    group by coalesce(asked_leads.slice, 0), activities.activity_type, activities.asset, activities.direction
),

counted as (
    select
        *,
        sum(activities) over (partition by slice) as of_all
    from kinds
),

matching as (
    select
        counted.*,
        rules.place
    from counted
    inner join rules
        on
            list_contains(rules.activity_types, counted.activity_type)
            and (rules.asked_direction is null or counted.direction = rules.asked_direction)
            and (rules.pattern is null or lower(counted.asset) like rules.pattern escape '\')
)

select
    mine.slice,
    mine.place,
    others.place as other,
    cast(sum(mine.activities) as bigint) as activities,
    cast(any_value(mine.of_all) as bigint) as of_all
from matching as mine
inner join matching as others
    on
        mine.slice = others.slice
        and mine.activity_type = others.activity_type
        and mine.asset is not distinct from others.asset
        and mine.direction is not distinct from others.direction
group by mine.slice, mine.place, others.place
