-- One row per slice and pair of behaviour rules (or one with itself) whose conditions match some of its activities.
-- `activities` are those of the period, `of_all` what the slice has of any kind; the slice 0 is of leads not asked.
with kinds as (
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
        behaviour_matches.place
    from counted
    inner join behaviour_matches
        on
            counted.activity_type = behaviour_matches.activity_type
            and counted.asset is not distinct from behaviour_matches.asset
            and counted.direction is not distinct from behaviour_matches.direction
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
